#!/usr/bin/env bash
# dparse: of a conda environment the packages of the pip section alone, of a Pipfile only those whose version is a string.
#
# Version: dparse 0.6.4 (tomli for the Pipfile).
# Guess: a library that names conda.yml, Pipfile and pyproject.toml among the files that it reads gives all packages of
#   them, or raises.
# Behaviour: without a word it gives of a conda.yml what stands below `pip:` and nothing of conda's own packages, of which
#   an environment mostly consists; of a Pipfile it drops `name = {version = "==1.0"}`, the form that pipenv itself writes
#   where there are extras; of a pyproject.toml it reads `[project]` and not Poetry's table. A list that was read so looks
#   short, not unread.
# Way out: read these files with a YAML or TOML parser and their own grammars.
#
# Output seen:
#   conda.yml: ['torch==1.0']
#   Pipfile: ['numpy==1.0']
#   pyproject.toml, project: ['numpy>=1.26']
#   pyproject.toml, Poetry: []
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet dparse==0.6.4 tomli pyyaml

cat > try.py << 'END'
import sys

from dparse import parse

FILES = {
    "conda.yml": "dependencies:\n  - numpy=1.26\n  - scipy\n  - pip:\n      - torch==1.0\n",
    "Pipfile": '[packages]\nnumpy = "==1.0"\nuvicorn = {version = "==0.30", extras = ["standard"]}\n',
    "pyproject.toml, project": '[project]\nname = "a"\ndependencies = ["numpy>=1.26"]\n',
    "pyproject.toml, Poetry": '[tool.poetry.dependencies]\npython = "^3.11"\nnumpy = "^1.26"\n',
}
file_type = sys.argv[1].partition(",")[0]
print([f"{found.name}{found.specs}" for found in parse(FILES[sys.argv[1]], file_type=file_type).dependencies])
END
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect conda.yml "$(venv/bin/python try.py conda.yml)" "['torch==1.0']"
expect Pipfile "$(venv/bin/python try.py Pipfile)" "['numpy==1.0']"
expect "pyproject.toml, project" "$(venv/bin/python try.py "pyproject.toml, project")" "['numpy>=1.26']"
expect "pyproject.toml, Poetry" "$(venv/bin/python try.py "pyproject.toml, Poetry")" "[]"
exit $failed
