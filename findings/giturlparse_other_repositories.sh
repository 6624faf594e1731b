#!/usr/bin/env bash
# giturlparse: links into Bitbucket and Codeberg name another repository, "valid", and a fragment belongs to the name.
#
# Version: giturlparse 0.16.0.
# Guess: an address that the parser calls valid names the repository that a browser shows, with the branch apart, as it
#   does for GitHub's and GitLab's `/tree/`; what it cannot read is not valid.
# Behaviour: of bitbucket.org/a/b/src/main/ the owner is "a/b/src" and the repository "main/"; of a Gitea host's
#   /a/b/src/branch/main the repository is "main" (the host is taken for a GitLab with nested groups). `#readme` and
#   `?tab=readme` become part of the name. GitHub's release and commit pages, and any address without scheme, are not
#   valid at all.
# Way out: take the first two parts of the path on hosts without nested groups, the query and fragment cut off before.
#
# Output seen:
#   GitHub tree: True a b main
#   Bitbucket src: True a/b/src main/
#   Codeberg src: True a main
#   fragment: True a b#readme
#   query: True a b?tab=readme
#   GitHub release: False
#   GitHub commit: False
#   without scheme: False
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet giturlparse==0.16.0

cat > try.py << 'END'
import sys

from giturlparse import parse

found = parse(sys.argv[1])
print(*filter(None, [str(found.valid), *((found.owner, found.repo, found.branch) if found.valid else ())]))
END
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "GitHub tree" "$(venv/bin/python try.py https://github.com/a/b/tree/main)" "True a b main"
expect "Bitbucket src" "$(venv/bin/python try.py https://bitbucket.org/a/b/src/main/)" "True a/b/src main/"
expect "Codeberg src" "$(venv/bin/python try.py https://codeberg.org/a/b/src/branch/main)" "True a main"
expect fragment "$(venv/bin/python try.py https://github.com/a/b#readme)" "True a b#readme"
expect query "$(venv/bin/python try.py "https://github.com/a/b?tab=readme")" "True a b?tab=readme"
expect "GitHub release" "$(venv/bin/python try.py https://github.com/a/b/releases/tag/v1)" "False"
expect "GitHub commit" "$(venv/bin/python try.py https://github.com/a/b/commit/0a1b2c3)" "False"
expect "without scheme" "$(venv/bin/python try.py github.com/a/b)" "False"
exit $failed
