#!/usr/bin/env bash
# packageurl: the address of a GitHub release becomes a package of version "releases"; a GitLab subgroup becomes a project.
#
# Version: packageurl-python 0.17.6 (packageurl.contrib.url2purl).
# Guess: `get_purl` of `github.com/a/b/releases/tag/v1` names version v1, as it does of `/tree/v1`; an address that it does
#   not know gives None or a generic package. GitLab's groups may be nested, so `gitlab.com/a/b/c` is project c in a/b.
# Behaviour: a word behind owner and name that it does not know is taken for the version, so a release's page is version
#   "releases" of the subpath tag/v1, an issue's is version "issues", and of gitlab.com/a/b/c/-/tree/main the project is a/b
#   at version "c". Nothing tells these from right ones, and two releases of a repository differ by their subpath alone.
# Way out: take the ref out of the address by the host's own forms first.
#
# Output seen:
#   tree: pkg:github/a/b@v1
#   release: pkg:github/a/b@releases#tag/v1
#   issue: pkg:github/a/b@issues#3
#   subgroup: pkg:gitlab/a/b@c#-/tree/main
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet packageurl-python==0.17.6

seen() { venv/bin/python -c 'import sys; from packageurl.contrib.url2purl import get_purl; print(get_purl(sys.argv[1]))' "$1"; }
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect tree "$(seen https://github.com/a/b/tree/v1)" "pkg:github/a/b@v1"
expect release "$(seen https://github.com/a/b/releases/tag/v1)" "pkg:github/a/b@releases#tag/v1"
expect issue "$(seen https://github.com/a/b/issues/3)" "pkg:github/a/b@issues#3"
expect subgroup "$(seen https://gitlab.com/a/b/c/-/tree/main)" "pkg:gitlab/a/b@c#-/tree/main"
exit $failed
