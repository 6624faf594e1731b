#!/usr/bin/env bash
# cffconvert writes a valid list of licences into codemeta and schema.org as one address with Python's brackets in it.
#
# Version: cffconvert 2.0.0.
# Guess: `license:` in CITATION.cff 1.2.0 may be one SPDX identifier or a list of them, and the file validates; so each of
#   the tool's formats has either both licences or the first.
# Behaviour: `codemeta` and `schema.org` put the list's text behind SPDX's address: one licence, whose address leads nowhere.
#   `zenodo` has a list where .zenodo.json takes one identifier. BibTeX, RIS, EndNote and APA have none. All with status 0.
# What it means here: a codemeta.json that was made this way holds such an address; it names the licences all the same.
#
# Output seen:
#   validate: Citation metadata are valid according to schema version 1.2.0.
#   codemeta: https://spdx.org/licenses/['MIT', 'Apache-2.0']
#   schema.org: https://spdx.org/licenses/['MIT', 'Apache-2.0']
#   zenodo: {'id': ['MIT', 'Apache-2.0']}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet cffconvert==2.0.0

cat > CITATION.cff << 'END'
cff-version: 1.2.0
message: Please cite this.
title: Lantern
type: software
authors:
  - family-names: Quill
    given-names: Ada
license:
  - MIT
  - Apache-2.0
END

licence_as() {
    venv/bin/cffconvert -f "$1" -i CITATION.cff | venv/bin/python -c "import json, sys; print(json.load(sys.stdin)['license'])"
}
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}

expect validate "$(venv/bin/cffconvert --validate -i CITATION.cff 2>&1)" \
    "Citation metadata are valid according to schema version 1.2.0."
for format in codemeta schema.org; do
    expect "$format" "$(licence_as "$format")" "https://spdx.org/licenses/['MIT', 'Apache-2.0']"
done
expect zenodo "$(licence_as zenodo)" "{'id': ['MIT', 'Apache-2.0']}"
exit $failed
