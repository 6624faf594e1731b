"""Whose account an address names, and what it is named for."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.ownership.identity import carries_coined_name, name_from_title, owner_is_author
from reprosurvey.crawler.origins import origin_of


@pytest.mark.parametrize(
    ("address", "author"),
    [
        ("https://github.com/ashgrove/x", "Ada Ashgrove"),
        ("https://github.com/aashg-lab/x", "Ada Ashg"),
        ("https://github.com/abelm/x", "Ann Elm"),
        ("https://github.com/aashgr/x", "Ada Ashgrove"),
        ("https://lab.example/~ada.ashgrove/x", "Ada Ashgrove"),
        ("https://lab.example/people/ashgrove/x", "Ada Ashgrove"),
        ("https://ashgrove.github.io/x", "Ada Ashgrove"),
    ],
)
def test_accounts_that_carry_an_author_s_name(address: str, author: str) -> None:
    origin = origin_of(address)
    assert origin is not None
    assert owner_is_author(origin, ["Bo Underhill", author])


@pytest.mark.parametrize(
    "address", ["https://github.com/lab/ashgrove", "https://ashgrove.example/x", "https://github.com/elmwood/x"]
)
def test_accounts_that_do_not(address: str) -> None:
    origin = origin_of(address)
    assert origin is not None
    assert not owner_is_author(origin, ["Ada Ashgrove", "Li Elm"])


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("TreeNet: Trees of Vessels", ""),
        ("treenet: an Open-Source Package", ""),
        ("Trees of Vessels (TreeNet) in the Eye", ""),
        ("Trees of Vessels", "We present TreeNet, a network."),
        ("Trees of Vessels", "It is called TreeNet and works."),
    ],
)
def test_a_name_that_the_paper_coins(title: str, abstract: str) -> None:
    origin = origin_of("https://github.com/lab/treenet")
    assert origin is not None
    assert carries_coined_name(origin, title, abstract)


@pytest.mark.parametrize(
    ("title", "abstract"), [("Trees of Vessels with TreeNet", ""), ("Trees", "We use TreeNet as others do.")]
)
def test_a_name_that_it_only_uses(title: str, abstract: str) -> None:
    origin = origin_of("https://github.com/lab/treenet")
    assert origin is not None
    assert not carries_coined_name(origin, title, abstract)


def test_the_name_of_a_branch_is_not_the_repository_s() -> None:
    origin = origin_of("https://github.com/lab/vessels/tree/treenet")
    assert origin is not None
    assert not carries_coined_name(origin, "TreeNet: Trees of Vessels", "")
    assert not name_from_title(origin, "TreeNet: Trees in the Eye")
    assert name_from_title(origin, "VesselS: Trees in the Eye")
