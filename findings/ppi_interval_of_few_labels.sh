#!/usr/bin/env bash
# ppi-python's interval of a share does not tell 5 labels from 500 where all agree with the predictions.
#
# Version: ppi-python 0.2.3 (numpy 2.4.6).
# Guess: the interval of `ppi_mean_ci` grows with fewer labels, whatever they say, so that one of 5 labels is wide; and of a
#   share it holds the true one in about 95 % of samples, as "valid" says, from 30 labels on.
# Behaviour: it is the normal interval of the predictions' mean and of the labels' mean error, whose variance is 0 where no
#   label differs from its prediction. Then 5 and 500 labels give one interval, that of the predictions alone. With 30
#   labels of predictions that are right in 92 of 100 this happens in 8 % of 1,000 samples, and the intervals hold the true
#   share in 88 %, with power tuning in 90 %.
# Way out: for shares, add a third of a yes and of a no to the labels in each stratum of the predictions
#   (`steadied` in sql/views/macros/correction.sql), which holds it in 94 to 98 %, says
#   docs/uses.md.
#
# Output seen:
#   5 labels that agree: 0.272 to 0.328
#   500 labels that agree: 0.272 to 0.328
#   30 labels: 88 % hold it, all agree in 8 %
#   30 labels, tuned: 90 % hold it, all agree in 8 %
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ppi-python==0.2.3 numpy==2.4.6

cat > try.py << 'END'
import numpy as np
from ppi_py import ppi_mean_ci


def interval(labels: np.ndarray, predicted: np.ndarray, others: np.ndarray, tuned: bool) -> tuple[float, float]:
    low, high = ppi_mean_ci(labels, predicted, others, alpha=0.05, lam=None if tuned else 1)
    return float(np.ravel(low)[0]), float(np.ravel(high)[0])


others = np.repeat([1.0, 0.0], [300, 700])
for n in (5, 500):
    agreed = np.repeat([1.0, 0.0], [n - n // 2, n // 2])
    print("{:.3f} to {:.3f}".format(*interval(agreed, agreed, others, tuned=False)))

for tuned in (False, True):
    rng = np.random.default_rng(0)
    held = agreed = 0
    for _ in range(1000):
        true = (rng.random(1000) < 0.3).astype(float)
        predicted = np.where(rng.random(1000) < 0.92, true, 1 - true)
        low, high = interval(true[:30], predicted[:30], predicted[30:], tuned)
        held += low <= 0.3 <= high
        agreed += np.array_equal(true[:30], predicted[:30])
    print(f"{held / 10:.0f} % hold it, all agree in {agreed / 10:.0f} %")
END
venv/bin/python try.py > seen
failed=0
expect() {
    echo "$1: $2"
    [ "$2" = "$3" ] || { echo "  but expected: $3"; failed=1; }
}
expect "5 labels that agree" "$(sed -n 1p seen)" "0.272 to 0.328"
expect "500 labels that agree" "$(sed -n 2p seen)" "0.272 to 0.328"
expect "30 labels" "$(sed -n 3p seen)" "88 % hold it, all agree in 8 %"
expect "30 labels, tuned" "$(sed -n 4p seen)" "90 % hold it, all agree in 8 %"
exit $failed
