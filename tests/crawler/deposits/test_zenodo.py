"""Records of Zenodo: versions and concepts, and a code archive that is read by ranges."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.crawler.deposits.conftest import Visits
from tests.crawler.deposits.making import CODE, answer, below, zenodo_record, zipped
from tests.web import Answer, Site

RECORD = "https://zenodo.org/records/102"
API = "/zenodo.org/api/records/102"
SEG = zipped(below("lab-seg-1a2b3c4", CODE) | {"lab-seg-1a2b3c4/best.pth": b"\0" * 300_000})
RELEASE = {"identifier": "https://github.com/lab/seg/tree/v1.0", "relation": "isSupplementTo", "scheme": "url"}


def test_a_record_is_a_snapshot(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": SEG}, version="v1.0")
    row = visits.visit(RECORD)
    assert (row["outcome"], row["branch"], row["status"], row["error"]) == ("full", "v1.0", 200, None)
    assert row["committed_at"].isoformat() == "2024-03-05T10:11:12+00:00"
    inside = {f"seg.zip/lab-seg-1a2b3c4/{path}": text for path, text in CODE.items()}
    texts = visits.texts()
    assert json.loads(texts.pop("codemeta.json"))["license"] == "mit"
    assert texts == inside
    assert visits.paths() == sorted([*inside, "seg.zip/lab-seg-1a2b3c4/best.pth", "codemeta.json"])


def test_what_is_unchanged_costs_one_request(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": SEG})
    assert visits.visit(RECORD)["requests"] == 2
    assert visits.visit(RECORD)["outcome"] == "unchanged"
    assert site.paths() == [API]


@pytest.mark.parametrize(
    "address",
    [
        "https://doi.org/10.5281/zenodo.102",
        "https://doi.org/10.5281/ZENODO.102",
        "https://zenodo.org/record/102",
        "https://zenodo.org/records/102/files/seg.zip?download=1",
        "https://zenodo.org/doi/10.5281/zenodo.102",
    ],
)
def test_every_way_to_write_it_leads_to_the_record_without_a_request(visits: Visits, site: Site, address: str) -> None:
    zenodo_record(site, 102, {"seg.zip": SEG})
    assert visits.visit(address)["outcome"] == "full"
    moved, _ = visits.rows()
    assert (moved["outcome"], moved["moved_to"], moved["requests"]) == ("moved", RECORD, 0)


@pytest.mark.parametrize("redirects", [True, False])
def test_a_concept_leads_to_its_latest_version(visits: Visits, site: Site, *, redirects: bool) -> None:
    record = zenodo_record(site, 102, {"seg.zip": SEG})
    location = {"Location": f"{site.base[0]}zenodo.org/api/records/102"}
    site.answer("/zenodo.org/api/records/100", Answer(302, headers=location) if redirects else answer(record))
    row = visits.visit("https://zenodo.org/records/100")
    assert (row["origin"], row["outcome"]) == (RECORD, "full")
    zenodo_record(site, 103, {"seg.zip": SEG}, version="2")
    site.answer("/zenodo.org/api/records/100", answer({**record, "id": 103}))
    row = visits.visit("https://zenodo.org/records/100")
    assert (row["origin"], row["outcome"]) == ("https://zenodo.org/records/103", "full")


def test_a_copy_of_a_release_names_it(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": SEG}, related_identifiers=[RELEASE])
    assert visits.visit(RECORD)["leads_to"] == ["https://github.com/lab/seg/tree/v1.0"]


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (Answer(404), "not found"),
        (answer({"status": 410, "message": "The record has been deleted."}, 410), "not found"),
        (answer({"status": 403, "message": "Permission denied."}, 403), "forbidden"),
        (Answer(403, headers={"Retry-After": "59", "X-RateLimit-Remaining": "50"}), "forbidden"),
        (Answer(401), "forbidden"),
        (Answer(503), "failed"),
        (Answer(200, b"<html>maintenance</html>"), "failed"),
        (Answer(200, b'{"id": 102, "files": [{"ke', "application/json"), "failed"),
        (answer({"id": 102}), "failed"),
        (answer([]), "failed"),
        (answer({"id": 102, "metadata": {"access_right": "embargoed"}, "files": []}), "forbidden"),
        (answer({"id": 102, "metadata": {"access_right": "restricted"}}), "forbidden"),
    ],
)
def test_what_is_no_record_for_everybody_is_its_own_outcome(
    visits: Visits, site: Site, given: Answer, outcome: str
) -> None:
    site.answer(API, given)
    row = visits.visit(RECORD)
    assert row["outcome"] == outcome
    assert row["error"]


def test_files_beside_archives_are_read_too(visits: Visits, site: Site) -> None:
    files = {path: text.encode() for path, text in CODE.items()}
    zenodo_record(site, 102, {**files, "scan.nii.gz": b"\0" * 4000})
    assert visits.visit(RECORD)["outcome"] == "full"
    assert visits.texts().keys() == {*CODE, "codemeta.json"}


def test_a_record_with_a_readme_alone_is_empty(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"README.md": b"# Net\nCode will follow.\n"})
    assert visits.visit(RECORD)["outcome"] == "empty"


@pytest.mark.parametrize(("year", "outcome"), [(2024, "unsupported"), (2025, "full")])
def test_a_version_stands_for_the_days_since_it_was_published(
    visits: Visits, site: Site, year: int, outcome: str
) -> None:
    zenodo_record(site, 102, {"seg.zip": SEG})
    visits.visit(RECORD)
    row = visits.visit(RECORD, as_of=datetime(year, 1, 1, tzinfo=UTC))
    assert (row["as_of"], row["outcome"]) == (datetime(year, 1, 1, tzinfo=UTC), outcome)


def test_a_changed_licence_is_a_change(visits: Visits, site: Site) -> None:
    zenodo_record(site, 102, {"seg.zip": SEG})
    visits.visit(RECORD)
    zenodo_record(site, 102, {"seg.zip": SEG}, license={"id": "apache-2.0"})
    assert visits.visit(RECORD)["outcome"] == "full"
