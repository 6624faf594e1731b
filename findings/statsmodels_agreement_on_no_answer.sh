#!/usr/bin/env bash
# statsmodels: where two raters both left a question open, Fleiss' kappa counts it as agreement.
#
# Version: statsmodels 0.15.0 (pandas 2.3.3, numpy 1.26.4); krippendorff 0.9.0 and irrCAC 0.4.4 beside it.
# Guess: `aggregate_raters`, which "brings data into correct format for fleiss_kappa", leaves missing answers out or
#   raises, as its docstring says of what is no integer.
# Behaviour: NaN is one more category, the last one, and the counts have a column for it: questions that nobody answered
#   become agreement, and a lone answer disagreement. Nothing warns. The packages made for missing answers leave them
#   out.
# Documented: no.
# Way out: drop what is not answered by all, or use a coefficient that is made for missing answers.
#
# Output seen:
#   categories: 0.0 1.0 nan
#   counts of a question that nobody answered: 0 0 2
#   kappa with the open questions: 0.500
#   kappa of the answered ones: 0.000
#   krippendorff: 0.125
#   irrCAC: 0.000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet statsmodels==0.15.0 krippendorff==0.9.0 irrCAC==0.4.4 pandas==2.3.3 numpy==1.26.4

cat > try.py << 'END'
import warnings

import krippendorff
import numpy
import pandas
from irrCAC.raw import CAC
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

OPEN = [numpy.nan, numpy.nan]
ANSWERED = [[0, 0], [0, 1], [1, 0], [1, 1]]
questions = numpy.array([*ANSWERED, OPEN, OPEN])

counts, categories = aggregate_raters(questions)
print(*categories)
print(*counts[-1])
print(f"{fleiss_kappa(counts):.3f}")
print(f"{fleiss_kappa(aggregate_raters(ANSWERED)[0]):.3f}")
print(f"{krippendorff.alpha(questions.T, level_of_measurement='nominal'):.3f}")
warnings.simplefilter("ignore")  # irrCAC changes a view of the answers
answers = pandas.DataFrame({"one": list(questions[:, 0]), "other": list(questions[:, 1])})
print(f"{CAC(answers).fleiss()['est']['coefficient_value']:.3f}")
END
venv/bin/python -W error try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect categories "$(sed -n 1p seen)" "0.0 1.0 nan"
expect "counts of a question that nobody answered" "$(sed -n 2p seen)" "0 0 2"
expect "kappa with the open questions" "$(sed -n 3p seen)" "0.500"
expect "kappa of the answered ones" "$(sed -n 4p seen)" "0.000"
expect krippendorff "$(sed -n 5p seen)" "0.125"
expect irrCAC "$(sed -n 6p seen)" "0.000"
exit $failed
