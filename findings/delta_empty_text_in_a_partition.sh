#!/usr/bin/env bash
# deltalake: an empty text in a partition's column is empty to one of its readers, missing to another, and lost on
#   compaction.
#
# Version: deltalake 1.6.6 (pyarrow 26.0.1), polars 2.1.0.
# Guess: one library reads what it wrote alike by all its ways, and a change of the files' layout changes no value.
# Behaviour: the empty text is written into the log as "", which the Delta protocol defines as null. SQL
#   (`QueryBuilder`) and polars give an empty text, `to_pyarrow_table` gives None, and `file_uris` of `("v", "=", "")`
#   names the file of null in place of the empty one. `optimize.compact()` writes both as null: after it, SQL gives two
#   of them. Nothing raises.
# Documented: the protocol's text has the rule ("empty string ... translates to a null partition value"), the library
#   not; delta-io/delta-kernel-rs pull request 2034 and issue 2100 of delta-io/delta tell of the same in other writers.
# Way out: no empty text in a partition's column; write null or a word of its own.
#
# Output seen:
#   log: 'CoRL' '' None
#   SQL: 'CoRL' '' None
#   polars: 'CoRL' '' None
#   to_pyarrow_table: 'CoRL' None None
#   rows found by v = "" in SQL: 1
#   files of v = "" by file_uris: v=__HIVE_DEFAULT_PARTITION__
#   SQL, compacted: 'CoRL' None None
#   polars, compacted: 'CoRL' None None
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet deltalake==1.6.6 pyarrow==26.0.1 polars==2.1.0

cat > try.py << 'END'
import json
from pathlib import Path

import polars
import pyarrow
from deltalake import DeltaTable, QueryBuilder, write_deltalake


def sql(query: str) -> pyarrow.Table:
    return pyarrow.table(QueryBuilder().register("papers", DeltaTable("table")).execute(query).read_all())


def shown(values: list) -> str:
    return " ".join(map(repr, sorted(values, key=lambda value: (value is None, value == "", value))))


write_deltalake("table", pyarrow.table({"v": ["CoRL", "", None], "n": [0, 1, 2]}), partition_by=["v"])
log = map(json.loads, next(Path("table/_delta_log").glob("*.json")).read_text().splitlines())
print("log:", shown([line["add"]["partitionValues"]["v"] for line in log if "add" in line]))
print("SQL:", shown(sql("select v from papers")["v"].to_pylist()))
print("polars:", shown(polars.read_delta("table")["v"].to_list()))
print("to_pyarrow_table:", shown(DeltaTable("table").to_pyarrow_table()["v"].to_pylist()))
print('rows found by v = "" in SQL:', *sql("select n from papers where v = ''")["n"].to_pylist())
files = DeltaTable("table").file_uris(file_pruning_predicate=[("v", "=", "")])
print('files of v = "" by file_uris:', *(Path(file).parent.name for file in files))
DeltaTable("table").optimize.compact()
print("SQL, compacted:", shown(sql("select v from papers")["v"].to_pylist()))
print("polars, compacted:", shown(polars.read_delta("table")["v"].to_list()))
END
venv/bin/python -W error try.py > seen
failed=0
line=0
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
log: 'CoRL' '' None
SQL: 'CoRL' '' None
polars: 'CoRL' '' None
to_pyarrow_table: 'CoRL' None None
rows found by v = "" in SQL: 1
files of v = "" by file_uris: v=__HIVE_DEFAULT_PARTITION__
SQL, compacted: 'CoRL' None None
polars, compacted: 'CoRL' None None
END
exit $failed
