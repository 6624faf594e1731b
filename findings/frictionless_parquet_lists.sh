#!/usr/bin/env bash
# frictionless finds errors in a valid Parquet file with lists, and none where a required time is missing.
#
# Version: frictionless 5.21.0 with its extra `parquet` (pandas 3.1.1).
# Guess: Parquet stores types, so a data package of it, with the fields declared as `array` and `datetime`, validates; a
#   null is a missing value in every type.
# Behaviour: rows come through pandas. A list is a NumPy array, which is no `array`: "type-error" in each row. Without a
#   declared schema, a list ends the description with a ValueError. A missing time is NaT, which passes as a value: a field
#   with `required: true` is valid without one, while a missing number, text or date is found.
# Way out: validate CSV, with lists as JSON text; keep Parquet beside it.
#
# Output seen:
#   list: type-error
#   list without a schema: ValueError
#   required number: constraint-error
#   required time: valid
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet "frictionless[parquet]==5.21.0" pandas==3.1.1 pyarrow==26.0.1

cat > try.py << 'END'
from datetime import datetime

import pyarrow
import pyarrow.parquet
from frictionless import Resource


def validated(values: list, kind: str | None, *, required: bool = False) -> str:
    pyarrow.parquet.write_table(pyarrow.table({"paper": ["a", "b"], "value": values}), "table.parquet")
    descriptor = {"name": "table", "path": "table.parquet", "format": "parquet"}
    if kind:
        field = {"name": "value", "type": kind, "constraints": {"required": required}}
        descriptor["schema"] = {"fields": [{"name": "paper", "type": "string"}, field]}
    try:
        report = Resource.from_descriptor(descriptor).validate()
    except ValueError as error:
        return type(error).__name__
    return "valid" if report.valid else " ".join(sorted({error for (error,) in report.flatten(["type"])}))


print(validated([["x", "y"], []], "array"))
print(validated([["x", "y"], []], None))
print(validated([0.5, None], "number", required=True))
print(validated([datetime(2026, 1, 1), None], "datetime", required=True))
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect list "$(sed -n 1p seen)" "type-error"
expect "list without a schema" "$(sed -n 2p seen)" "ValueError"
expect "required number" "$(sed -n 3p seen)" "constraint-error"
expect "required time" "$(sed -n 4p seen)" "valid"
exit $failed
