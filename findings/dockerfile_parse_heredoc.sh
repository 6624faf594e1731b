#!/usr/bin/env bash
# dockerfile-parse takes the lines of a here-document for instructions, and says nothing.
#
# Version: dockerfile-parse 2.0.1.
# Guess: `RUN <<EOF`, which Dockerfiles may have since syntax 1.4 (2022), is one RUN with its lines, or an error.
# Behaviour: the RUN ends at `<<EOF`; each line up to the end mark is an instruction named by its first word in capitals
#   (PIP, EOF). Nothing is raised or warned. A line that begins with `FROM` there (Python's `from x import y` in a
#   `RUN python <<EOF`) is taken for a stage: it becomes the base image.
# What it means here: packages that such a block installs are missed, and the base image is wrong.
#
# Output seen:
#   instructions: FROM RUN PIP EOF RUN FROM EOF
#   base image: torch
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet dockerfile-parse==2.0.1

cat > Dockerfile << 'END'
# syntax=docker/dockerfile:1.4
FROM python:3.9
RUN <<EOF
pip install torch==1.7.1
EOF
RUN python <<EOF
from torch import hub
EOF
END

cat > read.py << 'END'
from dockerfile_parse import DockerfileParser

dockerfile = DockerfileParser("Dockerfile")
print(*(found["instruction"] for found in dockerfile.structure if found["instruction"] != "COMMENT"))
print(dockerfile.baseimage)
END
venv/bin/python read.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect instructions "$(sed -n 1p seen)" "FROM RUN PIP EOF RUN FROM EOF"
expect "base image" "$(sed -n 2p seen)" "torch"
exit $failed
