#!/usr/bin/env bash
# pyalex: with `filter_not` the second page is asked for by another filter than the first, and the third by a third one.
#
# Version: pyalex 0.21 (requests 2.34.2), with answers made up in place of OpenAlex's.
# Guess: looking at a query's `url` changes nothing, and each page of `paginate` is asked for by the same filter.
# Behaviour: each time an address is made, a text within `filter_not` (and `filter_gt`, `filter_lt`) is percent-encoded
#   in the query itself, so that what was encoded is encoded again: `doi:!https%3A...`, then `%253A...`, then
#   `%25253A...`. So from the second page on it asks to leave out a DOI that there is not. Printing `url` beforehand
#   spoils the first page as well. `filter` is not concerned.
# Documented: no.
# Way out: encode the text by yourself, or make a new query for each page.
#
# Output seen:
#   url, looked at twice: doi:!https%3A%2F%2Fdoi.org%2F10.1000%2Fa then doi:!https%253A%252F%252Fdoi.org%252F10.1000%252Fa
#   filter_gt, looked at twice: created_date:>2022-05-01T00%3A00 then created_date:>2022-05-01T00%253A00
#   page 1: doi:!https%3A%2F%2Fdoi.org%2F10.1000%2Fa
#   page 2: doi:!https%253A%252F%252Fdoi.org%252F10.1000%252Fa
#   page 3: doi:!https%25253A%25252F%25252Fdoi.org%25252F10.1000%25252Fa
#   filter, page 1: doi:https%3A%2F%2Fdoi.org%2F10.1000%2Fa
#   filter, page 2: doi:https%3A%2F%2Fdoi.org%2F10.1000%2Fa
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pyalex==0.21 requests==2.34.2

cat > try.py << 'END'
import io
import json
from unittest.mock import patch

import requests
from pyalex import Works

WORK = "https://doi.org/10.1000/a"
ANSWER = {"results": [{"id": "W1"}], "meta": {"count": 600, "next_cursor": "next"}}


def filter_of(address: str) -> str:
    return address.split("filter=")[1].split("&")[0]


def pages(works: Works, count: int) -> list[str]:
    asked = []

    def answer(session: requests.Session, address: str, **settings: object) -> requests.Response:
        asked.append(filter_of(address))
        response = requests.Response()
        response.status_code = 200
        response.raw = io.BytesIO(json.dumps(ANSWER).encode())
        return response

    with patch.object(requests.Session, "get", answer):
        for _, _page in zip(range(count), works.paginate(per_page=200)):
            pass
    return asked[:count]


others = Works().filter_not(doi=WORK)
print("url, looked at twice:", filter_of(others.url), "then", filter_of(others.url))
later = Works().filter_gt(created_date="2022-05-01T00:00")
print("filter_gt, looked at twice:", filter_of(later.url), "then", filter_of(later.url))
for number, asked in enumerate(pages(Works().filter_not(doi=WORK), 3), 1):
    print(f"page {number}: {asked}")
for number, asked in enumerate(pages(Works().filter(doi=WORK), 2), 1):
    print(f"filter, page {number}: {asked}")
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
url, looked at twice: doi:!https%3A%2F%2Fdoi.org%2F10.1000%2Fa then doi:!https%253A%252F%252Fdoi.org%252F10.1000%252Fa
filter_gt, looked at twice: created_date:>2022-05-01T00%3A00 then created_date:>2022-05-01T00%253A00
page 1: doi:!https%3A%2F%2Fdoi.org%2F10.1000%2Fa
page 2: doi:!https%253A%252F%252Fdoi.org%252F10.1000%252Fa
page 3: doi:!https%25253A%25252F%25252Fdoi.org%25252F10.1000%25252Fa
filter, page 1: doi:https%3A%2F%2Fdoi.org%2F10.1000%2Fa
filter, page 2: doi:https%3A%2F%2Fdoi.org%2F10.1000%2Fa
END
exit $failed
