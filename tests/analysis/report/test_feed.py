"""The feed of changes, as a feed reader and as RFC 4287 have it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
from lxml import etree

from reprosurvey.analysis.report.feed import ENTRIES, feed

BEGAN = datetime(2022, 6, 1, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def change(what: str, *, days: float = 1, paper: str = "oak22a", **columns: Any) -> dict[str, Any]:
    row = {"seen_at": BEGAN + timedelta(days=days), "venue": "midl", "year": 2022, "paper": paper}
    row |= {"origin": "https://github.com/lab/oak", "subject": "verdict", "what": what}
    return row | {"before": "no", "after": "yes", "cause": "survey"} | columns


def test_an_entry_a_paper_and_day_newest_first() -> None:
    rows = [
        change("filled", subject="repository", before="empty", after="c" * 40, cause=None),
        change("training", days=1.1),
        change("model", days=1, paper="elm22a", cause="rule", origin=None),
        change("training", days=9, before="yes", after="no"),
    ]
    read = feedparser.parse(feed(rows, BEGAN))
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.title for entry in read.entries] == [
        "midl 2022 oak22a: training",
        "midl 2022 oak22a: filled, training",
        "midl 2022 elm22a: model",
    ]
    assert [entry.updated for entry in read.entries][:2] == ["2022-06-10T00:00:00Z", "2022-06-02T02:24:00Z"]
    assert read.feed.updated == read.entries[0].updated
    assert "<li>repository filled: empty -&gt; cccccccccc</li>" in read.entries[1].content[0].value
    assert "<li>model: no -&gt; yes (by a new rule)</li>" in read.entries[2].content[0].value
    assert [link.href for link in read.entries[1].links] == ["https://github.com/lab/oak"]


def test_what_is_told_again_keeps_its_identifier() -> None:
    first = feedparser.parse(feed([change("training")], BEGAN))
    later = feedparser.parse(feed([change("training"), change("model", days=1.5), change("model", days=3)], BEGAN))
    assert first.feed.id == later.feed.id
    assert first.entries[0].id == later.entries[1].id != later.entries[0].id
    assert later.entries[1].updated > first.entries[0].updated
    another = feedparser.parse(feed([change("training")], BEGAN + timedelta(seconds=1)))
    assert another.feed.id != first.feed.id
    assert another.entries[0].id != first.entries[0].id


def test_what_the_standard_asks_for_is_there_also_where_nothing_changed() -> None:
    for rows in ([], [change("training")]):
        root = etree.fromstring(feed(rows, BEGAN))
        for element in (root, *root.findall("a:entry", ATOM)):
            assert [len(element.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert root.find("a:author/a:name", ATOM) is not None


def test_what_strangers_wrote_breaks_no_feed_and_a_long_history_makes_none_long() -> None:
    rows = [change("moved", paper="<b>\x00&", before="\x1b[2J", after="]]>", origin="https://lab.example/\x07")]
    read = feedparser.parse(feed(rows, BEGAN))
    assert not read.bozo
    assert "<b>" in read.entries[0].title.replace("&lt;", "<").replace("&gt;", ">")
    many = [change("training", days=day) for day in range(ENTRIES + 5)]
    assert len(feedparser.parse(feed(many, BEGAN)).entries) == ENTRIES
