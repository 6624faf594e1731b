#!/usr/bin/env bash
# conda-lock: a comment with a word in brackets takes the package off the list, on every platform.
#
# Version: conda-lock 4.0.3.
# Guess: comments in an environment.yml say nothing to programs, except that conda-lock takes `# [linux]` and the like,
#   from conda-build, for a choice of platforms; of others it keeps the package, or refuses the file.
# Behaviour: whatever stands in brackets in a comment is compared with a few names. "[1]" of a footnote, "[docs]" and `#
#   [not win]` are none of them, so such a package is in no platform's list, Linux's included. A line of the log tells
#   of it. A comment that merely ends with "[win]" keeps the package for Windows alone. To YAML, as conda reads the
#   file, all of them are comments.
# Documented: that `not`, `and` and `or` are not supported; not what becomes of the line, nor that any bracket counts.
# Way out: no brackets in the comments of such files; one file for each platform.
#
# Output seen:
#   linux-64: einops numpy
#   osx-arm64: einops
#   win-64: einops pandas
#   conda's list: einops numpy scipy torch dask sphinx tqdm pandas
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet conda-lock==4.0.3

cat > environment.yml << 'END'
dependencies:
  - einops
  - numpy  # [linux]
  - scipy  # [1] below
  - torch  # [not win]
  - dask  # [linux or osx]
  - sphinx  # only for the pages [docs]
  - tqdm  # for the progress of training, see [2]
  - pandas  # newer ones fail on [win]
END
cat > try.py << 'END'
import logging
from pathlib import Path

import yaml
from conda_lock.src_parser.selectors import filter_platform_selectors

logging.disable()
text = Path("environment.yml").read_text()
for platform in ("linux-64", "osx-arm64", "win-64"):
    kept = yaml.safe_load("\n".join(filter_platform_selectors(text, platform)))
    print(f"{platform}:", *kept["dependencies"])
print("conda's list:", *yaml.safe_load(text)["dependencies"])
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
linux-64: einops numpy
osx-arm64: einops
win-64: einops pandas
conda's list: einops numpy scipy torch dask sphinx tqdm pandas
END
exit $failed
