#!/usr/bin/env bash
# ro-crate-py: reading a crate and writing it again loses in which language a title stands and of which type a value is.
#
# Version: rocrate 0.16.0.
# Guess: a crate that is read and written unchanged says what it said; properties that a caller hands in stay as they
#   are.
# Behaviour: a value of JSON-LD with `@value` becomes the bare text at once, its `@language` and `@type` are dropped. Of
#   titles in two languages there is a list of two texts, and nobody knows which is which. In a list that was handed in
#   to `add_file` this is done to the caller's own list. Nothing warns.
# Documented: no; a comment in the code names JSON-LD's value objects.
# Way out: change the metadata of an existing crate as JSON where it has such values.
#
# Output seen:
#   titles before: [{'@value': 'Laterne', '@language': 'de'}, {'@value': 'Lantern', '@language': 'en'}]
#   titles after: ['Laterne', 'Lantern']
#   length before: {'@value': '12', '@type': 'xsd:integer'}
#   length after: 12
#   list that was handed in: ['Laterne', 'Lantern']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet rocrate==0.16.0

cat > try.py << 'END'
import json
from pathlib import Path

from rocrate.rocrate import ROCrate

TITLES = [{"@value": "Laterne", "@language": "de"}, {"@value": "Lantern", "@language": "en"}]
LENGTH = {"@value": "12", "@type": "xsd:integer"}


def root(folder: str) -> tuple[dict, dict]:
    described = json.loads(Path(folder, "ro-crate-metadata.json").read_text())
    return described, next(entity for entity in described["@graph"] if entity["@id"] == "./")


ROCrate().write("first")
described, dataset = root("first")
dataset |= {"name": TITLES, "size": LENGTH}
Path("first/ro-crate-metadata.json").write_text(json.dumps(described))
ROCrate("first").write("second")
for key in ("name", "size"):
    print(root("first")[1][key])
    print(root("second")[1][key])

handed_in = [dict(title) for title in TITLES]
ROCrate().add_file("try.py", properties={"name": handed_in})
print(handed_in)
END
venv/bin/python -W error try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "titles before" "$(sed -n 1p seen)" \
    "[{'@value': 'Laterne', '@language': 'de'}, {'@value': 'Lantern', '@language': 'en'}]"
expect "titles after" "$(sed -n 2p seen)" "['Laterne', 'Lantern']"
expect "length before" "$(sed -n 3p seen)" "{'@value': '12', '@type': 'xsd:integer'}"
expect "length after" "$(sed -n 4p seen)" "12"
expect "list that was handed in" "$(sed -n 5p seen)" "['Laterne', 'Lantern']"
exit $failed
