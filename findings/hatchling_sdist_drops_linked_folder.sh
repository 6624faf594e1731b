#!/usr/bin/env bash
# Hatchling follows each folder once: a wheel made from the sdist lacks a folder that the tree's wheel has.
#
# Version: hatchling 1.33.0.
# Guess: where `src/pkg/lib` is a link to the folder `lib` at the top, the wheel has `pkg/lib`, and it makes no difference
#   whether the wheel is made from the tree or from the sdist, as `python -m build` does.
# Behaviour: the wheel of the tree has `pkg/lib`. The sdist has `lib` at the top and neither the link nor the folder below
#   `src/pkg`, since the same folder was walked already. The wheel of the sdist has no `pkg/lib`. Nothing warns.
# Way out: leave the links out of what is built, and map the folders by `[tool.hatch.build.targets.wheel.sources]`.
#
# Output seen:
#   wheel of the tree: pkg/__init__.py pkg/lib/__init__.py pkg/lib/mod.py
#   sdist: PKG-INFO lib/__init__.py lib/mod.py pyproject.toml src/pkg/__init__.py
#   wheel of the sdist: pkg/__init__.py
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet hatchling==1.33.0

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
packages = ["src/pkg"]
END

build() { (cd "$1" && "$folder/venv/bin/python" -m hatchling build -t "$2" -d "$folder/$3" > "$folder/log" 2>&1) || { cat "$folder/log"; exit 1; }; }
members() { venv/bin/python -m zipfile -l "$1" | grep -oE "^pkg/\S*" | LC_ALL=C sort | paste -sd " "; }
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}

build tree wheel of_tree
build tree sdist sdist
mkdir unpacked
tar -xzf sdist/pkg-1.tar.gz -C unpacked
build unpacked/pkg-1 wheel of_sdist

expect "wheel of the tree" "$(members of_tree/*.whl)" "pkg/__init__.py pkg/lib/__init__.py pkg/lib/mod.py"
expect "sdist" "$(tar -tzf sdist/pkg-1.tar.gz | sed 's|^pkg-1/||' | LC_ALL=C sort | paste -sd ' ')" \
    "PKG-INFO lib/__init__.py lib/mod.py pyproject.toml src/pkg/__init__.py"
expect "wheel of the sdist" "$(members of_sdist/*.whl)" "pkg/__init__.py"
exit $failed
