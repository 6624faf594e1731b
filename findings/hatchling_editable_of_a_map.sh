#!/usr/bin/env bash
# Hatchling's message says that folders mapped by `sources` cannot be installed editable: with `dev-mode-dirs` they can.
#
# Version: hatchling 1.33.0, editables 0.5.
# Guess: "Dev mode installations are unsupported when any path rewrite in the `sources` option changes a prefix rather than
#   removes it" means what it says, so that a project whose folders are mapped (`lib` to `pkg/lib`) has no editable install.
# Behaviour: it holds for the default way of an editable install only. With `dev-mode-dirs = ["src"]` the map is not looked
#   at: `src` goes on the path, where a link may stand for the mapped folder. The wheel follows the map as before.
#
# Output seen:
#   without dev-mode-dirs: ValueError: Dev mode installations are unsupported
#   with dev-mode-dirs: src/pkg/lib/mod.py
#   wheel: pkg/__init__.py pkg/lib/__init__.py pkg/lib/mod.py
set -euo pipefail
folder=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet hatchling==1.33.0 editables==0.5

mkdir -p tree/lib tree/src/pkg
touch tree/lib/__init__.py tree/lib/mod.py tree/src/pkg/__init__.py
ln -s ../../lib tree/src/pkg/lib
cat > tree/pyproject.toml << 'END'
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "pkg"
version = "1"
[tool.hatch.build.targets.wheel]
include = ["/src/pkg/*.py", "/lib"]
[tool.hatch.build.targets.wheel.sources]
"src/pkg" = "pkg"
"lib" = "pkg/lib"
END

failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
install() { venv/bin/pip install --no-build-isolation --no-deps --editable tree > log 2>&1; }

install && failed=1
expect "without dev-mode-dirs" "$(grep -om 1 'ValueError: Dev mode installations are unsupported' log)" \
    "ValueError: Dev mode installations are unsupported"

printf '[tool.hatch.build]\ndev-mode-dirs = ["src"]\n' >> tree/pyproject.toml
install || { cat log; exit 1; }
expect "with dev-mode-dirs" "$(venv/bin/python -c 'import pkg.lib.mod as m; print(m.__file__)' | sed "s|^$folder/tree/||")" \
    "src/pkg/lib/mod.py"

(cd tree && ../venv/bin/python -m hatchling build -t wheel -d ../wheel > ../log 2>&1) || { cat log; exit 1; }
expect "wheel" "$(venv/bin/python -m zipfile -l wheel/*.whl | grep -oE '^pkg/\S*' | LC_ALL=C sort | paste -sd ' ')" \
    "pkg/__init__.py pkg/lib/__init__.py pkg/lib/mod.py"
exit $failed
