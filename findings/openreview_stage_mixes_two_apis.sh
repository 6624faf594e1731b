#!/usr/bin/env bash
# openreview-py: a submission form that is given fields of API 2 comes back in the shape of API 1, and the fields are changed.
#
# Version: openreview-py 2.9.1.
# Guess: `SubmissionStage(additional_fields=...)`, given fields in today's shape (`{"value": {"param": ...}}`), yields by
#   `get_content()` a form of that shape, and leaves the dict that it was given as it was.
# Behaviour: without `api_version="2"` the standard fields come in the shape of API 1 (`value-regex`), with the given ones
#   among them in that of API 2: no API takes the whole. The `order` of the given field is rewritten in the caller's own
#   dict, so that the same fields given to a second stage stand elsewhere.
# Way out: `get_content(api_version="2")`, and a deep copy of the fields for each stage.
#
# Output seen:
#   title by default: value-regex
#   title in version 2: value
#   order before and after: 20 10
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet openreview-py==2.9.1

cat > try.py << 'END'
from openreview.stages import SubmissionStage

fields = {"code": {"order": 20, "value": {"param": {"type": "string", "optional": True}}}}


def stage():
    return SubmissionStage(additional_fields=fields)


def shape(field):
    return "value-regex" if "value-regex" in field else "value"


before = fields["code"]["order"]
content = stage().get_content()
after = fields["code"]["order"]
print(shape(content["title"]))
print(shape(stage().get_content(api_version="2")["title"]))
print(before, after)
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "title by default" "$(sed -n 1p seen)" "value-regex"
expect "title in version 2" "$(sed -n 2p seen)" "value"
expect "order before and after" "$(sed -n 3p seen)" "20 10"
exit $failed
