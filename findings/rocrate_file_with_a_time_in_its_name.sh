#!/usr/bin/env bash
# ro-crate-py leaves a file out of the crate whose name has a time in it, and lists it in the metadata all the same.
#
# Version: rocrate 0.16.0.
# Guess: `add_file` of an existing file, by its name, copies it when the crate is written, or raises.
# Behaviour: a relative path that begins with letters, digits, dots or hyphens and then a colon has a "scheme", so
#   `run-12:30.log` is taken for a web address that need not be fetched: the written crate lists it as a File and does
#   not have it, without an exception or warning. By its absolute path, as `./run-12:30.log`, or found by `init=True`,
#   the same file is copied, with its colon written `%3A`. A name with an underscore before the colon is copied, too.
# Documented: no; a comment on ResearchObject/ro-crate-py pull request 122 says that absolute paths go.
# Way out: hand in absolute paths.
#
# Output seen:
#   by its name: listed as run-12:30.log, in the crate: no
#   with an underscore: listed as run_12%3A30.log, in the crate: yes
#   by its absolute path: listed as run-12%3A30.log, in the crate: yes
#   below a dot: listed as run-12%3A30.log, in the crate: yes
#   found in a folder: listed as run-12%3A30.log, in the crate: yes
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet rocrate==0.16.0

mkdir runs
cd runs
echo done > run-12:30.log
echo done > run_12:30.log
cat > ../try.py << 'END'
import shutil
from pathlib import Path

from rocrate.rocrate import ROCrate


def shown(crate: ROCrate, name: str) -> None:
    crate.write("../crate")
    listed = [entity.id for entity in crate.get_by_type("File") if name[3:6] in entity.id]
    print(f"listed as {' '.join(listed)}, in the crate: {'yes' if Path('../crate', name).exists() else 'no'}")
    shutil.rmtree("../crate")


for name, path in [
    ("run-12:30.log", "run-12:30.log"),
    ("run_12:30.log", "run_12:30.log"),
    ("run-12:30.log", Path("run-12:30.log").absolute()),
    ("run-12:30.log", "./run-12:30.log"),
]:
    crate = ROCrate()
    crate.add_file(path)
    shown(crate, name)
shown(ROCrate(".", init=True), "run-12:30.log")
END
../venv/bin/python -W error ../try.py > ../seen
cd ..
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "by its name" "$(sed -n 1p seen)" "listed as run-12:30.log, in the crate: no"
expect "with an underscore" "$(sed -n 2p seen)" "listed as run_12%3A30.log, in the crate: yes"
expect "by its absolute path" "$(sed -n 3p seen)" "listed as run-12%3A30.log, in the crate: yes"
expect "below a dot" "$(sed -n 4p seen)" "listed as run-12%3A30.log, in the crate: yes"
expect "found in a folder" "$(sed -n 5p seen)" "listed as run-12%3A30.log, in the crate: yes"
exit $failed
