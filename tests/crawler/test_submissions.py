"""A list of submissions, as a person's spreadsheet writes it, and as papers in the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.proceedings.papers import latest_papers
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import PAPERS
from reprosurvey.crawler.submissions import Submission, SubmissionList, enter, named_columns, read_submissions

EDITION = ("submissions", 2024)
NET = Submission("1", "Net", ("https://github.com/lab/net",))
TREE = Submission("2", "Tree")


def listed(folder: Path, content: str, columns: str | None = None) -> SubmissionList:
    path = folder / "list.csv"
    path.write_text(content, encoding="utf-8", newline="")
    return read_submissions(path, named_columns(columns) if columns else None)


@pytest.mark.parametrize(
    "content",
    [
        "id,name,repository\n1,Net,https://github.com/lab/net\n2,Tree,\n",
        "\ufeffName, Repository ,ID,Track\r\nNet, https://github.com/lab/net ,1,long\r\nTree,,2,short\r\n",
        'repository,id,name\n"https://github.com/lab/net",1,"Net"\n,2,Tree\n\n',
        "id;name;repository\n1;Net;https://github.com/lab/net\n;;\n2;Tree;\n",
        "id\tname\trepository\n1\tNet\thttps://github.com/lab/net\n2\tTree\n",
        "MIDL 2026\n\nid,name,repository,,\n1,Net,[code](https://github.com/lab/net),,\n2,Tree,,,note\n",
    ],
)
def test_columns_in_any_order(tmp_path: Path, content: str) -> None:
    assert listed(tmp_path, content) == SubmissionList([NET, TREE], [])


@pytest.mark.parametrize("column", ["id", "name"])
def test_id_and_name_stand_for_each_other(tmp_path: Path, column: str) -> None:
    assert listed(tmp_path, f"{column},repository\nNet,\n").submissions == [Submission("Net", "Net")]


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Submission ID,Paper,Code URL", "Submission ID=id,Code URL=repository,Paper=name"),
        ("submission id, PAPER,Code  url", " Submission ID = id , paper=name,Code URL=repository,"),
        ('ID,Name,"Code (GitHub, GitLab)"', "Code (GitHub, GitLab)=repository"),
        ("id,a=b,repository", "a=b=name; id=id"),
        ("id,name,repository", "id=id"),
    ],
)
def test_columns_of_other_names(tmp_path: Path, heading: str, columns: str) -> None:
    assert listed(tmp_path, f"{heading}\n1,Net,https://github.com/lab/net\n", columns).submissions == [NET]


def test_a_named_column_stands_for_the_usual_one_and_several_for_one(tmp_path: Path) -> None:
    content = "id,name,repository,Code,More code\n1,Net,yes,https://github.com/lab/net,github.com/lab/tree\n"
    (submission,) = listed(tmp_path, content, "Code=repository,More code=repository").submissions
    assert submission.addresses == ("https://github.com/lab/net", "github.com/lab/tree")


@pytest.mark.parametrize("told", ["", "id", "Code=url", "=id", "Code=repository,x"])
def test_columns_that_are_told_in_another_way(told: str) -> None:
    with pytest.raises(UsageError, match="--columns names each as 'Your column=repository', by commas: id, name, rep"):
        named_columns(told)


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
def test_of_several_words_the_first_address_is_the_first_of_the_submission(
    tmp_path: Path, cell: str, address: str
) -> None:
    (submission,) = listed(tmp_path, f'name,repository\nNet,"{cell}"\n').submissions
    assert submission.addresses[0] == address


def test_all_addresses_of_a_cell_are_the_submission_s(tmp_path: Path) -> None:
    cell = "https://github.com/lab/net; github.com/lab/tree"
    (submission,) = listed(tmp_path, f"name,repository\nNet,{cell}\n").submissions
    assert submission.addresses == ("https://github.com/lab/net", "github.com/lab/tree")


@pytest.mark.parametrize(
    ("row", "submission", "remark"),
    [
        ("3,Oak,https://a.example/b,c", Submission("3", "Oak", fault="4 cells under 3 columns"), "4 cells under 3 col"),
        ('3,"Oak,https://a.example/b', Submission("3", "Oak,https://a.example/b", fault="?"), "a quotation mark is op"),
        ("3,Oak,soon", Submission("3", "Oak", ("soon",)), "no address in 'soon'"),
        (",,https://a.example/b", Submission("row 3", "row 3", ("https://a.example/b",)), "neither id nor name"),
        ("1,Oak,", Submission("1 (2)", "Oak"), "'1' stands in row 2, too; this one is '1 (2)'"),
    ],
)
def test_a_row_that_is_not_understood_is_named_and_holds_nothing_up(
    tmp_path: Path, row: str, submission: Submission, remark: str
) -> None:
    content = f"id,name,repository\n1,Net,https://github.com/lab/net\n{row}\n2,Tree,\n"
    found = listed(tmp_path, content)
    assert [found.submissions[0], found.submissions[-1]] == [NET, TREE]
    told = found.submissions[1]
    assert (told.key, told.name, told.addresses) == (submission.key, submission.name, submission.addresses)
    assert bool(told.fault) == bool(submission.fault)
    assert [line.startswith(f"row 3: {remark}") for line in found.remarks] == [True]


def test_a_repeated_id_gets_another_that_is_free(tmp_path: Path) -> None:
    found = listed(tmp_path, "id,repository\na,\na (2),\na,\na,\n")
    assert [submission.key for submission in found.submissions] == ["a", "a (2)", "a (3)", "a (4)"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no column 'name'"),
        ("name,code\nNet,x\n", "no column 'repository'"),
        ("name,repository\n", "lists no submission"),
        ("name;code\nNet;x\n", "no column 'repository' among name, code; --columns 'Your column=repository' tells"),
    ],
)
def test_a_list_that_cannot_be_read(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        listed(tmp_path, content)


def test_a_column_that_is_told_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no column 'code url' among name, repository"):
        listed(tmp_path, "name,repository\nNet,\n", "Code URL=repository")


def test_only_what_changed_is_written(store: Store) -> None:
    enter(store, [NET, TREE], EDITION)
    enter(store, [NET, TREE], EDITION)
    assert store.read(PAPERS).num_rows == 2
    enter(store, [NET, Submission("2", "Tree", ("https://github.com/lab/tree",))], EDITION)
    assert store.read(PAPERS).num_rows == 3


def test_what_is_no_longer_listed_is_withdrawn_and_may_come_back(store: Store) -> None:
    def kinds() -> dict[str, str]:
        return {row["paper"]: row["kind"] for row in latest_papers(store, EDITION)}

    assert enter(store, [NET, TREE], EDITION) == 0
    assert enter(store, [NET], EDITION) == 1
    assert kinds() == {"1": "submission", "2": "withdrawn"}
    assert enter(store, [NET], EDITION) == 0
    assert store.read(PAPERS).num_rows == 3
    enter(store, [NET, TREE], EDITION)
    assert kinds() == {"1": "submission", "2": "submission"}
