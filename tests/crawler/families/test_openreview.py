from __future__ import annotations

import json

import pytest
from scrapy.http import TextResponse

from reprosurvey.crawler.families import midl2018
from reprosurvey.crawler.families.contributions import Contribution, UnexpectedPageError
from reprosurvey.crawler.families.openreview import parse_index
from tests.crawler.families.pages import example

API_1, API_2 = "https://api.openreview.net/notes", "https://api2.openreview.net/notes"
VENUE = "content.venueid=Test.io/2025/Conference"
SUBMISSIONS = "invitation=Test.io/2025/Conference/-/"
NONE = json.dumps({"notes": [], "count": 0})


def answer(url: str, body: str) -> TextResponse:
    return TextResponse(url, body=body.encode(), encoding="utf-8")


def test_api_2_wraps_its_values() -> None:
    first, second = parse_index(example("openreview_2.json", f"{API_2}?{VENUE}")).contributions
    assert first == Contribution(
        key="AbC123",
        title="Reviewing Twice",
        landing_url="https://openreview.net/forum?id=AbC123",
        authors=("Ada Alm", "Bo Berg"),
        abstract="We review.",
        pdf_url="https://api2.openreview.net/pdf?id=AbC123",
        declared=(
            ("code_url", "https://github.com/lab/review"),
            ("supplementary_material", "https://openreview.net/attachment/4567.zip"),
        ),
    )
    assert second.declared == ()


def test_more_than_fits_is_asked_for_from_where_it_ended() -> None:
    listing = parse_index(example("openreview_2.json", f"{API_2}?{VENUE}"))
    assert listing.further == (f"{API_2}?limit=1000&{VENUE}&offset=2",)
    assert parse_index(example("openreview_2.json", f"{listing.further[0]}")).further == ()


def test_without_a_count_it_goes_on_until_an_answer_is_empty() -> None:
    note = {"forum": "a", "content": {"title": {"value": "T"}}}
    (further,) = parse_index(answer(f"{API_2}?{VENUE}", json.dumps({"notes": [note]}))).further
    assert further == f"{API_2}?limit=1000&{VENUE}&offset=1"
    assert parse_index(answer(further, json.dumps({"notes": []}))).further == ()


@pytest.mark.parametrize("venue", ["Test 2022 Submitted", "Submitted to Test 2022", "Test 2022 Invite to Workshop"])
def test_a_submission_that_bears_the_venue_s_name_is_not_accepted_for_it(venue: str) -> None:
    notes = [{"forum": said[:1], "content": {"title": said, "venue": said}} for said in (venue, "A Test 2022 Poster")]
    (listed,) = parse_index(answer(f"{API_1}?{VENUE}", json.dumps({"notes": notes, "count": 2}))).contributions
    assert listed.title == "A Test 2022 Poster"


def test_authors_may_be_one_text() -> None:
    note = {"forum": "a", "content": {"title": "T", "authors": "Ada Alm, Bo Berg"}}
    (listed,) = parse_index(answer(f"{API_1}?{VENUE}", json.dumps({"notes": [note], "count": 1}))).contributions
    assert listed.authors == ("Ada Alm", "Bo Berg")


def test_an_author_is_a_name_or_a_record_with_one() -> None:
    authors = [{"fullname": "Ada Alm", "username": "~Ada_Alm1", "institutions": []}, "Bo Berg"]
    note = {"forum": "a", "content": {"title": {"value": "T"}, "authors": {"value": authors}}}
    (listed,) = parse_index(answer(f"{API_2}?{VENUE}", json.dumps({"notes": [note], "count": 1}))).contributions
    assert listed.authors == ("Ada Alm", "Bo Berg")


def test_of_older_venues_those_with_an_accepting_decision_are_taken() -> None:
    url = f"{API_1}?invitation=Test.org/2018/Conference/-/Submission&details=directReplies"
    (accepted,) = parse_index(example("openreview_1.json", url)).contributions
    assert (accepted.title, accepted.pdf_url) == ("Accepted Early", "https://api.openreview.net/pdf?id=S1aaa")
    assert accepted.declared == (("code", "https://github.com/lab/early"),)


MIDL_2018 = f"{API_1}?invitation=MIDL.amsterdam/2018/Conference/-/Submission&details=directReplies"


def test_a_decision_may_say_only_how_a_paper_is_presented() -> None:
    listed = parse_index(example("openreview_midl2018.json", MIDL_2018)).contributions
    assert [(c.key, c.title, c.kind) for c in listed] == [
        ("S1aY6_i-M", "Detecting Twice", "paper"),
        ("P1", "A Poster", "paper"),
    ]
    assert listed[0].landing_url == "https://openreview.net/forum?id=S1aY6_i-M"


def test_the_programme_and_openreview_name_the_full_papers_of_midl_2018_alike() -> None:
    programme = midl2018.parse_index(example("midl2018.html", "https://2018.midl.io/scientific-program.html"))
    asked = parse_index(example("openreview_midl2018.json", MIDL_2018))
    full = [(c.key, c.title) for c in programme.contributions if c.kind == "paper"]
    assert [(c.key, c.title) for c in asked.contributions] == full


@pytest.mark.parametrize(
    ("decision", "accepted"),
    [
        ("Accept (Talk)", True),
        ("Accepted as oral presentation", True),
        ("Spotlight", True),
        ("Invite to Workshop Track", False),
        ("Reject", False),
        ("Rejected (would be a fine poster)", False),
        ("Not accepted", False),
        ("Withdrawn", False),
    ],
)
def test_decisions_in_the_words_of_many_venues(decision: str, accepted: bool) -> None:
    reply = {"invitation": "Test.org/2018/Conference/-/Paper1/Decision", "content": {"decision": decision}}
    note = {"forum": "a", "content": {"title": "T"}, "details": {"directReplies": [reply]}}
    listing = parse_index(answer(MIDL_2018, json.dumps({"notes": [note], "count": 1})))
    assert len(listing.contributions) == accepted


def test_submissions_that_were_asked_for_without_their_decisions_are_asked_for_with_them() -> None:
    note = {"forum": "a", "content": {"title": "Refused perhaps"}}
    listing = parse_index(answer(f"{API_1}?{SUBMISSIONS}Submission", json.dumps({"notes": [note], "count": 1})))
    assert listing.contributions == ()
    assert listing.further == (f"{API_1}?limit=1000&{SUBMISSIONS}Submission&details=directReplies",)


def test_without_a_public_decision_nothing_is_taken_for_accepted() -> None:
    note = {"id": "a", "forum": "a", "content": {"title": "T"}, "details": {"directReplies": []}}
    page = answer(f"{API_1}?{SUBMISSIONS}Submission&details=directReplies", json.dumps({"notes": [note], "count": 1}))
    with pytest.raises(UnexpectedPageError, match="no submission has a decision"):
        parse_index(page)


@pytest.mark.parametrize(
    ("asked", "further"),
    [
        (f"{API_2}?{VENUE}", [f"{API_1}?limit=1000&{VENUE}"]),
        (f"{API_1}?{VENUE}", [f"{API_1}?limit=1000&{SUBMISSIONS}Blind_Submission&details=directReplies"]),
        (
            f"{API_1}?{SUBMISSIONS}Blind_Submission&details=directReplies",
            [f"{API_1}?limit=1000&{SUBMISSIONS}Submission&details=directReplies"],
        ),
        (f"{API_1}?{SUBMISSIONS}Submission&details=directReplies", []),
        (f"{API_1}?{SUBMISSIONS}Full_Submission&details=directReplies", []),
        (f"{API_2}?{VENUE}&offset=1000", []),
    ],
)
def test_a_venue_that_one_way_does_not_find_is_sought_the_older_way(asked: str, further: list[str]) -> None:
    listing = parse_index(answer(asked, NONE))
    assert (listing.contributions, list(listing.further)) == ((), further)


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"notes": [{}]}', '{"notes": [{"content": {"title": {"value": "T"}}}]}',
     '{"notes": [{"forum": "../x", "content": {"title": "T"}}]}'],
)  # fmt: skip
def test_another_answer_is_refused(body: str) -> None:
    with pytest.raises(UnexpectedPageError):
        parse_index(answer(f"{API_2}?{VENUE}", body))
