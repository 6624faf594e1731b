#!/usr/bin/env bash
# idutils: arXiv's own addresses are no arXiv identifiers to it, and normalizing one keeps the whole address.
#
# Version: idutils 1.7.1.
# Guess: as with DOIs and handles, whose resolver's addresses are recognised and reduced to the identifier, the address of
#   an arXiv page or PDF is of the scheme `arxiv`, and `normalize_arxiv` reduces it.
# Behaviour: `https://doi.org/10.1000/ab` is a DOI, `https://arxiv.org/abs/2001.00001` a URL and nothing else;
#   `normalize_arxiv` puts "arXiv:" in front of the address as it is. `detect_identifier_schemes` also takes "2019.1234" for
#   an identifier, though no arXiv number begins with month 19.
# Way out: cut the address down to what follows /abs/ or /pdf/ before, and check the month.
#
# Output seen:
#   DOI's address: ['doi', 'url']
#   arXiv's address: ['url']
#   normalized: arXiv:https://arxiv.org/abs/2001.00001
#   2019.1234: ['arxiv']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet idutils==1.7.1

cat > try.py << 'END'
from idutils import detect_identifier_schemes, normalize_arxiv

print(detect_identifier_schemes("https://doi.org/10.1000/ab"))
print(detect_identifier_schemes("https://arxiv.org/abs/2001.00001"))
print(normalize_arxiv("https://arxiv.org/abs/2001.00001"))
print(detect_identifier_schemes("2019.1234"))
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "DOI's address" "$(sed -n 1p seen)" "['doi', 'url']"
expect "arXiv's address" "$(sed -n 2p seen)" "['url']"
expect normalized "$(sed -n 3p seen)" "arXiv:https://arxiv.org/abs/2001.00001"
expect "2019.1234" "$(sed -n 4p seen)" "['arxiv']"
exit $failed
