#!/usr/bin/env bash
# cffconvert: an institute whose name has an "and" becomes two authors in BibTeX, and any institute a person elsewhere.
#
# Version: cffconvert 2.0.0; pybtex 0.26.1 reads its BibTeX.
# Guess: the format tells a person (`family-names`) from an entity (`name`), so that each output does too: braces around
#   the entity's name in BibTeX, `Organization` in schema.org and codemeta. A `name-suffix` stands where BibTeX has it.
# Behaviour: the name goes into BibTeX as it is, where `and` separates authors and the last word is the family name. In
#   schema.org and codemeta the entity is a `Person`. "Jr." becomes part of the family name ("van den Berg Jr., Ada"
#   instead of "van den Berg, Jr., Ada"). All of a valid file, with status 0.
# Documented: no; braces came in cffconvert pull request 349 (2023), which no release has.
# Way out: put braces around the names of entities; do not count authors in BibTeX that was made so.
#
# Output seen:
#   BibTeX: author = {Institute of Science and Technology and van den Berg Jr., Ada}
#   authors read: Institute of Science / Technology / Ada van den Berg Jr.
#   family names read: Science / Technology / Berg Jr.
#   kinds in codemeta: Person Person
#   kinds in schema.org: Person Person
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet cffconvert==2.0.0 pybtex==0.26.1

cat > CITATION.cff << 'END'
cff-version: 1.2.0
message: Please cite this.
title: Lantern
type: software
authors:
  - name: Institute of Science and Technology
  - family-names: Berg
    name-particle: van den
    name-suffix: Jr.
    given-names: Ada
END
venv/bin/cffconvert --validate > /dev/null 2>&1
venv/bin/cffconvert -f bibtex > made.bib

cat > authors.py << 'END'
from pybtex.database import parse_file

people = parse_file("made.bib").entries["YourReferenceHere"].persons["author"]
parts = [(*person.first_names, *person.prelast_names, *person.last_names, *person.lineage_names) for person in people]
print(*map(" ".join, parts), sep=" / ")
print(*(" ".join(person.last_names) for person in people), sep=" / ")
END
venv/bin/python authors.py > seen
kinds_in() {
    venv/bin/cffconvert -f "$1" | venv/bin/python -c \
        "import json, sys; print(*(author['@type'] for author in json.load(sys.stdin)['author']))"
}
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect BibTeX "$(grep author made.bib | sed "s/,$//")" \
    "author = {Institute of Science and Technology and van den Berg Jr., Ada}"
expect "authors read" "$(sed -n 1p seen)" "Institute of Science / Technology / Ada van den Berg Jr."
expect "family names read" "$(sed -n 2p seen)" "Science / Technology / Berg Jr."
for format in codemeta schema.org; do
    expect "kinds in $format" "$(kinds_in "$format")" "Person Person"
done
exit $failed
