#!/usr/bin/env bash
# pdfium gives the hyphen at which a word is broken over two lines as one character by one call and as another by the next.
#
# Version: pypdfium2 5.15.2 (with the pdfium that it brings), of a page that reportlab 4.4.4 made.
# Guess: the calls that give a page's text (by range, by rectangle, character by character) give the same characters, and a
#   broken word keeps its hyphen and the end of the line.
# Behaviour: all three drop both the hyphen and the line's end. In their place the text by range has U+FFFE, no character of
#   Unicode at all; the text by rectangle and `FPDFText_GetUnicode` have the control character U+0002. A pattern or an
#   offset that was made with one kind of text fails on the other, and addresses that are broken at a hyphen lose it.
# Way out: treat U+0002 and U+FFFE alike, as a hyphen that may or may not belong to the word.
#
# Output seen:
#   by range: 'the word repro\ufffeducible stands here'
#   by rectangle: 'the word repro\x02ducible stands here'
#   character by character: 0x2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 reportlab==4.4.4

cat > try.py << 'END'
import pypdfium2
import pypdfium2.raw
from reportlab.pdfgen.canvas import Canvas

canvas = Canvas("page.pdf", pagesize=(200, 300))
canvas.setFont("Helvetica", 12)
canvas.drawString(20, 200, "the word repro-")
canvas.drawString(20, 185, "ducible stands here")
canvas.save()

text = pypdfium2.PdfDocument("page.pdf")[0].get_textpage()
print(repr(text.get_text_range()))
print(repr(text.get_text_bounded()))
codes = [pypdfium2.raw.FPDFText_GetUnicode(text, index) for index in range(text.count_chars())]
print(*(hex(code) for code in codes if not chr(code).isalpha() and chr(code) != " "))
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "by range" "$(sed -n 1p seen)" "'the word repro\\ufffeducible stands here'"
expect "by rectangle" "$(sed -n 2p seen)" "'the word repro\\x02ducible stands here'"
expect "character by character" "$(sed -n 3p seen)" "0x2"
exit $failed
