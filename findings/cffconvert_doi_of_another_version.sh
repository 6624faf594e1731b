#!/usr/bin/env bash
# cffconvert gives the first DOI of `identifiers`, though the file's own `doi` is another, and makes software of a data
#   set.
#
# Version: cffconvert 2.0.0.
# Guess: `doi` of CITATION.cff 1.2.0 is "The DOI of the work", so each output has that one, whatever `identifiers` lists
#   besides; `type: dataset` is a `Dataset` in schema.org.
# Behaviour: where `identifiers` has a DOI, all outputs give the first of these, even where its description says that it
#   is an older version's, and none has the file's `doi`. A data set is `SoftwareSourceCode` in codemeta and schema.org.
#   The file is valid, the status 0.
# Documented: no.
# Way out: read `doi` and `type` of the file by yourself.
#
# Output seen:
#   bibtex: 10.5281/zenodo.1000
#   apalike: 10.5281/zenodo.1000
#   ris: 10.5281/zenodo.1000
#   endnote: 10.5281/zenodo.1000
#   codemeta: 10.5281/zenodo.1000 SoftwareSourceCode
#   schema.org: 10.5281/zenodo.1000 SoftwareSourceCode
#   without identifiers, bibtex: 10.5281/zenodo.2000
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
type: dataset
version: 2.0.0
authors:
  - family-names: Quill
    given-names: Ada
date-released: 2022-05-01
doi: 10.5281/zenodo.2000
END
cp CITATION.cff alone.cff
cat >> CITATION.cff << 'END'
identifiers:
  - type: doi
    value: 10.5281/zenodo.1000
    description: The older version 1.0.0.
END
for file in CITATION.cff alone.cff; do venv/bin/cffconvert --validate -i $file > /dev/null 2>&1; done

facts() {
    venv/bin/cffconvert -i "$1" -f "$2" | grep -o -e '10\.5281/zenodo\.[0-9]*' -e '"@type": "SoftwareSourceCode"' \
        -e '"@type": "Dataset"' | sed 's/"@type": "\(.*\)"/\1/' | sort -u | paste -sd ' '
}
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
for format in bibtex apalike ris endnote; do
    expect $format "$(facts CITATION.cff $format)" "10.5281/zenodo.1000"
done
for format in codemeta schema.org; do
    expect $format "$(facts CITATION.cff $format)" "10.5281/zenodo.1000 SoftwareSourceCode"
done
expect "without identifiers, bibtex" "$(facts alone.cff bibtex)" "10.5281/zenodo.2000"
exit $failed
