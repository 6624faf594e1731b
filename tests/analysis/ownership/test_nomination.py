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
    return row | {"reference": None, "carrier": None, "variants": list(mend(address))} | columns


def own(*links: dict[str, object], naming: dict[str, int] | None = None, leads: dict | None = None) -> list[str]:
    """The addresses that are the paper's own, the likeliest first."""
    rows = nominate(PAPER, links, naming or {}, leads or {})
    return [row["address"] for row in rows if row["score"] >= OWN and row["variant"] == 1]


@pytest.mark.parametrize(
    "sentence",
    [
        "Our code is available at https://github.com/lab/tree.",
        "The source code can be found here: https://github.com/lab/tree",
        "We release our implementation at https://github.com/lab/tree.",
        "Code: https://github.com/lab/tree",
        "Code and trained models can be found on GitHub (https://github.com/lab/tree).",
        "1. Code available at https://github.com/lab/tree",
        "For reproducibility, all code will be made public at https://github.com/lab/tree",
        "Code and trained models are publicly available at https://github.com/lab/tree.",
        "For dataset and coding details, please check https://github.com/lab/tree.",
        "Additional details about the simulations are available at https://github.com/lab/tree.",
        "All experiments can be reproduced using https://github.com/lab/tree.",
        "Figures 2-4 can be reproduced by running https://github.com/lab/tree.",
        "The results of this paper may be fully replicated with https://github.com/lab/tree.",
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
        "Their results can be reproduced using https://github.com/lab/tree.",
        "The results of Rask et al. (2019) can be reproduced with https://github.com/lab/tree.",
        "Baseline results can be reproduced using https://github.com/lab/tree.",
        "The experiments can be repeated using the library https://github.com/lab/tree.",
        "We thank the authors for their official implementation, https://github.com/lab/tree.",
    ],
)
def test_words_that_leave_it_to_others(sentence: str) -> None:
    assert own(link("https://github.com/lab/tree", sentence)) == []


TREE, OTHER = "https://github.com/lab/tree", "https://github.com/other/nets"


@pytest.mark.parametrize(
    "sentence",
    [
        f"Our code, built with Nets ({OTHER}), is at {TREE}.",
        f"We built on Nets ({OTHER}); our code is at {TREE}.",
        f"Our code extends Nets ({OTHER}) and is available at {TREE}.",
        f"Using Nets ({OTHER}), we release our code at {TREE}.",
        f"Code and preprocessed data are available at {TREE} and are part of the library Nets [1].",
        f"Scripts and data can be downloaded from {TREE}; Nets ({OTHER}) is needed.",
        f"We ran all with Torch [Alm et al., 2017], and the source code is available on {TREE}.",
        f"The code to reproduce it is written with the Nets package (Alm, 2021) and can be found at {TREE}.",
        f"We implemented our method using Torch [Alm, 2017] and provide a Python package at {TREE} with examples.",
        f"The DRIFT code is available at {TREE}.",
        f"Additionally, we implemented a Python package, available from {TREE}.",
        f"All experiments are available at {TREE}.",
        f"(a) Did you include the code needed to reproduce the results? [Yes] See {TREE}.",
        f"Code availability. {TREE}",
        f"The code for our experiments: {TREE}",
        f"1Code available: {TREE}",
    ],
)
def test_only_what_is_said_of_the_address_itself_counts(sentence: str) -> None:
    assert own(link(TREE, sentence)) == ["github.com/lab/tree"]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Our code, built with Nets ({OTHER}), is at {TREE}.",
        f"Our code extends Nets ({OTHER}) and is available at {TREE}.",
        f"Our code is built with Nets ({OTHER}).",
        f"We implement all methods with the Nets library, {OTHER}.",
        f"The networks were run by adopting the code in {OTHER}.",
        f"We made use of code which these authors have made available at {OTHER}.",
        f"Any method (here that of [7] using code at {OTHER}) can be used for this purpose.",
        f"Our data set is available at {OTHER}.",
        f"Videos of our results can be found at {OTHER}.",
    ],
)
def test_what_the_code_is_built_with_data_and_videos_are_not_own(sentence: str) -> None:
    assert own(link(OTHER, sentence)) == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://lab.example/software/tree", "The code is available at {}."),
        ("https://lab.example/~ada/tree.zip", "The source code can be downloaded at {}."),
        ("https://treenet.org", "The source code will be released to the public at {}."),
        ("https://anonymous.4open.science/r/tree-1", "The code is available at {}."),
        ("https://doi.org/10.5281/zenodo.12345", "The code is archived at {}."),
        ("https://doi.org/10.6084/m9.figshare.22", "We open source the software that we developed, {}."),
        ("https://archive.softwareheritage.org/swh:1:dir:" + "1f" * 20, "Our code is archived at {}."),
        ("https://gitee.com/lab/tree", "The code is available at {}."),
        ("https://forge.lab.example/ada/tree", "The code is available at {}."),
        ("https://sites.google.com/view/tree", "Our source code and videos are available on {}."),
        ("https://sites.google.com/view/tree", "2 See {} for code and videos."),
        ("https://sites.google.com/view/tree", "Video and link to code are available at: {}."),
        ("https://vesseltopo.lab.example.edu", "We provide additional materials, including video and code, at {}."),
    ],
)
def test_code_on_other_hosts(address: str, sentence: str) -> None:
    assert len(own(link(address, sentence.format(address), page=1))) == 1


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://lab.github.io/tree", "Project page: {}"),
        ("https://ashgrove.github.io/tree", "Video: {}"),
        ("https://sites.google.com/view/tree", "Additional results are on our website, {}."),
        ("https://www.tree.example/demo", "A video demo of the main features of our framework is located at {}."),
        ("https://youtu.be/abc", "A video of our code is available at {}."),
        ("https://arxiv.org/abs/2112.09036", "Pseudo-code is available in the extended version at {}."),
        ("https://doi.org/10.1109/TMI.2020.12", "The code is described in detail in {}."),
        ("https://tides.example/~ashgrove", "Proofs are in the supplementary material, available at {}."),
        ("https://tides.example/~ashgrove", "All derivations and further materials can be downloaded from {}."),
    ],
)
def test_a_page_that_offers_no_code_is_not_own(address: str, sentence: str) -> None:
    assert own(link(address, sentence.format(address), page=1)) == []


def reference(entry: str, cited: str, carrier: str) -> dict[str, object]:
    return link(TREE, f"{entry} {TREE}", section="references", reference=cited, carrier=carrier)


def test_a_reference_that_is_cited_as_the_code_is_own() -> None:
    by_author = "[3] Ada Ashgrove. Tree code."
    assert own(reference(by_author, "Our code is public [3].", "public")) == ["github.com/lab/tree"]
    assert own(reference(by_author, "The code used here is available at [3].", "at")) == ["github.com/lab/tree"]
    assert own(reference("[3] Cy Elm. Nets.", "Our code is based on Nets [3].", "Nets")) == []
    assert own(reference("[3] Cy Elm. Nets.", "We adapted the code from [3] for our experiments.", "from")) == []
    assert own(reference("[3] Cy Elm. Nets.", "We do it with Nets [3]: our code is public on GitHub.", "Nets")) == []
    assert own(reference("[3] Cy Elm. Nets.", "The nets are trained as in [3].", "in")) == []


def test_an_address_beside_the_title_is_own() -> None:
    beside = link("https://github.com/lab/vesseltopo", "A Title https://github.com/lab/vesseltopo Ada Ashgrove", page=1)
    assert own(beside | {"section": "title"}) == ["github.com/lab/vesseltopo"]
    assert own(beside | {"section": "references"}) == []


def test_a_footnote_to_the_name_that_the_paper_coins_is_own() -> None:
    said = {"reference": "We present VesselTopo, an open-source library.", "carrier": "library"}
    assert own(link("https://gitlab.com/lab/vesseltopo", "1. https://gitlab.com/lab/vesseltopo") | said) != []


@pytest.mark.parametrize(
    ("abstract", "sentence", "is_own"),
    [
        ("Here, we present Cambium, a mixture model.", "The whole list is described in the package {}.", True),
        ("We introduce Cambium, an R package.", "All parameters are set in the Cambium package ({}).", True),
        ("We call it Cambium, which is a mixture model.", "Parameters are explained in the software package {}.", True),
        ("We build on Cambium, a package.", "Trees were grown with the package {}.", False),
        ("We compare Cambium and others.", "The whole list is described in the package {}.", False),
        ("Here, we present Lenticel, a mixture model.", "The whole list is described in the package {}.", False),
        ("Here, we present Cambium, a mixture model.", "Data are described in the data set {}.", False),
    ],
)
def test_a_package_that_has_the_name_of_what_is_presented_is_own(abstract: str, sentence: str, is_own: bool) -> None:
    address = "https://github.com/lab/Cambium"
    paper = {"title": "Rings as a mixture", "authors": ["Ada Ashgrove"], "abstract": abstract}
    (score,) = [row["score"] for row in nominate(paper, [link(address, sentence.format(address))], {}, {})] or [OWN - 1]
    assert (score >= OWN) is is_own


def test_the_kit_of_a_competition_is_own_in_the_paper_about_it() -> None:
    kit = link(TREE, f"2. {TREE}", reference="A development kit was released, with baselines.", carrier="kit")
    contest = PAPER | {"title": "The Vessel Tree Challenge: Results"}
    (row, *_) = nominate(contest, [kit], {}, {})
    assert row["score"] >= OWN


def test_a_footnote_beside_a_citation_is_left_to_others() -> None:
    bare = link(OTHER, f"4. Code available at {OTHER}")
    before = {"reference": "We train as Alm does (Alm et al., 2021),4 which is robust.", "carrier": "2021"}
    behind = {"reference": "A repository of tools is kept on GitHub (Alm, 2021).", "carrier": "GitHub"}
    assert own(bare | before) == []
    assert own(bare | behind | {"sentence": f"4. {OTHER}"}) == []


def test_what_was_built_with_others_code_is_theirs() -> None:
    said = {"reference": "LSTM-VAE4 and DAGMM were designed using open source repositories.", "carrier": "VAE"}
    assert own(link(OTHER, f"4. {OTHER}") | said) == []


def test_a_link_behind_a_word_is_read_with_its_sentence() -> None:
    behind = link("https://github.com/lab/tree", "Our source code is here.", source="annotation", anchor="here")
    assert own(behind) == ["github.com/lab/tree"]


def test_a_footnote_is_read_with_the_sentence_that_carries_it() -> None:
    bare = link("https://github.com/lab/tree", "1. https://github.com/lab/tree")
    assert own(bare) == []
    assert own(bare | {"reference": "Our code is available online.", "carrier": "online"}) == ["github.com/lab/tree"]


def test_what_makes_the_data_in_use_is_somebody_s_who_made_them_unless_it_is_claimed() -> None:
    mention = {"carrier": "available", "sentence": f"2. {TREE}"}
    told = "ode to {} these data is publicly available."
    for verb in ("generate", "extract"):
        assert own(link(TREE, reference=f"C{told.format(verb)}", **mention)) == []
        assert own(link(TREE, reference=f"Our c{told.format(verb)}", **mention)) == ["github.com/lab/tree"]


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
        "variants": ["https://github.com/lab/ves", "https://github.com/lab/ves_sel"]
    }
    whole = link("https://github.com/lab/ves_sel", "Our code is here.", source="annotation", anchor="here")
    rows = nominate(PAPER, [cut, whole], {}, {})
    assert [(row["rank"], row["variant"], row["address"]) for row in rows] == [
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
    variants = ["https://github.com/lab/seg/tree/paper", "https://github.com/lab/seg/tree/"]
    cut = link("https://github.com/lab/seg/tree/", "Our code is at https://github.com/lab/seg/tree/") | {
        "variants": variants
    }
    rows = nominate(PAPER, [cut], {}, {})
    assert [row["address"] for row in rows] == ["github.com/lab/seg/tree/paper"]


def test_a_form_whose_branch_is_not_there_is_left_for_the_next() -> None:
    glued = link("https://github.com/lab/seg/tree/main1", "Our code is at https://github.com/lab/seg/tree/main1")
    rows = nominate(PAPER, [glued], {}, {})
    outcomes = {
        "https://github.com/lab/seg/tree/main1": "ref not found",
        "https://github.com/lab/seg/tree/main": "full",
    }
    assert choose("", rows, outcomes, {})[0].origin == "https://github.com/lab/seg/tree/main"


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Videos and code are available at https://sites.google.com/view/tree-of-vessels/.",
        "The video and the source code can be found at https://vessels.example.org/tree.",
        "Supplementary videos, code and models are available at https://sites.google.com/view/tree-of-vessels.",
    ],
)
def test_a_page_that_offers_code_beside_something_else(sentence: str) -> None:
    address = sentence.partition("https://")[2].rstrip("./")
    assert own(link(f"https://{address}", sentence)) == [address]


def test_code_in_the_following_repository_is_not_built_on_it() -> None:
    sentence = "The code is available in the following github repository: https://github.com/lab/tree.git."
    assert own(link("https://github.com/lab/tree.git", sentence)) == ["github.com/lab/tree"]
    sentence = "The loss is available in the MONAI repository https://github.com/lab/tree."
    assert own(link("https://github.com/lab/tree", sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "reference", "carrier"),
    [
        ("For models, we trained the standard CNN available at https://github.com/lab/tree.", None, None),
        ("1. TREENET Github, URL: https://github.com/lab/tree", "We used TREENET as provided on GitHub .", "GitHub"),
        ("We ran the original network provided at https://github.com/lab/tree.", None, None),
        (
            "3https://github.com/lab/tree",
            "SLOW and FAST are reimplemented with reference to the released code .",
            "code",
        ),
        (
            "1. https://github.com/lab/tree",
            "We release the code of networks that were pre-trained on the subset of Trees and on Leaves.",
            "Trees",
        ),
        ("We will make additional model results available at https://github.com/lab/tree.", None, None),
    ],
)
def test_what_models_of_others_are_and_what_they_learn_from(
    sentence: str, reference: str | None, carrier: str | None
) -> None:
    assert own(link("https://github.com/lab/tree", sentence, reference=reference, carrier=carrier)) == []


def test_a_footnote_that_offers_speaks_for_itself() -> None:
    offer = link(
        "https://github.com/underhill/tree",
        "Additional details about the simulations are available at https://github.com/underhill/tree.",
        reference="The problems were solved with the library IPOPT (Rask et al., 2006).",
        carrier="IPOPT",
    )
    assert own(offer) == ["github.com/underhill/tree"]
