"""OpenReview's two APIs: what a venue accepted, told by pages of JSON, which need a login.

An edition's address is a query of notes, ``https://api2.openreview.net/notes?content.venueid=MIDL.io/2025/Conference``.
API 2 knows the venues since 2023. Where it knows none of that name, the same is asked of API 1, which since 2021 gives
papers the venue's identifier too, but some venues' refused ones as well, which then only the words of ``venue`` tell
apart (``ICLR 2022 Submitted``); of venues before that, all submissions are asked for with the replies to them, and
those are taken whose decision accepts them (https://docs.openreview.net/how-to-guides/data-retrieval-and-modification).
An address may also be that query, ``notes?invitation=MIDL.amsterdam/2018/Conference/-/Submission``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from reprosurvey.crawler.families.contributions import Contribution, Family, Listing, UnexpectedPageError
from reprosurvey.crawler.families.markup import address_on, names
from reprosurvey.crawler.http.json import number

if TYPE_CHECKING:
    from scrapy.http import TextResponse

API_1, API_2 = "https://api.openreview.net", "https://api2.openreview.net"
SITE = "https://openreview.net"
PAGE = 1000
"""Notes asked for at once, the most that the API gives."""

_WITH_DECISIONS = {"details": "directReplies"}
_SUBMISSIONS = ("Blind_Submission", "Submission")
_DECISION = re.compile(r"(?:decision|acceptance|meta_?review)$", re.IGNORECASE)
_ACCEPTED = re.compile(r"\b(?:accept|oral|poster|spotlight)", re.IGNORECASE)
"""MIDL 2018 says no more than how a paper was presented: Oral, Poster or Reject."""
_NOT_ACCEPTED = re.compile(r"\b(?:submitted|invite to workshop|withdrawn|reject(?:ed)?|not accepted)\b", re.IGNORECASE)
_DECLARING = re.compile(r"code|software|git|repo|data|website|project|html|video|demo|url|supplement", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]]+|^/attachment[^\s]*")

FIELD = "reprosurvey_"
"""What the name of a field begins with that asks a question of the checklist, which is the rest of the name."""
ANSWERS = {"Yes": "yes", "No": "no", "Not applicable": "na"}
"""What such a field may hold."""

Note = Mapping[str, Any]


def parse_index(page: TextResponse) -> Listing:
    """The accepted papers of one answer, and where there are more, or where older venues keep theirs.

    Raises:
        UnexpectedPageError: The answer is no list of notes, or none of the submissions has a decision that is public.
    """
    notes, count = _notes(page)
    query = dict(parse_qsl(urlsplit(page.url).query))
    with_decisions = "directReplies" in query.get("details", "")
    if not notes and "offset" not in query:
        return Listing((), _elsewhere(page.url, query))
    if "invitation" in query and not with_decisions:
        return Listing((), (_address(page.url, query | _WITH_DECISIONS),))
    accepted = _accepted_by_decision(notes) if with_decisions else _accepted_by_venue(notes)
    seen = int(query.get("offset", 0)) + len(notes)
    more = notes and (count is None or seen < count)
    further = (_address(page.url, query | {"offset": str(seen)}),) if more else ()
    return Listing(tuple(_contribution(page.url, note) for note in accepted), further)


def _notes(page: TextResponse) -> tuple[list[Note], int | None]:
    """The notes of an answer, and how many there are in all; API 2 says that only where an offset is given."""
    try:
        answer = json.loads(page.text)
        return [{**note, "content": _content(note)} for note in answer["notes"]], number(answer, "count")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnexpectedPageError(f"no list of notes: {page.text[:120]!r}") from error


def _accepted_by_venue(notes: list[Note]) -> list[Note]:
    """Those of which the venue's words do not say otherwise."""
    return [note for note in notes if not _NOT_ACCEPTED.search(str(note["content"].get("venue") or ""))]


def _accepted_by_decision(notes: list[Note]) -> list[Note]:
    """Those whose decision accepts them."""
    decided = [(note, decision) for note in notes if (decision := _decision(note))]
    if not decided:
        raise UnexpectedPageError("no submission has a decision that is public")
    return [note for note, said in decided if _ACCEPTED.search(said) and not _NOT_ACCEPTED.search(said)]


def _contribution(url: str, note: Note) -> Contribution:
    content, forum = note["content"], note.get("forum") or note.get("id")
    if not isinstance(forum, str) or not re.fullmatch(r"[\w-]+", forum) or not isinstance(content.get("title"), str):
        raise UnexpectedPageError(f"a note without identifier or title: {str(note)[:120]!r}")
    listed = content.get("authors")
    authors = names(listed) if isinstance(listed, str) else listed if isinstance(listed, list) else ()
    return Contribution(
        key=forum,
        title=" ".join(content["title"].split()),
        landing_url=f"{SITE}/forum?id={forum}",
        authors=tuple(_name(author) for author in authors),
        abstract=str(content.get("abstract") or "").strip(),
        pdf_url=urljoin(url, f"/pdf?id={forum}") if content.get("pdf") else None,
        declared=tuple(_declared(content)),
        answers=tuple(_answers(content)),
    )


def _content(note: Note) -> dict[str, Any]:
    """Field to value, which API 2 wraps."""
    fields = note["content"].items()
    return {name: field.get("value") if isinstance(field, dict) else field for name, field in fields}


def _name(author: Any) -> str:
    """An author is a name, or since 2026 a record that holds one."""
    return str(author["fullname"] if isinstance(author, dict) and "fullname" in author else author)


def _declared(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The addresses in the fields that are for them, also within Markdown, as ``code`` was in 2021 and 2022."""
    for name, value in content.items():
        if isinstance(value, str) and _DECLARING.search(name):
            found = (address_on(SITE, written) for written in dict.fromkeys(_ADDRESS.findall(value)))
            yield from ((name, address) for address in found if address is not None)


def _answers(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Question and answer of the fields of the checklist (``reprosurvey form``) that are filled in."""
    for name, value in content.items():
        if name.startswith(FIELD) and isinstance(value, str) and value in ANSWERS:
            yield name.removeprefix(FIELD), ANSWERS[value]


def _decision(note: Note) -> str:
    """What the decision among the replies says; empty where none is public."""
    for reply in note.get("details", {}).get("directReplies", ()):
        invitations = reply.get("invitations") or [reply.get("invitation", "")]
        if any(_DECISION.search(invitation) for invitation in invitations):
            content = _content(reply)
            for field in ("decision", "recommendation", "acceptance decision"):
                if isinstance(content.get(field), str):
                    return str(content[field])
    return ""


def _elsewhere(url: str, query: Mapping[str, str]) -> tuple[str, ...]:
    """Where to look when nothing was found: API 1, then the submissions of a venue from before it named its papers."""
    venue, separator, asked = query.get("invitation", query.get("content.venueid", "")).partition("/-/")
    if url.startswith(API_2):
        return (_address(f"{API_1}/notes", query),)
    following = _SUBMISSIONS[_SUBMISSIONS.index(asked) + 1 :] if asked in _SUBMISSIONS else _SUBMISSIONS
    if not following or (separator and asked not in _SUBMISSIONS):
        return ()
    return (_address(url, {"invitation": f"{venue}/-/{following[0]}", **_WITH_DECISIONS}),)


def _address(url: str, query: Mapping[str, str]) -> str:
    return urljoin(url, "?" + urlencode({"limit": str(PAGE), **query}, safe="/"))


FAMILY = Family(parse_index)
