"""What is wrong with a survey's files is found and named, with what to do."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.compaction import compact
from reprosurvey.crawler.store.doctor import examine
from reprosurvey.crawler.store.layout import file_name
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import BLOBS, PAPERS, VERDICTS

WHEN = datetime(2022, 10, 31, tzinfo=UTC)
VERDICT = {"paper": "p", "criterion": "training", "outcome": "yes", "evidence": [], "rule": "1", "assessed_at": WHEN}
ORIGIN = "https://github.com/lab/seg"


@pytest.fixture
def survey(store: Store) -> Store:
    content = b"%PDF-1.7"
    store.files.joinpath("midl").mkdir(parents=True)
    (store.files / "midl" / "p.pdf").write_bytes(content)
    document = hashlib.sha256(content).hexdigest()
    paper = {"paper": "p", "kind": "paper", "pdf_path": "midl/p.pdf", "document": document, "crawled_at": WHEN}
    store.append(PAPERS, [paper], ("midl", 2022))
    store.append(VERDICTS, [VERDICT], ("midl", 2022))
    store.append(BLOBS, [{"origin": ORIGIN, "blob": "a", "text": "text"}])
    return store


def found(store: Store) -> list[tuple[str, str]]:
    return [(str(problem.file.relative_to(store.path)), problem.what) for problem in examine(store)]


def file_of(store: Store, table: str) -> Path:
    (file,) = (store.path / table).rglob("*.parquet")
    return file


def test_nothing_is_wrong_with_what_was_written(survey: Store) -> None:
    assert found(survey) == []
    compact(survey)
    assert found(survey) == []


def test_every_flipped_bit_is_found(survey: Store) -> None:
    file = file_of(survey, "verdicts")
    whole, chance = file.read_bytes(), random.Random(1)
    for _ in range(200):
        place = chance.randrange(len(whole))
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        assert found(survey) == [
            (str(file.relative_to(survey.path)), "it is damaged: its content is not what was written")
        ]


def test_a_file_cut_short_or_of_other_columns(survey: Store) -> None:
    folder = survey.path / "verdicts" / "venue=midl" / "year=2023"
    folder.mkdir()
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"paper": ["p"]}), sink)
    content = memoryview(sink.getvalue())
    (folder / file_name(now(), content)).write_bytes(content)
    (folder / file_name(now(), content[:50])).write_bytes(content[:50])
    (folder / "notes.parquet").write_bytes(content)
    said = [what for _, what in found(survey)]
    assert "its columns are not those of verdicts" in said
    assert any(what.startswith("it cannot be read: ") for what in said)
    assert "its name has no digest: this survey did not write it" in said


def test_a_file_in_another_bucket(survey: Store) -> None:
    file = file_of(survey, "blobs")
    other = file.parent.with_name("bucket=zz")
    other.mkdir()
    file.rename(other / file.name)
    assert found(survey) == [
        (f"blobs/bucket=zz/{file.name}", "it stands in a bucket that is not its rows'"),
    ]


def test_what_killed_runs_left(survey: Store) -> None:
    (survey.path / "verdicts" / ".x.parquet.1.tmp").write_bytes(b"half")
    (survey.path / "verdicts" / "venue=midl" / "notes.txt").write_bytes(b"")
    (survey.path / "migrating").mkdir()
    assert found(survey) == [
        ("verdicts/.x.parquet.1.tmp", "a run that was killed left it half written"),
        ("verdicts/venue=midl/notes.txt", "no table reads it there"),
        ("migrating", "a migration that was killed left it"),
    ]


def test_what_is_read_after_another_took_its_place(survey: Store) -> None:
    old = file_of(survey, "verdicts")
    survey.append(VERDICTS, [VERDICT | {"paper": "q"}], ("midl", 2022))
    reader = Store.open(survey.path)
    reader.files_of(VERDICTS)
    compact(survey)
    assert (str(old.relative_to(survey.path)), "another file took its place") in found(survey)


def test_rows_that_stand_twice(survey: Store) -> None:
    survey.append(VERDICTS, [VERDICT | {"outcome": "no"}], ("midl", 2022))
    assert found(survey) == [
        ("verdicts", f"1 keys stand more than once, the first is midl, 2022, p, training, None, {WHEN}"),
    ]


def test_pdfs_that_are_gone_others_or_nobodys(survey: Store) -> None:
    pdf = survey.files / "midl" / "p.pdf"
    pdf.rename(pdf.with_name("q.pdf"))
    assert found(survey) == [
        ("files/midl/p.pdf", "a paper's PDF is not there"),
        ("files/midl/q.pdf", "no paper has this PDF"),
    ]
    pdf.write_bytes(b"%PDF-1.8")
    assert found(survey)[0] == ("files/midl/p.pdf", "it is not the PDF that was fetched")


def test_the_command_says_what_to_do_and_ends_with_1(survey: Store) -> None:
    arguments = ["doctor", "--store", str(survey.path)]
    assert f"{survey.path} is in order." in CliRunner().invoke(app, arguments).output
    file = file_of(survey, "verdicts")
    file.write_bytes(file.read_bytes()[:-1])
    done = CliRunner().invoke(app, arguments)
    assert f"{file}: it is damaged: its content is not what was written; restore it, or delete it" in done.output
    assert isinstance(done.exception, SurveyError)
    assert str(done.exception) == f"1 things are wrong with {survey.path}"


def test_a_query_over_a_damaged_file_names_it_or_who_does(survey: Store) -> None:
    file = file_of(survey, "verdicts")
    whole = file.read_bytes()
    for length in (0, 3, 11, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        done = CliRunner().invoke(app, ["export", "evidence", "--store", str(survey.path)])
        assert isinstance(done.exception, SurveyError)
        assert file.name in str(done.exception) or "`reprosurvey doctor` names it" in str(done.exception)
