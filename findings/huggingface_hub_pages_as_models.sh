#!/usr/bin/env bash
# huggingface_hub: of the hub's own addresses, a paper's page is read as a model, and a data set without an owner is refused.
#
# Version: huggingface_hub 2.4.0 (`parse_hf_uri`).
# Guess: "Only unambiguous URLs (repository / bucket pages and file/folder viewer routes) are accepted; any other route is
#   rejected", says the docstring, so what parses is a repository, and every repository's own page parses.
# Behaviour: the page of a paper, `/papers/NUMBER`, and of a library's manual, `/docs/NAME`, give a model of that name. The
#   oldest repositories, which stand without an owner (`/gpt2`, `/datasets/squad`), raise HfUriError.
# Way out: keep the hub's reserved first words by yourself; ask the hub's interface for a name without owner.
#
# Output seen:
#   paper: model papers/2001.12345
#   manual: model docs/transformers
#   model without owner: HfUriError
#   data set without owner: HfUriError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet huggingface_hub==2.4.0

cat > try.py << 'END'
import sys

from huggingface_hub.utils import parse_hf_uri

try:
    found = parse_hf_uri("https://huggingface.co/" + sys.argv[1])
    print(found.type, found.id)
except ValueError as error:
    print(type(error).__name__)
END
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect paper "$(venv/bin/python try.py papers/2001.12345)" "model papers/2001.12345"
expect manual "$(venv/bin/python try.py docs/transformers)" "model docs/transformers"
expect "model without owner" "$(venv/bin/python try.py gpt2)" "HfUriError"
expect "data set without owner" "$(venv/bin/python try.py datasets/squad)" "HfUriError"
exit $failed
