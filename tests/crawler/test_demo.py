from __future__ import annotations

import gzip
import http.client
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse
from yarl import URL

from reprosurvey.crawler.demo import HOSTS, INDEX_URLS, DemoSite, Request, serve
from reprosurvey.crawler.demo.catalogue import CRITERIA, Paper, Repository
from reprosurvey.crawler.demo.documents import write_pdf
from reprosurvey.crawler.demo.papers import PAPERS, papers_of
from reprosurvey.crawler.demo.projects import (
    CARDIAC_PHASE,
    CLOSED,
    COARSE_TO_FINE,
    CONTRAST_FREE,
    EMPTY,
    RENAMED,
    REPOSITORIES,
    TUMOUR_TILES,
    UNREACHABLE,
    VESSEL,
)
from reprosurvey.crawler.demo.repositories import GIT_ENVIRONMENT, folder_of, write_repositories
from reprosurvey.crawler.documents.pages import HYPHEN
from reprosurvey.crawler.documents.pdf import Document, UnreadableDocumentError, read_document
from reprosurvey.crawler.families import Contribution, pmlr
from reprosurvey.crawler.git.ls_refs import LS_REFS
from reprosurvey.crawler.mirrors import Mirrors

BY_KEY = {paper.key: paper for paper in PAPERS}
READABLE = [paper for paper in PAPERS if paper.pdf == "readable"]
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def demo(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(made_demo, folder)
    with serve(folder) as site:
        yield site


def local(demo: DemoSite, url: str) -> str:
    return Mirrors(demo.mirrors).fetched_from(url)


def fetch(demo: DemoSite, url: str, **headers: str) -> http.client.HTTPResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = urllib.request.urlopen(urllib.request.Request(local(demo, url), headers=named))
    assert isinstance(response, http.client.HTTPResponse)
    return response


def ask(
    demo: DemoSite, method: str, path: str, body: bytes | Iterator[bytes] | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """One request, as it is written: nothing is followed or normalised."""
    connection = http.client.HTTPConnection(URL(demo.base).authority)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers=named, encode_chunked=isinstance(body, Iterator))
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def git(*arguments: str) -> str:
    environment = {**GIT_ENVIRONMENT, "GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(["git", *arguments], env=environment, check=True, capture_output=True, text=True).stdout


def index(demo: DemoSite, year: int) -> list[Contribution]:
    url = demo.index_urls[year]
    return list(pmlr.parse_index(HtmlResponse(url, body=fetch(demo, url).read())).contributions)


def document(demo: DemoSite, paper: Paper, folder: Path) -> Document:
    url = f"{demo.index_urls[paper.year]}{paper.key}/{paper.key}.pdf"
    path = folder / f"{paper.key}.pdf"
    path.write_bytes(fetch(demo, url).read())
    return read_document(path, 10)


def flowing(text: str) -> str:
    return " ".join(text.split())


def text_of(read: Document) -> str:
    return flowing("\n".join(page.text for page in read.pages))


def head_of(demo: DemoSite, address: str) -> str:
    return git("ls-remote", local(demo, address), "HEAD").split("\t")[0]


def test_the_catalogue_holds_together() -> None:
    papers = [paper for paper in PAPERS if not paper.is_front_matter]
    assert len(papers) >= 24
    assert len(BY_KEY) == len(PAPERS)
    known = {repository.address for repository in REPOSITORIES}
    assert len(known) == len(REPOSITORIES)
    for paper in papers:
        assert paper.expected.keys() - {"visit"} == {"has_repository", "public_data", *CRITERIA}
        assert set(paper.expected_later) == set(paper.expected)
        assert paper.repository is None or paper.repository.address in known
    assert {"full", "empty", "not found", "moved", "failed"} == {r.visit for r in REPOSITORIES}
    assert all(repository.moved_to in known for repository in REPOSITORIES if repository.moved_to)


def test_every_address_in_the_catalogue_is_mirrored(demo: DemoSite) -> None:
    for paper in PAPERS:
        words = " ".join((paper.abstract, paper.data, paper.code, paper.footnote, *paper.references))
        for address in [*re.findall(r"https?://[^\s)\]]+", words), *(link for _, link in paper.declared)]:
            assert URL(address).host in HOSTS
            assert local(demo, address).startswith(demo.base)
    assert all(f"{scheme}://{host}/" in demo.mirrors for host in HOSTS for scheme in ("http", "https"))


@pytest.mark.parametrize("year", INDEX_URLS)
def test_an_index_lists_the_years_papers_and_their_pages_tell_the_rest(demo: DemoSite, year: int) -> None:
    listed = index(demo, year)
    assert [entry.key for entry in listed] == [paper.key for paper in papers_of(year)]
    assert Counter(entry.kind for entry in listed)["front matter"] == 1
    for entry in listed:
        page = HtmlResponse(entry.landing_url, body=fetch(demo, entry.landing_url).read())
        told, paper = pmlr.parse_landing(page, entry), BY_KEY[entry.key]
        assert (told.title, told.authors, told.abstract) == (paper.title, paper.authors, paper.abstract)
        assert told.declared == paper.declared
        assert told.pdf_url == f"{demo.index_urls[year]}{paper.key}/{paper.key}.pdf"
        assert 'href="https://github.com/mlresearch/' in page.text


@pytest.mark.parametrize("paper", READABLE, ids=lambda paper: paper.key)
def test_a_pdf_says_what_the_catalogue_says(demo: DemoSite, paper: Paper, tmp_path: Path) -> None:
    read = document(demo, paper, tmp_path)
    text = text_of(read)
    assert paper.title in text
    assert paper.abstract in text
    assert paper.data in text
    linked = {link.url for page in read.pages for link in page.annotations}
    assert linked == set(LINK.findall(f"{paper.code} {paper.footnote}"))
    assert read.page_count == (1 if paper.is_front_matter else 3)


def test_addresses_are_as_hard_to_read_as_in_real_papers(demo: DemoSite, tmp_path: Path) -> None:
    def text(key: str) -> str:
        return "\n".join(page.text for page in document(demo, BY_KEY[key], tmp_path).pages)

    assert f"demo-chest/long-tail{HYPHEN}findings" in text("elderwick21a")
    assert re.search(r"demo-lab/hippocampus-shape\d+\n?", text("kestrelton22a"))
    assert "sparse_label_nets" not in text("junipero22a")
    assert "demo-lab/sparse label nets" in text("junipero22a")
    assert "demo-skin" not in text("coldwater21a")
    assert re.search(r"online\.1\n1\. https://", text("kestrelton22a"))
    assert text("larkspur22a").index("References\n") < text("larkspur22a").index("demo-registration/fold-free")


def test_one_pdf_is_broken_and_one_missing(demo: DemoSite, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError):
        document(demo, BY_KEY["umberlake23a"], tmp_path)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        document(demo, BY_KEY["vetchling23a"], tmp_path)


@pytest.mark.parametrize("address", [VESSEL.address, VESSEL.address.lower(), f"{TUMOUR_TILES.address}.git"])
def test_a_shallow_partial_clone_leaves_large_files_out(demo: DemoSite, address: str, tmp_path: Path) -> None:
    options = ("--quiet", "--bare", "--depth=1", "--filter=blob:limit=1m")
    git("clone", *options, local(demo, address), str(tmp_path / "clone"))
    expected = VESSEL if "vessel" in address.lower() else TUMOUR_TILES
    rows = git("-C", str(tmp_path / "clone"), "ls-tree", "-r", "--name-only", "HEAD").split()
    assert set(rows) == set(expected.files)
    missing = git("-C", str(tmp_path / "clone"), "rev-list", "--objects", "--missing=print", "HEAD").count("?")
    assert missing == sum(len(content) > 1 << 20 for content in expected.files.values())


def test_every_repository_is_what_the_catalogue_says(demo: DemoSite) -> None:
    for repository in REPOSITORIES:
        response, _ = ask(
            demo, "GET", URL(local(demo, f"{repository.address}.git/info/refs?service=git-upload-pack")).path_qs
        )
        assert response.status == (301 if repository.moved_to else repository.status)
    assert git("ls-remote", local(demo, EMPTY.address)) == ""


def test_a_renamed_repository_is_found_under_its_new_address(demo: DemoSite) -> None:
    assert head_of(demo, RENAMED.address) == head_of(demo, CONTRAST_FREE.address)
    for rest in ("", ".git/git-upload-pack", "/tree/main?plain=1"):
        response, _ = ask(demo, "GET", URL(local(demo, RENAMED.address + rest)).path_qs)
        assert response.status == 301
        target = URL(demo.base).join(URL(response.headers["Location"]))
        origin = Mirrors(demo.mirrors).original(str(target))
        assert origin.removesuffix("/git-upload-pack") == CONTRAST_FREE.address + rest.removeprefix(
            ".git"
        ).removesuffix("/git-upload-pack")


@pytest.mark.parametrize("repository", [COARSE_TO_FINE, CLOSED, UNREACHABLE], ids=lambda r: r.address)
def test_what_is_gone_or_down_says_so_at_every_request(demo: DemoSite, repository: Repository) -> None:
    for method, rest in (("GET", "/"), ("POST", ".git/git-upload-pack"), ("HEAD", "/blob/main/README.md")):
        response, _ = ask(demo, method, URL(local(demo, repository.address + rest)).path)
        assert response.status == repository.status
        if response.status == 503:
            assert response.headers["Retry-After"] == "0"


@pytest.mark.parametrize("sent", ["plain", "chunked", "gzip"])
def test_git_requests_are_read_however_they_are_sent(demo: DemoSite, sent: str) -> None:
    path = URL(local(demo, f"{VESSEL.address}.git/git-upload-pack")).path
    bodies: dict[str, bytes | Iterator[bytes]] = {
        "plain": LS_REFS,
        "chunked": iter([LS_REFS[:9], LS_REFS[9:]]),
        "gzip": gzip.compress(LS_REFS),
    }
    headers = {"Content_Type": "application/x-git-upload-pack-request", "Git_Protocol": "version=2"}
    headers |= {"gzip": {"Content_Encoding": "gzip"}, "chunked": {"Transfer_Encoding": "chunked"}}.get(sent, {})
    response, content = ask(demo, "POST", path, bodies[sent], **headers)
    assert response.status == 200
    assert f"{head_of(demo, VESSEL.address)} HEAD symref-target:refs/heads/main".encode() in content


def test_a_page_that_is_known_is_not_sent_again(demo: DemoSite) -> None:
    url = demo.index_urls[2021]
    tag = fetch(demo, url).headers["ETag"]
    with pytest.raises(urllib.error.HTTPError, match="304"):
        fetch(demo, url, If_None_Match=tag)
    assert fetch(demo, url, If_None_Match='"another"').status == 200


def test_weights_that_a_readme_links_to_can_be_had(demo: DemoSite) -> None:
    links = [
        link
        for repository in REPOSITORIES
        for link in re.findall(rb"\[here\]\((.+?)\)", repository.files.get("README.md", b""))
    ]
    assert len(links) == 3
    for link in links:
        response, content = ask(demo, "HEAD", URL(local(demo, link.decode())).path)
        assert (response.status, content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../repositories/github.com/demo-lab/vesseltopo.git/HEAD",
        "/%2e%2e/repositories/github.com/demo-lab/vesseltopo.git/HEAD",
        "/github.com/..%2f..%2f..%2frepositories/github.com/demo-lab/vesseltopo.git/HEAD",
        "/..%2f..%2fsomewhere/info/refs?service=git-upload-pack",
        "/github.com/demo-lab/vesseltopo.git/objects/info/packs",
        "/github.com/demo-lab/vesseltopo.git/info/refs?service=git-receive-pack",
        "/github.com/demo-lab/nothing",
    ],
)
def test_nothing_else_is_served(demo: DemoSite, path: str) -> None:
    response, _ = ask(demo, "GET", path)
    assert response.status in (403, 404)


def test_nothing_can_be_written(demo: DemoSite) -> None:
    assert ask(demo, "PUT", "/proceedings.demo.example/robots.txt", b"")[0].status == 405
    assert ask(demo, "POST", "/github.com/demo-lab/vesseltopo.git/git-receive-pack", b"")[0].status == 405


def test_requests_are_noted(demo: DemoSite) -> None:
    fetch(demo, "https://proceedings.demo.example/robots.txt")
    assert demo.requests[-1] == Request("GET", "/proceedings.demo.example/robots.txt", 200)


def test_the_same_is_made_every_time(demo: DemoSite, tmp_path: Path) -> None:
    write_repositories(tmp_path, [VESSEL])
    again = git("-C", str(folder_of(tmp_path, VESSEL.address)), "rev-parse", "HEAD").strip()
    assert again == head_of(demo, VESSEL.address)
    for name in ("one.pdf", "two.pdf"):
        write_pdf(tmp_path / name, BY_KEY["ashgrove21a"], "Book", 1)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_time_passes_once(demo: DemoSite) -> None:
    unchanged = head_of(demo, VESSEL.address)
    before = head_of(demo, CARDIAC_PHASE.address)
    demo.advance()
    after = head_of(demo, CARDIAC_PHASE.address)
    demo.advance()
    assert before != after == head_of(demo, CARDIAC_PHASE.address)
    assert head_of(demo, VESSEL.address) == unchanged
    folder = str(folder_of(demo.repositories, CARDIAC_PHASE.address))
    assert set(git("-C", folder, "ls-tree", "-r", "--name-only", "HEAD").split()) == set(CARDIAC_PHASE.later or {})
    assert BY_KEY["nettlemere22a"].expected_later["training"] == "yes"
