"""Deposits as trees, and the pages that evidence links to."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.assessment.scope import narrowed
from reprosurvey.analysis.subjects.deposits import archive_of, copied_from, unpacked
from reprosurvey.analysis.subjects.snapshots import File, Snapshot

RECORD = "https://zenodo.org/records/102"


def tree(*paths: str) -> dict[str, str]:
    """By the path that rules read, where the file stands in the deposit."""
    return {path: file.location for path, file in unpacked({path: File(path) for path in paths}).items()}


def test_the_archive_with_the_code_is_the_root_without_its_folder() -> None:
    assert tree("seg-1.0.zip/lab-seg-1a2b/train.py", "seg-1.0.zip/lab-seg-1a2b/src/a.py", "paper.pdf") == {
        "train.py": "seg-1.0.zip/lab-seg-1a2b/train.py",
        "src/a.py": "seg-1.0.zip/lab-seg-1a2b/src/a.py",
        "paper.pdf": "paper.pdf",
    }


def test_other_archives_are_folders() -> None:
    found = tree("code.tar.gz/a.py", "code.tar.gz/b.py", "data.zip/data/x.csv", "data.zip/data/y.csv")
    assert found.keys() == {"a.py", "b.py", "data/x.csv", "data/y.csv"}


def test_what_systems_leave_behind_is_no_second_folder() -> None:
    found = tree("s.zip/seg/a.py", "s.zip/seg/b.py", "s.zip/__MACOSX/seg/._a.py", "s.zip/.DS_Store")
    assert found.keys() == {"a.py", "b.py", "s.zip/__MACOSX/seg/._a.py", "s.zip/.DS_Store"}


def test_a_deposit_without_archives_stays_as_it_is() -> None:
    assert tree("src/train.py", "README.md") == {"src/train.py": "src/train.py", "README.md": "README.md"}


def test_a_file_of_the_code_comes_before_one_beside_it() -> None:
    assert tree("README.md", "seg.zip/seg/README.md")["README.md"] == "seg.zip/seg/README.md"


def test_an_archive_in_a_folder_is_one() -> None:
    assert archive_of("code/seg.tar.xz/a.py") == "code/seg.tar.xz"
    assert archive_of("zip/a.py") == ""
    assert archive_of("seg.zip") == ""


def test_a_folder_of_a_deposit_keeps_where_its_files_stand() -> None:
    paths = [f"s.zip/s/{folder}/{name}" for folder in ("one", "two") for name in ("README.md", "a.py")]
    whole = Snapshot(RECORD, "0" * 64, unpacked({path: File(path, text="x") for path in paths}))
    part = narrowed(whole, "one")
    assert {path: file.location for path, file in part.files.items()} == {
        "README.md": "s.zip/s/one/README.md",
        "a.py": "s.zip/s/one/a.py",
    }


@pytest.mark.parametrize(
    ("origin", "place", "link"),
    [
        (RECORD, "seg.zip/seg/a b.py", f"{RECORD}/preview/seg.zip"),
        (RECORD, "train.py", f"{RECORD}/preview/train.py"),
        (RECORD, "codemeta.json", RECORD),
        ("https://figshare.com/articles/7654321", "a.py", "https://figshare.com/articles/7654321"),
        ("https://osf.io/ab2cd", "a.py", "https://osf.io/ab2cd/files/osfstorage"),
        (
            "https://anonymous.4open.science/r/seg-1A2B",
            "seg-1A2B.zip/src/a.py",
            "https://anonymous.4open.science/r/seg-1A2B/src/a.py",
        ),
        (
            f"https://archive.softwareheritage.org/swh:1:dir:{'a' * 40};origin=https://github.com/lab/seg",
            "src/a.py",
            f"https://archive.softwareheritage.org/swh:1:dir:{'a' * 40};path=/src/a.py;lines=7",
        ),
        ("https://github.com/lab/seg", "src/a.py", f"https://github.com/lab/seg/blob/{'0' * 64}/src/a.py#L7"),
    ],
)
def test_evidence_leads_to_the_file_where_the_service_has_a_page_for_it(origin: str, place: str, link: str) -> None:
    assert Snapshot(origin, "0" * 64).permalink(place, 7) == link


def test_a_copy_is_of_what_the_record_names() -> None:
    text = '{"codeRepository": "https://github.com/lab/seg"}'
    files = {"codemeta.json": File("codemeta.json", text=text)}
    assert copied_from(Snapshot(RECORD, "0", files)) == "https://github.com/lab/seg"
    assert copied_from(Snapshot("https://github.com/lab/seg", "0", files)) is None
    assert copied_from(Snapshot(RECORD, "0", {"codemeta.json": File("codemeta.json", text="[")})) is None
