#!/usr/bin/env bash
# uv installs a package whose metadata exclude the Python in use, and its check finds nothing wrong; pip refuses it.
#
# Version: uv 0.13.9, pip 23.2.1 and newer.
# Guess: `Requires-Python: <3.8` keeps a package from any newer Python, with uv as with pip, as uv reads the field (of a
#   package with `>=3.99` it says that the Python is too old).
# Behaviour: uv takes notice of lower bounds alone. `uv pip compile --python-version 3.11`, `uv pip install` and `uv pip
#   check` take `<3.8` on 3.11 without a word; pip says that no version fits. So a list can "resolve" with uv for a Python
#   that its packages exclude, and the newest Python that it resolves for can be too new.
# Way out: compare Requires-Python of what was resolved with the Python, upper bounds included.
#
# Output seen:
#   uv compile, upper bound: status 0
#   uv install, upper bound: status 0
#   uv check, upper bound: status 0
#   uv compile, lower bound: status 1
#   pip download, upper bound: status 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet uv==0.13.9

cat > make.py << 'END'
import sys
import zipfile

for name, bound in (("older", "<3.8"), ("newer", ">=3.99")):
    with zipfile.ZipFile(f"wheels/{name}-1.0-py3-none-any.whl", "w") as wheel:
        info = f"{name}-1.0.dist-info"
        wheel.writestr(f"{name}.py", "")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nRequires-Python: {bound}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
END
mkdir wheels
venv/bin/python make.py
status() { "$@" > out 2> err && echo "status 0" || echo "status $?"; }
here=(--no-index --find-links wheels)
echo older > older.in
echo newer > newer.in
python=venv/bin/python
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
compile=(venv/bin/uv pip compile --python "$python" --python-version 3.11.9 "${here[@]}")
expect "uv compile, upper bound" "$(status "${compile[@]}" older.in)" "status 0"
expect "uv install, upper bound" "$(status venv/bin/uv pip install --python "$python" "${here[@]}" older)" "status 0"
expect "uv check, upper bound" "$(status venv/bin/uv pip check --python "$python")" "status 0"
expect "uv compile, lower bound" "$(status "${compile[@]}" newer.in)" "status 1"
expect "pip download, upper bound" "$(status venv/bin/pip download --quiet --dest got "${here[@]}" older)" "status 1"
exit $failed
