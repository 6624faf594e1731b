#!/usr/bin/env bash
# Dulwich's HTTP server offers shallow clones and partial clones, and answers 500 to a clone that is both.
#
# Version: dulwich 1.2.21, asked by git 2.39.5.
# Guess: a server that advertises `shallow` and `filter`, and serves each of them alone, serves both in one request:
#   `git clone --depth 1 --filter=blob:none` is how tools take just the newest tree. git sends the `deepen` line before
#   the `filter` line, as gitprotocol-pack has it.
# Behaviour: `--filter=blob:none` alone works, and blobs stay behind; `--depth 1` alone works; with both the server stops at
#   the `filter` line that follows `deepen` ("unexpected command filter") and answers HTTP 500. Klaus serves by it and does
#   the same.
# Way out: ask again without the filter where a server answers a filtered request with an error.
#
# Output seen:
#   offered: filter shallow
#   filter alone: 0, blobs left behind: 2
#   depth alone: 0
#   both: 128, HTTP 500
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$server" 2> "$folder/kill" || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet dulwich==1.2.21

git init -q -b main work
echo one > work/a.txt
echo two > work/b.txt
git -C work add -A
git -C work -c user.name=A -c user.email=a@example.org commit -q -m x
git clone -q --bare work served.git

cat > serve.py << 'END'
from wsgiref.simple_server import make_server

from dulwich.repo import Repo
from dulwich.server import DictBackend
from dulwich.web import make_wsgi_chain

server = make_server("127.0.0.1", 0, make_wsgi_chain(DictBackend({"/r.git": Repo("served.git")})))
open("port", "w").write(str(server.server_port))
server.serve_forever()
END
venv/bin/python serve.py > server.log 2>&1 &
server=$!
until [ -s port ]; do kill -0 "$server"; done
address="http://127.0.0.1:$(cat port)/r.git"

cloned() { rc=0; git clone -q --no-checkout "$@" > log 2>&1 || rc=$?; echo $rc; }
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}

offered=$(venv/bin/python -c "
import sys, urllib.request
told = urllib.request.urlopen('$address/info/refs?service=git-upload-pack').read().decode()
print(*sorted({'shallow', 'filter'} & set(told.split('\0')[1].split())))")
expect offered "$offered" "filter shallow"
rc=$(cloned --filter=blob:none "$address" filtered)
left=$(git -C filtered rev-list --objects --all --missing=print | grep -c '^?')
expect "filter alone" "$rc, blobs left behind: $left" "0, blobs left behind: 2"
expect "depth alone" "$(cloned --depth 1 "$address" shallow)" 0
rc=$(cloned --depth 1 --filter=blob:none "$address" both)
expect both "$rc, $(grep -o 'HTTP 500' log | head -1)" "128, HTTP 500"
exit $failed
