"""The report of a list of submissions, and what each submission's authors are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reprosurvey.analysis.submissions.feedback import SAID, Feedback, feedback_of
from reprosurvey.analysis.submissions.pages import MEANINGS, slug, write_submissions
from reprosurvey.crawler.store.database import connect
from tests.sql.conftest import SmallSurvey, answers, small

__all__ = ["small"]

EDITION = ("small", 2022)
HOSTILE = "<script>window.ran = 1</script>\x1b[2J"


@pytest.fixture
def listed(small: SmallSurvey) -> SmallSurvey:
    """A submission of every state."""
    for key in ("1", "2", "3", "4", "5", "7"):
        small.paper(key, kind="submission", title=f"Net {key}")
    small.paper("6", kind="submission", declared=[{"label": "code", "url": HOSTILE}], title=HOSTILE)
    small.paper("../8", kind="submission", page_error="4 cells under 3 columns")
    small.repository("1", answers(outcome="yes"))
    small.repository("2", answers("training") | {"model": "na", "evaluation": "unknown"})
    small.visit(small.repository("3", answers(outcome="na")), "not found", day=2, error="HTTP 404")
    small.visit("https://github.com/small/4", "failed", error="TimeoutError")
    small.verdict("4", "has_repository", "yes", origin="https://github.com/small/4")
    small.repository("5", answers(), visit="empty")
    small.visit("https://github.com/small/7", "moved", moved_to="https://github.com/small/1")
    small.verdict("7", "has_repository", "yes", origin="https://github.com/small/7")
    for key in ("6", "../8"):
        small.verdict(key, "has_repository", "unknown")
    return small


def feedback(listed: SmallSurvey) -> dict[str, Feedback]:
    with connect(listed.store) as database:
        return {told.key: told for told in feedback_of(database, EDITION)}


def test_every_state_has_words_and_no_mail_names_another_submission(listed: SmallSurvey) -> None:
    told = feedback(listed)
    assert set(SAID) == set(MEANINGS) >= {one.state for one in told.values()}
    for one in told.values():
        assert f"Dear authors of submission {one.key}" in " ".join(one.text.split())
        assert " ".join(SAID[one.state].split()) in " ".join(one.text.split())
        assert not any(f"Net {key}" in one.text for key in told if key != one.key)
        assert all(len(line) <= 76 or " " not in line.strip() for line in one.text.splitlines())


def test_each_part_is_told_with_evidence_and_advice_where_there_is_something_to_do(listed: SmallSurvey) -> None:
    two = feedback(listed)["2"]
    assert [(heading, [a.label for a in group]) for heading, group in two.grouped] == [
        ("Not found", ["Dependencies", "Documentation", "Licensing"]),
        ("Could not be told", ["Evaluation"]),
        ("Found", ["Training"]),
        ("Does not apply", ["Model"]),
    ]
    assert [bool(answer.advice) for answer in two.answers] == [True, False, True, False, True, True]
    assert "    page 1: our code is here\n    What to do: " in two.text
    assert "https://github.com/small/2" in two.text
    assert two.subject == "Code of your submission 2: incomplete"


def test_what_could_not_be_read_is_told_with_its_reason_and_counts_as_nothing(listed: SmallSurvey) -> None:
    told = feedback(listed)
    assert (told["3"].state, told["3"].answers) == ("broken", ())
    text = {key: " ".join(one.text.split()) for key, one in told.items()}
    assert "What came instead: not found: HTTP 404." in text["3"]
    assert "counts as nothing against you. What came instead: failed: TimeoutError" in text["4"]
    listed.visit("https://github.com/small/2", "failed", day=3, error="TimeoutError")
    assert "brought nothing (failed: TimeoutError); what follows" in " ".join(feedback(listed)["2"].text.split())
    assert "4 cells under 3 columns" in text["../8"]
    for key in ("3", "4", "5", "6", "../8"):
        assert "What to do: " in told[key].text


def test_the_pages_run_nothing_and_stay_in_their_folder(listed: SmallSurvey, tmp_path: Path) -> None:
    with connect(listed.store) as database:
        index = write_submissions(tmp_path / "report", database, EDITION)
    made = sorted(path.relative_to(tmp_path / "report").as_posix() for path in (tmp_path / "report").rglob("*.html"))
    assert made[-1] == "small/2022/index.html"
    assert len(made) == 9
    for page in (index, *(index.parent / "feedback").iterdir()):
        written = page.read_text()
        assert "\x1b" not in written
        assert "<script" not in written or page.suffix == ".txt"
        assert "http-equiv" in written or page.suffix == ".txt"
    written = index.read_text()
    assert "8 submissions: 1 complete, 1 incomplete, 1 empty, 1 broken, 2 unknown, 1 no address, 1 not understood." in (
        " ".join(written.split())
    )
    assert "Repeatable" not in written
    assert "same repository as 7" in written


@pytest.mark.slow
def test_a_submission_that_is_withdrawn_has_no_page_any_more(listed: SmallSurvey, tmp_path: Path) -> None:
    with connect(listed.store) as database:
        index = write_submissions(tmp_path, database, EDITION)
    gone = index.parent / "feedback" / f"{slug(feedback(listed)['5'])}.html"
    assert gone.exists()
    listed.paper("5", kind="withdrawn", day=9)
    with connect(listed.store) as database:
        assert write_submissions(tmp_path, database, EDITION) == index
    assert not gone.exists()
    assert sorted(path.name for path in (tmp_path / "small").iterdir()) == ["2022"]


def test_names_of_files_differ_where_keys_do(listed: SmallSurvey) -> None:
    names = {slug(one) for one in feedback(listed).values()}
    assert len(names) == 8
    assert all(name.replace("-", "").isalnum() for name in names)
