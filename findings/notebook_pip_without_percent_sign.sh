#!/usr/bin/env bash
# nbconvert and jupytext: the cell `pip install torch`, which a notebook runs, makes the whole script no Python.
#
# Version: nbconvert 7.17.2, jupytext 1.19.6, IPython 9.18.1 (all in one environment).
# Guess: the tools that turn a notebook into a script know what a notebook may hold, so each line that IPython runs and
#   Python does not is written so that the script parses, as `%pip install` and `!pip install` are.
# Behaviour: IPython also runs `pip install torch` and `conda install torch` (it takes a magic without its sign where no
#   variable has that name). Both tools leave these lines as they stand, with status 0 and no warning: one such cell
#   makes the script of the whole notebook a SyntaxError. jupytext knows `cd` and `ls` without a sign and writes them as
#   comments.
# What it means here: who looks for imports or training in such a script by its syntax tree finds a broken file.
# Documented: no; jupytext's list of commands is in its code alone.
# Way out: read notebooks cell by cell, and take a first word that is a magic for one.
#
# Output seen:
#   IPython runs pip --version: True
#   nbconvert, %pip install torch: parses
#   nbconvert, !pip install torch: parses
#   nbconvert, pip install torch: SyntaxError
#   nbconvert, conda install torch: SyntaxError
#   nbconvert, cd src: SyntaxError
#   jupytext, %pip install torch: parses
#   jupytext, !pip install torch: parses
#   jupytext, pip install torch: SyntaxError
#   jupytext, conda install torch: SyntaxError
#   jupytext, cd src: parses
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet nbconvert==7.17.2 jupytext==1.19.6 ipython==9.18.1

cat > try.py << 'END'
import ast
import contextlib
import io

import jupytext
from IPython.core.interactiveshell import InteractiveShell
from nbconvert import PythonExporter
from nbformat import v4

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def parses(script: str) -> str:
    try:
        ast.parse(script)
    except SyntaxError:
        return "SyntaxError"
    return "parses"


with contextlib.redirect_stdout(io.StringIO()):
    ran = InteractiveShell.instance().run_cell("pip --version").success
print(f"IPython runs pip --version: {ran}")
tools = {
    "nbconvert": lambda notebook: PythonExporter().from_notebook_node(notebook)[0],
    "jupytext": lambda notebook: jupytext.writes(notebook, fmt="py:percent"),
}
for tool, script in tools.items():
    for line in ("%pip install torch", "!pip install torch", "pip install torch", "conda install torch", "cd src"):
        notebook = v4.new_notebook(cells=[v4.new_code_cell(line), v4.new_code_cell("import torch")], metadata=PYTHON)
        print(f"{tool}, {line}: {parses(script(notebook))}")
END
HOME="$folder" venv/bin/python -W error try.py > seen
failed=0
expect() {
    seen=$(sed -n "s/^$1: //p" seen)
    echo "$1: $seen"
    [ "$seen" = "$2" ] || { echo "  but expected: $2"; failed=1; }
}
expect "IPython runs pip --version" True
for tool in nbconvert jupytext; do
    expect "$tool, %pip install torch" parses
    expect "$tool, !pip install torch" parses
    expect "$tool, pip install torch" SyntaxError
    expect "$tool, conda install torch" SyntaxError
    expect "$tool, cd src" "$([ $tool = nbconvert ] && echo SyntaxError || echo parses)"
done
exit $failed
