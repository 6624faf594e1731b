#!/usr/bin/env bash
# pyalex: `filter_or` behind another filter asks for works that have both DOIs, and a query that was narrowed stays
#   narrow.
#
# Version: pyalex 0.21.
# Guess: the order of `filter` and `filter_or` makes no difference; a query from which two others are made stays as it
#   was.
# Behaviour: `filter_or(doi=[a, b]).filter(year)` asks for a or b (`doi:a|b`); `filter(year).filter_or(doi=[a, b])` asks
#   for a and b (`doi:a+b`), which no work has. In the first order, a list given to the later `filter` becomes an "or"
#   as well. Each call changes the query and gives it back, so two queries made of one ask for both values at once
#   (`is_oa:true+false`).
# Documented: the README says that `filter_or` is an OR; nothing of the order, nor that a query is changed.
# Way out: call `filter_or` first and only lists in it, and build each query anew.
#
# Output seen:
#   or, then year: doi:a|b,publication_year:2022
#   year, then or: publication_year:2022,doi:a+b
#   a list alone: type:x+y
#   or, then a list: doi:a|b,type:x|y
#   two queries made of one: publication_year:2022,is_oa:true+false
#   the one, afterwards: publication_year:2022,is_oa:true+false
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pyalex==0.21

cat > try.py << 'END'
from pyalex import Works


def filters(works: Works) -> str:
    return works.url.split("filter=")[1]


print("or, then year:", filters(Works().filter_or(doi=["a", "b"]).filter(publication_year=2022)))
print("year, then or:", filters(Works().filter(publication_year=2022).filter_or(doi=["a", "b"])))
print("a list alone:", filters(Works().filter(type=["x", "y"])))
print("or, then a list:", filters(Works().filter_or(doi=["a", "b"]).filter(type=["x", "y"])))
year = Works().filter(publication_year=2022)
openly, closed = year.filter(is_oa=True), year.filter(is_oa=False)
assert filters(openly) == filters(closed)
print("two queries made of one:", filters(openly))
print("the one, afterwards:", filters(year))
END
venv/bin/python -W error try.py > seen
failed=0
line=0
while IFS= read -r expected; do
    line=$((line + 1))
    seen=$(sed -n "${line}p" seen)
    echo "$seen"
    [ "$seen" = "$expected" ] || { echo "  but expected: $expected"; failed=1; }
done << 'END'
or, then year: doi:a|b,publication_year:2022
year, then or: publication_year:2022,doi:a+b
a list alone: type:x+y
or, then a list: doi:a|b,type:x|y
two queries made of one: publication_year:2022,is_oa:true+false
the one, afterwards: publication_year:2022,is_oa:true+false
END
exit $failed
