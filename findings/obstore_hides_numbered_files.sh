#!/usr/bin/env bash
# obstore: a local folder's list leaves out every file whose name ends with "#" and a number, such as "run#1".
#
# Version: obstore 0.12.1.
# Guess: the list of a local folder names its files, and a file that is not named is not there.
# Behaviour: `list` and `list_with_delimiter` pass over `run#1`, `run #12` and `#3` without a sign, as the library's own
#   unfinished uploads have such names. `run#2.csv`, `run#a` and a folder `runs#1` are listed. Only asking for the very
#   file tells why: GenericError, "Filenames containing trailing '/#\d+/' are not supported". A file `run#1` cannot be
#   written either, in a local folder; in a store in memory it can, and is listed.
# Documented: not by obstore; the Rust library under it (object_store, LocalFileSystem) says that such files are
#   ignored.
# Way out: list local folders with pathlib, and compare.
#
# Output seen:
#   in the folder: #3 run #12 run#1 run#2.csv run#a runs#1/log
#   list: run#2.csv run#a runs#1/log
#   list_with_delimiter: run#2.csv run#a
#   head of run#1: GenericError
#   put of run#4: GenericError
#   list in memory: run#1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet obstore==0.12.1

mkdir -p files/runs#1
touch "files/#3" "files/run #12" "files/run#1" "files/run#2.csv" "files/run#a" "files/runs#1/log"
cat > try.py << 'END'
from pathlib import Path

import obstore
from obstore.exceptions import GenericError
from obstore.store import LocalStore, MemoryStore, ObjectStore


def listed(store: ObjectStore) -> list[str]:
    return sorted(each["path"] for part in obstore.list(store) for each in part)


def refused(call, *about: object) -> str:
    try:
        call(*about)
    except GenericError as error:
        assert "Filenames containing trailing '/#\\d+/' are not supported" in str(error)
        return "GenericError"
    return "fine"


local = LocalStore("files")
print("in the folder:", *sorted(str(path.relative_to("files")) for path in Path("files").rglob("*") if path.is_file()))
print("list:", *listed(local))
print("list_with_delimiter:", *sorted(each["path"] for each in obstore.list_with_delimiter(local)["objects"]))
print("head of run#1:", refused(obstore.head, local, "run#1"))
print("put of run#4:", refused(obstore.put, local, "run#4", b"done"))
memory = MemoryStore()
obstore.put(memory, "run#1", b"done")
print("list in memory:", *listed(memory))
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
in the folder: #3 run #12 run#1 run#2.csv run#a runs#1/log
list: run#2.csv run#a runs#1/log
list_with_delimiter: run#2.csv run#a
head of run#1: GenericError
put of run#4: GenericError
list in memory: run#1
END
exit $failed
