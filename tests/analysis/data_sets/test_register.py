from __future__ import annotations

import pytest

from reprosurvey.analysis.data_sets.matcher import SHORT, Matcher, matcher
from reprosurvey.analysis.data_sets.mentions import SENTENCE_LIMIT, excerpt
from reprosurvey.analysis.data_sets.passages import passages
from reprosurvey.analysis.data_sets.register import Access, DataSet, RegisterError, alias_key, parse, register
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.crawler.documents.pages import HYPHEN

HEADER = "name,aliases,ambiguous,access,field,home_page\n"

WORDS = frozenset(
    """abide adam age amass amos arc atlas bach blue breakfast brain bridge bright camus care cataracts challenge chaos
    chase clue cola coco compas corpus cotton crag decathlon drive drop duke eye face faust fire fives flare flores food
    gamma glue grace health heart hope iris ixi lamb leaf lizard luna maestro mass mesa mind most mouse motion ocelot
    oasis open opportunity palm panda pile plant promise race reddit refuge replica resect retouch rider rite rose
    scared scope seed ship simon slake slim spider spring stare stoic sun tao tiger today verse whole wide wild wilds
    wit""".split()
)
"""Words and other acronyms that data sets are also called by."""


def names_in(text: str) -> list[str]:
    return [hit.data_set.name for hit in matcher().find(text)]


def test_the_register_is_wide() -> None:
    sets = register()
    assert len(sets) > 1000
    for access in Access:
        assert sum(s.access is access for s in sets) > 40
    fields = {s.field for s in sets}
    medical = {"brain", "chest", "heart", "abdomen", "retina", "skin", "pathology", "breast", "prostate", "ultrasound"}
    assert medical | {"vision", "video", "language", "graphs", "audio", "biosignals"} <= fields


def test_no_name_stands_twice_whatever_its_case() -> None:
    keys = [alias_key(s.name) for s in register()]
    assert len(set(keys)) == len(keys)


def test_no_alias_means_two_sets() -> None:
    owners: dict[str, str] = {}
    for data_set in register():
        for alias in (*data_set.aliases, *data_set.ambiguous):
            assert owners.setdefault(alias_key(alias), data_set.name) == data_set.name, alias


def test_every_set_can_be_found_and_no_alias_is_listed_twice() -> None:
    for data_set in register():
        aliases = (*data_set.aliases, *data_set.ambiguous)
        assert aliases, data_set.name
        assert len(set(aliases)) == len(aliases), data_set.name


def test_home_pages_are_addresses() -> None:
    pages = [s.home_page for s in register() if s.home_page]
    assert len(pages) > 150
    assert all(page.startswith(("http://", "https://")) and " " not in page for page in pages)


def test_words_are_ambiguous() -> None:
    for data_set in register():
        for alias in data_set.aliases:
            assert alias.casefold() not in WORDS, alias


def test_short_aliases_have_capitals_or_digits_that_tell_them_from_words() -> None:
    for data_set in register():
        for alias in data_set.aliases:
            if len(alias_key(alias)) < SHORT:
                assert alias != alias.lower() or any(c.isdigit() for c in alias), alias
                assert not alias.istitle() or any(c.isdigit() for c in alias) or len(alias) > 3, alias


def test_every_alias_is_found_in_a_sentence_made_of_it() -> None:
    for data_set in register():
        for alias in (*data_set.aliases, *data_set.ambiguous):
            text = f"We train and test on {alias} (a data set of images)."
            hits = [h for h in matcher().find(text) if h.data_set is data_set]
            assert hits, (data_set.name, alias)
            assert alias_key(text[hits[0].start : hits[0].end]) == alias_key(alias)


def test_no_ambiguous_alias_is_found_without_a_context() -> None:
    for data_set in register():
        for alias in data_set.ambiguous:
            hits = [h for h in matcher().find(f"It has to do with {alias} and little else.") if h.is_ambiguous]
            assert not hits, alias


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the BraTS 2018 data", "BraTS"),
        ("on BRATS2020", "BraTS"),
        (f"on BRATS{HYPHEN}2018", "BraTS"),
        ("brain scans of ADNI2", "ADNI"),
        (f"the Calgary{HYPHEN}Campinas scans", "Calgary-Campinas"),
        (f"the Alzheimer’s Disease Neuroimaging Ini{HYPHEN}tiative", "ADNI"),
        ("on CIFAR-10", "CIFAR"),
        ("four channels of musdb18", "MUSDB18"),
        ("the medical segmentation decathlon", "Medical Segmentation Decathlon"),
        ("vessels from the DRIVE dataset", "DRIVE"),
        ("results on STARE (Hoover et al., 2000)", "STARE"),
        ("we compare DRIVE, IDRiD and others", "DRIVE"),
        ("in İzmir and İstanbul we test on BraTS 2018", "BraTS"),
        ("the HalfCheetah task", "MuJoCo tasks"),
        ("policies for Hopper, an environment that is hard", "MuJoCo tasks"),
    ],
)
def test_spellings(text: str, name: str) -> None:
    assert name in names_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "the forces that drive the data",
        "we stare at images",
        "lesions in breast images",
        "most MRI data show it",
        "a diagnosis of CAD is made from images",
        "the mean surface distance (MSD) of the test set",
        "labels were drawn in ITK-SNAP on all images",
        "the images are a mess of chaos",
        "funded by CIFAR and two other bodies",
        "all of us agree on the data",
        "an oasis in the desert of data",
    ],
)
def test_what_is_no_data_set(text: str) -> None:
    assert names_in(text) == []


def test_a_hit_stands_where_the_text_has_it() -> None:
    text = "İn Calgary – Campinas, ADNI-2 and LiTS"
    assert [text[hit.start : hit.end] for hit in matcher().find(text)] == ["Calgary – Campinas", "ADNI", "LiTS"]


def test_the_longest_alias_wins() -> None:
    assert names_in("on Tiny ImageNet") == ["Tiny ImageNet"]
    assert names_in("on Fashion-MNIST") == ["Fashion-MNIST"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("A set,alpha,,open,brain,\nB set,ALPHA,,open,brain,\n", "stands for"),
        ("A set,,,open,brain,\nA set,,,open,brain,\n", "twice"),
        ("A set,,,free,brain,\n", "access"),
        ("A set,,,open,,\n", "without a name or a field"),
        (",,,open,brain,\n", "without a name or a field"),
    ],
)
def test_a_bad_register_is_refused(rows: str, message: str) -> None:
    with pytest.raises(RegisterError, match=message):
        parse(HEADER + rows)


def test_an_ambiguous_name_is_no_plain_alias() -> None:
    (data_set,) = parse(HEADER + "PLUM,Prune Lesions,PLUM,application,abdomen,https://plum.example\n")
    assert data_set == DataSet(
        "PLUM", ("Prune Lesions",), ("PLUM",), Access.APPLICATION, "abdomen", "https://plum.example"
    )
    found = Matcher([data_set]).find(
        "PLUM trees, and the PLUM data, and plum data; not far away stands no word like it"
    )
    assert [hit.start for hit in found if hit.start > 10] == [20]


def test_an_excerpt_is_centred_on_its_hit() -> None:
    text = "before " * 60 + "HERE" + " after" * 60
    start = text.index("HERE")
    quote = excerpt(text, start, start + 4)
    assert len(quote) <= SENTENCE_LIMIT
    assert quote.startswith("…")
    assert quote.endswith("…")
    assert abs(quote.index("HERE") - len(quote) // 2) < 20
    assert excerpt("We use HERE.", 7, 11) == "We use HERE."


def test_a_manuscript_is_cut_once() -> None:
    paper = Manuscript("T", "We train on LiTS. We test on KiTS.")
    assert passages(paper) is passages(paper)
    assert [passage.raw for passage in passages(paper)] == ["We train on LiTS.", "We test on KiTS."]
