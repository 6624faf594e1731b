#!/usr/bin/env bash
# git-url-parse and giturlparse: two projects install one module, and which of them is imported depends on the order.
#
# Version: git-url-parse 1.2.2, giturlparse 0.16.0.
# Guess: two packages of the index may stand in one environment; pip tells of files that two of them own.
# Behaviour: both install `giturlparse/__init__.py`. The later one takes the place of the earlier without a word, `pip
#   check` is content, and removing one breaks the other. The answers differ: in the address of a folder at GitHub
#   giturlparse finds the owner "a" and the name "b", git-url-parse the owner "main" and the name "src".
# Way out: see `importlib.metadata.packages_distributions()["giturlparse"]` before relying on either.
#
# Output seen:
#   giturlparse alone: a/b
#   owners of the module: git-url-parse, giturlparse
#   pip check: No broken requirements found.
#   after giturlparse, then git-url-parse: main/src
#   after removing git-url-parse: ImportError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet giturlparse==0.16.0

cat > owners.py << 'END'
from importlib.metadata import packages_distributions

print(", ".join(sorted(set(packages_distributions()["giturlparse"]))))
END
cat > try.py << 'END'
try:
    from giturlparse import parse
except ImportError:
    print("ImportError")
else:
    found = parse("https://github.com/a/b/tree/main/src")
    print(f"{found.owner}/{found.name}")
END
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "giturlparse alone" "$(venv/bin/python try.py)" "a/b"
venv/bin/pip install --quiet git-url-parse==1.2.2
expect "owners of the module" "$(venv/bin/python owners.py)" "git-url-parse, giturlparse"
expect "pip check" "$(venv/bin/pip check)" "No broken requirements found."
expect "after giturlparse, then git-url-parse" "$(venv/bin/python try.py)" "main/src"
venv/bin/pip uninstall --quiet --yes git-url-parse
expect "after removing git-url-parse" "$(venv/bin/python try.py)" "ImportError"
exit $failed
