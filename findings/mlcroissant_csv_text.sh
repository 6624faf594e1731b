#!/usr/bin/env bash
# mlcroissant reads a CSV column that Croissant declares as text by pandas' guesses, and changes the texts.
#
# Version: mlcroissant 1.1.1 (pandas 3.1.1).
# Guess: a field with `dataType: sc:Text` gives the text that stands in the file. A Parquet file may be described by the
#   media type that is registered for it, application/vnd.apache.parquet.
# Behaviour: the file goes through `pandas.read_csv` without types, and what comes out is turned into text afterwards. The
#   text 007 beside an empty cell becomes 7.0, 010 becomes 10.0, and None, NA, null and n/a become nothing. The description
#   is valid, without a warning. With the registered type of Parquet it is valid, too, and reading fails: only
#   application/x-parquet is read.
# Way out: describe Parquet, as application/x-parquet; or read the CSV without the library.
#
# Output seen:
#   text: b'7.0' b'10.0' None
#   words: None None None None
#   warnings: 0
#   registered type: GenerationError
#   other type: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet mlcroissant==1.1.1 pandas==3.1.1 pyarrow==26.0.1

cat > try.py << 'END'
import hashlib
import json
from pathlib import Path

import mlcroissant
import pandas

STANDARD = mlcroissant.Metadata(name="any").to_json()["@context"]


def dataset(path: str, kind: str, column: str, data_type: str) -> mlcroissant.Dataset:
    source = {"fileObject": {"@id": "file"}, "extract": {"column": column}}
    field = {"@type": "cr:Field", "@id": "rows/value", "name": "value", "dataType": data_type, "source": source}
    described = {
        "@context": STANDARD,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "any",
        "description": "any",
        "citeAs": "any",
        "license": "https://spdx.org/licenses/CC0-1.0.html",
        "url": "https://example.org/",
        "datePublished": "2026-01-01",
        "version": "1.0.0",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": "file",
                "name": "file",
                "contentUrl": path,
                "encodingFormat": kind,
                "sha256": hashlib.sha256(Path(path).read_bytes()).hexdigest(),
            }
        ],
        "recordSet": [{"@type": "cr:RecordSet", "@id": "rows", "name": "rows", "field": [field]}],
    }
    Path("croissant.json").write_text(json.dumps(described))
    return mlcroissant.Dataset(jsonld="croissant.json")


def values(described: mlcroissant.Dataset) -> list:
    return [row["rows/value"] for row in described.records("rows")]


Path("table.csv").write_text("code,word\n007,None\n010,NA\n,null\n,n/a\n")
codes = dataset("table.csv", "text/csv", "code", "sc:Text")
print(*values(codes)[:3])
print(*values(dataset("table.csv", "text/csv", "word", "sc:Text")))
print(len(codes.metadata.ctx.issues.errors) + len(codes.metadata.ctx.issues.warnings))
pandas.DataFrame({"n": [1]}).to_parquet("table.parquet")
try:
    print(*values(dataset("table.parquet", "application/vnd.apache.parquet", "n", "sc:Integer")))
except mlcroissant.GenerationError as error:
    print(type(error).__name__)
print(*values(dataset("table.parquet", "application/x-parquet", "n", "sc:Integer")))
END
venv/bin/python try.py > seen 2> /dev/null
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect text "$(sed -n 1p seen)" "b'7.0' b'10.0' None"
expect words "$(sed -n 2p seen)" "None None None None"
expect warnings "$(sed -n 3p seen)" "0"
expect "registered type" "$(sed -n 4p seen)" "GenerationError"
expect "other type" "$(sed -n 5p seen)" "1"
exit $failed
