#!/usr/bin/env bash
# A folder "venue=..." far above a partitioned table becomes a column of it for some readers, by how its files are named.
#
# Version: duckdb 2.0.1, polars 2.1.0, pyarrow 26.0.1, pandas 3.1.1.
# Guess: a reader that is told where a table stands takes the folders below that place for partitions, and none above.
# Behaviour: DuckDB, which is only told a pattern of files, takes every `key=value` folder of the whole path; so does polars
#   for a pattern, while for the folder itself it does not, and neither do pyarrow and pandas. A survey that is kept or copied
#   below `venue=midl/` has one more column, the same in each row; where the table has a partition of that name, too, its
#   own value is lost to DuckDB.
# Way out: keep tables below no folder with an equals sign, or name the partitions to the reader (`hive_types`).
#
# Output seen:
#   duckdb, pattern: paper venue year
#   polars, pattern: paper venue year
#   polars, folder: paper year
#   pyarrow, folder: paper year
#   pandas, folder: paper year
#   duckdb, a table of venue=acl: midl
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet duckdb==2.0.1 pyarrow==26.0.1 polars==2.1.0 pandas==3.1.1

cat > try.py << 'END'
import duckdb
import pandas
import polars
import pyarrow
import pyarrow.dataset

place = "venue=midl/survey/papers"
table = pyarrow.table({"year": [2020, 2021], "paper": ["a", "b"]})
pyarrow.dataset.write_dataset(table, place, format="parquet", partitioning=["year"], partitioning_flavor="hive")
pattern = f"{place}/**/*.parquet"
for columns in (
    duckdb.sql(f"from read_parquet('{pattern}', hive_partitioning=true)").columns,
    polars.scan_parquet(pattern, hive_partitioning=True).collect().columns,
    polars.scan_parquet(place, hive_partitioning=True).collect().columns,
    pyarrow.dataset.dataset(place, partitioning="hive").schema.names,
    list(pandas.read_parquet(place).columns),
):
    print(*sorted(columns))

place = "venue=midl/survey/venues"
pyarrow.dataset.write_dataset(
    pyarrow.table({"venue": ["acl"], "paper": ["a"]}),
    place,
    format="parquet",
    partitioning=["venue"],
    partitioning_flavor="hive",
)
((venue,),) = duckdb.sql(f"select venue from read_parquet('{place}/**/*.parquet', hive_partitioning=true)").fetchall()
print(venue)
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "duckdb, pattern" "$(sed -n 1p seen)" "paper venue year"
expect "polars, pattern" "$(sed -n 2p seen)" "paper venue year"
expect "polars, folder" "$(sed -n 3p seen)" "paper year"
expect "pyarrow, folder" "$(sed -n 4p seen)" "paper year"
expect "pandas, folder" "$(sed -n 5p seen)" "paper year"
expect "duckdb, a table of venue=acl" "$(sed -n 6p seen)" "midl"
exit $failed
