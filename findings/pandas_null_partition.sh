#!/usr/bin/env bash
# pandas cannot read a partitioned Parquet table of which one partition is null; pyarrow, on which it rests, can.
#
# Version: pandas 3.1.1, pyarrow 26.0.1; also read by duckdb 2.0.1.
# Guess: `pandas.read_parquet(folder)` reads what `pyarrow.dataset` wrote and reads, the null partition
#   (`__HIVE_DEFAULT_PARTITION__`) as a missing value.
# Behaviour: ArrowInvalid, "Cannot yet unify dictionaries with nulls". pandas asks pyarrow for partition columns as
#   dictionaries, to make categories of them, and those with a null cannot be put together. A table without a null reads well, so
#   the first paper without a venue makes the table unreadable for pandas alone.
# Way out: no null in a partition's column, or `pyarrow.dataset.dataset(folder, partitioning="hive").to_table().to_pandas()`.
#
# Output seen:
#   without a null, pandas: CoRL MIDL
#   with a null, pyarrow: CoRL MIDL None
#   with a null, duckdb: CoRL MIDL None
#   with a null, pandas: ArrowInvalid: Cannot yet unify dictionaries with nulls
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet duckdb==2.0.1 pyarrow==26.0.1 pandas==3.1.1

cat > try.py << 'END'
import duckdb
import pandas
import pyarrow
import pyarrow.dataset


def write(folder: str, venues: list[str | None]) -> None:
    table = pyarrow.table({"venue": pyarrow.array(venues, pyarrow.string()), "paper": range(len(venues))})
    pyarrow.dataset.write_dataset(table, folder, format="parquet", partitioning=["venue"], partitioning_flavor="hive")


def told(venues: list[str | None]) -> str:
    return " ".join(sorted(map(str, venues)))


write("whole", ["MIDL", "CoRL"])
write("with_null", ["MIDL", "CoRL", None])
print(told(pandas.read_parquet("whole")["venue"].tolist()))
print(told(pyarrow.dataset.dataset("with_null", partitioning="hive").to_table()["venue"].to_pylist()))
print(told([v for (v,) in duckdb.sql("select venue from read_parquet('with_null/**/*.parquet', hive_partitioning=true)").fetchall()]))
try:
    print(told(pandas.read_parquet("with_null")["venue"].tolist()))
except pyarrow.ArrowInvalid as error:
    print(f"ArrowInvalid: {error}")
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "without a null, pandas" "$(sed -n 1p seen)" "CoRL MIDL"
expect "with a null, pyarrow" "$(sed -n 2p seen)" "CoRL MIDL None"
expect "with a null, duckdb" "$(sed -n 3p seen)" "CoRL MIDL None"
expect "with a null, pandas" "$(sed -n 4p seen)" "ArrowInvalid: Cannot yet unify dictionaries with nulls"
exit $failed
