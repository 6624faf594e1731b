#!/usr/bin/env bash
# pybtex: what it reads from BibTeX and writes again has more backslashes each time, in addresses and DOIs, too.
#
# Version: pybtex 0.26.1 (latexcodec 3.0.1).
# Guess: a file that is parsed and written by one library says the same; `\&` in a title is read as it stands, so it is
#   written as it stands, and a DOI is no LaTeX.
# Behaviour: reading decodes nothing, writing encodes every field. The title's `\&` becomes `\\&`, in LaTeX a line's end
#   and a bare ampersand. `a_b%20c` in an address becomes `a\_b\%20c`, and a DOI's `_` likewise. A second time makes
#   them `\\\&` and `a\\_b`. As YAML the same library writes the fields unchanged.
# Documented: no.
# Way out: keep the text of the entries and change fields in it; or write YAML.
#
# Output seen:
#   read: Cats \& Dogs | https://example.org/a_b%20c | 10.1000/a_b
#   written once: Cats \\& Dogs | https://example.org/a\_b\%20c | 10.1000/a\_b
#   written twice: Cats \\\& Dogs | https://example.org/a\\_b\\%20c | 10.1000/a\\_b
#   written as YAML: Cats \& Dogs | https://example.org/a_b%20c | 10.1000/a_b
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pybtex==0.26.1 latexcodec==3.0.1

cat > try.py << 'END'
from pybtex.database import BibliographyData, parse_string

ENTRY = r"@misc{a, title={Cats \& Dogs}, url={https://example.org/a_b%20c}, doi={10.1000/a_b}}"


def fields(read: BibliographyData) -> str:
    return " | ".join(read.entries["a"].fields[name] for name in ("title", "url", "doi"))


def again(read: BibliographyData, form: str) -> BibliographyData:
    return parse_string(read.to_string(form), form)


first = parse_string(ENTRY, "bibtex")
print("read:", fields(first))
print("written once:", fields(again(first, "bibtex")))
print("written twice:", fields(again(again(first, "bibtex"), "bibtex")))
print("written as YAML:", fields(again(first, "yaml")))
END
venv/bin/python try.py > seen
failed=0
line=0
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
read: Cats \& Dogs | https://example.org/a_b%20c | 10.1000/a_b
written once: Cats \\& Dogs | https://example.org/a\_b\%20c | 10.1000/a\_b
written twice: Cats \\\& Dogs | https://example.org/a\\_b\\%20c | 10.1000/a\\_b
written as YAML: Cats \& Dogs | https://example.org/a_b%20c | 10.1000/a_b
END
exit $failed
