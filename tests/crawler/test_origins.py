from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprosurvey.crawler.origins import Origin, origin_of


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
        ("https://huggingface.co/spaces/lab/demo/blob/b/a", repository("huggingface.co/spaces/lab/demo", subpath="a")),
    ],
)  # fmt: skip
def test_a_repository_is_known_by_one_address(address: str, origin: Origin) -> None:
    assert origin_of(address) == origin


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
