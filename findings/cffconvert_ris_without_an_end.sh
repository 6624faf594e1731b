#!/usr/bin/env bash
# cffconvert's RIS has no valid end of the record, so that rispy reads no reference in it, and finds no fault.
#
# Version: cffconvert 2.0.0, rispy 0.10.0.
# Guess: what `cffconvert -f ris` writes of a valid CITATION.cff is one record that a reader of RIS reads.
# Behaviour: each line of RIS is a tag, two spaces, a hyphen and a space, also the one that ends a record: `ER  - `. The
#   tool writes `ER` alone, with status 0. rispy then gives an empty list, without an exception or warning; of the file
#   with that one line mended it gives the reference. Of such files one behind another it gives nothing either.
# Documented: no; citation-file-format/cffconvert issue 392 is open and tells of EndNote, which does not import it.
# Way out: mend the line, or let the tool write BibTeX.
#
# Output seen:
#   the last line: 'ER'
#   references: 0
#   of two files, one behind another: 0
#   with the line mended: 1 Lantern
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet cffconvert==2.0.0 rispy==0.10.0

cat > CITATION.cff << 'END'
cff-version: 1.2.0
message: Please cite this.
title: Lantern
type: software
authors:
  - family-names: Quill
    given-names: Ada
date-released: 2022-05-01
END
venv/bin/cffconvert --validate > /dev/null 2>&1
venv/bin/cffconvert -f ris > made.ris

cat > try.py << 'END'
from pathlib import Path

import rispy

made = Path("made.ris").read_text()
print(repr(made.splitlines()[-1]))
print(len(rispy.loads(made)))
print(len(rispy.loads(made + made)))
mended = rispy.loads(made.replace("\nER\n", "\nER  - \n"))
print(len(mended), mended[0]["title"])
END
venv/bin/python -W error try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "the last line" "$(sed -n 1p seen)" "'ER'"
expect references "$(sed -n 2p seen)" "0"
expect "of two files, one behind another" "$(sed -n 3p seen)" "0"
expect "with the line mended" "$(sed -n 4p seen)" "1 Lantern"
exit $failed
