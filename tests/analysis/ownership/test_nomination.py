"""Which addresses are nominated, and what speaks for and against them."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.criteria.has_repository import choose
from reprosurvey.analysis.ownership.nomination import nominate
from reprosurvey.analysis.ownership.observations import OWN
from reprosurvey.crawler.documents.addresses import mend
from reprosurvey.crawler.proceedings.paper_lists import GIVEN_CODE

PAPER = {"title": "VesselTopo: Closing the Gaps in Retinal Vessel Trees", "authors": ["Ada Ashgrove", "Bo Underhill"]}


def link(address: str, sentence: str, **columns: object) -> dict[str, object]:
    """A row of links."""
    row = {"source": "text", "page": 4, "section": "body", "written": address, "anchor": None, "sentence": sentence}
    return row | {"reference": None, "carrier": None, "forms": list(mend(address))} | columns


def own(*links: dict[str, object], naming: dict[str, int] | None = None, leads: dict | None = None) -> list[str]:
    """The addresses that are the paper's own, the likeliest first."""
    rows = nominate(PAPER, links, naming or {}, leads or {})
    return [row["address"] for row in rows if row["score"] >= OWN and row["form"] == 1]


@pytest.mark.parametrize(
    "sentence",
    [
        "Our code is available at https://github.com/lab/tree.",
        "The source code can be found here: https://github.com/lab/tree",
        "We release our implementation at https://github.com/lab/tree.",
        "Code: https://github.com/lab/tree",
        "1. Code available at https://github.com/lab/tree",
        "For reproducibility, all code will be made public at https://github.com/lab/tree",
        "Code and trained models are publicly available at https://github.com/lab/tree.",
    ],
)
def test_words_that_claim_the_code(sentence: str) -> None:
    assert own(link("https://github.com/lab/tree", sentence)) == ["github.com/lab/tree"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We used the implementation of Rask et al. (2019) at https://github.com/lab/tree.",
        "The baseline's code is available at https://github.com/lab/tree; we adapted from it.",
        "Our implementation is based on https://github.com/lab/tree.",
        "The networks were implemented with the library https://github.com/lab/tree.",
        "The data set can be downloaded at https://github.com/lab/tree.",
        "See https://github.com/lab/tree",
        "We thank the authors for their official implementation, https://github.com/lab/tree.",
    ],
)
def test_words_that_leave_it_to_others(sentence: str) -> None:
    assert own(link("https://github.com/lab/tree", sentence)) == []


def test_a_link_behind_a_word_is_read_with_its_sentence() -> None:
    behind = link("https://github.com/lab/tree", "Our source code is here.", source="annotation", anchor="here")
    assert own(behind) == ["github.com/lab/tree"]


def test_a_footnote_is_read_with_the_sentence_that_carries_it() -> None:
    bare = link("https://github.com/lab/tree", "1. https://github.com/lab/tree")
    assert own(bare) == []
    assert own(bare | {"reference": "Our code is available online.", "carrier": "online"}) == ["github.com/lab/tree"]


def test_of_two_footnotes_the_one_to_the_data_is_not_code() -> None:
    sentence = "We have open sourced our code and data."
    code = link("https://github.com/lab/tree", "1. https://github.com/lab/tree", reference=sentence, carrier="code")
    data = link("https://github.com/lab/sets", "2. https://github.com/lab/sets", reference=sentence, carrier="data")
    assert own(code, data) == ["github.com/lab/tree"]


def test_the_landing_page_s_software_link_is_own() -> None:
    declared = link("https://github.com/lab/tree", "Software", source="declared", anchor="Software", page=None)
    assert own(declared) == ["github.com/lab/tree"]


def test_what_a_list_gives_as_the_code_comes_first_whatever_the_paper_says() -> None:
    given = link("https://lab.example/tree", GIVEN_CODE, source="declared", anchor=GIVEN_CODE, page=None)
    claimed = link(
        "https://github.com/ashgrove/vesseltopo",
        "For reproducibility, our code is publicly available at https://github.com/ashgrove/vesseltopo.",
        section="abstract",
        page=1,
    )
    assert own(claimed, given) == ["lab.example/tree", "github.com/ashgrove/vesseltopo"]
    rows = nominate(PAPER, [claimed, given], {}, {})
    outcomes = {rows[0]["origin"]: "not found", rows[1]["origin"]: "full"}
    (first, _) = choose(PAPER["title"], rows, outcomes, {rows[1]["origin"]: PAPER["title"]})
    assert first.address == "lab.example/tree"


def test_an_author_s_repository_named_for_the_paper_needs_few_words() -> None:
    assert own(link("https://github.com/ashgrove/vesseltopo", "1. https://github.com/ashgrove/vesseltopo", page=1)) == [
        "github.com/ashgrove/vesseltopo"
    ]


def test_what_many_papers_name_is_a_library_unless_it_is_claimed() -> None:
    address = "https://github.com/lab/tree"
    vague = link(address, "The code is available at https://github.com/lab/tree")
    claimed = link(address, "Our code is available at https://github.com/lab/tree")
    assert own(vague, naming={address: 9}) == []
    assert own(claimed, naming={address: 9}) == ["github.com/lab/tree"]


def test_the_one_for_this_paper_comes_first() -> None:
    first = link("https://github.com/ashgrove/vesseltopo", "Our code is available at https://github.com/a/b.")
    second = link("https://github.com/lab/viewer", "The code of our viewer is at https://github.com/lab/viewer.")
    assert own(second, first)[0] == "github.com/ashgrove/vesseltopo"


def test_mentions_of_one_address_are_one_candidate_and_agree_on_its_form() -> None:
    cut = link("https://github.com/lab/ves", "Our code is at https://github.com/lab/ves sel") | {
        "forms": ["https://github.com/lab/ves", "https://github.com/lab/ves_sel"]
    }
    whole = link("https://github.com/lab/ves_sel", "Our code is here.", source="annotation", anchor="here")
    rows = nominate(PAPER, [cut, whole], {}, {})
    assert [(row["rank"], row["form"], row["address"]) for row in rows] == [
        (1, 1, "github.com/lab/ves_sel"),
        (1, 2, "github.com/lab/ves"),
    ]


REF = "https://github.com/ashgrove/vesseltopo/tree/paper"


def test_a_branch_is_another_address_with_the_repository_s_name_and_owner() -> None:
    named = link(REF, f"1. {REF}", page=1)
    assert own(named) == ["github.com/ashgrove/vesseltopo/tree/paper"]
    library = link(
        "https://github.com/lab/tree/tree/v1", "The code is available at https://github.com/lab/tree/tree/v1"
    )
    assert own(library, naming={"https://github.com/lab/tree": 9}) == []


def test_what_a_link_names_completes_the_text_that_was_cut_at_its_line_s_end() -> None:
    text = link("https://github.com/lab/seg", "Our code is available at https://github.com/lab/seg")
    behind = link("https://github.com/lab/seg/tree/paper", "/tree/paper", source="annotation", anchor="/tree/paper")
    assert own(text, behind) == ["github.com/lab/seg/tree/paper"]
    bare = text | {"source": "annotation"}
    assert own(text, bare, behind)[0] == "github.com/lab/seg"


def test_of_two_forms_the_one_that_ends_before_the_branch_is_none() -> None:
    forms = ["https://github.com/lab/seg/tree/paper", "https://github.com/lab/seg/tree/"]
    cut = link("https://github.com/lab/seg/tree/", "Our code is at https://github.com/lab/seg/tree/") | {"forms": forms}
    rows = nominate(PAPER, [cut], {}, {})
    assert [row["address"] for row in rows] == ["github.com/lab/seg/tree/paper"]


def test_a_form_whose_branch_is_not_there_is_left_for_the_next() -> None:
    glued = link("https://github.com/lab/seg/tree/main1", "Our code is at https://github.com/lab/seg/tree/main1")
    rows = nominate(PAPER, [glued], {}, {})
    outcomes = {"https://github.com/lab/seg/tree/main1": "ref not found", "https://github.com/lab/seg": "full"}
    assert choose("", rows, outcomes, {})[0].origin == "https://github.com/lab/seg"


def test_of_two_that_are_as_likely_the_one_that_says_which_state_comes_first() -> None:
    sentence = "Our code is available at"
    rows = nominate(PAPER, [link("https://github.com/lab/seg", sentence), link(f"{REF}", sentence)], {}, {})
    both = [row | {"score": 3.0} for row in rows]
    assert choose("", both, {}, {})[0].origin == REF


def test_a_project_page_leads_to_its_repository() -> None:
    page = link("https://lab.github.io/tree", "Our code is available on our project page, https://lab.github.io/tree.")
    assert own(page) == ["lab.github.io/tree"]
    found = own(page, leads={"https://lab.github.io/tree": ["https://github.com/lab/tree"]})
    assert set(found) == {"lab.github.io/tree", "github.com/lab/tree"}


def test_a_host_alone_is_a_project_page_where_each_project_has_one() -> None:
    assert own(link("https://tree.github.io", "Our code is available at tree.github.io.")) == ["tree.github.io"]
    assert own(link("https://lab.example.edu", "Our code is available at lab.example.edu.")) == []


def test_the_reasons_are_named() -> None:
    (row,) = nominate(PAPER, [link("https://github.com/lab/tree", "Our code is available at it.")], {}, {})
    assert row["reasons"] == ["ours", "available"]
    assert row["sentence"] == "Our code is available at it."
