#!/usr/bin/env bash
# pip-requirements-parser: a requirement of a whole series, `numpy==1.*`, is told as pinned.
#
# Version: pip-requirements-parser 32.0.1 (packaging 26.4).
# Guess: `is_pinned` ("pinned to an exact version", says its docstring) is false for `==1.*`, which any of dozens of
#   versions meets, as it is for `~=1.0` and `>=1`.
# Behaviour: it looks at the operator alone, so `==1.*` is pinned; `==1.0,<2`, which only 1.0 meets, is not.
# Way out: also ask that the version does not end with `*`.
#
# Output seen:
#   numpy==1.26.0: True
#   numpy==1.*: True
#   numpy~=1.26: False
#   numpy==1.0,<2: False
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pip-requirements-parser==32.0.1 packaging==26.4

cat > try.py << 'END'
import sys
from pathlib import Path

from pip_requirements_parser import RequirementsFile

Path("requirements.txt").write_text(sys.argv[1] + "\n")
print(RequirementsFile.from_file("requirements.txt").requirements[0].is_pinned)
END
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
for line in "numpy==1.26.0 True" "numpy==1.* True" "numpy~=1.26 False" "numpy==1.0,<2 False"; do
    expect "${line% *}" "$(venv/bin/python try.py "${line% *}")" "${line#* }"
done
exit $failed
