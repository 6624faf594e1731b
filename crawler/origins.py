"""What an address leads to: a repository on a git host, or a page that may hold or lead to one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from yarl import URL

from reprosurvey.crawler.places import may_name_ref, place_at, place_of, repository_length

GIT_HOSTS = {
    "github.com": 2,
    "gitlab.com": None,
    "bitbucket.org": 2,
    "codeberg.org": 2,
    "framagit.org": None,
    "gitee.com": 2,
    "huggingface.co": 2,
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

_NOT_OWNERS = frozenset(
    "about apps blog collections contact customer-stories enterprise explore features issues join login marketplace "
    "notifications orgs pricing pulls readme search security settings site sponsors topics trending users".split()
)
_FILES_OF_GITHUB = {
    "raw.githubusercontent.com": "raw",
    "raw.github.com": "raw",
    "codeload.github.com": "",
}
"""Hosts that give files and archives of GitHub's repositories, and the word that GitHub itself has before the ref."""
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}")
_SSH = re.compile(r"ssh://git@([^\s/:]+)(?::\d+)?/|git@([^\s/:]+):/?|git://([^\s/:]+)/", re.IGNORECASE)
_SHORTHAND = re.compile(r"^(github|gitlab):(?=[\w-]+/[\w.-])", re.IGNORECASE)
"""A repository as package managers write it."""
_SOFTWARE_HERITAGE = re.compile(r"swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}\b")
_DOI = re.compile(r"(?:doi\s?:\s?)?10\.", re.IGNORECASE)
_DOI_HOSTS = frozenset({"doi.org", "dx.doi.org"})
_ANONYMISED = re.compile(r"^anon(?:ymous)?[.-]")
"""Mirrors that show a repository without its owner's name, as a review asks for."""
_SELF_HOSTED = re.compile(
    r"^(?:git|github(?!\.com\b)|gitlab\w*|gitea|gogs|forge|forgejo|forgemia|code|codes|scm|sourcesup|src)\.|\.(?:git|gitlab|forge)\."
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


def origin_of(address: str) -> Origin | None:
    """The origin that ``address`` names; None where it is no address of a host with a public name on the web."""
    if len(address) > ADDRESS_LIMIT:
        return None
    address = over_https(address)
    try:
        url = URL(address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}")
        port = url.explicit_port
    except ValueError:
        return None
    host = (url.raw_host or "").lower().removeprefix("www.")
    if url.scheme not in ("http", "https") or url.password is not None or not _HOST.fullmatch(host):
        return None
    scheme = "https"
    if port not in (None, 80, 443):
        scheme, host = url.scheme, f"{host}:{port}"
    place = f"{host}{url.raw_path.rstrip('/')}"
    kind = _kind(host, url.raw_path)
    if kind == "repository":
        return _repository(scheme, host, url) or Origin(f"{scheme}://{place}", "page", place)
    place += f"?{url.raw_query_string}" if url.raw_query_string else ""
    return Origin(f"{scheme}://{place}", kind, place)


def _kind(host: str, path: str) -> str:
    """What stands at such a place; a repository only where the path names one."""
    if host in SHORTENERS:
        return "shortener"
    if host in _DOI_HOSTS:
        return "archive" if path.removeprefix("/").startswith(tuple(ARCHIVE_DOIS)) else "page"
    if _ANONYMISED.search(host) or any(host == archive or host.endswith(f".{archive}") for archive in ARCHIVES):
        return "archive"
    is_git = host in GIT_HOSTS or host in _FILES_OF_GITHUB or _SELF_HOSTED.search(host)
    return "repository" if is_git else "page"


def _repository(scheme: str, host: str, url: URL) -> Origin | None:
    segments = [s for s in unquote(url.raw_path).split("/") if s]
    if host in _FILES_OF_GITHUB:
        host, segments = "github.com", [*segments[:2], _FILES_OF_GITHUB[host], *segments[2:]]
    if host == "huggingface.co" and segments[:1] in (["datasets"], ["spaces"]):
        wanted = 3
    else:
        wanted = GIT_HOSTS.get(host) or max(2, repository_length(segments))
    if len(segments) < wanted or segments[0].lower() in _NOT_OWNERS:
        return None
    named, behind = segments[:wanted], [s for s in segments[wanted:] if s]
    named[-1], at, ref = named[-1].partition("@")
    place = (
        place_at(host, "/".join((ref, *behind)), url.fragment)
        if at
        else place_of(host, behind, url.query, url.fragment)
    )
    named[-1] = named[-1].removesuffix(".git")
    if not all(re.fullmatch(r"[\w.~-]+", s, re.ASCII) for s in named) or named[-1].strip(".") == "":
        return None
    address = f"{host}/{'/'.join(named)}"
    canonical = address.lower() if host in GIT_HOSTS else address
    return Origin(
        f"{scheme}://{canonical}{place.written}",
        "repository",
        address + place.written,
        place.path,
        place.ref,
        place.written,
    )
