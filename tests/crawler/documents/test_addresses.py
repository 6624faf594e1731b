from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprosurvey.crawler.documents.addresses import VARIANTS_LIMIT, find_addresses, mend
from reprosurvey.crawler.documents.pages import HYPHEN

LAB = "https://github.com/lab"


def variants(text: str) -> list[tuple[str, ...]]:
    return [found.variants for found in find_addresses(text)]


def likeliest(text: str) -> str:
    (found,) = variants(text)
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "Code: https://github.com/lab/seg",
        "Code: https://github.com/lab/seg.",
        "Code (https://github.com/lab/seg).",
        "Code [https://github.com/lab/seg], data",
        "Code “https://github.com/lab/seg”, data",
        "Code <https://github.com/lab/seg>; data",
        "Code {https://github.com/lab/seg}",
        "Code https://github.com/lab/seg, data",
        "Code https://github.com/lab/seg?!...",
        "Code is at\nhttps://github.com/lab/seg\nand data elsewhere",
        "Code: https: //github.com/lab/seg.",
        "Code: https :// github.com/lab/seg.",
        "Code: https:/ /github.com/lab/seg.",
        "Code: github.com/lab/seg",
    ],
)
def test_an_address_is_told_from_what_stands_around_it(text: str) -> None:
    assert likeliest(text) == f"{LAB}/seg"


@pytest.mark.parametrize("text", ["HTTPS://GITHUB.COM/LAB/SEG", "see GitHub.com/LAB/SEG now"])
def test_letter_case_does_not_matter_and_is_kept(text: str) -> None:
    assert likeliest(text).endswith("/LAB/SEG")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://lab.example/~ada/seg_v2?x=1&y=2#top", "http://lab.example/~ada/seg_v2?x=1&y=2#top"),
        ("https://en.wiki.example/wiki/Seg_(tool)", "https://en.wiki.example/wiki/Seg_(tool)"),
        ("(see https://en.wiki.example/wiki/Seg_(tool))", "https://en.wiki.example/wiki/Seg_(tool)"),
        ("www.lab.example/code.", "https://www.lab.example/code"),
        ("lab.github.io/seg", "https://lab.github.io/seg"),
        ("doi.org/10.5281/zenodo.1234567.", "https://doi.org/10.5281/zenodo.1234567"),
        ("bit.ly/2AbCdE", "https://bit.ly/2AbCdE"),
        ("https://gitlab.com/group/sub/deep/seg", "https://gitlab.com/group/sub/deep/seg"),
        ("https://git.lab.example/ada/seg.git", "https://git.lab.example/ada/seg.git"),
        ("https://huggingface.co/datasets/lab/scans", "https://huggingface.co/datasets/lab/scans"),
    ],
)
def test_addresses_of_every_kind(text: str, expected: str) -> None:
    assert likeliest(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "no address at all", "e.g. at github.com", "ada@github.com/lab", "notgithub.com/lab/seg", "https://", "https://x",
        "http: // ", "www.", "see https://.", "a/b.c/d", "ratio 3://4",
    ],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    assert variants(text) == []


def test_where_it_stands_and_how_it_is_written_is_kept() -> None:
    text = "Code: https: //github.com/lab/seg. And www.lab.example/x."
    first, second = find_addresses(text)
    assert first.written == text[first.start : first.end] == "https: //github.com/lab/seg."
    assert second.written == text[second.start : second.end] == "www.lab.example/x."


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/\nlab/seg",
        "https://github.com/lab/\nseg",
        "https://github.com/lab/\nseg.",
    ],
)
def test_split_after_a_slash_it_is_joined(text: str) -> None:
    assert likeliest(text) == f"{LAB}/seg"


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/ lab/seg",
        "https://github.com/lab/ seg, last accessed May 2021",
        "https: //github.com/ lab/ seg.",
        "https://github. com/lab/seg.",
        "at github. com/lab/seg.",
        "https://github.\ncom/lab/seg.",
        "https://\ngithub.com/lab/seg",
        "https://github.com\n/lab/seg.",
        "https://github.com/lab/\n123\nseg is",
        "https://github.com/lab/\n054 seg is",
        "https://github.com/\n7\nlab/\n8\nseg",
    ],
)
def test_a_gap_and_a_margin_s_number_within_it_are_closed(text: str) -> None:
    assert likeliest(text) == f"{LAB}/seg"


@pytest.mark.parametrize(
    "text",
    [
        "can be foundgithub.com/lab/seg for all",
        "is athttps://github.com/lab/seg.",
        "code:github.com/lab/seg",
        "2github.com/lab/seg\n8",
        "https:\\\\github.com/lab/seg",
        "https:/github.com/lab/seg",
        "http//github.com/lab/seg",
        "htttps://github.com/lab/seg",
    ],
)
def test_what_is_glued_to_its_front_and_a_broken_scheme_are_left_off(text: str) -> None:
    assert likeliest(text) == f"{LAB}/seg"


def test_an_address_that_is_glued_to_another_is_one_of_its_own() -> None:
    first, second = variants("http://lab.example/a?x=yhttps: //lab.example/b")
    assert (first[0], second[0]) == ("http://lab.example/a?x=y", "https://lab.example/b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at git@github.com:lab/seg.git.", f"{LAB}/seg.git"),
        ("git clone git://github.com/lab/seg", f"{LAB}/seg"),
        ("ssh://git@github.com/lab/seg", f"{LAB}/seg"),
        ("1. github:lab/seg", f"{LAB}/seg"),
        ("in swh:1:dir:" + "1f" * 20 + ".", "https://archive.softwareheritage.org/swh:1:dir:" + "1f" * 20),
        ("doi:10.5281/zenodo.1234567.", "https://doi.org/10.5281/zenodo.1234567"),
        ("(DOI: 10.6084/m9.figshare.22320367)", "https://doi.org/10.6084/m9.figshare.22320367"),
        ("https://doi.org/10.5281/zenodo.\n7826036.", "https://doi.org/10.5281/zenodo.7826036"),
        ("on anonymous.4open.science/r/Seg-16FD", "https://anonymous.4open.science/r/Seg-16FD"),
        ("at gitlab.lab.example.fr/ada/seg.", "https://gitlab.lab.example.fr/ada/seg"),
        ("public at segnet.org.", "https://segnet.org"),
        ("https://lab.example/en/stable/\n11", "https://lab.example/en/stable/"),
        ("https://stats.lab.\nedu/~ada/seg", "https://stats.lab.edu/~ada/seg"),
    ],
)
def test_identifiers_forges_and_domains_are_addresses(text: str, expected: str) -> None:
    assert likeliest(text) == expected


@pytest.mark.parametrize("dash", "–—‐‑−")
def test_a_typographic_dash_is_a_hyphen(dash: str) -> None:
    assert likeliest(f"{LAB}/brain{dash}seg.") == f"{LAB}/brain-seg"


@pytest.mark.parametrize("name", ["brain- seg", "brain -seg", "brain-\nseg", "brain-\n12 seg"])
def test_a_gap_beside_a_hyphen_is_closed(name: str) -> None:
    assert likeliest(f"{LAB}/{name}") == f"{LAB}/brain-seg"


@pytest.mark.parametrize("words", ["and data", "with weights", "for all", "is public"])
def test_an_owner_alone_is_not_joined_with_the_sentence(words: str) -> None:
    assert likeliest(f"{LAB}/ {words}.") == f"{LAB}/"


def test_split_after_its_own_hyphen_both_readings_are_kept() -> None:
    (found,) = variants(f"https://github.com/lab/brain{HYPHEN}\nseg.")
    assert found[:2] == (f"{LAB}/brain-seg", f"{LAB}/brainseg")


def test_split_after_an_underscore_it_is_joined() -> None:
    assert likeliest("https://github.com/lab/brain_\nseg") == f"{LAB}/brain_seg"


def test_split_anywhere_the_next_line_is_a_later_form() -> None:
    (found,) = variants("https://github.com/lab/brain\nseg is")
    assert (found[0], found[-1]) == (f"{LAB}/brain", f"{LAB}/brainseg")


@pytest.mark.parametrize(
    "following", ["2. https://lab.example/x", "Our code", "12", "We", "https://github.com/lab/other"]
)
def test_the_next_paragraph_is_no_part_of_it(following: str) -> None:
    for found in variants(f"https://github.com/lab/seg\n{following}"):
        assert not any(variant.startswith(f"{LAB}/seg") and variant != f"{LAB}/seg" for variant in found)


def test_an_owner_alone_is_not_joined_with_the_next_address() -> None:
    first, second = variants("https://github.com/lab/\nhttps://github.com/other/net")
    assert first[0] == f"{LAB}/"
    assert second[0] == "https://github.com/other/net"
    assert not any("http" in variant[8:] for variant in first)


@pytest.mark.parametrize(
    "words", ["sparse label nets", "sparse label nets.", "sparse label nets, and", "sparse label nets\n"]
)
def test_lost_underscores_are_put_back_in_a_later_form(words: str) -> None:
    (found,) = variants(f"https://github.com/lab/{words}")
    assert found[0] == f"{LAB}/sparse"
    assert f"{LAB}/sparse_label_nets" in found


def test_a_sentence_that_runs_on_is_not_taken_for_underscores() -> None:
    (found,) = variants("https://github.com/lab/seg and on request from the authors of this paper.")
    assert f"{LAB}/seg" == found[0]
    assert not any("authors" in variant for variant in found)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("seg12", ("seg12", "seg")),  # as part of the name it may be a version
        ("seg3", ("seg3", "seg")),
        ("seg¹", ("seg¹", "seg")),
        ("seg.3", ("seg", "seg.3")),
        ("seg.12", ("seg", "seg.12")),
        ("midl20221", ("midl20221", "midl2022")),
        ("seg.The", ("seg", "seg.The")),
        ("seg.", ("seg",)),
    ],
)
def test_what_is_glued_on_is_cut_off_in_one_of_the_forms(written: str, expected: tuple[str, ...]) -> None:
    assert variants(f"{LAB}/{written}") == [tuple(f"{LAB}/{name}" for name in expected)]


def test_a_name_with_a_file_s_ending_is_left_whole() -> None:
    assert variants(f"{LAB}/seg/train.py which trains it on every scan there is.") == [(f"{LAB}/seg/train.py",)]


def test_a_link_that_stands_alone_is_mended_by_itself() -> None:
    assert mend(" https://github.com/lab/seg ") == (f"{LAB}/seg",)
    assert mend("github.com/lab/seg") == (f"{LAB}/seg",)
    assert mend(f"{LAB}/seg.") == (f"{LAB}/seg",)
    assert mend(f"{LAB}/seg)") == (f"{LAB}/seg",)
    assert mend("git@github.com:lab/seg") == mend("ssh://git@github.com/lab/seg") == (f"{LAB}/seg",)


@pytest.mark.parametrize(
    "written",
    [
        f"{LAB}/brain\\_seg",
        f"{LAB}/brain%5C_seg",
        f"{LAB}/brain%5c_seg",
        f"{LAB}/brain\\protect _seg",
        f"{LAB}/brain\\protect \\_seg",
        f"{LAB}/brain%5Cprotect%20_seg",
        f"{LAB}/brain{{\\_}}seg",
        f"{LAB}/brain%7B%5C_%7Dseg",
        f"{LAB}/brain\\textunderscore seg",
        f"{LAB}/brain\\string_seg",
        f"\\url{{{LAB}/brain_seg}}",
        f"{LAB}/brain_seg%20",
        f"{LAB}/brain_seg%7D",
        "http://https://github.com/lab/brain_seg",
        f"{LAB}/ brain_seg",
        f"{LAB}/brain%20_seg",
    ],
)
def test_what_typesetting_left_in_a_link_is_taken_out(written: str) -> None:
    assert mend(written)[0] == f"{LAB}/brain_seg"


@pytest.mark.parametrize("written", ["null", "None", "N/A", "n/a", "-", "", "https://null", "TBD", "#section.1"])
def test_a_link_that_is_no_address_has_no_forms(written: str) -> None:
    assert mend(written) == ()


def test_the_number_of_forms_is_bounded() -> None:
    (found,) = variants(f"{LAB}/a{HYPHEN}b{HYPHEN}c.Def12 g h i j\nk")
    assert len(found) == len(set(found)) <= VARIANTS_LIMIT


HOSTILE = {
    "dots": LAB + "." * 100_000 + "x",
    "closed brackets": LAB + "/)" * 50_000 + "x",
    "open brackets": LAB + "/" + "(" * 100_000,
    "marks": LAB + "/" + ".,;:!?" * 17_000 + "x",
    "sentences": LAB + "/" + ".A" * 50_000 + "1",
    "capitals": LAB + "/" + ".Aa" * 34_000 + "/",
    "hyphens": LAB + "/" + f"a{HYPHEN}" * 50_000,
    "slashes": "https:" + "/" * 100_000,
    "schemes": "https://" * 12_500,
    "spaced schemes": "https : / / " * 8_500,
    "schemes with spaces": "https" + " " * 100_000 + "://",
    "words": "a" * 100_000 + ".github.i",
    "hyphenated words": "a-" * 50_000,
    "hosts": "github.com/" * 9_000,
    "lines": LAB + "/\na" * 33_000,
    "spaces": (LAB + "/a b c d e" + " " * 300 + "x") * 300,
    "numbers": LAB + "/" + "1" * 100_000 + "a",
    "www": "www." * 25_000,
    "dots and words": "a.b" * 30_000,
    "hosts in hosts": "a.a.a.com/" * 9_000,
    "gaps": (LAB + "/ a- ") * 10_000,
    "identifiers": "swh:1:dir:" * 10_000 + "10.5281/" * 10_000,
    "backslashes": LAB + "/" + "\\_" * 50_000,
    "braces": LAB + "/" + "{\\_" * 30_000,
    "protects": LAB + "/" + "\\protect " * 10_000,
    "digits": LAB + "/a" + "¹" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    for found in find_addresses(text):
        assert found.start < found.end
    mend(text)


TEXT = st.lists(
    st.sampled_from(
        ["https://", "http: //", "github.com/", "lab/", "seg", "\n", " ", ".", ")", "(", "12", HYPHEN, "_", "-"]
    )
    | st.text(max_size=5),
    max_size=20,
).map("".join)


@given(TEXT)
def test_any_text_gives_addresses_in_order_with_full_forms(text: str) -> None:
    end = 0
    for found in find_addresses(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert found.written == text[found.start : found.end]
        assert 0 < len(found.variants) == len(set(found.variants)) <= VARIANTS_LIMIT
        assert all(
            variant.lower().startswith(("http://", "https://")) and not variant.endswith(".")
            for variant in found.variants
        )
