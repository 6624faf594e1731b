#!/usr/bin/env bash
# pipreqs leaves a package out wherever any folder or file of the tree has its name, the checkout's own folder included.
#
# Version: pipreqs 0.5.0; deptry 0.25.1 beside it.
# Guess: an import is the project's own where Python would find it there: a module or package at the top or beside the
#   file.
# Behaviour: the names of all folders at any depth, without any Python file in them, too, and of all Python files are
#   taken away from the imports. The folder `wandb` that wandb itself makes for its logs, `data/datasets` and
#   `configs/timm.py` take those packages off the list, and a clone in a folder `transformers` loses transformers.
#   Nothing is said. deptry takes all four for packages.
# Documented: no; bndr/pipreqs issues 73 (2017), 233 and 446 are open.
# Way out: give a fresh clone in a folder of a made-up name, and compare with the imports; no folder can be told to be
#   data.
#
# Output seen:
#   imported: datasets timm torch transformers wandb
#   pipreqs: torch transformers
#   pipreqs, in a folder transformers: torch
#   deptry: datasets timm torch transformers wandb
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pipreqs==0.5.0 deptry==0.25.1

mkdir -p project/wandb/run-1 project/data/datasets project/configs
cd project
echo done > wandb/run-1/output.log
echo data > data/datasets/README
touch configs/timm.py requirements.txt
echo "import datasets, timm, torch, transformers, wandb" > train.py
cd ..

pipreqs() {
    venv/bin/python -W error -c \
        "import sys; from pipreqs import pipreqs; print(*sorted(pipreqs.get_all_imports(sys.argv[1])))" "$1"
}
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
all="datasets timm torch transformers wandb"
expect imported "$(sed 's/^import //; s/,//g' project/train.py)" "$all"
expect pipreqs "$(pipreqs project)" "torch transformers"
(cd project && ../venv/bin/deptry . --json-output ../missing.json > /dev/null 2>&1) || true
mv project transformers
expect "pipreqs, in a folder transformers" "$(pipreqs transformers)" torch
modules="import json; print(*sorted(each['module'] for each in json.load(open('missing.json'))))"
expect deptry "$(venv/bin/python -c "$modules")" "$all"
exit $failed
