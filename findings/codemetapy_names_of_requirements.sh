#!/usr/bin/env bash
# codemetapy: a requirement with an upper bound becomes a package of the name "numpy<2", and half a range is lost.
#
# Version: codemetapy 3.0.4.
# Guess: `dependencies` of a pyproject.toml, PEP 508 as everybody writes it, become `softwareRequirements` with the
#   package's name and its versions. An author keeps the address that the file gives.
# Behaviour: the names end at blanks and at `;`, `>`, `!`, `~`, `=`, `^` and braces, not at `<` and `[`; a line is cut
#   at its commas, and a part that begins with an operator is dropped. So `numpy>=1.20,<2` is a package "numpy<2"
#   without version (the file's reader puts the upper bound first), `scipy<1.12` likewise, `torch[opt]==2.0` is
#   "torch[opt]", and `sympy!=1.1,>=1.0` excludes 1.1 and asks for nothing. `email` of an author is not read. Nothing is
#   raised.
# Documented: no; proycon/codemetapy issue 42 (closed) mended extras of Poetry's tables alone.
# Way out: read the requirements with packaging, also where a codemeta.json made this way stands beside them.
#
# Output seen:
#   numpy>=1.20,<2: 'numpy<2' None
#   scipy<1.12: 'scipy<1.12' None
#   torch[opt]==2.0: 'torch[opt]' '2.0'
#   sympy!=1.1,>=1.0: 'sympy' '!= 1.1'
#   pandas>=1: 'pandas' '>= 1'
#   addresses of authors: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet codemetapy==3.0.4

cat > try.py << 'END'
import sys
from pathlib import Path

from codemeta.common import CODEMETA, SDO, AttribDict
from codemeta.parsers.python import parse_python
from rdflib import Graph, URIRef

FILE = """[project]
name = "lantern"
version = "1.0"
authors = [{{name = "Ada Quill", email = "ada@example.org"}}]
dependencies = ["{}"]
"""


def described(requirement: str) -> Graph:
    Path("pyproject.toml").write_text(FILE.format(requirement))
    graph = Graph()
    settings = AttribDict({"baseuri": "https://example.org/"})
    parse_python(graph, URIRef("https://example.org/lantern"), "pyproject.toml", None, settings)
    return graph


for requirement in sys.argv[1:]:
    graph = described(requirement)
    for package in graph.objects(None, CODEMETA.softwareRequirements):
        found = [graph.value(package, SDO.name), graph.value(package, SDO.version)]
        print(*(None if value is None else repr(str(value)) for value in found))
print(len(list(graph.objects(None, SDO.email))))
END
venv/bin/python try.py 'numpy>=1.20,<2' 'scipy<1.12' 'torch[opt]==2.0' 'sympy!=1.1,>=1.0' 'pandas>=1' > seen 2> /dev/null
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "numpy>=1.20,<2" "$(sed -n 1p seen)" "'numpy<2' None"
expect "scipy<1.12" "$(sed -n 2p seen)" "'scipy<1.12' None"
expect "torch[opt]==2.0" "$(sed -n 3p seen)" "'torch[opt]' '2.0'"
expect "sympy!=1.1,>=1.0" "$(sed -n 4p seen)" "'sympy' '!= 1.1'"
expect "pandas>=1" "$(sed -n 5p seen)" "'pandas' '>= 1'"
expect "addresses of authors" "$(sed -n 6p seen)" "0"
exit $failed
