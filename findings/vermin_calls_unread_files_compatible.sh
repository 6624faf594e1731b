#!/usr/bin/env bash
# vermin: of a file that it could not parse it says "~2, ~3" and ends with status 0.
#
# Version: vermin 1.9.2, run by Python 3.11.
# Guess: a program that only Python 2 parses is told as "2.x only", as one with `print "a"` is; one that the running
#   Python cannot parse is an error.
# Behaviour: a statement `print "text"` is known as Python 2. `exec "..."`, `raise E, "..."`, backticks, `print >> f` and
#   `0777` are not: the file counts as needing "~2, ~3", "not enough evidence", with status 0, and the same is said of a
#   program whose f-string is valid from 3.12 on when Python 3.11 runs vermin. A summary over a whole project is then made
#   of the files that could be parsed, without a sign that some could not.
# Way out: compile each file by yourself first; run vermin with the newest Python.
#
# Output seen:
#   print "a": status 0, Minimum required versions: 2.0
#   exec "x = 1": status 0, Minimum required versions: ~2, ~3
#   raise E, "x": status 0, Minimum required versions: ~2, ~3
#   print >> f, "x": status 0, Minimum required versions: ~2, ~3
#   x = `1`: status 0, Minimum required versions: ~2, ~3
#   x = 0777: status 0, Minimum required versions: ~2, ~3
#   f"{"a"}": status 0, Minimum required versions: ~2, ~3
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet vermin==1.9.2

seen() {
    printf '%s\n' "$1" > program.py
    local status=0
    venv/bin/vermin program.py > out 2>&1 || status=$?
    echo "status $status, $(grep 'Minimum required versions' out)"
}
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect 'print "a"' "$(seen 'print "a"')" "status 0, Minimum required versions: 2.0"
for program in 'exec "x = 1"' 'raise E, "x"' 'print >> f, "x"' 'x = `1`' 'x = 0777' 'f"{"a"}"'; do
    expect "$program" "$(seen "$program")" "status 0, Minimum required versions: ~2, ~3"
done
exit $failed
