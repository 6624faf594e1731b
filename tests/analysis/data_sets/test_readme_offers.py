"""Own data that the README of the paper's own repository gives away."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.criteria.public_data import judge
from reprosurvey.analysis.data_sets.readme_offers import LENGTH_LIMIT, readme_offer
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.verdicts import Outcome
from reprosurvey.crawler.documents.pages import Page

OFFERS = [
    "The dataset described in the paper can be found here: https://tides.example/data",
    "All datasets are available in this drive [directory](https://drive.example/folders/1).",
    "- Download the harbour dataset from [here](https://drive.example/file) (58GB)",
    "This repo contains the source code and our annotated tide corpus.",
    "To retrain, first generate the training data by running `generate_dataset.py`.",
    "Simulate the synthetic data: python simulate.py --tides 500",
]
NONE = [
    "The dataset is available upon request: https://tides.example/contact",
    "The dataset will be available here: https://tides.example/data",
    "Our data are private and cannot be shared.",
    "Download the CIFAR-10 dataset from https://www.cs.toronto.edu/~kriz/cifar.html",
    "A small fraction of the training data is available in [Zenodo](https://zenodo.example/1).",
    "The dataset is no longer available on [Zenodo](https://zenodo.example/1).",
    "A toy dataset is available [here](https://tides.example/toy) as an example.",
    "Put your dataset into `data/` and run `python train.py`.",
    "This repository contains all code used for the data generation.",
    "Download the trained models from [here](https://tides.example/models).",
]


def private(*, words: str = "The tides were recorded by us with 40 cameras; patients were imaged.") -> Manuscript:
    return Manuscript("Tides", "", (Page(1, f"Abstract\nWe measure.\n1 Introduction\nTides.\n2 Data\n{words}\n"),))


@pytest.mark.parametrize("line", OFFERS)
def test_a_line_that_offers_data_makes_own_data_public(line: str) -> None:
    verdict = judge(private(), f"# Tides\n\n{line}\n")
    assert verdict.outcome is Outcome.YES
    given, own = verdict.evidence
    assert (given.place, given.line, given.quote) == ("README of the own repository", 3, line)
    assert own.place == "page 1: own data"


@pytest.mark.parametrize("line", NONE)
def test_other_lines_do_not(line: str) -> None:
    assert judge(private(), f"# Tides\n\n{line}\n").outcome is Outcome.NO


def test_a_paper_without_data_stays_one() -> None:
    assert judge(Manuscript("T", "", (Page(1, "Abstract\nWe prove it.\n"),)), OFFERS[0]).outcome is Outcome.NA


def test_of_a_long_readme_the_beginning_is_read() -> None:
    assert readme_offer("the data " * LENGTH_LIMIT) is None
    assert readme_offer("\n" * LENGTH_LIMIT + OFFERS[0]) is None
