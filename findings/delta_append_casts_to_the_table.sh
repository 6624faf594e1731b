#!/usr/bin/env bash
# deltalake: appended values of another type are cast to the table's without a word: 4.7 is stored as 4, a list as its
#   text.
#
# Version: deltalake 1.6.6 (pyarrow 26.0.1); polars 2.1.0, which writes by it.
# Guess: a Delta table enforces its schema, so an append with a column of another type raises unless `schema_mode` says
#   otherwise, or it casts where no value changes.
# Behaviour: an append raises where columns are more or fewer. A type is cast as far as it goes: fractions are cut off,
#   numbers become true and false, "no" becomes false, and a list put into a text column becomes "[MIT, Apache-2.0]".
#   `schema_mode="merge"` and polars do the same. Only what cannot be cast (4.7 as text, NaN) raises.
# Documented: the library's page on writing says that another schema raises ValueError; delta-io/delta-rs issues 2642
#   and 3917, both closed, tell of the cast.
# Way out: compare the schemas (`DeltaTable(...).schema()`) before each append.
#
# Output seen:
#   4.7 into whole numbers: 4
#   the same, merged: 4
#   the same, by polars: 4
#   3 into true and false: True
#   "no" into true and false: False
#   two licences into text: '[MIT, Apache-2.0]'
#   "4.7" into whole numbers: Exception
#   a column more: SchemaMismatchError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet deltalake==1.6.6 pyarrow==26.0.1 polars==2.1.0

cat > try.py << 'END'
import shutil
from collections.abc import Callable

import polars
import pyarrow
from deltalake import DeltaTable, write_deltalake


def by_deltalake(rows: dict, **settings: str) -> None:
    write_deltalake("table", pyarrow.table(rows), mode="append", **settings)


def by_polars(rows: dict) -> None:
    polars.DataFrame(rows).write_delta("table", mode="append")


def stored(first: object, second: dict, write: Callable = by_deltalake, **settings: str) -> str:
    shutil.rmtree("table", ignore_errors=True)
    write_deltalake("table", pyarrow.table({"x": [first]}))
    try:
        write(second, **settings)
    except Exception as error:
        return type(error).__name__
    return repr(next(value for value in DeltaTable("table").to_pyarrow_table()["x"].to_pylist() if value != first))


print("4.7 into whole numbers:", stored(1, {"x": [4.7]}))
print("the same, merged:", stored(1, {"x": [4.7]}, schema_mode="merge"))
print("the same, by polars:", stored(1, {"x": [4.7]}, by_polars))
print("3 into true and false:", stored(False, {"x": [3]}))
print('"no" into true and false:', stored(True, {"x": ["no"]}))
print("two licences into text:", stored("MIT", {"x": [["MIT", "Apache-2.0"]]}))
print('"4.7" into whole numbers:', stored(1, {"x": ["4.7"]}))
print("a column more:", stored(1, {"x": [2], "y": [2]}))
END
venv/bin/python -W error try.py > seen 2> said
failed=0
line=0
[ ! -s said ] || { cat said; failed=1; }
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
4.7 into whole numbers: 4
the same, merged: 4
the same, by polars: 4
3 into true and false: True
"no" into true and false: False
two licences into text: '[MIT, Apache-2.0]'
"4.7" into whole numbers: Exception
a column more: SchemaMismatchError
END
exit $failed
