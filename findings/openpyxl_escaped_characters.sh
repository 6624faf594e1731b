#!/usr/bin/env bash
# openpyxl undoes one half of a workbook's escapes: a carriage return and the text "_x000D_" are read as the same.
#
# Version: openpyxl 3.1.5, of a workbook that XlsxWriter 3.2.9 wrote.
# Guess: in a workbook a control character stands as `_xHHHH_` (ECMA-376, ST_Xstring), and a text that looks like that
#   has its underscore escaped, `_x005F_x000D_`. A reader undoes both, or neither.
# Behaviour: `_x005F_` becomes an underscore and `_x000D_` stays as it is, so two different cells are read as equal, and a
#   line end that was pasted from Windows leaves `_x000D_` in an address. Both with and without `read_only`.
# Way out: read `_x000D_` as the carriage return, which is what lists that people paste hold.
#
# Output seen:
#   stored: one_x000D_|two / one_x005F_x000D_|two
#   read: 'one_x000D_\ntwo' 'one_x000D_\ntwo'
#   read only: the same
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5 xlsxwriter==3.2.9

cat > try.py << 'END'
import re
import zipfile

import openpyxl
import xlsxwriter

book = xlsxwriter.Workbook("list.xlsx")
sheet = book.add_worksheet()
sheet.write_string(0, 0, "one\r\ntwo")
sheet.write_string(1, 0, "one_x000D_\ntwo")
book.close()

stored = zipfile.ZipFile("list.xlsx").read("xl/sharedStrings.xml").decode()
print(" / ".join(re.findall(r"<t>(.*?)</t>", stored.replace("\n", "|"))).strip())
for read_only in (False, True):
    cells = openpyxl.load_workbook("list.xlsx", read_only=read_only).active.iter_rows(values_only=True)
    print(*(repr(value) for (value,) in cells))
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect stored "$(sed -n 1p seen)" "one_x000D_|two / one_x005F_x000D_|two"
expect read "$(sed -n 2p seen)" "'one_x000D_\ntwo' 'one_x000D_\ntwo'"
expect "read only" "$(sed -n 3p seen)" "'one_x000D_\ntwo' 'one_x000D_\ntwo'"
exit $failed
