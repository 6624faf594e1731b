#!/usr/bin/env bash
# license-expression: "Apache-2.0+" is an unknown licence, though SPDX has a plus behind every licence; "GPL-2.0+" is
#   known.
#
# Version: license-expression 30.4.4, spdx-tools 0.8.5, which rests on it; packaging 26.4 beside them.
# Guess: the plus of SPDX's grammar (`license-id "+"`, "or any later version") is read behind every identifier of the
#   list.
# Behaviour: for the GNU licences there are entries of their own, so that their plus is read, and written as
#   "-or-later". Of every other licence it is part of the name: ExpressionError, "Unknown license key(s): Apache-2.0+".
#   With `OR` the whole expression fails. spdx-tools calls an SPDX document with it invalid. packaging reads all of
#   them.
# Documented: no; aboutcode-org/license-expression issues 9 and 110 and spdx/tools-python issue 887 are open.
# Way out: cut the plus off where the parser fails, and parse again.
#
# Output seen:
#   GPL-2.0+: license-expression GPL-2.0-or-later, packaging GPL-2.0+
#   Apache-2.0+: license-expression ExpressionError, packaging Apache-2.0+
#   EUPL-1.2+: license-expression ExpressionError, packaging EUPL-1.2+
#   MIT OR EPL-2.0+: license-expression ExpressionError, packaging MIT OR EPL-2.0+
#   spdx-tools, Apache-2.0: no fault
#   spdx-tools, Apache-2.0+: Unrecognized license reference: Apache-2.0+
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet license-expression==30.4.4 spdx-tools==0.8.5 packaging==26.4

cat > try.py << 'END'
import json
from pathlib import Path

from license_expression import ExpressionError, get_spdx_licensing
from packaging.licenses import canonicalize_license_expression
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

DOCUMENT = {
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "any",
    "documentNamespace": "https://example.org/any",
    "creationInfo": {"created": "2022-05-01T00:00:00Z", "creators": ["Tool: any"]},
    "documentDescribes": ["SPDXRef-any"],
}
PACKAGE = {"SPDXID": "SPDXRef-any", "name": "any", "downloadLocation": "NONE", "filesAnalyzed": False}


def read(expression: str) -> str:
    try:
        return str(get_spdx_licensing().parse(expression, validate=True))
    except ExpressionError as error:
        assert "Unknown license key(s)" in str(error)
        return "ExpressionError"


for expression in ("GPL-2.0+", "Apache-2.0+", "EUPL-1.2+", "MIT OR EPL-2.0+"):
    print(f"{expression}: license-expression {read(expression)}, packaging {canonicalize_license_expression(expression)}")
for expression in ("Apache-2.0", "Apache-2.0+"):
    Path("any.spdx.json").write_text(json.dumps(DOCUMENT | {"packages": [PACKAGE | {"licenseDeclared": expression}]}))
    faults = validate_full_spdx_document(parse_file("any.spdx.json"))
    print(f"spdx-tools, {expression}:", faults[0].validation_message.split(". ")[0] if faults else "no fault")
END
venv/bin/python try.py > seen 2> said || { cat said; exit 1; }
failed=0
line=0
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
GPL-2.0+: license-expression GPL-2.0-or-later, packaging GPL-2.0+
Apache-2.0+: license-expression ExpressionError, packaging Apache-2.0+
EUPL-1.2+: license-expression ExpressionError, packaging EUPL-1.2+
MIT OR EPL-2.0+: license-expression ExpressionError, packaging MIT OR EPL-2.0+
spdx-tools, Apache-2.0: no fault
spdx-tools, Apache-2.0+: Unrecognized license reference: Apache-2.0+
END
exit $failed
