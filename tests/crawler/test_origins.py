from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reprosurvey.crawler.origins import Origin, host_of, origin_of, repository_of

MACROS = duckdb.connect()
MACROS.execute((Path(__file__).parents[2] / "sql/views/macros/repositories.sql").read_text())


def repository(place: str, address: str | None = None, subpath: str = "") -> Origin:
    return Origin(f"https://{place}", "repository", address or place, subpath)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://github.com/lab/seg", repository("github.com/lab/seg")),
        ("github.com/lab/seg", repository("github.com/lab/seg")),
        ("http://www.github.com/lab/seg/", repository("github.com/lab/seg")),
        ("https://github.com/lab/seg.git", repository("github.com/lab/seg")),
        ("HTTPS://GitHub.com/Lab/Seg", repository("github.com/lab/seg", "github.com/Lab/Seg")),
        ("https://github.com/lab/seg#readme", repository("github.com/lab/seg")),
        ("https://github.com/lab/seg?tab=readme", repository("github.com/lab/seg")),
        ("https://github.com/lab/seg/issues/3", repository("github.com/lab/seg")),
        ("https://github.com//lab//seg", repository("github.com/lab/seg")),
        ("https://github.com/lab/se%67", repository("github.com/lab/seg")),
        ("https://github.com:443/lab/seg", repository("github.com/lab/seg")),
        ("https://github.com/lab/.github", repository("github.com/lab/.github")),
        ("https://person@bitbucket.org/lab/seg.git", repository("bitbucket.org/lab/seg")),
        ("git@github.com:Lab/seg.git", repository("github.com/lab/seg", "github.com/Lab/seg")),
        ("git@gitlab.lab.example:group/sub/seg", repository("gitlab.lab.example/group/sub/seg")),
        ("ssh://git@github.com/lab/seg", repository("github.com/lab/seg")),
        ("SSH://git@github.com:22/lab/seg.git", repository("github.com/lab/seg")),
        ("https://gitlab.com/group/sub/deep/seg", repository("gitlab.com/group/sub/deep/seg")),
        ("https://gitlab.com/group/seg/-/issues", repository("gitlab.com/group/seg")),
        ("https://gitlab.lab.example/Group/Sub/Seg", repository("gitlab.lab.example/Group/Sub/Seg")),
        ("https://git.lab.example/lab/seg.git", repository("git.lab.example/lab/seg")),
        ("https://git.lab.example:8443/lab/seg", repository("git.lab.example:8443/lab/seg")),
        ("https://gitee.com/Lab/seg", repository("gitee.com/lab/seg", "gitee.com/Lab/seg")),
        ("https://forge.lab.example/ada/seg", repository("forge.lab.example/ada/seg")),
        ("https://github.lab.example/ada/seg", repository("github.lab.example/ada/seg")),
        ("https://git.sr.ht/~ada/seg", repository("git.sr.ht/~ada/seg")),
        ("git://github.com/lab/seg", repository("github.com/lab/seg")),
        ("https://codeberg.org/lab/seg", repository("codeberg.org/lab/seg")),
        ("https://huggingface.co/lab/seg", repository("huggingface.co/lab/seg")),
        ("https://huggingface.co/datasets/lab/scans", repository("huggingface.co/datasets/lab/scans")),
    ],
)  # fmt: skip
def test_a_repository_is_known_by_one_address(address: str, origin: Origin) -> None:
    assert origin_of(address) == origin


COMMIT = "0123456789abcdef0123456789abcdef01234567"
PAGE = Path(__file__).parents[2] / "docs/links.md"
ROW = re.compile(r"^\| `([^`]*)` \| `([^`]*)` \| (?:`([^`]*)`)? ?\| (?:`([^`]*)`)? ?\|$", re.MULTILINE)
FORMS = ROW.findall(PAGE.read_text().replace("COMMIT", COMMIT))
"""Links, and what they name: as the page about them says."""


def test_the_page_of_links_has_all_of_them() -> None:
    assert len(FORMS) == sum(line.startswith("| `") for line in PAGE.read_text().splitlines()) > 90


@pytest.mark.parametrize(("address", "url", "ref", "subpath"), FORMS)
def test_a_branch_tag_or_commit_is_part_of_the_origin(address: str, url: str, ref: str, subpath: str) -> None:
    found = origin_of(address if "://" in address else f"https://{address}")
    assert found is not None
    assert (found.url, found.kind, found.ref, found.subpath) == (f"https://{url}", "repository", ref, subpath)
    again = origin_of(found.url)
    assert again is not None
    assert (again.url, again.ref, again.repository) == (found.url, ref, found.repository)
    assert repository_of(found.url) == found.repository
    assert MACROS.execute("select repository_of($1)", [found.url]).fetchall() == [(found.repository,)]


@pytest.mark.parametrize(
    ("behind", "subpath"),
    [
        ("", ""), ("/tree/HEAD/a", "a"), ("/blob/HEAD/a.py", "a.py"), ("/tree/HEAD", ""), ("/archive/HEAD.zip", ""),
        ("/releases", ""), ("/releases/latest", ""), ("/tree/", ""), ("/issues/3", ""), ("/wiki", ""),
        (".git@HEAD", ""), ("/commits", ""), ("/raw/HEAD/a/b.py", "a/b.py"),
    ],
)  # fmt: skip
def test_the_default_branch_makes_no_origin_of_its_own(behind: str, subpath: str) -> None:
    assert origin_of(f"https://github.com/lab/seg{behind}") == repository("github.com/lab/seg", subpath=subpath)


@pytest.mark.parametrize(
    ("address", "kind", "url"),
    [
        ("https://github.com/lab", "page", "https://github.com/lab"),
        ("https://github.com/", "page", "https://github.com"),
        ("https://github.com/topics/mri", "page", "https://github.com/topics/mri"),
        ("https://github.com/sponsors/lab", "page", "https://github.com/sponsors/lab"),
        ("https://github.com/lab/..", "page", "https://github.com"),
        ("https://github.com/lab/.git", "page", "https://github.com/lab/.git"),
        ("https://gitlab.com/users/sign_in", "page", "https://gitlab.com/users/sign_in"),
        ("https://huggingface.co/datasets/scans", "page", "https://huggingface.co/datasets/scans"),
        ("https://huggingface.co/kernels/lab/norm", "page", "https://huggingface.co/kernels/lab/norm"),
        ("https://huggingface.co/api/models/lab", "page", "https://huggingface.co/api/models/lab"),
        ("https://gist.github.com/lab/0123abcd", "page", "https://gist.github.com/lab/0123abcd"),
        ("https://lab.github.io/seg/", "page", "https://lab.github.io/seg"),
        ("https://lab.example/~ada/code?v=2&w=a%26b", "page", "https://lab.example/~ada/code?v=2&w=a%26b"),
        ("https://lab.example/a%23b", "page", "https://lab.example/a%23b"),
        ("http://lab.example:8080/code", "page", "http://lab.example:8080/code"),
        ("https://git.io/seg", "shortener", "https://git.io/seg"),
        ("http://bit.ly/2AbC", "shortener", "https://bit.ly/2AbC"),
        ("https://doi.org/10.5281/zenodo.1234", "archive", "https://doi.org/10.5281/zenodo.1234"),
        ("https://doi.org/10.6084/m9.figshare.22", "archive", "https://doi.org/10.6084/m9.figshare.22"),
        ("https://doi.org/10.1109/TMI.2020.12", "page", "https://doi.org/10.1109/TMI.2020.12"),
        ("https://anonymous.4open.science/r/x", "archive", "https://anonymous.4open.science/r/x"),
        ("https://anon-git.venue.example/r/x", "archive", "https://anon-git.venue.example/r/x"),
        ("https://lab.figshare.com/articles/1", "archive", "https://lab.figshare.com/articles/1"),
        ("https://www.zenodo.org/record/1234", "archive", "https://zenodo.org/record/1234"),
        ("https://www.www.lab.example/a", "page", "https://lab.example/a"),
        ("https://www.example/a", "page", "https://www.example/a"),
        ("https://lab.example/gitweb?p=s.git;a=tree", "page", "https://lab.example/gitweb?p=s.git;a=tree"),
        ("https://git.lab.example/?p=s.git;a=tree", "page", "https://git.lab.example/?p=s.git;a=tree"),
        ("https://gitlab.lab.example/ada", "page", "https://gitlab.lab.example/ada"),
        ("https://huggingface.co/lab", "page", "https://huggingface.co/lab"),
        ("https://doi.org/10.5281/x/..", "page", "https://doi.org/10.5281"),
    ],
)
def test_everything_else_is_a_place_of_its_kind(address: str, kind: str, url: str) -> None:
    found = origin_of(address)
    assert found is not None
    assert (found.kind, found.url) == (kind, url)


@pytest.mark.parametrize(
    "address",
    [
        "", "https://", "https:///lab/seg", "localhost/a/b", "https://localhost:8000/a/b", "https://intranet/a/b",
        "http://127.0.0.1/a/b", "http://127.0.0.1:8000/a/b", "http://127.0.0.1./a/b", "http://127.1/a", "https://[::1]/a/b",
        "https://[::ffff:127.0.0.1]/a/b", "https://[::ffff:7f00:1]/a/b", "http://2130706433/a/b",
        "http://１２７.0.0.1/a/b", "http://0x7f.0.0.1/a/b", "http://0177.0.0.1/a/b",
        "ftp://files.example/a", "file:///etc/passwd", "mailto:ada@lab.example", "https://mailto:ada@lab.example",
        "javascript:alert(1)", "https://ada:secret@github.com/lab/seg", "https://lab.example:99999/a",
        "https://lab.example:port/a", "https://[lab.example/a", "https://lab example.org/a",
        "https://.example/a", "https://" + "a" * 300 + ".example/", "https://lab..example/a",
        "https://lab.example/" + "a" * 100_000, "https://[::1]:@", "[::1]:@", "https://xn--a.example/a",
        "https://xn--99zzzz.example/lab/seg", "https://xn--.example/a", "https://a\u200d.example/a",
        "https://a\u05d0b1.example/a",
    ],
)  # fmt: skip
def test_what_is_no_public_web_address_is_refused(address: str) -> None:
    assert origin_of(address) is None


@pytest.mark.parametrize(
    "address",
    ["https://github.com@evil.example/lab/seg", "https://evil.example/github.com/lab/seg",
     "https://github.com.evil.example/lab/seg", "https://evil.example\\@github.com/lab/seg",
     "https://evil.example#@github.com/lab/seg", "https://evil.example?@github.com/lab/seg",
     "https://xgithub.com/lab/seg", "https://gіthub.com/lab/seg"],
)  # fmt: skip
def test_another_host_never_passes_for_a_git_host(address: str) -> None:
    found = origin_of(address)
    assert found is None or (found.kind == "page" and not found.url.startswith("https://github.com/"))


def test_a_host_of_another_alphabet_is_written_in_ascii() -> None:
    found = origin_of("https://über.example/")
    assert found is not None
    assert found.url == "https://xn--ber-goa.example"


HOSTS = st.sampled_from(
    "github.com www.www.lab.example gitlab.com huggingface.co git.lab.example lab.example doi.org git.sr.ht "
    "dev.azure.com bitbucket.lab.example x.googlesource.com raw.githubusercontent.com xn--a.example über.example "
    "git.lab.example:8443 user@github.com [::1] 1.2.3.4 \u0661.git.example".split()
)
PIECES = [
    *"/ab.-_~%#?=&+ :@ÄİßЖ\n\t\\[]()\u0661\u017f",
    *"%23 %2F %25 %0A %3f %zz // .. .git /tree/ /-/ @v1 ?h= ?id= ?p=x.git;a=tree;hb=dev ?version=GBdev ?at=v1".split(),
    *"/_git/ /browse /projects/p/repos/ /scm/ /+/ /src/branch/ /releases/tag/ /archive/ refs/tags/ main HEAD".split(),
    *"ssh://git@ git+https:// www. seg".split(),
]
PATHS = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=()), max_size=12).map("".join)


@settings(max_examples=500)
@given(HOSTS, PATHS)
@example("x.googlesource.com", "0?h=a")
@example("git.lab.example", "users@v1")
@example("gitlab.com", "lab/seg/tree@v1")
@example("bitbucket.org", "lab/src/resolve/branch/log")
@example("huggingface.co", "lab/blob@v1")
@example("huggingface.co", "lab/tree/HEAD")
def test_the_origin_of_an_origin_is_itself(host: str, path: str) -> None:
    found = origin_of(f"https://{host}/{path}")
    if found is not None:
        assert found.url.encode().isascii()
        again = origin_of(found.url)
        assert again is not None
        assert (again.url, again.kind, again.ref) == (found.url, found.kind, found.ref)
        assert again.repository == found.repository == repository_of(found.url)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_words_are_an_origin_or_none(words: str) -> None:
    for address in (words, f"https://{words}", f"https://lab.example/{words}", f"https://{words}/lab/seg"):
        found = origin_of(address)
        assert found is None or found.url.startswith(("https://", "http://"))
        assert found is None or host_of(found.url)
