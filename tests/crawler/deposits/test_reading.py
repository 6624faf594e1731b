"""What is read of archives, how little of it is asked for, and what does no harm."""

from __future__ import annotations

import io
import random
import re
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from reprosurvey.crawler.deposits.sparse import MissingPartError, SparseFile, merged
from reprosurvey.crawler.store.schemas import BLOBS
from tests.crawler.deposits.conftest import Visits
from tests.crawler.deposits.making import CODE, answer, below, tarred, zenodo_record, zipped
from tests.repositories import LINK, Entry, git
from tests.web import PASS, Answer, Site

RECORD = "https://zenodo.org/records/102"
SEG = "/zenodo.org/records/102/files/seg.zip"
SMALL = zipped(CODE)
NOISE = random.Random(1).randbytes(2 << 20)


def asked_bytes(site: Site) -> int:
    """How many bytes the ranges that were asked for have."""
    ranges = [re.findall(r"\d+", asked.headers.get("Range", "")) for asked in site.asked]
    size = site.files[SEG].stat().st_size
    return sum(int([*found, size - 1][1]) - int(found[0]) + 1 for found in ranges if found)


def test_what_no_rule_reads_is_not_fetched(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": zipped({"a/scan.raw": NOISE, **below("a", CODE), "a/scans.raw": NOISE})})
    row = visits.visit(RECORD)
    assert (row["outcome"], row["requests"]) == ("full", 3)
    assert asked_bytes(site) < len(NOISE) / 10
    assert visits.texts()["seg.zip/a/train.py"] == CODE["train.py"]


def test_a_zip_as_github_makes_it(visits: Visits, site: Site, tmp_path: Path) -> None:
    site.repository("github.com/lab/seg", CODE, Entry("src/naïve.py", "x = 1\n"), Entry("link.dat", "train.py", LINK))
    made = tmp_path / "seg.zip"
    git(site.folder("github.com/lab/seg"), "archive", "--format=zip", "--prefix=lab-seg-1a2b/", "-o", str(made), "main")
    zenodo_record(site, 102, {"seg.zip": made.read_bytes()})
    assert visits.visit(RECORD)["outcome"] == "full"
    texts = visits.texts()
    assert texts["seg.zip/lab-seg-1a2b/src/naïve.py"] == "x = 1\n"
    assert texts["seg.zip/lab-seg-1a2b/link.dat"] == "train.py"
    assert texts["seg.zip/lab-seg-1a2b/train.py"] == CODE["train.py"]


def test_a_zip_that_was_written_as_a_stream_behind_other_bytes(visits: Visits, site: Site) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(_Stream(made), "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in CODE.items():
            archive.writestr(path, text)
        archive.comment = b"c" * 60_000
    zenodo_record(site, 102, {"seg.zip": b"#!/bin/sh\n" * 9_000 + made.getvalue()})
    assert visits.visit(RECORD)["outcome"] == "full"
    assert visits.texts()["seg.zip/train.py"] == CODE["train.py"]


class _Stream:
    """A file that cannot be sought."""

    def __init__(self, file: io.BytesIO) -> None:
        self.write, self.flush = file.write, file.flush


@pytest.mark.slow
def test_texts_of_an_archive_of_2_gb_take_less_than_2_percent_of_its_bytes(
    visits: Visits, site: Site, tmp_path: Path
) -> None:
    place = tmp_path / "seg.zip"
    with place.open("wb") as file, zipfile.ZipFile(_Holes(file), "w") as archive:
        for number in range(4):
            for path, text in below(f"seg/part{number}", CODE).items():
                archive.writestr(path, text)
            with archive.open(f"seg/part{number}/scan.raw", "w", force_zip64=True) as member:
                for _ in range(512):
                    member.write(b"\0" * (1 << 20))
    record = zenodo_record(site, 102, {"seg.zip": b""})
    record["files"][0]["size"] = size = place.stat().st_size
    site.answer("/zenodo.org/api/records/102", answer(record))
    site.files[SEG] = place
    assert size > 2 << 30
    assert visits.visit(RECORD)["outcome"] == "full"
    assert asked_bytes(site) < 0.02 * size
    assert visits.texts()["seg.zip/seg/part3/train.py"] == CODE["train.py"]


class _Holes(io.RawIOBase):
    """A file in which zeros take no room."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self.file = file

    def write(self, content: bytes) -> int:  # type: ignore[override]
        if len(content) < 1 << 20 or any(content[:10]):
            return self.file.write(content)
        self.file.seek(len(content), 1)
        return len(content)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def flush(self) -> None:
        self.file.flush()


def test_a_server_without_ranges_gives_the_zip_whole(visits: Visits, site: Site) -> None:
    content = zipped(CODE)
    zenodo_record(site, 102, {"seg.zip": content})
    site.answer(SEG, Answer(200, content, "application/zip"))
    row = visits.visit(RECORD)
    assert (row["outcome"], row["requests"]) == ("full", 3)


@pytest.mark.parametrize("packing", ["gz", "bz2", "xz", ""])
def test_a_tar_is_read_from_its_beginning(visits: Visits, site: Site, packing: str) -> None:
    zenodo_record(site, 102, {f"seg.tar.{packing}".rstrip("."): tarred(below("seg-1.0", CODE), packing)})
    row = visits.visit(RECORD)
    assert (row["outcome"], row["requests"]) == ("full", 2)
    assert sorted(visits.texts().values())[0] == CODE["README.md"]


def test_a_tar_is_left_where_the_code_was_found_before(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"data.tar.gz": tarred({"a.raw": NOISE}), "seg.zip": zipped(CODE)})
    assert visits.visit(RECORD)["outcome"] == "full"
    assert [path for path in site.paths() if "data.tar.gz" in path] == []
    assert "data.tar.gz" in visits.paths()


@pytest.mark.parametrize(
    ("name", "content", "outcome"),
    [
        ("seg.rar", b"Rar!", "unsupported"),
        ("seg.zip", zipped(CODE)[:-30], "unsupported"),
        ("seg.zip", b"<html>no archive</html>" * 100, "unsupported"),
        ("seg.tar.gz", tarred(CODE)[:-100], "unsupported"),
        ("seg.tar.gz", b"", "unsupported"),
        ("all.zip", zipped({"seg.zip": SMALL, "README.md": "# All"}), "unsupported"),
    ],
)
def test_an_archive_that_cannot_be_read_leaves_all_unknown(
    visits: Visits, site: Site, name: str, content: bytes, outcome: str
) -> None:
    zenodo_record(site, 102, {name: content})
    row = visits.visit(RECORD)
    assert (row["outcome"], name in row["error"]) == (outcome, True)


def test_a_page_in_the_place_of_a_file_is_not_the_file(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"train.py": b"import torch\n"})
    site.answer("/zenodo.org/records/102/files/train.py", Answer(200, b"<html>Sign in"))
    row = visits.visit(RECORD)
    assert (row["outcome"], row["error"]) == ("unsupported", "a page instead of the file")


def test_an_archive_beside_the_code_that_cannot_be_read_is_told(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": SMALL, "more.rar": b"Rar!"})
    row = visits.visit(RECORD)
    assert (row["outcome"], row["error"]) == ("full", "more.rar is of a form that is not read")


def test_an_archive_beyond_the_limit_is_too_large(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.tar.gz": tarred({**CODE, "a.raw": NOISE})})
    assert visits.visit(RECORD, pack_bytes=1 << 20)["outcome"] == "too large"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_file_that_is_listed_and_not_given_leaves_all_unknown(visits: Visits, site: Site, status: int) -> None:
    zenodo_record(site, 102, {"seg.zip": zipped(CODE)})
    site.answer(SEG, Answer(status))
    row = visits.visit(RECORD)
    assert (row["outcome"], f"HTTP {status}" in row["error"]) == ("unsupported", True)


def test_half_an_answer_is_asked_for_again(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": SMALL})
    half = Answer(
        206, SMALL[:40], "application/zip", headers={"Content-Range": f"bytes 0-{len(SMALL) - 1}/{len(SMALL)}"}
    )
    site.answer(SEG, half, PASS)
    row = visits.visit(RECORD, attempts=2)
    assert (row["outcome"], row["requests"]) == ("full", 3)


def test_other_bytes_than_those_asked_for_are_no_archive(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": zipped(CODE)})
    site.answer(SEG, Answer(206, b"PK", "application/zip", headers={"Content-Range": "bytes 0-1/5000"}))
    assert visits.visit(RECORD)["outcome"] == "failed"


def test_a_file_that_another_host_keeps_is_followed_there_once(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": zipped({"a.raw": NOISE, **CODE, "b.raw": NOISE})})
    site.files["/storage.example.org/x"] = site.files[SEG]
    site.answer(SEG, Answer(302, headers={"Location": f"{site.base[0]}storage.example.org/x?expires=1"}))
    assert visits.visit(RECORD)["outcome"] == "full"
    assert [path.split("?")[0] for path in site.paths()[1:]] == [SEG, *["/storage.example.org/x"] * 2]


def test_a_file_that_leads_into_a_network_of_its_own_is_not_followed(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": SMALL})
    site.answer(SEG, Answer(302, headers={"Location": "http://169.254.169.254/latest/meta-data"}))
    row = visits.visit(RECORD)
    assert (row["outcome"], "169.254" in row["error"], row["requests"]) == ("unsupported", True, 2)


def test_names_that_lead_out_of_the_archive_stay_in_it(visits: Visits, site: Site) -> None:
    names = ["../../etc/passwd.py", "/abs.py", "C:\\win\\a.py", "a/../b.py", "\x01c.py", ".git/config", "d/"]
    record = zenodo_record(site, 102, {"seg.zip": zipped(dict.fromkeys(names, "x = 1\n"))})
    record["files"][0]["key"] = "../seg.zip"
    site.answer("/zenodo.org/api/records/102", answer(record))
    site.files["/zenodo.org/records/102/seg.zip"] = site.files[SEG]
    assert visits.visit(RECORD)["outcome"] == "full"
    inside = ["C:/win/a.py", "a/b.py", "abs.py", "c.py", "etc/passwd.py"]
    assert visits.paths() == ["codemeta.json", *(f"seg.zip/{path}" for path in inside)]


def test_links_are_kept_as_links(visits: Visits, site: Site) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("train.py", CODE["train.py"])
        link = zipfile.ZipInfo("secret.dat")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    zenodo_record(site, 102, {"seg.zip": made.getvalue()})
    visits.visit(RECORD)
    assert visits.texts()["seg.zip/secret.dat"] == "/etc/passwd"


def test_a_member_that_holds_more_than_it_says_is_damaged(visits: Visits, site: Site) -> None:
    content = zipped({"train.py": b"x" * 5_000_000})
    lied = content.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    zenodo_record(site, 102, {"seg.zip": lied})
    assert visits.visit(RECORD)["outcome"] == "unsupported"


def test_members_that_share_their_bytes_are_bounded_by_what_they_say(visits: Visits, site: Site) -> None:
    many = zipped({f"{number:04}.py": b"x" * (30 << 20) for number in range(1)})
    start = many.index(b"PK\1\2")
    entry, end = many[start : many.index(b"PK\5\6")], many[many.index(b"PK\5\6") :]
    count = 50
    directory = b"".join(entry for _ in range(count))
    end = end[:8] + count.to_bytes(2, "little") * 2 + len(directory).to_bytes(4, "little") + end[16:]
    zenodo_record(site, 102, {"seg.zip": many[:start] + directory + end})
    assert visits.visit(RECORD)["outcome"] == "full"
    assert len(visits.texts()) == 2


def test_a_tar_that_unpacks_without_end_is_too_large(
    visits: Visits, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reprosurvey.crawler.deposits.tar_files.UNPACKED_LIMIT", 1 << 20)
    zenodo_record(site, 102, {"seg.tar.gz": tarred({"a.raw": b"\0" * (8 << 20), **CODE})})
    assert visits.visit(RECORD)["outcome"] == "too large"


def test_a_tar_whose_header_claims_more_than_memory_is_refused(visits: Visits, site: Site) -> None:
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 3 << 30
    zenodo_record(site, 102, {"seg.tar": header.tobuf() + b"\0" * 1024})
    assert visits.visit(RECORD)["outcome"] in ("too large", "unsupported")


def test_programs_that_are_all_encrypted_leave_all_unknown(visits: Visits, site: Site) -> None:
    content = bytearray(zipped({"train.py": CODE["train.py"], "README.md": "# Net"}))
    content[content.index(b"PK\1\2") + 8] |= 1
    zenodo_record(site, 102, {"seg.zip": bytes(content)})
    assert visits.visit(RECORD)["outcome"] == "unsupported"


def test_encrypted_members_are_listed_and_not_read(visits: Visits, site: Site) -> None:
    content = bytearray(zipped({"train.py": CODE["train.py"], "b.py": "x = 1\n"}))
    place = content.index(b"PK\1\2")
    content[place + 8] |= 1
    zenodo_record(site, 102, {"seg.zip": bytes(content)})
    assert visits.visit(RECORD)["outcome"] == "full"
    assert visits.texts().keys() == {"seg.zip/b.py", "codemeta.json"}


def test_spans_are_joined_until_few_are_left() -> None:
    spans = [(0, 10), (12, 20), (100, 110), (10_000, 10_010)]
    assert merged(spans, 5, 10) == [(0, 20), (100, 110), (10_000, 10_010)]
    assert merged(spans, 5, 2) == [(0, 110), (10_000, 10_010)]


def test_a_sparse_file_names_what_it_misses() -> None:
    file = SparseFile(100)
    file.add(50, bytes(range(50)))
    file.seek(-10, io.SEEK_END)
    assert file.read() == bytes(range(40, 50))
    file.seek(40)
    with pytest.raises(MissingPartError, match="bytes 40 to 60"):
        file.read(20)


def test_the_digest_of_a_text_is_git_s(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"train.py": b"hello\n"})
    visits.visit(RECORD)
    assert "ce013625030ba8dba906f756967f9e9ca394464a" in visits.store.read(BLOBS)["blob"].to_pylist()
