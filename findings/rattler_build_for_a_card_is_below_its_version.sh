#!/usr/bin/env bash
# py-rattler: 2.0+cu118 is below 2.0 and fails ">=2.0", and yet it passes "=2.0"; by PEP 440 it equals 2.0.
#
# Version: py-rattler 0.28.0; packaging 26.4 beside it.
# Guess: conda's order of versions has a part behind "+" as PEP 440 has it: a build of 2.0, at least as new as 2.0. So
#   ">=2.0" takes torch 2.0+cu118 wherever it comes from.
# Behaviour: the parts behind "+" are compared where the rest is equal, a missing one counts as 0, and letters stand
#   below numbers: `2.0+cu118` is below 2.0, `2.0+1` above it. "=2.0" looks at the beginning and takes both. A list with
#   `>=2.0` then does not take it, and one with `<2.0` does. The code of conda itself, as conda-lock 4.0.3 carries it,
#   answers alike.
# Documented: conda tells the order of letters and numbers, and not what follows for local versions.
# Way out: compare versions of wheels by packaging, those of conda's channels by this; cut "+..." off between the two.
#
# Output seen:
#   2.0+cu118 >=2.0: py-rattler False, conda False, packaging True
#   2.0+cu118 ==2.0: py-rattler False, conda False, packaging True
#   2.0+cu118 <2.0: py-rattler True, conda True, packaging False
#   2.0+1 <=2.0: py-rattler False, conda False, packaging True
#   2.0+cu118 =2.0 by py-rattler: True
#   2.0+1 =2.0 by py-rattler: True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet py-rattler==0.28.0 packaging==26.4 conda-lock==4.0.3

cat > try.py << 'END'
from conda_lock._vendor.conda.models.version import VersionSpec as CondaSpec
from packaging.specifiers import SpecifierSet
from rattler import Version, VersionSpec

for version, bound in [("2.0+cu118", ">=2.0"), ("2.0+cu118", "==2.0"), ("2.0+cu118", "<2.0"), ("2.0+1", "<=2.0")]:
    answers = {
        "py-rattler": VersionSpec(bound).matches(Version(version)),
        "conda": CondaSpec(bound).match(version),
        "packaging": SpecifierSet(bound).contains(version),
    }
    print(f"{version} {bound}:", ", ".join(f"{name} {answer}" for name, answer in answers.items()))
for version in ("2.0+cu118", "2.0+1"):
    print(f"{version} =2.0 by py-rattler:", VersionSpec("=2.0").matches(Version(version)))
END
venv/bin/python try.py > seen
failed=0
line=0
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
2.0+cu118 >=2.0: py-rattler False, conda False, packaging True
2.0+cu118 ==2.0: py-rattler False, conda False, packaging True
2.0+cu118 <2.0: py-rattler True, conda True, packaging False
2.0+1 <=2.0: py-rattler False, conda False, packaging True
2.0+cu118 =2.0 by py-rattler: True
2.0+1 =2.0 by py-rattler: True
END
exit $failed
