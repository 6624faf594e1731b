#!/usr/bin/env bash
# uv: told to take the best version of all indexes, it takes an index that asks for a password for one that has nothing.
#
# Version: uv 0.13.9.
# Guess: `index-strategy = "unsafe-best-match"` changes nothing where there is one index: one that answers 401 or 403 is
#   told as an error of the index.
# Behaviour: by the default strategy uv tells of the status. By this one it says that the package "was not found in the
#   package registry", as it does of a package that the index does not have: whoever reads that takes a wrong password for
#   a package that is gone.
# Way out: name the strategy only where there are several indexes, or ask the index once by yourself.
#
# Output seen:
#   default strategy tells of the status: yes
#   best match tells of the status: no
#   best match, exit status: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet uv==0.13.9

cat > closed.py << 'END'
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


class Closed(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(403)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Closed)
Path("port").write_text(str(server.server_port))
server.serve_forever()
END
venv/bin/python closed.py &
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
until [ -s port ]; do sleep 0.1; done
echo numpy > in
resolve() { venv/bin/uv pip compile --no-cache --index-url "http://127.0.0.1:$(cat port)/simple" "$@" in > out 2>&1; }
tells() { grep -q 403 out && echo yes || echo no; }
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
resolve || true
expect "default strategy tells of the status" "$(tells)" yes
status=0
resolve --index-strategy unsafe-best-match || status=$?
expect "best match tells of the status" "$(tells)" no
expect "best match, exit status" "$status" 1
exit $failed
