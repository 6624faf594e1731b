"""Each service in the shapes that it documents: what its addresses mean, what is read, and how it says no."""

from __future__ import annotations

from typing import Any

import pytest

from reprosurvey.crawler.deposits import figshare
from reprosurvey.crawler.deposits.services import service_of
from tests.crawler.deposits.conftest import Visits
from tests.crawler.deposits.making import CODE, answer, below, md5, zenodo_record, zipped
from tests.repositories import git
from tests.web import Answer, Site

SEG = zipped(below("seg", CODE))
INSIDE = {f"seg.zip/seg/{path}": text for path, text in CODE.items()}


def outcome(visits: Visits, address: str) -> tuple[str, str | None]:
    row = visits.visit(address)
    return row["outcome"], row["error"]


def code(visits: Visits) -> dict[str, str]:
    """The texts that are kept but for the record's."""
    return {path: text for path, text in visits.texts().items() if path != "codemeta.json"}


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://figshare.com/articles/code/Seg/7654321", "https://figshare.com/articles/7654321"),
        ("https://lab.figshare.com/articles/software/Seg/7654321/2", "https://figshare.com/articles/7654321/2"),
        ("https://doi.org/10.6084/m9.figshare.7654321.v2", "https://figshare.com/articles/7654321/2"),
        ("https://rdr.lab.example/articles/software/Seg/7654321/2", "https://figshare.com/articles/7654321/2"),
        ("https://www.journal.example/articles/10.3389/fninf.2020.00001", None),
        ("https://figshare.com/authors/A_Person/12345", None),
        ("https://doi.org/10.17605/OSF.IO/AB2CD", "https://osf.io/ab2cd"),
        ("https://osf.io/ab2cd/files/osfstorage", "https://osf.io/ab2cd"),
        ("https://osf.io/ab2cd/?view_only=0123456789abcdef", "https://osf.io/ab2cd?view_only=0123456789abcdef"),
        ("https://osf.io/explore", None),
        ("https://doi.org/10.5061/dryad.AB12C", "https://datadryad.org/dataset/doi:10.5061/dryad.ab12c"),
        ("https://datadryad.org/stash/dataset/doi:10.5061/dryad.ab12c", "https://datadryad.org/dataset/doi:10.5061/dryad.ab12c"),
        (
            "https://doi.org/10.7910/DVN/abcde",
            "https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/ABCDE",
        ),
        (
            "https://data.lab.example/file.xhtml?persistentId=doi:10.1/FK2/ABC/XYZ&version=1.0",
            "https://data.lab.example/dataset.xhtml?persistentId=doi:10.1/FK2/ABC&version=1.0",
        ),
        ("https://anonymous.4open.science/r/seg-1A2B/README.md", "https://anonymous.4open.science/r/seg-1A2B"),
        ("https://anonymous.4open.science/repository/0a1b-2c", "https://anonymous.4open.science/r/0a1b-2c"),
        ("https://codeocean.com/capsule/1234567/tree/v1", "https://git.codeocean.com/capsule-1234567"),
        (
            "https://drive.google.com/drive/u/0/folders/1aBcDeFgHiJk?usp=sharing",
            "https://drive.google.com/drive/folders/1aBcDeFgHiJk",
        ),
        ("https://github.com/lab/seg", None),
    ],
)  # fmt: skip
def test_one_deposit_has_one_address(address: str, page: str | None) -> None:
    found = service_of(address)
    assert (found[1] if found else None) == page
    if found:
        assert (service_of(page or "") or (None, page))[1] == page


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://figshare.com/articles/7654321", "/api.figshare.com/v2/articles/7654321"),
        ("https://osf.io/ab2cd", "/api.osf.io/v2/nodes/ab2cd/"),
        ("https://datadryad.org/dataset/doi:10.5061/dryad.a", "/datadryad.org/api/v2/datasets/doi:10.5061/dryad.a"),
        (
            "https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/ABCDE",
            "/dataverse.harvard.edu/api/datasets/:persistentId/versions/:latest-published",
        ),
        ("https://anonymous.4open.science/r/seg-1A2B", "/anonymous.4open.science/api/repo/seg-1A2B/options"),
        (
            f"https://archive.softwareheritage.org/swh:1:dir:{'a' * 40}",
            f"/archive.softwareheritage.org/api/1/directory/{'a' * 40}/",
        ),
    ],
)
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer({"message": "no such thing"}, 404), "not found"),
        (answer({"errors": [{"detail": "gone"}]}, 410), "not found"),
        (answer({"error": "unauthorised"}, 401), "forbidden"),
        (answer({"message": "forbidden"}, 403), "forbidden"),
        (Answer(200, b"<html>Just a moment</html>"), "failed"),
        (answer({}), "failed"),
        (answer(["what?"]), "failed"),
        (Answer(502), "failed"),
    ],
)
def test_every_service_says_no_in_its_own_outcome(
    visits: Visits, site: Site, address: str, place: str, given: Answer, expected: str
) -> None:
    site.answer(place, given)
    assert visits.visit(address)["outcome"] == expected


def figshare_article(site: Site, contents: dict[str, bytes], **told: Any) -> dict[str, Any]:
    for name, content in contents.items():
        site.file(f"/ndownloader.figshare.com/files/{name}", content)
    article = {
        "id": 7654321, "title": "Seg", "version": 3, "license": {"value": 3, "name": "MIT"}, "is_embargoed": False,
        "published_date": "2024-03-05T10:11:12Z", "is_confidential": False,
        "related_materials": [{"relation": "IsSupplementTo", "identifier": "https://github.com/lab/seg"}],
        "files": [
            {
                "id": number, "name": name, "size": len(content), "is_link_only": False, "computed_md5": md5(content),
                "download_url": f"https://ndownloader.figshare.com/files/{name}",
            }
            for number, (name, content) in enumerate(contents.items())
        ],
        **told,
    }  # fmt: skip
    site.answer("/api.figshare.com/v2/articles/7654321", answer(article))
    return article


FIGSHARE = "https://figshare.com/articles/code/Seg/7654321"


def test_an_article_of_figshare(visits: Visits, site: Site) -> None:
    figshare_article(site, {"seg.zip": SEG, "eval.py": b"x = 1\n"}, folder_structure={"1": "src/metrics"})
    row = visits.visit(FIGSHARE)
    assert (row["outcome"], row["branch"], row["leads_to"]) == ("full", "3", ["https://github.com/lab/seg"])
    assert (row["requests"], code(visits)) == (3, {**INSIDE, "src/metrics/eval.py": "x = 1\n"})
    assert (visits.visit(FIGSHARE)["outcome"], visits.rows()[-1]["requests"]) == ("unchanged", 1)


def test_more_files_than_an_article_tells_are_asked_for(
    visits: Visits, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figshare, "PAGE_SIZE", 11)
    article = figshare_article(site, {f"{n:02}.py": b"x = 1\n" for n in range(15)})
    listed = article["files"]
    site.answer("/api.figshare.com/v2/articles/7654321", answer({**article, "files": listed[:10]}))
    site.answer("/api.figshare.com/v2/articles/7654321/files", answer(listed[:11]), answer(listed[11:]))
    assert visits.visit(FIGSHARE)["outcome"] == "full"
    assert len(code(visits)) == 15


def test_a_version_of_which_not_all_files_are_told_is_unsupported(visits: Visits, site: Site) -> None:
    article = figshare_article(site, {f"{n:02}.py": b"x = 1\n" for n in range(10)})
    site.answer("/api.figshare.com/v2/articles/7654321/versions/2", answer(article))
    assert outcome(visits, f"{FIGSHARE}/2")[0] == "unsupported"


@pytest.mark.parametrize("told", [{"is_confidential": True}, {"is_embargoed": True, "files": []}])
def test_what_figshare_keeps_back_is_forbidden(visits: Visits, site: Site, told: dict[str, Any]) -> None:
    figshare_article(site, {"seg.zip": SEG}, **told)
    assert outcome(visits, FIGSHARE)[0] == "forbidden"


@pytest.mark.parametrize("path", ["s/0a1b2c3d4e5f", "collections/Seg/4362224"])
def test_what_is_no_article_is_unsupported_without_a_request(visits: Visits, site: Site, path: str) -> None:
    assert outcome(visits, f"https://figshare.com/{path}")[0] == "unsupported"
    assert site.asked == []


def osf_list(*entries: Any, following: str | None = None) -> Answer:
    return answer({"data": list(entries), "links": {"next": following}})


def osf_entry(name: str, kind: str = "file", size: int = 0, within: str = "") -> dict[str, Any]:
    return {
        "id": f"id-{name}", "type": "files", "attributes": {
            "name": name, "kind": kind, "size": size, "extra": {"hashes": {"sha256": f"sha-{name}{size}", "md5": "x"}},
        },
        "relationships": {"files": {"links": {"related": {"href": within}}}},
        "links": {"download": f"https://osf.io/download/{name}/"},
    }  # fmt: skip


def osf_project(site: Site, name: str = "ab2cd", kind: str = "nodes") -> str:
    """A project with a folder on two pages, a linked storage, and a component."""
    base = f"/api.osf.io/v2/{kind}/{name}"
    node = {
        "id": name, "type": kind, "attributes": {"title": "Seg", "date_registered": "2024-03-05T10:11:12"},
        "embeds": {"license": {"data": {"attributes": {"name": "MIT License"}}}},
    }  # fmt: skip
    storages = [{"attributes": {"provider": provider}} for provider in ("osfstorage", "github")]
    site.answer(f"{base}/", answer({"data": node}))
    site.answer(f"{base}/files/", osf_list(*storages))
    inner = f"https:/{base}/files/osfstorage/5f/"
    site.answer(f"{base}/files/osfstorage/", osf_list(osf_entry("src", "folder", within=inner)))
    further = osf_list(osf_entry("train.py", size=len(CODE["train.py"])), following=f"{inner}?page=2")
    site.answer(f"{base}/files/osfstorage/5f/", further, osf_list(osf_entry("eval.py", size=6)))
    site.answer(f"{base}/files/github/", osf_list(osf_entry("linked.py", size=6)))
    site.answer(f"{base}/children/", osf_list({"id": "xy2za", "attributes": {"title": "Data"}}))
    child = "/api.osf.io/v2/nodes/xy2za"
    site.answer(f"{child}/files/", osf_list(storages[0]))
    site.answer(f"{child}/files/osfstorage/", osf_list(osf_entry("README.md", size=6)))
    site.answer(f"{child}/children/", osf_list())
    for file in ("train.py", "eval.py", "linked.py", "README.md"):
        site.file(f"/osf.io/download/{file}/", CODE.get(file, "x = 1\n").encode())
    return "https://osf.io/ab2cd"


def test_a_project_of_osf_with_folders_storages_and_components(visits: Visits, site: Site) -> None:
    address = osf_project(site)
    row = visits.visit(address)
    assert (row["outcome"], row["error"]) == ("full", None)
    assert code(visits).keys() == {"src/train.py", "src/eval.py", "github/linked.py", "Data/README.md"}
    assert visits.texts()["codemeta.json"].count("MIT License") == 1


def test_a_link_for_reviewers_is_asked_with_its_token(visits: Visits, site: Site) -> None:
    assert outcome(visits, f"{osf_project(site)}/?view_only=0123456789abcdef")[0] == "full"
    assert all("view_only=0123456789abcdef" in path for path in site.paths())


def test_a_registration_of_osf_is_found_by_its_identifier(visits: Visits, site: Site) -> None:
    address = osf_project(site, kind="registrations")
    site.answer("/api.osf.io/v2/nodes/ab2cd/", Answer(404))
    target = {"Location": f"{site.base[0]}api.osf.io/v2/registrations/ab2cd/"}
    site.answer("/api.osf.io/v2/guids/ab2cd/", Answer(302, headers=target))
    row = visits.visit(address)
    assert (row["outcome"], row["branch"]) == ("full", "registration")


def test_a_single_file_of_osf_is_a_deposit(visits: Visits, site: Site) -> None:
    site.answer("/api.osf.io/v2/nodes/ab2cd/", Answer(404))
    target = {"Location": f"{site.base[0]}api.osf.io/v2/files/5f/"}
    site.answer("/api.osf.io/v2/guids/ab2cd/", Answer(302, headers=target))
    site.answer("/api.osf.io/v2/files/5f/", answer({"data": osf_entry("seg.zip", size=len(SEG))}))
    site.file("/osf.io/download/seg.zip/", SEG)
    assert outcome(visits, "https://osf.io/ab2cd")[0] == "full"
    assert code(visits) == INSIDE


def test_a_preprint_of_osf_is_no_project_that_is_not_there(visits: Visits, site: Site) -> None:
    site.answer("/api.osf.io/v2/nodes/ab2cd/", Answer(404))
    target = {"Location": f"{site.base[0]}api.osf.io/v2/preprints/ab2cd/"}
    site.answer("/api.osf.io/v2/guids/ab2cd/", Answer(302, headers=target))
    assert outcome(visits, "https://osf.io/ab2cd") == ("unsupported", "no project but one of preprints")


def test_an_identifier_of_no_project_of_osf_is_not_found(visits: Visits, site: Site) -> None:
    for place in ("nodes", "guids"):
        site.answer(f"/api.osf.io/v2/{place}/ab2cd/", Answer(404))
    assert outcome(visits, "https://osf.io/ab2cd")[0] == "not found"


DRYAD = "https://doi.org/10.5061/dryad.ab12c"


def dryad_data_set(site: Site) -> None:
    site.answer(
        "/datadryad.org/api/v2/datasets/doi:10.5061/dryad.ab12c",
        answer(
            {
                "identifier": "doi:10.5061/dryad.ab12c", "title": "Seg", "versionNumber": 4,
                "license": "https://spdx.org/licenses/CC0-1.0.html", "publicationDate": "2024-03-05",
                "_links": {"stash:version": {"href": "/api/v2/versions/99"}},
                "relatedWorks": [{"relationship": "software", "identifier": "https://github.com/lab/seg"}],
            }
        ),
    )  # fmt: skip
    file = {
        "path": "seg.zip",
        "size": len(SEG),
        "digest": "abc",
        "_links": {"stash:download": {"href": "/api/v2/files/7/download"}},
    }
    following = {"next": {"href": "/api/v2/versions/99/files?page=2&per_page=100"}}
    site.answer(
        "/datadryad.org/api/v2/versions/99/files",
        answer({"_embedded": {"stash:files": [file]}, "_links": following}),
        answer({"_embedded": {"stash:files": [{**file, "path": "README.md", "size": 3}]}, "_links": {}}),
    )


def test_a_data_set_of_dryad(visits: Visits, site: Site) -> None:
    dryad_data_set(site)
    site.file("/datadryad.org/api/v2/files/7/download", SEG)
    row = visits.visit(DRYAD)
    assert (row["outcome"], row["branch"], row["leads_to"]) == ("full", "4", ["https://github.com/lab/seg"])
    assert INSIDE.items() <= code(visits).items()
    assert (visits.visit(DRYAD)["outcome"], len(site.asked)) == ("unchanged", 1)


def test_files_that_dryad_gives_to_accounts_alone_leave_all_unknown(visits: Visits, site: Site) -> None:
    dryad_data_set(site)
    site.answer("/datadryad.org/api/v2/files/7/download", Answer(401))
    result, error = outcome(visits, DRYAD)
    assert (result, "without an account" in (error or "")) == ("unsupported", True)


DATAVERSE = "https://doi.org/10.7910/DVN/ABCDE"


def test_a_data_set_of_dataverse(visits: Visits, site: Site) -> None:
    files = [
        {"label": "train.py", "directoryLabel": "src", "dataFile": {"id": 1, "filesize": 20, "md5": "a"}},
        {
            "label": "table.tab",
            "dataFile": {"id": 2, "filesize": 99, "originalFileName": "table.csv", "originalFileSize": 4, "md5": "b"},
        },
        {"label": "private.py", "restricted": True, "dataFile": {"id": 3, "filesize": 20, "md5": "c"}},
    ]
    version = {
        "versionNumber": 1, "versionMinorNumber": 2, "releaseTime": "2024-03-05T10:11:12Z", "files": files,
        "license": {"name": "CC0 1.0"}, "metadataBlocks": {"citation": {"fields": [
            {"typeName": "title", "value": "Seg"}, {"typeName": "alternativeURL", "value": "https://github.com/lab/seg"},
        ]}},
    }  # fmt: skip
    place = "/dataverse.harvard.edu/api/datasets/:persistentId/versions/:latest-published"
    site.answer(place, answer({"status": "OK", "data": version}))
    site.file("/dataverse.harvard.edu/api/access/datafile/1", CODE["train.py"].encode())
    site.file("/dataverse.harvard.edu/api/access/datafile/2", b"a,b\n")
    row = visits.visit(DATAVERSE)
    assert (row["outcome"], row["branch"], row["leads_to"]) == ("full", "1.2", ["https://github.com/lab/seg"])
    assert row["error"] == "private.py is listed and not given"
    assert code(visits) == {"src/train.py": CODE["train.py"], "table.csv": "a,b\n"}
    assert [path for path in site.paths() if "datafile/2" in path] == [
        "/dataverse.harvard.edu/api/access/datafile/2?format=original"
    ]
    assert (visits.visit(DATAVERSE)["outcome"], len(site.asked)) == ("unchanged", 1)


MIRROR = "https://anonymous.4open.science/r/seg-1A2B"
OPTIONS = "/anonymous.4open.science/api/repo/seg-1A2B/options"


def test_an_anonymous_mirror_as_a_zip(visits: Visits, site: Site) -> None:
    site.answer(OPTIONS, answer({"url": None, "download": True, "lastUpdateDate": "2024-03-05T10:11:12Z"}))
    site.answer("/anonymous.4open.science/api/repo/seg-1A2B/zip", Answer(200, zipped(CODE), "application/zip"))
    row = visits.visit(f"{MIRROR}/README.md")
    assert (row["outcome"], row["requests"]) == ("full", 2)
    assert code(visits) == {f"seg-1A2B.zip/{path}": text for path, text in CODE.items()}
    assert (visits.visit(MIRROR)["outcome"], len(site.asked)) == ("unchanged", 1)


def test_an_anonymous_mirror_file_by_file(visits: Visits, site: Site) -> None:
    site.answer(OPTIONS, answer({"url": None, "download": False, "lastUpdateDate": "2024-03-05T10:11:12Z"}))
    entries = [{"name": "src", "path": ""}, {"name": "README.md", "path": "", "size": 6, "sha": "0a1b2c3d"}]
    within = [{"name": "train.py", "path": "src", "size": 20, "sha": "1a1b2c3d"}]
    site.answer("/anonymous.4open.science/api/repo/seg-1A2B/files/", answer(entries), answer(within))
    for path in ("README.md", "src/train.py"):
        site.file(f"/anonymous.4open.science/api/repo/seg-1A2B/file/{path}", b"x = 1\n")
    assert visits.visit(MIRROR)["outcome"] == "full"
    assert code(visits).keys() == {"README.md", "src/train.py"}
    assert (visits.visit(MIRROR)["outcome"], len(site.asked)) == ("unchanged", 1)


def test_a_mirror_that_is_being_made_is_no_mirror_that_is_not_there(visits: Visits, site: Site) -> None:
    site.answer(OPTIONS, answer({"error": "repository_not_ready"}, 404))
    assert outcome(visits, MIRROR)[0] == "failed"
    site.answer(OPTIONS, answer({"error": "repository_expired"}, 410))
    assert outcome(visits, MIRROR)[0] == "not found"


def test_an_expired_mirror_may_lead_to_the_repository(visits: Visits, site: Site) -> None:
    site.repository("github.com/lab/seg", CODE)
    site.answer(OPTIONS, answer({"url": "https://github.com/lab/seg"}))
    row = visits.visit(MIRROR)
    assert (row["origin"], row["outcome"]) == ("https://github.com/lab/seg", "full")


HERITAGE = "/archive.softwareheritage.org/api/1"


def heritage_revision(site: Site) -> str:
    """A real commit, told as the archive tells it; its identifier."""
    commit = site.repository("github.com/lab/seg", {**CODE, "src/model.py": "import torch\n"})
    folder = site.folder("github.com/lab/seg")
    directory = git(folder, "rev-parse", "main^{tree}").strip()
    told = {"id": commit, "directory": directory, "committer_date": "2022-01-01T00:00:00+00:00"}
    site.answer(f"{HERITAGE}/revision/{commit}/", answer(told))
    for name in (directory, git(folder, "rev-parse", "main:src").strip()):
        entries = []
        for line in git(folder, "ls-tree", "-l", name).splitlines():
            mode, kind, target, size = line.split("\t")[0].split()
            entry = {"name": line.split("\t")[1], "perms": int(mode, 8), "target": target}
            entries.append(
                {**entry, "type": "dir"} if kind == "tree" else {**entry, "type": "file", "length": int(size)}
            )
            if kind == "blob":
                content = git(folder, "cat-file", "blob", target)
                site.file(f"{HERITAGE}/content/sha1_git:{target}/raw/", content.encode())
        site.answer(f"{HERITAGE}/directory/{name}/", answer(entries))
    return commit


def test_a_revision_of_software_heritage_is_the_commit_itself(visits: Visits, site: Site) -> None:
    commit = heritage_revision(site)
    address = f"https://archive.softwareheritage.org/swh:1:rev:{commit};origin=https://github.com/lab/seg"
    row = visits.visit(f"{address};visit=swh:1:snp:{'0' * 40}")
    assert (row["outcome"], row["head"], row["leads_to"]) == ("full", commit, ["https://github.com/lab/seg"])
    assert code(visits) == {**CODE, "src/model.py": "import torch\n"}
    assert (visits.visit(address)["outcome"], site.asked) == ("unchanged", [])


def test_a_snapshot_and_a_release_lead_to_a_revision(visits: Visits, site: Site) -> None:
    commit = heritage_revision(site)
    snapshot, release = "b" * 40, "c" * 40
    branches = {
        "HEAD": {"target_type": "alias", "target": "refs/heads/main"},
        "refs/heads/main": {"target_type": "release", "target": release},
    }
    site.answer(f"{HERITAGE}/snapshot/{snapshot}/", answer({"id": snapshot, "branches": branches}))
    site.answer(f"{HERITAGE}/release/{release}/", answer({"target_type": "revision", "target": commit}))
    row = visits.visit(f"https://archive.softwareheritage.org/swh:1:snp:{snapshot}")
    assert (row["outcome"], row["head"]) == ("full", f"snp:{snapshot}")


def test_objects_that_lead_in_a_circle_fail(visits: Visits, site: Site) -> None:
    release = "c" * 40
    site.answer(f"{HERITAGE}/release/{release}/", answer({"target_type": "release", "target": release}))
    assert outcome(visits, f"https://archive.softwareheritage.org/swh:1:rel:{release}")[0] == "failed"


def test_a_capsule_of_code_ocean_is_a_repository(visits: Visits, site: Site) -> None:
    site.repository("git.codeocean.com/capsule-1234567", CODE)
    row = visits.visit("https://codeocean.com/capsule/1234567/tree/v1")
    assert (row["origin"], row["outcome"]) == ("https://git.codeocean.com/capsule-1234567", "full")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Answer(200, b"<html>"), "unsupported"),
        (Answer(404), "not found"),
        (Answer(302, headers={"Location": "https://accounts.google.com/v3/signin?continue=x"}), "forbidden"),
    ],
)
def test_a_folder_on_google_drive_is_never_no(visits: Visits, site: Site, given: Answer, expected: str) -> None:
    site.answer("/drive.google.com/drive/folders/1aBcDeFgHiJk", given)
    assert outcome(visits, "https://drive.google.com/drive/folders/1aBcDeFgHiJk?usp=sharing")[0] == expected


def test_a_doi_of_another_archive_is_followed(visits: Visits, site: Site) -> None:
    figshare_article(site, {"seg.zip": SEG})
    site.answer("/doi.org/10.25452/figshare.plus.7654321", Answer(302, headers={"Location": FIGSHARE}))
    row = visits.visit("https://doi.org/10.25452/figshare.plus.7654321")
    assert (row["origin"], row["outcome"]) == ("https://figshare.com/articles/7654321", "full")


@pytest.mark.parametrize(("host", "is_sent"), [("archive.softwareheritage.org", True), ("zenodo.org", False)])
def test_a_token_goes_only_where_it_shows_nothing_private(
    visits: Visits, site: Site, host: str, *, is_sent: bool
) -> None:
    visits.tokens[host] = "secret"
    commit = heritage_revision(site)
    zenodo_record(site, 102, {"seg.zip": SEG})
    address = {
        "zenodo.org": "https://zenodo.org/records/102",
        "archive.softwareheritage.org": f"https://archive.softwareheritage.org/swh:1:rev:{commit}",
    }[host]
    visits.visit(address)
    assert {("Authorization" in asked.headers) for asked in site.asked} == {is_sent}
