#!/usr/bin/env bash
# repo2docker: `requires-python = ">=3.9.1,<3.10"` is refused, and `>=3.10.1` gets Python 3.14 where `>=3.10` gets 3.10.
#
# Version: jupyter-repo2docker 2026.4.0.
# Guess: of `requires-python` it takes a version that it has an environment for: 3.9 for the first (its environment of
#   3.9 has a later patch release), and the default, 3.10, wherever that fits.
# Behaviour: it asks whether "3.9", that is 3.9.0, is in the set. So a bound on the patch release makes the default
#   unfit: with an upper bound the build ends ("does not support a Python version compatible with pyproject.toml"),
#   without one it goes to the newest version. `==3.9.7` is refused; `<=3.9.7` gives 3.9. An environment.yml's
#   `conda-forge::python=3.9` is not read as a version at all.
# What it means here: whether a repository builds on Binder is no sign whether its Python can be had.
# Documented: no; jupyterhub/repo2docker issue 1301 (closed) is about ranges in environment.yml.
# Way out: a runtime.txt for Binder.
#
# Output seen:
#   pyproject.toml, >=3.9,<3.10: 3.9
#   pyproject.toml, >=3.9.1,<3.10: RuntimeError
#   pyproject.toml, ==3.9.7: RuntimeError
#   pyproject.toml, <=3.9.7: 3.9
#   pyproject.toml, >=3.10: 3.10
#   pyproject.toml, >=3.10.1: 3.14
#   environment.yml, python=3.9: 3.9
#   environment.yml, conda-forge::python=3.9: 3.10
#   Python in the environment for 3.9: 3.9.23
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet jupyter-repo2docker==2026.4.0

mkdir repository
cat > try.py << 'END'
import os
import re
from pathlib import Path

import repo2docker
from repo2docker.buildpacks import CondaBuildPack, PythonBuildPack

PROJECT = """[project]
name = "lantern"
version = "1.0"
requires-python = "{}"

[build-system]
requires = []
"""


def told(pack: type, file: str, text: str) -> str:
    Path(file).write_text(text)
    try:
        return pack("debian").python_version
    except RuntimeError as error:
        assert "does not support a Python version compatible with pyproject.toml" in str(error)
        return "RuntimeError"
    finally:
        os.remove(file)


lock = Path(repo2docker.__file__).parent / "buildpacks/conda/environment.py-3.9-linux-64.lock"
os.chdir("repository")
for bounds in (">=3.9,<3.10", ">=3.9.1,<3.10", "==3.9.7", "<=3.9.7", ">=3.10", ">=3.10.1"):
    print(f"pyproject.toml, {bounds}: {told(PythonBuildPack, 'pyproject.toml', PROJECT.format(bounds))}")
for package in ("python=3.9", "conda-forge::python=3.9"):
    print(f"environment.yml, {package}: {told(CondaBuildPack, 'environment.yml', f'dependencies: [{package!r}]')}")
print(f"Python in the environment for 3.9: {re.search('/python-([0-9.]+)-', lock.read_text())[1]}")
END
venv/bin/python try.py > seen 2> /dev/null
failed=0
line=0
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
pyproject.toml, >=3.9,<3.10: 3.9
pyproject.toml, >=3.9.1,<3.10: RuntimeError
pyproject.toml, ==3.9.7: RuntimeError
pyproject.toml, <=3.9.7: 3.9
pyproject.toml, >=3.10: 3.10
pyproject.toml, >=3.10.1: 3.14
environment.yml, python=3.9: 3.9
environment.yml, conda-forge::python=3.9: 3.10
Python in the environment for 3.9: 3.9.23
END
exit $failed
