"""A list of submissions, as a person's spreadsheet writes it, and as papers in the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.proceedings.papers import latest_papers
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import PAPERS
from reprosurvey.crawler.submissions import Submission, enter, read_submissions

EDITION = ("submissions", 2024)
NET = Submission("1", "Net", "https://github.com/lab/net")
TREE = Submission("2", "Tree", "")


def listed(folder: Path, content: str | bytes) -> list[Submission]:
    path = folder / "list.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_submissions(path)


@pytest.mark.parametrize(
    "content",
    [
        "id,name,repository\n1,Net,https://github.com/lab/net\n2,Tree,\n",
        "\ufeffName, Repository ,ID,Track\r\nNet, https://github.com/lab/net ,1,long\r\nTree,,2,short\r\n",
        'repository,id,name\n"https://github.com/lab/net",1,"Net"\n,2,Tree\n\n',
    ],
)
def test_columns_in_any_order(tmp_path: Path, content: str) -> None:
    assert listed(tmp_path, content) == [NET, TREE]


def test_the_name_stands_for_the_id(tmp_path: Path) -> None:
    assert listed(tmp_path, "name,repository\nNet,\n") == [Submission("Net", "Net", "")]


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("https://github.com/lab/net https://github.com/lab/tree", "https://github.com/lab/net"),
        ("https://github.com/lab/net; github.com/lab/tree", "https://github.com/lab/net"),
        ("code: github.com/lab/net (private)", "github.com/lab/net"),
        ("see README.md, git@github.com:lab/net.git", "git@github.com:lab/net.git"),
        ("n/a", "n/a"),
        ("will be released, e.g. in May", "will be released, e.g. in May"),
    ],
)
def test_of_several_words_the_first_address_is_the_submission_s(tmp_path: Path, cell: str, address: str) -> None:
    assert listed(tmp_path, f'name,repository\nNet,"{cell}"\n') == [Submission("Net", "Net", address)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no column 'name'"),
        ("name,code\nNet,x\n", "no column 'repository'"),
        ("name,repository\n", "lists no submission"),
        ("id,name,repository\n1,,x\n", "line 2: no name"),
        ("name,repository\nNet,\nNet,\n", "line 3: 'Net' stands there twice"),
        (b"name,repository\nN\xe4t,\n", "cannot read"),
    ],
)
def test_a_list_that_cannot_be_read(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        listed(tmp_path, content)


def test_only_what_changed_is_written(store: Store) -> None:
    enter(store, [NET, TREE], EDITION)
    enter(store, [NET, TREE], EDITION)
    assert store.read(PAPERS).num_rows == 2
    enter(store, [NET, Submission("2", "Tree", "https://github.com/lab/tree")], EDITION)
    assert store.read(PAPERS).num_rows == 3


def test_what_is_no_longer_listed_is_withdrawn_and_may_come_back(store: Store) -> None:
    def kinds() -> dict[str, str]:
        return {row["paper"]: row["kind"] for row in latest_papers(store, EDITION)}

    assert enter(store, [NET, TREE], EDITION) == 0
    assert enter(store, [NET], EDITION) == 1
    assert kinds() == {"1": "paper", "2": "withdrawn"}
    assert enter(store, [NET], EDITION) == 0
    assert store.read(PAPERS).num_rows == 3
    enter(store, [NET, TREE], EDITION)
    assert kinds() == {"1": "paper", "2": "paper"}
