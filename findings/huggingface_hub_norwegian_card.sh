#!/usr/bin/env bash
# huggingface_hub reads the language code "no" of a model card as false, and writes it back as false.
#
# Version: huggingface_hub 2.4.0.
# Guess: a card's front matter gives languages as ISO 639-1 codes, and the library that the hub's publisher keeps for cards
#   gives them as text; what it writes, it also reads.
# Behaviour: `language: no`, as cards of Norwegian models have it, becomes the boolean False, also in a list, and the card's
#   text from then on says `language: false`: changing any other field of a card and saving it loses the language. A card
#   that is made from `ModelCardData(language="no")` puts the code in quotes, so reading is the only half that forgets them.
#   A version number such as 1.10 becomes 1.1 likewise.
# Way out: read the front matter with a YAML 1.2 parser or as text where a field is a code.
#
# Output seen:
#   read: False
#   read of a list: [False, 'en']
#   written: language: false
#   made: language: 'no'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet huggingface_hub==2.4.0

cat > try.py << 'END'
from huggingface_hub import ModelCard, ModelCardData

card = ModelCard("---\nlanguage: no\nlicense: mit\n---\n# A model of Norwegian\n")
print(card.data.language)
print(ModelCard("---\nlanguage:\n- no\n- en\n---\n# Two languages\n").data.language)
print(str(card).splitlines()[1])
print(ModelCardData(language="no").to_yaml())
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect read "$(sed -n 1p seen)" "False"
expect "read of a list" "$(sed -n 2p seen)" "[False, 'en']"
expect written "$(sed -n 3p seen)" "language: false"
expect made "$(sed -n 4p seen)" "language: 'no'"
exit $failed
