#!/usr/bin/env bash
# scikit-learn and irrCAC: a weighted kappa of grades given as words takes their order from the alphabet.
#
# Version: scikit-learn 1.9.1, irrCAC 0.4.4 (pandas 2.3.3, numpy 1.26.4).
# Guess: weights count how far two answers are apart, so a weighted kappa of text without a given order raises, as
#   krippendorff does ("an ordered value_domain is required").
# Behaviour: both sort the answers as text: high, low, mid. "low" and "high" are then neighbours, "low" and "mid" too,
#   and "high" and "mid" are farthest apart. Nothing warns. Numbers that a sheet gave as text sort as text, too: 0, 10,
#   5. With the order given (`labels=`, `categories=`) or with numbers in its place, both give another, equal value.
# Documented: no; `labels` and `categories` are told as a choice of labels, not as their order.
# Way out: always hand in the order.
#
# Output seen:
#   scikit-learn, words: 0.348
#   scikit-learn, numbers as text: 0.348
#   scikit-learn, words with their order: 0.545
#   scikit-learn, numbers: 0.545
#   irrCAC, words: 0.348
#   irrCAC, numbers as text: 0.348
#   irrCAC, words with their order: 0.545
#   irrCAC, numbers: 0.545
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet scikit-learn==1.9.1 irrCAC==0.4.4 pandas==2.3.3 numpy==1.26.4

cat > try.py << 'END'
import pandas
from irrCAC.raw import CAC
from sklearn.metrics import cohen_kappa_score

WORDS = ["low", "mid", "high"]
ONE = [0, 1, 2, 1, 0]
OTHER = [0, 1, 2, 2, 1]


def scikit_learn(scale: list, order: list | None = None) -> float:
    return cohen_kappa_score([scale[i] for i in ONE], [scale[i] for i in OTHER], weights="linear", labels=order)


def irrcac(scale: list, order: list | None = None) -> float:
    answers = pandas.DataFrame({"one": [scale[i] for i in ONE], "other": [scale[i] for i in OTHER]})
    return CAC(answers, weights="linear", categories=order).conger()["est"]["coefficient_value"]


for kappa in (scikit_learn, irrcac):
    for of in ((WORDS,), (["0", "5", "10"],), (WORDS, WORDS), ([0, 5, 10],)):
        print(f"{kappa(*of):.3f}")
END
venv/bin/python -W error try.py > seen
failed=0
line=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
for library in scikit-learn irrCAC; do
    while read -r expected what; do
        line=$((line + 1))
        expect "$library, $what" "$(sed -n ${line}p seen)" "$expected"
    done << 'END'
0.348 words
0.348 numbers as text
0.545 words with their order
0.545 numbers
END
done
exit $failed
