"""Deposits of archives, checked and surveyed by the command as repositories are."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.subjects.snapshots import snapshots_at
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.database import add_statistics, connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests import commands
from tests.crawler.deposits.making import CODE, below, zenodo_record, zipped
from tests.documents import write_pdf
from tests.proceedings import HOST, VOLUME, index, landing, paper
from tests.repositories import git
from tests.web import Site

from .test_constraints import constraints, violations

OUTCOMES = {"code_public": "yes", "dependencies": "yes", "training": "yes", "documentation": "yes", "licensing": "yes"}
RELEASE = "https://github.com/lab/seg/tree/v1.0"
RECORD = "https://zenodo.org/records/102"
INSIDE = "seg-1.0.zip/lab-seg-1a2b3c4"


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A folder with settings, and a record that is a copy of a release."""
    (tmp_path / "survey.toml").write_text(
        f"{site.settings('zenodo.org', 'doi.org')}[limits]\nattempts = 1\nworkers = 1\n"
    )
    related = [{"relation": "isSupplementTo", "identifier": RELEASE, "scheme": "url"}]
    zenodo_record(site, 102, {"seg-1.0.zip": zipped(below("lab-seg-1a2b3c4", CODE))}, related_identifiers=related)
    return tmp_path


@pytest.mark.parametrize("named", ["10.5281/zenodo.102", "https://doi.org/10.5281/zenodo.102", RECORD])
def test_a_deposit_is_checked_by_its_address_or_doi(folder: Path, named: str) -> None:
    done = commands.run("reprosurvey", "check", named, "--format", "json", folder=folder)
    assert done.status == 0, done
    told = json.loads(done.output)
    answers = {answer["question"]: answer for answer in told["answers"]}
    assert {name: answers[name]["answer"] for name in OUTCOMES} == OUTCOMES
    assert told["repository"] == RECORD
    evidence = answers["training"]["evidence"][0]
    assert (evidence["place"], evidence["link"]) == (f"{INSIDE}/train.py", f"{RECORD}/preview/seg-1.0.zip")
    assert answers["code_public"]["evidence"][0]["quote"] == f"4 files; a copy of {RELEASE}"
    assert answers["licensing"]["evidence"][0]["link"] == RECORD


@pytest.mark.slow
def test_a_deposit_that_a_list_names_is_judged(folder: Path) -> None:
    (folder / "list.csv").write_text("id,title,repository\n7,Net,https://doi.org/10.5281/zenodo.102\n")
    done = commands.run("reprosurvey", "run", "--repositories", "list.csv", "-o", "results.csv", folder=folder)
    assert done.status == 0, done
    (row,) = csv.DictReader((folder / "results.csv").open())
    assert {name: row[name] for name in OUTCOMES if name in row} == {n: o for n, o in OUTCOMES.items() if n in row}
    exported = commands.run("reprosurvey", "export", "evidence", folder=folder)
    assert f"a copy of {RELEASE}" in exported.output
    assert f"{RECORD}/preview/seg-1.0.zip" in exported.output


@pytest.mark.slow
def test_a_paper_that_gives_a_doi_is_judged_by_the_deposit(folder: Path, site: Site) -> None:
    settings = site.settings(HOST, "zenodo.org", "doi.org", venue="own", years={2022: VOLUME})
    (folder / "survey.toml").write_text(f"{settings}[limits]\nattempts = 1\nworkers = 1\n")
    site.page(f"{HOST}/v1/index.html", index(paper("alm22a")))
    site.page(f"{HOST}/v1/alm22a.html", landing(pdf=f"{VOLUME}alm22a/alm22a.pdf"))
    (site.site / HOST / "v1" / "alm22a").mkdir()
    words = ["A Title", "We train on BraTS 2019.", "Our code is available at https://doi.org/10.5281/zenodo.102."]
    write_pdf(site.site / HOST / "v1" / "alm22a" / "alm22a.pdf", words)
    done = commands.run("reprosurvey", "run", "own", "--store", "survey", folder=folder)
    assert done.status == 0, done
    exported = commands.run("reprosurvey", "export", "papers", "--store", "survey", folder=folder)
    (row,) = csv.DictReader(exported.output.splitlines())
    assert (row["has_repository"], row["repository"]) == ("yes", "doi.org/10.5281/zenodo.102")
    expected = {name: answer for name, answer in OUTCOMES.items() if name in row}
    assert {name: row[name] for name in expected} == expected
    assert (row["visit_outcome"], row["score"] != "") == ("full", True)
    with connect(Store.open(folder / "survey")) as database:
        add_statistics(database)
        found = [violation for name in constraints() for violation in violations(database, name)]
    assert found == []


def test_a_copy_is_judged_as_the_repository_itself(made_demo: Path, store: Store, site: Site, tmp_path: Path) -> None:
    repositories = sorted(folder for folder in (made_demo / "repositories").rglob("*.git") if folder.is_dir())
    addresses: list[list[str]] = []
    for number, folder in enumerate(filter(_has_commit, repositories)):
        place = f"github.com/lab/copy{number}"
        shutil.copytree(folder, site.folder(place))
        made = tmp_path / f"{number}.zip"
        git(folder, "archive", "--format=zip", "--prefix=lab-copy-1a2b/", "-o", str(made), "HEAD")
        zenodo_record(site, 200 + number, {"copy.zip": made.read_bytes()}, license={})
        addresses.append([f"https://{place}", f"https://zenodo.org/records/{200 + number}"])
    config = site.config("github.com", "zenodo.org")
    visit_all(store, config, [[address] for pair in addresses for address in pair], tell=silent)
    with connect(store) as database:
        states = database.sql("select origin, outcome, head from origins").fetchall()
        outcomes, head_of = {o: outcome for o, outcome, _ in states}, {o: head for o, _, head in states}
        heads = [(address, head_of[address]) for pair in addresses for address in pair]
        found = snapshots_at(database, heads)
    assert len(addresses) > 10
    for repository, copy in addresses:
        one, other = (found[address, head_of[address]] for address in (repository, copy))
        assert outcomes[repository] == outcomes[copy]
        kept = {path: file.text for path, file in other.files.items() if path != "codemeta.json"}
        assert kept == {path: file.text for path, file in one.files.items()}
        for name, criterion in REPOSITORY_CRITERIA.items():
            assert (name, criterion.judge(one).outcome) == (name, criterion.judge(other).outcome)


def _has_commit(folder: Path) -> bool:
    return "refs/" in git(folder, "for-each-ref", "refs/heads")
