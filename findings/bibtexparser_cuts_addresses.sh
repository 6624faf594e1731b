#!/usr/bin/env bash
# bibtexparser 2: with its own decoding of LaTeX an address is cut off at its first percent sign, and a DOI, too.
#
# Version: bibtexparser 2.1.0 (pylatexenc 2.11).
# Guess: `LatexDecodingMiddleware` is made for entries of BibTeX, so it leaves `url` and `doi` as they are, also within
#   \url{...}, as its counterpart for writing puts addresses apart (`enclose_urls`).
# Behaviour: the middleware decodes every field alike, and a percent sign begins a comment: `https://example.org/a%20b`
#   ends at `/a`, and so does \url{...} with it in a note, with all that stands behind it in that field. The DOI that
#   Crossref gives with `%3C` loses its end. What is left is still an address, of another page. Nothing fails or is
#   warned of.
# Documented: no.
# Way out: take `url` and `doi` from the entries before, or decode chosen fields alone.
#
# Output seen:
#   without decoding: https://example.org/a%20b | 10.1000/a%3Cb | See \url{https://example.org/a%20b} for code
#   with decoding: https://example.org/a | 10.1000/a | See https://example.org/a
#   written with encoding: url = {\url{https://example.org/a%20b}},
#   failed blocks: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet bibtexparser==2.1.0 pylatexenc==2.11

cat > try.py << 'END'
import bibtexparser
from bibtexparser.middlewares import LatexDecodingMiddleware, LatexEncodingMiddleware

ENTRY = r"""@misc{a,
  url = {https://example.org/a%20b},
  doi = {10.1000/a%3Cb},
  note = {See \url{https://example.org/a%20b} for code},
}"""


def fields(library: bibtexparser.Library) -> str:
    return " | ".join(field.value for field in library.entries[0].fields)


decoded = bibtexparser.parse_string(ENTRY, append_middleware=[LatexDecodingMiddleware()])
print("without decoding:", fields(bibtexparser.parse_string(ENTRY)))
print("with decoding:", fields(decoded))
written = bibtexparser.write_string(bibtexparser.parse_string(ENTRY), prepend_middleware=[LatexEncodingMiddleware()])
print("written with encoding:", next(line.strip() for line in written.splitlines() if "url = " in line))
print("failed blocks:", len(decoded.failed_blocks))
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
without decoding: https://example.org/a%20b | 10.1000/a%3Cb | See \url{https://example.org/a%20b} for code
with decoding: https://example.org/a | 10.1000/a | See https://example.org/a
written with encoding: url = {\url{https://example.org/a%20b}},
failed blocks: 0
END
exit $failed
