#!/usr/bin/env bash
# license-expression: a parsed licence is true where it is a single one, and raises TypeError where it is made of several.
#
# Version: license-expression 30.4.4 (boolean.py 5).
# Guess: `parse` gives None for an empty expression (it does), so `if parsed:` tells whether there is a licence.
# Behaviour: for "MIT" it does. For "MIT OR Apache-2.0" the same line raises "Cannot evaluate expression as a Python
#   Boolean.", so code that was tried with single licences fails at the first dual-licensed package. `or` and `and` between
#   two parsed expressions, `any`, `filter(None, ...)` and `x if parsed else y` fail alike.
# Way out: `parsed is not None`.
#
# Output seen:
#   empty: None
#   single: True
#   dual: TypeError: Cannot evaluate expression as a Python Boolean.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet license-expression==30.4.4

cat > try.py << 'END'
from license_expression import get_spdx_licensing

licensing = get_spdx_licensing()
print(licensing.parse("", validate=True))
for expression in ("MIT", "MIT OR Apache-2.0"):
    try:
        print(bool(licensing.parse(expression, validate=True)))
    except TypeError as error:
        print(f"TypeError: {error}")
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect empty "$(sed -n 1p seen)" "None"
expect single "$(sed -n 2p seen)" "True"
expect dual "$(sed -n 3p seen)" "TypeError: Cannot evaluate expression as a Python Boolean."
exit $failed
