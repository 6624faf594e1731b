#!/usr/bin/env bash
# papermill hands a tuple over to the notebook as text, and the numbers that are keys of a dict, too.
#
# Version: papermill 2.7.0 (nbformat 5.11.1).
# Guess: what is given by `execute_notebook(..., parameters={...})` has the same value in a Python notebook, or
#   papermill raises.
# Behaviour: what is neither None, text, a number, a truth value, a list nor a dict is written as the text of its `str`:
#   of `betas=(0.9, 0.999)` there is "(0.9, 0.999)", whose first item is a bracket; dates and sets fare alike. Keys of
#   dicts become text, so `{1: "one"}[1]` fails in the notebook. For R and Julia, infinity is written `inf` and what is
#   no number `nan`, which neither language has (`Inf`, `NaN`). Nothing warns.
# Documented: no.
# Way out: give lists, texts and numbers alone, and check that the injected cell's values equal what was given.
#
# Output seen:
#   tuple: '(0.9, 0.999)'
#   tuple in a list: ['(1, 2)']
#   dict: {'1': 'one'}
#   set: '{3}'
#   date: '2022-05-01'
#   infinity in Python: inf
#   infinity and NaN in R: inf nan
#   infinity and NaN in Julia: inf nan
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet papermill==2.7.0 nbformat==5.11.1

cat > try.py << 'END'
import datetime

from nbformat import v4
from papermill.parameterize import parameterize_notebook

INFINITE = {"high": float("inf"), "none": float("nan")}
GIVEN = {
    "tuple": (0.9, 0.999),
    "tuple in a list": [(1, 2)],
    "dict": {1: "one"},
    "set": {3},
    "date": datetime.date(2022, 5, 1),
    "infinity in Python": float("inf"),
}


def injected(kernel: str, language: str, parameters: dict) -> str:
    settings = {"kernelspec": {"name": kernel, "display_name": kernel, "language": language}}
    notebook = v4.new_notebook(cells=[v4.new_code_cell("0", metadata={"tags": ["parameters"]})], metadata=settings)
    notebook.metadata["papermill"] = {}
    for cell in parameterize_notebook(notebook, parameters).cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            return cell.source
    raise ValueError("no cell was injected")


for name, value in GIVEN.items():
    names = {}
    exec(injected("python3", "python", {"value": value}), names)
    print(f"{name}: {names['value']!r}")
for kernel, language in (("ir", "R"), ("julia-1.10", "julia")):
    written = [line.split("= ")[1] for line in injected(kernel, language, INFINITE).splitlines() if "= " in line]
    print(f"infinity and NaN in {language.title()}: {' '.join(written)}")
END
venv/bin/python -W error try.py > seen 2> said
failed=0
line=0
[ ! -s said ] || { cat said; failed=1; }
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
tuple: '(0.9, 0.999)'
tuple in a list: ['(1, 2)']
dict: {'1': 'one'}
set: '{3}'
date: '2022-05-01'
infinity in Python: inf
infinity and NaN in R: inf nan
infinity and NaN in Julia: inf nan
END
exit $failed
