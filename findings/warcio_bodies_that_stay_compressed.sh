#!/usr/bin/env bash
# warcio: the decoded body of a page is its compressed bytes, an AttributeError or the page, by what else is installed.
#
# Version: warcio 1.8.1; brotli 1.2.1 in one of two environments.
# Guess: `content_stream()`, which decodes what a server had encoded, gives the page or raises.
# Behaviour: for `Content-Encoding: gzip` it gives the page. For `br` it gives the compressed bytes where no module
#   `brotli` is installed, and raises AttributeError where the package brotli is, as it is beside many clients of HTTP:
#   it expects the other package of that module, brotlipy. For `zstd`, and for `gzip` in `gzip`, it gives the compressed
#   bytes, too. Whoever looks for links in them finds none, and nothing says why.
# Documented: the extra `all` brings brotlipy (webrecorder/warcio issue 73 and pull request 179); zstd is not mentioned,
#   nor that bodies stay compressed.
# Way out: look whether the bytes begin as the encoding does; decode `br` and `zstd` by yourself from `raw_stream`.
#
# Output seen:
#   alone, gzip: page
#   alone, br: compressed
#   alone, zstd: compressed
#   alone, gzip, gzip: compressed
#   with brotli, gzip: page
#   with brotli, br: AttributeError
#   with brotli, zstd: compressed
#   with brotli, gzip, gzip: compressed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv writer
writer/bin/pip install --quiet warcio==1.8.1 brotli==1.2.1 zstandard==0.25.0
python3 -m venv alone
alone/bin/pip install --quiet warcio==1.8.1

cat > write.py << 'END'
import gzip
import io

import brotli
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = b"<a href='https://example.org/code'>code</a>"
ENCODED = {
    "gzip": gzip.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstandard.compress(PAGE),
    "gzip, gzip": gzip.compress(gzip.compress(PAGE)),
}
with open("pages.warc.gz", "wb") as file:
    writer = WARCWriter(file, gzip=True)
    for encoding, body in ENCODED.items():
        headers = StatusAndHeaders("200 OK", [("Content-Encoding", encoding)], protocol="HTTP/1.1")
        address = "https://example.org/page"
        record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
        writer.write_record(record)
END
cat > read.py << 'END'
import sys

from warcio.archiveiterator import ArchiveIterator

with open("pages.warc.gz", "rb") as file:
    for record in ArchiveIterator(file):
        try:
            body = "page" if record.content_stream().read().startswith(b"<a href=") else "compressed"
        except AttributeError:
            body = "AttributeError"
        print(f"{sys.argv[1]}, {record.http_headers.get_header('Content-Encoding')}: {body}")
END
writer/bin/python write.py
{ alone/bin/python -W error read.py alone && writer/bin/python -W error read.py "with brotli"; } > seen 2> said
failed=0
line=0
[ ! -s said ] || { cat said; failed=1; }
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
alone, gzip: page
alone, br: compressed
alone, zstd: compressed
alone, gzip, gzip: compressed
with brotli, gzip: page
with brotli, br: AttributeError
with brotli, zstd: compressed
with brotli, gzip, gzip: compressed
END
exit $failed
