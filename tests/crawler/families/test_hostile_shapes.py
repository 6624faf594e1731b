"""Pages of any shape: each is read, or refused in words, and what is read of it can be stored."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import example, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse

from reprosurvey.crawler.families import FAMILIES, Contribution, UnexpectedPageError
from reprosurvey.crawler.families.bounds import bounded
from reprosurvey.crawler.proceedings.items import PaperItem
from reprosurvey.crawler.proceedings.response_limits import DEPTH, PAGE_ELEMENTS, read_by, text_page
from tests.crawler.families.pages import FOLDER

PAPER = Contribution("a", "A Title", "https://a.example/v1/a.html", ("Ada Alm",))
MICCAI = "<h1>T</h1><a href='tags#a'>Ada Alm</a><h1 id=abstract-id>Abstract</h1>"
CUT = st.integers(0, 100)
"""Where a page is broken, in percent of its length."""
ODD = st.text(alphabet="\0\ud800\u202e<>\"'[]{}&;=/:?#% ax1\n", max_size=12)


@st.composite
def pages(draw: st.DrawFn) -> TextResponse:
    """An example page, of which something is gone and something else stands there."""
    file = draw(st.sampled_from(sorted(FOLDER.iterdir())))
    text = file.read_text(encoding="utf-8")
    begin, end = sorted(len(text) * draw(CUT) // 100 for _ in range(2))
    broken = text[:begin] + draw(ODD) * draw(st.sampled_from([1, 50])) + text[end:]
    kind = JsonResponse if file.suffix == ".json" else HtmlResponse
    return kind("https://a.example/v1/?limit=1", body=broken.encode("utf-8", "surrogatepass"), encoding="utf-8")


def read(page: Response) -> list[Contribution]:
    """What all families together make of a page."""
    found: list[Contribution] = []
    for family in FAMILIES.values():
        for parse, given_too in ((family.parse_index, ()), (family.parse_landing, (PAPER,))):
            if parse is not None:
                try:
                    told = read_by(parse, read_by(text_page, page), *given_too)  # type: ignore[operator]
                except UnexpectedPageError:
                    continue
                found += [told] if isinstance(told, Contribution) else told.contributions
    return found


@given(pages())
@limits(max_examples=100)
def test_a_broken_page_is_read_or_refused_and_what_is_read_is_storable(page: TextResponse) -> None:
    for contribution in map(bounded, read(page)):
        record = PaperItem(("a", 2022), contribution, None).record
        json.dumps(asdict(record), ensure_ascii=False).encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD, inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("title", "authors", "abstract", "pdf", "code", "venue")


@given(
    st.lists(st.fixed_dictionaries({"content": st.fixed_dictionaries(dict.fromkeys(FIELDS, JSON)), "id": JSON})), JSON
)
@example([{"id": "N1", "content": {"title": "T", "authors": 5}}], ["1"])
@limits(max_examples=50)
def test_notes_of_any_shape_are_read_or_refused(notes: list[object], count: object) -> None:
    body = json.dumps({"notes": notes, "count": count}).encode()
    read(JsonResponse("https://api2.openreview.net/notes?content.venueid=T.io/2025", body=body, encoding="utf-8"))


@given(ODD, ODD, st.lists(ODD, max_size=3), st.sampled_from([1, 170, 3000]))
@limits(max_examples=50)
def test_what_is_kept_is_bounded_and_says_what_was_cut(title: str, key: str, authors: list[str], times: int) -> None:
    whole = Contribution(f"k{key}" * times, title * times, "https://a.example/", tuple(authors))
    kept = bounded(whole)
    assert bounded(kept) == kept
    assert len(kept.key) < 200
    assert ("title" in kept.cut) == (len(kept.title) < len(whole.title))


@pytest.mark.parametrize(
    "body",
    [
        f"{MICCAI}{'<p>x' * PAGE_ELEMENTS}",
        "<h1>" * (DEPTH + 1) + "T",
    ],
)
def test_a_page_that_would_take_long_is_refused(body: str) -> None:
    with pytest.raises(UnexpectedPageError, match="elements"):
        text_page(HtmlResponse("https://a.example/", body=body.encode(), encoding="utf-8"))


def test_a_section_is_read_to_the_next_heading() -> None:
    body = f"{MICCAI}<p>One</p>{'<p></p>' * 9000}<div>no</div><ul><li>two</ul><h1>Next</h1><p>three</p>"
    page = HtmlResponse("https://a.example/", body=body.encode(), encoding="utf-8")
    parse = FAMILIES["miccai"].parse_landing
    assert parse is not None
    assert parse(text_page(page), PAPER).abstract == "One two"
