#!/usr/bin/env bash
# uv says of every package of an index that it may not read that the package does not exist.
#
# Version: uv 0.13.9; an index on loopback that answers 403, one that answers 500, one that answers 404.
# Guess: an index that forbids access ends the resolution with an error about access, as one that fails does.
# Behaviour: with 403 (and 401) uv goes on as if the index had answered 404: "No solution found ... was not found in the
#   package registry", status 1, the same words and the same status as for a package that there is not; the refusal stands
#   below in a hint alone, and with `--index-strategy unsafe-best-match`, which should change nothing where there is one
#   index, nowhere. With 500 it is "Request failed", status 2. A program that reads the verdict takes each package of a
#   private index, or of one that blocks it, for deleted.
# Way out: read the hints too, by the default strategy, and believe no "not found" of an index that has not given any
#   package yet.
#
# Output seen:
#   403: status 1, not found in the registry: 1, forbidden: 1
#   403, best match: status 1, not found in the registry: 1, forbidden: 0
#   404: status 1, not found in the registry: 1, forbidden: 0
#   500: status 2, not found in the registry: 0, forbidden: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$server" 2> /dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet uv==0.13.9

cat > serve.py << 'END'
import http.server
import pathlib


class Index(http.server.BaseHTTPRequestHandler):
    """Answers each path by the status that it begins with."""

    def do_GET(self):
        self.send_response(int(self.path.split("/")[1]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Index)
pathlib.Path("port").write_text(str(server.server_address[1]))
server.serve_forever()
END
venv/bin/python serve.py &
server=$!
until [ -s port ]; do kill -0 "$server"; done
echo numpy > list.in
failed=0
seen() {
    local status=0
    UV_HTTP_RETRIES=0 venv/bin/uv pip compile list.in --python venv/bin/python --no-cache \
        --default-index "http://127.0.0.1:$(cat port)/$1/simple" "${@:2}" > out 2> err || status=$?
    echo "status $status, not found in the registry: $(tr '\n' ' ' < err | tr -s ' ' | grep -c 'was not found in the package registry')," \
        "forbidden: $(grep -c 'Forbidden' err)"
}
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect 403 "$(seen 403)" "status 1, not found in the registry: 1, forbidden: 1"
expect "403, best match" "$(seen 403 --index-strategy unsafe-best-match)" "status 1, not found in the registry: 1, forbidden: 0"
expect 404 "$(seen 404)" "status 1, not found in the registry: 1, forbidden: 0"
expect 500 "$(seen 500)" "status 2, not found in the registry: 0, forbidden: 0"
exit $failed
