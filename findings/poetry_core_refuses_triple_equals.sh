#!/usr/bin/env bash
# poetry-core: a list with `torch===1.0` is refused, and `>=1` takes pre-releases.
#
# Version: poetry-core 2.5.0, packaging 26.4.
# Guess: poetry-core parses every valid PEP 508 line, so its `Dependency` can stand in for `packaging`'s requirement;
#   `>=1` means the same in both.
# Behaviour: `===`, valid by PEP 440 and found in real lists, raises InvalidRequirementError ("invalid version
#   constraint"). `>=1` allows 2.0b1 beside 1.5, which PEP 440 leaves out as long as there is a release: a list that was
#   read so may resolve to other versions.
# Way out: read requirement lines with packaging, and poetry's own tables with poetry-core.
#
# Output seen:
#   torch===1.0: InvalidRequirementError
#   >=1 over 1.5 and 2.0b1 by poetry-core: ['1.5', '2.0b1']
#   >=1 over 1.5 and 2.0b1 by packaging: ['1.5']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet poetry-core==2.5.0 packaging==26.4

cat > try.py << 'END'
from packaging.specifiers import SpecifierSet
from poetry.core.constraints.version import Version, parse_constraint
from poetry.core.packages.dependency import Dependency

try:
    print(Dependency.create_from_pep_508("torch===1.0").pretty_constraint)
except Exception as error:
    print(type(error).__name__)
versions = ["1.5", "2.0b1"]
print([v for v in versions if parse_constraint(">=1").allows(Version.parse(v))])
print(list(SpecifierSet(">=1").filter(versions)))
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "torch===1.0" "$(sed -n 1p seen)" "InvalidRequirementError"
expect ">=1 over 1.5 and 2.0b1 by poetry-core" "$(sed -n 2p seen)" "['1.5', '2.0b1']"
expect ">=1 over 1.5 and 2.0b1 by packaging" "$(sed -n 3p seen)" "['1.5']"
exit $failed
