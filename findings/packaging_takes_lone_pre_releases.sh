#!/usr/bin/env bash
# packaging: since 26.0 `"2.0b1" in SpecifierSet(">=1")` is true; up to 25.0 it is false.
#
# Version: packaging 25.0, 26.0 and 26.4.
# Guess: a set of specifiers that names no pre-release takes none, unless it is asked to (`prereleases=True`), so a
#   comparison with one version answers alike in every release of the library.
# Behaviour: `filter` over [1.5, 2.0b1] leaves the pre-release out in all of them. `in` and `contains` see one version, and
#   since 26.0 a pre-release passes where no other version is there to be preferred, in `filter` over pre-releases alone
#   too. A tool that asks of each version by itself which ones fit a list now takes pre-releases, without
#   any change of its own.
# Way out: give all versions to `filter` at once, or `contains(version, prereleases=False)`.
#
# Output seen:
#   packaging 25.0: in False, contains without pre-releases False, filter ['1.5'], of pre-releases alone []
#   packaging 26.0: in True, contains without pre-releases False, filter ['1.5'], of pre-releases alone ['2.0b1']
#   packaging 26.4: in True, contains without pre-releases False, filter ['1.5'], of pre-releases alone ['2.0b1']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv

cat > try.py << 'END'
from packaging.specifiers import SpecifierSet

wanted = SpecifierSet(">=1")
print(
    f"in {'2.0b1' in wanted}, contains without pre-releases {wanted.contains('2.0b1', prereleases=False)}, "
    f"filter {list(wanted.filter(['1.5', '2.0b1']))}, of pre-releases alone {list(wanted.filter(['2.0b1']))}"
)
END
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
seen_with() {
    venv/bin/pip install --quiet --upgrade "packaging==$1"
    venv/bin/python try.py
}
rest="contains without pre-releases False, filter ['1.5'], of pre-releases alone"
expect "packaging 25.0" "$(seen_with 25.0)" "in False, $rest []"
expect "packaging 26.0" "$(seen_with 26.0)" "in True, $rest ['2.0b1']"
expect "packaging 26.4" "$(seen_with 26.4)" "in True, $rest ['2.0b1']"
exit $failed
