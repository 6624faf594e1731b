#!/usr/bin/env bash
# jupytext: a notebook whose code cells begin with `# %%` does not come back from the percent format as it went.
#
# Version: jupytext 1.19.6 (nbformat 5.11.1).
# Guess: what is written as a script of cells is read back as the same cells; a comment in a cell that looks like the
#   mark of a cell is escaped.
# Behaviour: the comment is written as it stands and read as a mark. Cells that begin with `# %% load` or `#%%`, as they
#   do where a script of Spyder or VS Code was pasted into a notebook, become an empty cell and another one; the comment
#   is gone. A code cell that begins with `# %% [markdown]` comes back as a cell of text, and its program as prose. The
#   light format and Markdown keep all of these.
# Documented: no.
# Way out: count and read cells in the .ipynb file; use the light format for pairs of files.
#
# Output seen:
#   percent, '# %% load\nx = 1': [('code', ''), ('code', 'x = 1')]
#   percent, '#%%\nx = 1': [('code', ''), ('code', 'x = 1')]
#   percent, '# %% [markdown]\nx = 1': [('code', ''), ('markdown', 'x = 1')]
#   light, '# %% load\nx = 1': [('code', '# %% load\nx = 1')]
#   md, '# %% [markdown]\nx = 1': [('code', '# %% [markdown]\nx = 1')]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet jupytext==1.19.6 nbformat==5.11.1

cat > try.py << 'END'
import jupytext
from nbformat import v4

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def returned(source: str, form: str) -> list[tuple[str, str]]:
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source)], metadata=PYTHON)
    read = jupytext.reads(jupytext.writes(notebook, fmt=form), fmt=form)
    return [(cell.cell_type, cell.source) for cell in read.cells]


for form, source in [
    ("py:percent", "# %% load\nx = 1"),
    ("py:percent", "#%%\nx = 1"),
    ("py:percent", "# %% [markdown]\nx = 1"),
    ("py:light", "# %% load\nx = 1"),
    ("md", "# %% [markdown]\nx = 1"),
]:
    print(f"{form.removeprefix('py:')}, {source!r}: {returned(source, form)}")
END
venv/bin/python -W error try.py > seen
failed=0
line=0
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
percent, '# %% load\nx = 1': [('code', ''), ('code', 'x = 1')]
percent, '#%%\nx = 1': [('code', ''), ('code', 'x = 1')]
percent, '# %% [markdown]\nx = 1': [('code', ''), ('markdown', 'x = 1')]
light, '# %% load\nx = 1': [('code', '# %% load\nx = 1')]
md, '# %% [markdown]\nx = 1': [('code', '# %% [markdown]\nx = 1')]
END
exit $failed
