#!/usr/bin/env bash
# frictionless: of Data Package 2 it checks some rules and passes others over, and "valid" does not say which.
#
# Version: frictionless 5.21.0.
# Guess: a package of version 2 that it calls valid keeps what its schema says, and one that keeps it is valid, as the
#   library reads this version's `fieldsMatch`, lists and missing values of a field.
# Behaviour: two rows that are equal in a key of `uniqueKeys` are valid ("considered valid only if ... unique" in the
#   standard), and so is a value that is none of the field's `categories` ("MUST exactly match one"). An integer written
#   "1,000" in a field with `groupChar`, new in version 2, is an error; in a number it is none. No warning in the
#   report. `primaryKey` and the constraint `enum`, which are older, are checked.
# Documented: no; frictionlessdata/frictionless-py issue 937 (open since 2021) asks for `uniqueKeys`.
# Way out: give `primaryKey` and `enum` besides, and numbers without group characters.
#
# Output seen:
#   fieldsMatch subset: valid
#   list of integers: valid
#   equal rows in uniqueKeys: valid
#   equal rows in primaryKey: primary-key
#   a value of no category: valid
#   a value of no enum: constraint-error
#   integer with groupChar: type-error
#   number with groupChar: valid
#   warnings: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet frictionless==5.21.0

cat > try.py << 'END'
import json
from pathlib import Path

from frictionless import validate

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
ID = {"name": "id", "type": "integer"}
warnings = 0


def judged(rows: str, *fields: dict, **schema: object) -> str:
    global warnings
    Path("rows.csv").write_text(rows)
    table = {"name": "rows", "path": "rows.csv", "type": "table", "schema": {"fields": fields, **schema}}
    Path("datapackage.json").write_text(json.dumps({"$schema": PROFILE, "name": "any", "resources": [table]}))
    report = validate("datapackage.json")
    warnings += len(report.warnings) + sum(len(task.warnings) for task in report.tasks)
    return "valid" if report.valid else " ".join(error.type for task in report.tasks for error in task.errors)


ANSWER = {"name": "answer", "type": "string"}
LIST = {"name": "n", "type": "list", "delimiter": ";", "itemType": "integer"}
TWO = "id,answer\n1,yes\n1,yes\n"
print("fieldsMatch subset:", judged("id,answer\n1,yes\n", ANSWER, fieldsMatch="subset"))
print("list of integers:", judged("id,n\n1,2;3\n", ID, LIST))
print("equal rows in uniqueKeys:", judged(TWO, ID, ANSWER, uniqueKeys=[["id", "answer"]]))
print("equal rows in primaryKey:", judged(TWO, ID, ANSWER, primaryKey=["id", "answer"]))
print("a value of no category:", judged("id,answer\n1,maybe\n", ID, ANSWER | {"categories": ["yes", "no"]}))
print("a value of no enum:", judged("id,answer\n1,maybe\n", ID, ANSWER | {"constraints": {"enum": ["yes", "no"]}}))
for kind in ("integer", "number"):
    count = {"name": "n", "type": kind, "groupChar": ","}
    print(f"{kind} with groupChar:", judged('id,n\n1,"1,000"\n', ID, count))
print("warnings:", warnings)
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
fieldsMatch subset: valid
list of integers: valid
equal rows in uniqueKeys: valid
equal rows in primaryKey: primary-key
a value of no category: valid
a value of no enum: constraint-error
integer with groupChar: type-error
number with groupChar: valid
warnings: 0
END
exit $failed
