"""Which addresses of a repository lead to weights or data."""

from __future__ import annotations

import json

import pytest

from reprosurvey.analysis.artifacts.links import LINKS_LIMIT, links_of, url_of
from reprosurvey.analysis.criteria import model
from reprosurvey.analysis.subjects.snapshots import File, Snapshot

DRIVE = "https://drive.google.com/file/d/1a2B3c4D5e6F7g8H9i0J1a2B3c4D5e6F/view"
RECORD = "https://zenodo.org/record/1234567"


def snapshot(**texts: str) -> Snapshot:
    files = {name.replace("__", "."): File(name.replace("__", "."), text=text) for name, text in texts.items()}
    return Snapshot("https://github.com/lab/code", "a" * 40, files)


def found(**texts: str) -> list[tuple[str, str, str, int | None]]:
    return [(link.url, link.kind.value, link.path, link.line) for link in links_of(snapshot(**texts))]


def test_words_around_an_address_tell_what_it_leads_to() -> None:
    readme = f"# Code\n\nOur trained weights: [here]({DRIVE}).\n\n## Dataset\n\nDownload from {RECORD}.\n"
    assert found(README__md=readme) == [(DRIVE, "weights", "README.md", 3), (RECORD, "data", "README.md", 7)]


def test_scripts_and_notebooks_are_read() -> None:
    book = {
        "cells": [{"cell_type": "markdown", "metadata": {}, "source": f"The data set: {RECORD}"}],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    script = "set -e\nwget https://lab.example/files/best.pth\n"
    assert found(get__sh=script, run__ipynb=json.dumps(book)) == [
        ("https://lab.example/files/best.pth", "weights", "get.sh", 2),
        (RECORD, "data", "run.ipynb", None),
    ]


def test_a_bare_identifier_of_google_drive_is_an_address() -> None:
    name = "1a2B3c4D5e6F7g8H9i0J1a2B3c4D5e6F"
    assert found(get_data__sh=f"gdown {name}\n") == [
        (f"https://drive.google.com/uc?id={name}", "data", "get_data.sh", 1)
    ]


@pytest.mark.parametrize(
    "written",
    [
        "https://zenodo.org/record/{record}",
        "https://drive.google.com/uc?export=download",
        "https://drive.google.com/file/d/XXXXXX/view",
        "https://raw.githubusercontent.com/lab/data/",
        "https://zenodo.org/",
        "https://127.0.0.1/data/best.pth",
        "https://user:secret@zenodo.org/record/1/best.pth",
    ],
)
def test_an_address_that_cannot_be_asked_as_it_stands_is_none(written: str) -> None:
    assert url_of(written) is None


def test_markup_is_no_part_of_an_address() -> None:
    assert url_of("https://lab.example/a\\_b.zip?x=1&amp;y=2**.") == "https://lab.example/a_b.zip?x=1&y=2"


def test_pages_of_prose_are_no_artifacts() -> None:
    assert found(README__md="Our paper: https://arxiv.org/abs/1 and the [slides](https://lab.example/a.pdf).") == []


def test_weights_come_first_and_no_more_than_a_few_are_kept() -> None:
    lines = [f"Data: https://lab.example/part{n}.zip\n" for n in range(LINKS_LIMIT + 5)]
    links = links_of(snapshot(README__md="\n".join([*lines, "Trained model: https://lab.example/best.pth\n"])))
    assert len(links) == LINKS_LIMIT
    assert links[0].url == "https://lab.example/best.pth"


def test_what_the_criterion_cites_is_found() -> None:
    given = snapshot(README__md=f"The weights that we trained are [here]({DRIVE}).", train__py="import torch")
    (evidence,) = model.judge(given).evidence
    assert [(link.path, link.line) for link in links_of(given)] == [(evidence.place, evidence.line)]


def test_a_reference_leads_where_its_definition_says() -> None:
    readme = f"The weights that we trained are [here][store].\n\n# Cite\nUs.\n\n[store]: {DRIVE}\n"
    assert found(README__md=readme) == [(DRIVE, "weights", "README.md", 1)]
