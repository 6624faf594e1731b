"""What an address leads to: a repository on a git host, or a page that may hold or lead to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from yarl import URL

from reprosurvey.crawler.forges import is_azure, is_gitiles, is_stash, repository_length
from reprosurvey.crawler.refs_and_paths import (
    Place,
    is_default,
    may_name_ref,
    place_at,
    place_of,
    place_on_gitweb,
    written_with_dash,
)

GIT_HOSTS = {
    "github.com": 2,
    "gitlab.com": None,
    "bitbucket.org": 2,
    "codeberg.org": 2,
    "framagit.org": None,
    "git.codeocean.com": 1,
    "gitee.com": 2,
    "huggingface.co": None,
    "notabug.org": 2,
    "salsa.debian.org": None,
}
"""Hosts of git repositories and how many segments of the path name one; None where groups nest."""

SHORTENERS = frozenset(
    "aka.ms bit.ly git.io goo.gl is.gd ow.ly rb.gy rebrand.ly shorturl.at t.co t.ly tinyurl.com w3id.org".split()
)
"""Hosts whose addresses only lead elsewhere."""

ARCHIVES = frozenset(
    "4open.science archive.softwareheritage.org bioconductor.org code.google.com codeocean.com "
    "colab.research.google.com cran.r-project.org data.4tu.nl data.mendeley.com datadryad.org "
    "dataverse.harvard.edu figshare.com "
    "hub.knime.com osf.io pypi.org sourceforge.net zenodo.org".split()
)
"""Hosts that keep software and data outside git; their subdomains do too."""

DOI = "https://doi.org/"

ARCHIVE_DOIS = (
    "10.4121/ 10.4231/ 10.5061/ 10.5281/ 10.5683/ 10.6084/ 10.7303/ 10.7910/ 10.11588/data 10.12751/ 10.14278/ "
    "10.17605/ 10.17617/ 10.17632/ 10.18112/ 10.18419/ 10.18710/ 10.21227/ 10.22000/ 10.23728/ 10.24433/ 10.34894/ "
    "10.34973/ 10.57745/ 10.57967/"
).split()
"""How the DOIs of archives of software and data begin; all others are somebody's article, or nobody knows what."""

ADDRESS_LIMIT = 2048
"""Characters of an address; longer ones are not addresses that a paper gives."""

_READINGS = 5
"""Times that a repository's origin is read again: its names may be words that are written before a ref."""

_NOT_OWNERS = frozenset(
    "about apps blog collections contact customer-stories docs enterprise explore features issues join learn login "
    "marketplace notifications orgs papers pricing pulls readme search security settings site sponsors tasks topics "
    "trending users".split()
)
"""First words of paths that lead to a host's own pages."""
_NOT_OWNERS_ON = {"huggingface.co": _NOT_OWNERS.union("api buckets chat inference kernels organizations posts".split())}
"""Those of a host that has some more, which elsewhere may be somebody's name."""
_FILES_OF_GITHUB = {
    "raw.githubusercontent.com": "raw",
    "raw.github.com": "raw",
    "codeload.github.com": "",
}
"""Hosts that give files and archives of GitHub's repositories, and the word that GitHub itself has before the ref."""
_ALIASES = {"hf.co": "huggingface.co", **dict.fromkeys(_FILES_OF_GITHUB, "github.com")}
"""Hosts of the same repositories."""
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}")
_NAME = re.compile(r"[\w.~-]+", re.ASCII)
_SSH = re.compile(r"ssh://git@([^\s/:]+)(?::\d+)?/|git@([^\s/:]+):/?|git://([^\s/:]+)/", re.IGNORECASE)
_SHORTHAND = re.compile(r"^(github|gitlab):(?=[\w-]+/[\w.-])", re.IGNORECASE)
"""A repository as package managers write it."""
_SOFTWARE_HERITAGE = re.compile(r"swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}\b")
_DOI = re.compile(r"(?:doi\s?:\s?)?10\.", re.IGNORECASE)
_DOI_HOSTS = frozenset({"doi.org", "dx.doi.org"})
_ANONYMISED = re.compile(r"^anon(?:ymous)?[.-]")
"""Mirrors that show a repository without its owner's name, as a review asks for."""
_GIT_PATH = re.compile(r"/[^/]+\.git(?:@|/|$)")
"""How a path names a repository on any host."""
_SELF_HOSTED = re.compile(
    r"^(?:git|git-codecommit|github(?!\.com\b)|gitlab\w*|gitea|gogs|forge|forgejo|forgemia|code|codes|scm|sourcesup|src)\.|\.(?:git|gitlab|forge)\."
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an address leads."""

    url: str
    """Canonical: https, the host in lower case; on the known git hosts, which ignore case, the path too.

    Only where an address names a port of its own does http stay http.
    """
    kind: str
    """repository, shortener, archive or page."""
    address: str
    """The same in the letter case of the source."""
    subpath: str = ""
    """The folder or file within the repository, where it stands apart from the ref."""
    ref: str = ""
    """The branch, tag or commit that is named, as ``Place.ref``; ``url`` and ``address`` end in it as ``suffix``."""
    suffix: str = ""

    @property
    def repository(self) -> str:
        """The canonical address of the repository, without the ref."""
        return self.url.removesuffix(self.suffix)


def repository_of(url: str) -> str:
    """The address of the repository that an origin's ``url`` is of, without the ref; of a page its own."""
    origin = origin_of(url) if may_name_ref(url) else None
    return url if origin is None else origin.repository


def at_ref(repository: Origin, ref: str) -> Origin:
    """The origin of a ``repository``'s ref, as its host writes it."""
    plain = replace(repository, url=repository.repository, address=repository.address.removesuffix(repository.suffix))
    host = host_of(repository.url)
    return _with_ref(plain, host, place_at(host, ref, ""))


def names_state(url: str) -> bool:
    """Whether an origin's ``url`` says which branch, tag or commit is meant, but for the default branch by name."""
    origin = origin_of(url) if may_name_ref(url) else None
    return origin is not None and not is_default(origin.ref)


def is_web_address(written: str) -> bool:
    """Whether this is an http(s) address, whatever its host."""
    return re.fullmatch(r"https?://[^\s/]\S*", written) is not None


def over_https(address: str) -> str:
    """An address, and one by which git is to use SSH, or a package manager git, as it is on the web."""
    address = re.sub(r"^git\+(?=https?://|ssh://)", "", address, flags=re.IGNORECASE)
    address = _SHORTHAND.sub(r"https://\1.com/", address)
    match = _SSH.match(address)
    return f"https://{match[match.lastindex or 0]}/{address[match.end() :]}" if match else address


def on_the_web(identifier: str) -> str | None:
    """The address of what a DOI or a Software Heritage identifier names; None for anything else."""
    if match := _SOFTWARE_HERITAGE.match(identifier):
        return f"https://archive.softwareheritage.org/{match[0]}"
    if match := _DOI.match(identifier):
        return f"{DOI}{identifier[match.end() - len('10.') :]}"
    return None


def url_of(address: str) -> URL | None:
    """An address or a reference as a URL; None where it is none. Whatever a stranger wrote, nothing is raised."""
    try:
        url = URL(address)
        _ = url.host, url.explicit_port  # which are not decoded before
    except Exception:  # yarl raises more than ValueError: IndexError for "https://[::1]:@"
        return None
    return url


def host_of(address: str) -> str:
    """The host of an address, in ASCII and lower case; empty where it has none."""
    url = url_of(address)
    return (url.raw_host or "").lower() if url is not None else ""


def origin_of(address: str) -> Origin | None:
    """The origin that ``address`` names; None where it is no address of a host with a public name on the web.

    It is defined for any text, and the origin of an origin's ``url`` is that origin.
    """
    found = _read(address)
    for _ in range(_READINGS):
        if found is None or found.kind != "repository":
            break
        again = _read(f"{found.url.partition('://')[0]}://{found.address}")
        if again is None or (again.url, again.kind, again.ref) == (found.url, found.kind, found.ref):
            break
        found = again
    return found


def _read(address: str) -> Origin | None:
    """The origin by what ``address`` says."""
    url = _web_url(address)
    if url is None:
        return None
    scheme, host = _server(url)
    shown = place_on_gitweb(url.raw_query_string) if host not in GIT_HOSTS else None
    kind = "page" if shown else _kind(host, url.raw_path.rstrip("/"))
    if kind == "repository":
        if (repository := _repository(scheme, host, url)) is not None:
            return repository
        kind = "page"
    place = host + url.raw_path.rstrip("/")
    if url.raw_query_string and (shown or not _is_git_host(host)):
        place = f"{host}{url.raw_path}?{url.raw_query_string}"
    path, ref = (shown.path, shown.ref) if shown else ("", "")
    return Origin(f"{scheme}://{place}", kind, place, path, ref)


def _web_url(address: str) -> URL | None:
    """The URL of an address on the web, at a host with a public name; None for any other."""
    if len(address) > ADDRESS_LIMIT:
        return None
    address = over_https(address)
    url = url_of(address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}")
    if url is None or url.scheme not in ("http", "https") or url.password is not None:
        return None
    return url if _HOST.fullmatch((url.raw_host or "").lower()) else None


def _server(url: URL) -> tuple[str, str]:
    """The scheme and host by which an address is known; the host with its port where that is one of its own."""
    host, port = _without_www((url.raw_host or "").lower()), url.explicit_port
    return ("https", host) if port in (None, 80, 443) else (url.scheme, f"{host}:{port}")


def _without_www(host: str) -> str:
    """A host without the names before its own that only say that it is one of the web."""
    while (rest := host.removeprefix("www.")) != host and _HOST.fullmatch(rest):
        host = rest
    return host


def _kind(host: str, path: str) -> str:
    """What stands at such a place; a repository only where the path names one."""
    if host in SHORTENERS:
        return "shortener"
    if host in GIT_HOSTS or host in _FILES_OF_GITHUB:
        return "repository"
    if host in _DOI_HOSTS:
        return "archive" if path.removeprefix("/").startswith(tuple(ARCHIVE_DOIS)) else "page"
    if _ANONYMISED.search(host) or any(host == archive or host.endswith(f".{archive}") for archive in ARCHIVES):
        return "archive"
    return "repository" if _is_git_host(host) or _GIT_PATH.search(path) else "page"


def _is_git_host(host: str) -> bool:
    if host in GIT_HOSTS or host in _ALIASES or _SELF_HOSTED.search(host):
        return True
    return is_azure(host) or is_stash(host) or is_gitiles(host)


def _repository(scheme: str, host: str, url: URL) -> Origin | None:
    segments = [s for s in unquote(url.raw_path).split("/") if s]
    if host in _FILES_OF_GITHUB:
        segments = [*segments[:2], _FILES_OF_GITHUB[host], *segments[2:]]
    host = _ALIASES.get(host, host)
    wanted = GIT_HOSTS.get(host) or repository_length(host, segments, url.query)
    if not wanted or (names := _names(segments[:wanted], host)) is None or len(names) < wanted:
        return None
    place, address = _place(host, segments, wanted, url), f"{host}/{'/'.join(names)}"
    canonical = address.lower() if host in GIT_HOSTS else address
    repository = Origin(f"{scheme}://{canonical}", "repository", address, place.path)
    return _with_ref(repository, host, place)


def _names(segments: Sequence[str], host: str) -> list[str] | None:
    """The names of a repository, of its groups and its own; None where a name cannot be one."""
    if not segments or segments[0].lower() in _NOT_OWNERS_ON.get(host, frozenset() if is_stash(host) else _NOT_OWNERS):
        return None
    *groups, name = segments
    names = [*groups, re.sub(r"(?:\.git)+$", "", name.partition("@")[0])]
    if not all(_NAME.fullmatch(name) and name.strip(".") and name != "-" for name in names):
        return None
    if not _is_git_host(host):
        names[-1] += ".git"  # by which alone one knows that it is a repository
    return names


def _with_ref(repository: Origin, host: str, place: Place) -> Origin:
    written = place.written
    if repository.url.count("/") == 3 and host not in GIT_HOSTS and written.startswith(("/tree/", "/src/")):
        written = written_with_dash(place.ref)  # so that one sees where a repository of one name ends
    url, address = repository.url + written, repository.address + written
    return replace(repository, url=url, address=address, ref=place.ref, suffix=written)


def _place(host: str, segments: list[str], wanted: int, url: URL) -> Place:
    """What the address names behind the first ``wanted`` of its ``segments``."""
    _, at, ref = segments[wanted - 1].partition("@")
    behind = [segment for segment in segments[wanted:] if segment]
    if at:
        return place_at(host, "/".join((ref, *behind)), url.fragment)
    return place_of(host, behind, url.query, url.fragment)
