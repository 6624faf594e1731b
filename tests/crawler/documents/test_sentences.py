from __future__ import annotations

import pytest

from reprosurvey.crawler.documents.pages import HYPHEN, Page
from reprosurvey.crawler.documents.sentences import REACH, footnote_carrier, outline_of, plain, sentence_at

LINK = "https://github.com/lab/seg"


def sentence(text: str, place: str = LINK) -> str:
    start = text.index(place)
    return sentence_at(text, start, start + len(place))


def reference(text: str, place: str = LINK) -> str | None:
    carrier = footnote_carrier(text, text.index(place))
    return carrier.sentence if carrier else None


def section(place: str, *pages: str) -> str:
    made = [Page(number, text) for number, text in enumerate(pages, 1)]
    page = next(p for p in made if place in p.text)
    return outline_of(made).section(page.number, page.text.index(place))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"We train it. Our code is at {LINK} for all. It works.", f"Our code is at {LINK} for all."),
        (f"Our code is at {LINK}. It works.", f"Our code is at {LINK}."),
        (f"Our code is at {LINK}", f"Our code is at {LINK}"),
        (f"Is it? Yes! Code: {LINK}, data", f"Code: {LINK}, data"),
        (f"It holds.12 Our code is at {LINK}.", f"Our code is at {LINK}."),
        (f"We use U-Net, e.g. from {LINK} here.", f"We use U-Net, e.g. from {LINK} here."),
        (f"Our code is\nat {LINK} for\nall. Next", f"Our code is at {LINK} for all."),
        (f"The imple{HYPHEN}\nmentation is at {LINK}.", f"The implementation is at {LINK}."),
        (f'It holds. "Code is at {LINK}."', f'"Code is at {LINK}."'),
    ],
)
def test_the_sentence_is_that_around_the_place(text: str, expected: str) -> None:
    assert sentence(text) == expected


def test_an_address_that_is_all_its_sentence_takes_the_one_before() -> None:
    assert sentence(f"First. Our code is public. {LINK} Next.").startswith("Our code is public. https")


def test_a_sentence_without_end_is_cut() -> None:
    text = "word " * 1000 + LINK + " word" * 1000
    assert len(sentence(text)) <= 2 * REACH + len(LINK)


def test_a_place_at_the_very_end_or_beginning() -> None:
    assert sentence_at("", 0, 0) == ""
    assert sentence_at("Words.", 6, 6).startswith("Words")
    assert sentence_at("Words.", 0, 5) == "Words."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"First. Our code is public1 and free. Then.\n1. {LINK}", "Our code is public and free."),
        (f"First. Our code is public.1 Then more.\n1 {LINK}", "Our code is public."),
        (f"First. Our code (public)2, too. Then.\n1. Other\n2. {LINK}", "Our code (public)2, too."),
        (f"First. Our code is public 1. Then.\n1. {LINK}", "Our code is public 1."),
        (f"First. Our code is public 1 and free. Then.\n∗1 {LINK}", "Our code is public 1 and free."),
        (f"Not this 11 or in 2021. Our code12 is.\n12. {LINK}", "Our code is."),
        (f"First. Our code is public1 and free. Then.\n1{LINK}", "Our code is public and free."),
    ],
)
def test_a_footnote_belongs_to_the_sentence_that_carries_its_number(text: str, expected: str) -> None:
    assert reference(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"An error of 2.129 years. Our code is here 2 . Then.\n2 {LINK}", "Our code is here 2 ."),
        (f"A rate of 0.1, then 1.1. Our code is public1\n. Then.\n1\n{LINK}\n7", "Our code is public ."),
        (f"As in Table 3 , so. We made it available 3 .\n3\n{LINK}", "We made it available 3 ."),
        (f"Our code is on the page † . Then more.\n† {LINK}", "Our code is on the page † ."),
        (f"Ada Alm∗ of a lab. Our code is public∗. Then.\n∗Code: {LINK}", "Our code is public∗."),
        (f"All of it is open12,13 . Then.\n12 Other\n13 {LINK}", "All of it is open,13 ."),
        (f"A Title\nAda Alm1\nAbstract\nWe segment. Our code is public1. Then.\n1{LINK}", "Our code is public."),
        (f"First. Our code is public.1 Then.\n1Code available: {LINK}", "Our code is public."),
        (f"We use a TurtleBot2 here. We provide code2\nfor all. Then.\n2\n{LINK}\n2", "We provide code for all."),
        (f"First. Our code is\non github.\n2\n2. {LINK}\n9", "Our code is on github. 2"),
        (f"First. Our code is public. 1 For all.\n1. {LINK}\n9", "Our code is public. 1 For all."),
        (f"As in A.1 in all. Our code is public1. Then.\n1 {LINK}", "Our code is public."),
        (f"First. Our code is public1. Then.\n1\ngithub.com/lab/seg {LINK}", "Our code is public."),
    ],
)
def test_a_mark_is_told_from_the_digits_of_a_number(text: str, expected: str) -> None:
    assert reference(text) == expected


def test_a_footnote_s_sentence_does_not_leave_the_footnote() -> None:
    assert sentence(f"as many authors [2006] did\n1Our code is at {LINK}\nfor all of the rest.") == (
        f"1Our code is at {LINK}"
    )
    assert sentence(f"words that are\n3 {LINK}\n4\nhttps://lab.example/x\nand more.") == f"3 {LINK}"


@pytest.mark.parametrize("work", ["Alm et al. (2019)", "B. Alm", "Fig. 3", "Eq. 2", "cf. Alm"])
def test_an_abbreviation_ends_no_sentence(work: str) -> None:
    assert sentence(f"First. We took that of {work} at {LINK}. Then.") == f"We took that of {work} at {LINK}."


def test_the_word_that_carries_the_number_is_told() -> None:
    text = f"First. Our implementation1 is public. Then.\n1. {LINK}"
    carrier = footnote_carrier(text, text.index(LINK))
    assert carrier is not None
    assert carrier.word == "implementation"


@pytest.mark.parametrize(
    "text",
    [
        f"Our code is at {LINK}.",
        f"As in Table 1, it works.\n1. {LINK}",
        f"See Section 1. It works.\n1. {LINK}",
        f"Nothing carries it.\n7. {LINK}",
        f"\n1. {LINK} and only later public1 here",
    ],
)
def test_a_number_that_is_no_footnote_s_leads_nowhere(text: str) -> None:
    assert reference(text) is None


FIRST = "A Title\nAda Alm\nAbstract\nWe segment. In abstract.\n1. Introduction\nSince long. In introduction.\n"
SECOND = "2. Method\nIn body. References are made.\n"
THIRD = "3. Conclusion\nIn conclusion.\nReferences\nAlm. In references. 2020.\n"
FOURTH = "Berg. In more references.\nAppendix A. Details\nIn appendix.\n"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Ada Alm", "title"),
        ("In abstract", "abstract"),
        ("In introduction", "first page"),
        ("In body", "body"),
        ("are made", "body"),
        ("In conclusion", "body"),
        ("In references", "references"),
        ("In more references", "references"),
        ("In appendix", "appendix"),
    ],
)
def test_every_place_has_its_section(place: str, expected: str) -> None:
    assert section(place, FIRST, SECOND, THIRD, FOURTH) == expected


@pytest.mark.parametrize("heading", ["References", "REFERENCES", "6. References", "6 Bibliography", "  References  "])
def test_headings_of_the_references(heading: str) -> None:
    assert section("Alm.", FIRST, f"In body.\n{heading}\nAlm. 2020.\n") == "references"


def test_headings_on_the_first_page_are_a_table_of_contents() -> None:
    assert section("In body", "Contents\nReferences\nAppendix\n", "In body.\n") == "body"


def test_without_headings_there_are_pages_only() -> None:
    assert section("One", "One", "Two") == "first page"
    assert section("Two", "One", "Two") == "body"
    assert outline_of([]).section(1, 0) == "first page"


def test_plain_text_has_no_line_ends_and_no_broken_words() -> None:
    assert plain(f" a\n b{HYPHEN}\nc {HYPHEN} d\t\n") == "a bc d"


HOSTILE = {
    "line ends": "\n" * 50_000,
    "spaces": "\n1 " + " " * 50_000,
    "headings": "\nReferences \t" * 5_000,
    "appendices": "\nA Aaaa" + "a" * 50_000,
    "numbers": "\n1. " * 15_000,
    "marks": "word1, 1 . " * 5_000 + f"\n1 {LINK}",
    "signs": "word∗ " * 8_000 + f"\n∗ {LINK}",
    "lines of marks": "\n1\n" * 15_000,
    "sentences": "A. " * 17_000,
    "footnotes": f"word1 and.\n1. {LINK}\n" * 1_500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    outline = outline_of([Page(1, text), Page(2, text)])
    for start in range(0, len(text), max(1, len(text) // 2_000)):
        assert sentence_at(text, start, start + 10) is not None
        footnote_carrier(text, start)
        assert outline.section(2, start)
