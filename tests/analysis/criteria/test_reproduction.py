"""A repository addresses reproducibility by words on the paper's results, not by being runnable."""

import pytest

from reprosurvey.analysis.criteria.reproduction import judge

CODE = {"train.py": "x = 1\n"}


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\n## Reproduce the results\n`python train.py`\n",
        "# Net\n## Replication\nRun all notebooks.\n",
        "# Net\nTo reproduce Table 2 of the paper, run `train.py`.\n",
        "# Net\nCode for reproducing the experiments.\n",
        "# Net\nThe results can be replicated. Our results are reproduced by `train.py`.\n",
        "# Net\nThey are in the supplement; they can be reproduced with `analyse.py`.\n",
        "# Net\nTo replicate the steps, run both.\n",
        "# Net\nFor reproducibility, the seeds are fixed.\n",
    ],
)
def test_words_on_the_results_count(repository, readme):
    verdict = judge(repository({**CODE, "README.md": readme}))
    assert verdict.outcome == "yes"
    assert (verdict.evidence[0].place, verdict.evidence[0].line) in {("README.md", 2), ("README.md", 3)}


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\nRun `python train.py`.\n",
        "# Net\nAn unofficial reproduction of the paper by Doe.\n",
        "# Net\nWe could not reproduce the results of the paper.\n",
        "# Net\n## How to reproduce the results\nComing soon: how to reproduce the results will be added.\n",
        "# Net\n- `requirements.txt`: for reproducing the analysis environment.\n",
        "# Net\n- `--seed`: a seed for reproducibility.\n",
        "# Net\n## Reproducibility\nComing soon.\n",
        "# Net\nSome code is left from when I was trying to reproduce the results of TransportNets.\n",
        "# Net\nThis started as attempts to replicate the experiments of Doe.\n",
        "# Net\n## Reproducing the results\nTODO\n",
        "# Net\nReproducibility is a problem of studies on private data.\n",
        "# Net\nReproduction of this work without permission is prohibited.\n",
        "# Net\nRedistributions must reproduce the above copyright notice and the models.\n",
    ],
)
def test_other_words_do_not(repository, readme):
    assert judge(repository({**CODE, "README.md": readme})).outcome == "no"


def test_a_readme_that_was_left_behind_is_unknown(repository):
    assert judge(repository({**CODE, "README.md": None})).outcome == "unknown"


def test_an_empty_repository_is_no(repository):
    assert judge(repository({})).outcome == "no"
