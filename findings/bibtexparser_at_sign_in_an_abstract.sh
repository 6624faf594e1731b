#!/usr/bin/env bash
# bibtexparser 2: an entry whose abstract has a line that begins with `@word{` is lost, and another one stands in its place.
#
# Version: bibtexparser 2.1.0; pybtex 0.26.1 beside it.
# Guess: within braces an `@` is text, as it is to BibTeX and pybtex, so an entry is read wherever its abstract breaks.
# Behaviour: a new line that begins with `@`, a word and a brace begins a block, even inside a field: the entry fails, and
#   an entry without a key, of the type that the abstract's word gives, is among the library's. No exception: what failed
#   is in `failed_blocks` alone, so a list of a volume's papers is one short and has one that is none.
# Way out: look at `failed_blocks`, and take an entry without key as a sign; or read with pybtex.
#
# Output seen:
#   pybtex: ['a20']
#   bibtexparser: [('tensorflow', '')], 1 failed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet bibtexparser==2.1.0 pybtex==0.26.1

cat > try.py << 'END'
import logging

import bibtexparser
from pybtex.database import parse_string

ENTRY = "@article{a20,\n  title = {A},\n  abstract = {Graphs are compiled by\n@tensorflow{} functions.},\n  year = {2020}\n}\n"
logging.disable()
print(list(parse_string(ENTRY, "bibtex").entries))
library = bibtexparser.parse_string(ENTRY)
print(f"{[(entry.entry_type, entry.key) for entry in library.entries]}, {len(library.failed_blocks)} failed")
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect pybtex "$(sed -n 1p seen)" "['a20']"
expect bibtexparser "$(sed -n 2p seen)" "[('tensorflow', '')], 1 failed"
exit $failed
