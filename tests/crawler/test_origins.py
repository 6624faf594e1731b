from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprosurvey.crawler.origins import Origin, origin_of, repository_of

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
        ("https://github.com/lab/seg/tree/main", repository("github.com/lab/seg")),
        ("https://github.com/lab/seg/tree/main/a/b/", repository("github.com/lab/seg", subpath="a/b")),
        ("https://github.com/lab/seg/blob/main/a.py", repository("github.com/lab/seg", subpath="a.py")),
        ("https://github.com//lab//seg", repository("github.com/lab/seg")),
        ("https://github.com/lab/se%67", repository("github.com/lab/seg")),
        ("https://github.com:443/lab/seg", repository("github.com/lab/seg")),
        ("https://github.com/lab/.github", repository("github.com/lab/.github")),
        ("https://bitbucket.org/lab/seg/src/master/x", repository("bitbucket.org/lab/seg", subpath="x")),
        ("https://person@bitbucket.org/lab/seg.git", repository("bitbucket.org/lab/seg")),
        ("git@github.com:Lab/seg.git", repository("github.com/lab/seg", "github.com/Lab/seg")),
        ("git@gitlab.lab.example:group/sub/seg", repository("gitlab.lab.example/group/sub/seg")),
        ("ssh://git@github.com/lab/seg", repository("github.com/lab/seg")),
        ("SSH://git@github.com:22/lab/seg.git", repository("github.com/lab/seg")),
        ("https://gitlab.com/group/sub/deep/seg", repository("gitlab.com/group/sub/deep/seg")),
        ("https://gitlab.com/group/seg/-/tree/main/a", repository("gitlab.com/group/seg", subpath="a")),
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
        ("https://huggingface.co/lab/seg/tree/main/x", repository("huggingface.co/lab/seg", subpath="x")),
        ("https://huggingface.co/datasets/lab/scans", repository("huggingface.co/datasets/lab/scans")),
    ],
)  # fmt: skip
def test_a_repository_is_known_by_one_address(address: str, origin: Origin) -> None:
    assert origin_of(address) == origin


FULL = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("address", "url", "ref", "subpath"),
    [
        ("github.com/Lab/Seg/tree/Paper2026", "github.com/lab/seg/tree/Paper2026", "Paper2026", ""),
        ("github.com/lab/seg/tree/v1/a/b/", "github.com/lab/seg/tree/v1/a/b", "v1/a/b", ""),
        ("github.com/lab/seg/tree/v1%2Fa", "github.com/lab/seg/tree/v1/a", "v1/a", ""),
        ("github.com/lab/seg/tree/refs/tags/v1", "github.com/lab/seg/tree/refs/tags/v1", "refs/tags/v1", ""),
        ("github.com/lab/seg/tree/refs/heads/dev", "github.com/lab/seg/tree/dev", "dev", ""),
        (f"github.com/lab/seg/blob/{FULL}/a/b.py#L3", f"github.com/lab/seg/tree/{FULL}", FULL, "a/b.py"),
        ("github.com/lab/seg/blame/dev/a.py", "github.com/lab/seg/tree/dev/a.py", "dev/a.py", ""),
        (f"github.com/lab/seg/commit/{FULL}", f"github.com/lab/seg/tree/{FULL}", FULL, ""),
        ("github.com/lab/seg/commit/0123456.patch", "github.com/lab/seg/tree/0123456", "0123456", ""),
        (f"github.com/lab/seg/pull/3/commits/{FULL}", f"github.com/lab/seg/tree/{FULL}", FULL, ""),
        ("github.com/lab/seg/commits/dev", "github.com/lab/seg/tree/dev", "dev", ""),
        ("github.com/lab/seg/releases/tag/r/1.0", "github.com/lab/seg/tree/refs/tags/r/1.0", "refs/tags/r/1.0", ""),
        ("github.com/lab/seg/releases/download/v1/w.pt", "github.com/lab/seg/tree/refs/tags/v1", "refs/tags/v1", ""),
        ("github.com/lab/seg/releases/tag/main", "github.com/lab/seg/tree/refs/tags/main", "refs/tags/main", ""),
        ("github.com/lab/seg/archive/v1.0.zip", "github.com/lab/seg/tree/v1.0", "v1.0", ""),
        ("github.com/lab/seg/archive/v1.0/seg-1.0.tar.gz", "github.com/lab/seg/tree/v1.0", "v1.0", ""),
        ("github.com/lab/seg/archive/refs/tags/v1.tar.gz", "github.com/lab/seg/tree/refs/tags/v1", "refs/tags/v1", ""),
        ("github.com/lab/seg/archive/refs/heads/f/x.zip", "github.com/lab/seg/tree/f/x", "f/x", ""),
        ("github.com/lab/seg/zipball/v1", "github.com/lab/seg/tree/v1", "v1", ""),
        ("codeload.github.com/lab/seg/zip/refs/tags/v1", "github.com/lab/seg/tree/refs/tags/v1", "refs/tags/v1", ""),
        ("raw.githubusercontent.com/lab/seg/v1/a.py", "github.com/lab/seg/tree/v1/a.py", "v1/a.py", ""),
        ("raw.githubusercontent.com/lab/seg/refs/heads/dev/a", "github.com/lab/seg/tree/dev/a", "dev/a", ""),
        ("git+https://github.com/lab/seg.git@v1.0#egg=seg", "github.com/lab/seg/tree/v1.0", "v1.0", ""),
        ("git+https://github.com/lab/seg@f/x#egg=seg&subdirectory=p", "github.com/lab/seg/tree/f/x", "f/x", "p"),
        ("git+ssh://git@github.com/lab/seg.git@v1", "github.com/lab/seg/tree/v1", "v1", ""),
        ("git+https://gitlab.com/g/s/seg.git@f/x", "gitlab.com/g/s/seg/-/tree/f/x", "f/x", ""),
        ("gitlab.com/g/s/seg/-/tree/v1/a", "gitlab.com/g/s/seg/-/tree/v1/a", "v1/a", ""),
        ("gitlab.com/g/s/seg/tree/v1", "gitlab.com/g/s/seg/-/tree/v1", "v1", ""),
        ("gitlab.com/g/seg/-/tags/v1", "gitlab.com/g/seg/-/tags/v1", "refs/tags/v1", ""),
        ("gitlab.com/g/seg/-/tree/v1/a?ref_type=tags", "gitlab.com/g/seg/-/tags/v1/a", "refs/tags/v1/a", ""),
        ("gitlab.com/g/seg/-/releases/v1", "gitlab.com/g/seg/-/tags/v1", "refs/tags/v1", ""),
        ("gitlab.com/g/seg/-/archive/v1.zip", "gitlab.com/g/seg/-/tree/v1", "v1", ""),
        ("gitlab.com/g/seg/-/archive/f/x/seg-f-x.tar.gz", "gitlab.com/g/seg/-/tree/f/x", "f/x", ""),
        (f"gitlab.com/g/seg/-/commit/{FULL}", f"gitlab.com/g/seg/-/tree/{FULL}", FULL, ""),
        ("gitlab.com/g/seg/-/raw/v1/a.py?inline=false", "gitlab.com/g/seg/-/tree/v1/a.py", "v1/a.py", ""),
        ("bitbucket.org/lab/seg/src/v1/a", "bitbucket.org/lab/seg/src/v1/a", "v1/a", ""),
        ("bitbucket.org/lab/seg/get/v1.zip", "bitbucket.org/lab/seg/src/v1", "v1", ""),
        (f"bitbucket.org/lab/seg/commits/{FULL}", f"bitbucket.org/lab/seg/src/{FULL}", FULL, ""),
        ("bitbucket.org/lab/seg/branch/dev", "bitbucket.org/lab/seg/src/dev", "dev", ""),
        ("framagit.org/g/s/seg/tree/v1", "framagit.org/g/s/seg/-/tree/v1", "v1", ""),
        ("salsa.debian.org/g/seg/-/archive/v1.zip", "salsa.debian.org/g/seg/-/tree/v1", "v1", ""),
        ("gitee.com/Lab/seg/blob/v1/a.py", "gitee.com/lab/seg/tree/v1/a.py", "v1/a.py", ""),
        ("notabug.org/lab/seg/src/v1/a", "notabug.org/lab/seg/src/v1/a", "v1/a", ""),
        ("git+ssh://git@framagit.org/g/seg.git@v1", "framagit.org/g/seg/-/tree/v1", "v1", ""),
        ("git://github.com/lab/seg/tree/v1", "github.com/lab/seg/tree/v1", "v1", ""),
        ("codeberg.org/lab/seg/src/branch/dev/a", "codeberg.org/lab/seg/src/branch/dev/a", "dev/a", ""),
        ("codeberg.org/lab/seg/src/tag/v1", "codeberg.org/lab/seg/src/tag/v1", "refs/tags/v1", ""),
        (f"codeberg.org/lab/seg/src/commit/{FULL}/a", f"codeberg.org/lab/seg/src/commit/{FULL}", FULL, "a"),
        ("codeberg.org/lab/seg/releases/tag/v1", "codeberg.org/lab/seg/src/tag/v1", "refs/tags/v1", ""),
        ("codeberg.org/lab/seg/raw/branch/dev/a.py", "codeberg.org/lab/seg/src/branch/dev/a.py", "dev/a.py", ""),
        ("git.lab.example/lab/seg/src/branch/dev", "git.lab.example/lab/seg/src/branch/dev", "dev", ""),
        ("git.lab.example/lab/seg/tree/dev", "git.lab.example/lab/seg/tree/dev", "dev", ""),
        ("git.lab.example/lab/seg/-/tree/dev", "git.lab.example/lab/seg/-/tree/dev", "dev", ""),
        ("git.lab.example/lab/seg/archive/v1.tar.gz", "git.lab.example/lab/seg/src/branch/v1", "v1", ""),
        ("git.lab.example/pub/seg.git/tree/a?h=dev", "git.lab.example/pub/seg/tree/dev", "dev", "a"),
        (f"git.lab.example/pub/seg.git/commit/?id={FULL}", f"git.lab.example/pub/seg/tree/{FULL}", FULL, ""),
        ("git.sr.ht/~ada/seg/tree/dev/item/a", "git.sr.ht/~ada/seg/tree/dev/a", "dev/a", ""),
        ("huggingface.co/lab/seg/resolve/v1/w.bin", "huggingface.co/lab/seg/tree/v1/w.bin", "v1/w.bin", ""),
        ("huggingface.co/spaces/lab/demo/blob/b/a", "huggingface.co/spaces/lab/demo/tree/b/a", "b/a", ""),
        ("huggingface.co/lab/seg/tree/refs%2Fpr%2F1", "huggingface.co/lab/seg/tree/refs/pr/1", "refs/pr/1", ""),
        ("github.com/tree/seg/tree/x", "github.com/tree/seg/tree/x", "x", ""),
        ("github.com/lab/seg/tree/%23x%20y", "github.com/lab/seg/tree/%23x%20y", "#x y", ""),
    ],
)  # fmt: skip
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
        ("", ""), ("/tree/main/a", "a"), ("/blob/master/a.py", "a.py"), ("/tree/HEAD", ""), ("/archive/master.zip", ""),
        ("/archive/refs/heads/main.tar.gz", ""), ("/releases", ""), ("/releases/latest", ""), ("/tree/", ""),
        ("/issues/3", ""), ("/wiki", ""), (".git@main", ""), ("/commits", ""),
        ("/raw/refs/heads/main/a/b.py", "a/b.py"),
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
        "https://lab.example/" + "a" * 100_000,
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


HOSTS = st.sampled_from(["github.com", "gitlab.com", "huggingface.co", "git.lab.example", "lab.example", "doi.org"])
PIECES = [
    *"/ab.-_~%#?=&+ :@ÄİßЖ\n\t\\[]()",
    "%23",
    "%2F",
    "%25",
    "%0A",
    "%3f",
    "%zz",
    "//",
    "..",
    ".git",
    "/tree/",
    "/-/",
]
PATHS = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=12).map("".join)


@given(HOSTS, PATHS)
def test_the_origin_of_an_origin_is_itself(host: str, path: str) -> None:
    found = origin_of(f"https://{host}/{path}")
    again = origin_of(found.url) if found else None
    assert (found and found.url, found and found.kind) == (again and again.url, again and again.kind)


@given(st.text(max_size=60))
def test_any_words_are_an_origin_or_none(words: str) -> None:
    for address in (words, f"https://{words}", f"https://lab.example/{words}", f"https://{words}/lab/seg"):
        found = origin_of(address)
        assert found is None or found.url.startswith(("https://", "http://"))
