"""What an address leads to: a repository on a git host, or a page that may hold or lead to one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from yarl import URL

GIT_HOSTS = {"github.com": 2, "gitlab.com": None, "bitbucket.org": 2, "codeberg.org": 2, "huggingface.co": 2}
"""Hosts of git repositories and how many segments of the path name one; None where groups nest."""

SHORTENERS = frozenset({"git.io", "bit.ly", "tinyurl.com", "goo.gl", "t.co", "rb.gy", "is.gd", "shorturl.at"})
"""Hosts whose addresses only lead elsewhere."""

ARCHIVES = frozenset({"zenodo.org", "osf.io", "figshare.com", "codeocean.com", "doi.org", "dx.doi.org"})
"""Hosts that keep software and data outside git."""

_NOT_OWNERS = frozenset(
    "about apps blog collections contact customer-stories enterprise explore features issues join login marketplace "
    "notifications orgs pricing pulls readme search security settings site sponsors topics trending users".split()
)
_PLACE = re.compile(r"/(?:-/)?(?:tree|blob|raw|src|edit)/[^/]+/?(.*)$")
_SELF_HOSTED = re.compile(r"^(?:git|gitlab|gitea|code|codes)\.|\.(?:git|gitlab)\.")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an address leads."""

    url: str
    """Canonical: https, the host in lower case; on the known git hosts, which ignore case, the path too."""
    kind: str
    """repository, shortener, archive or page."""
    address: str
    """The same in the letter case of the source."""
    subpath: str = ""
    """The folder or file within the repository."""


def origin_of(address: str) -> Origin | None:
    """The origin that ``address`` names; None where it is no http(s) address of a host with a name."""
    try:
        url = URL(address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}")
        host = (url.host or "").lower().removeprefix("www.")
        path = unquote(url.raw_path)
    except ValueError:
        return None
    if url.scheme not in ("http", "https") or "." not in host or host.replace(".", "").isdigit():
        return None
    if host in GIT_HOSTS or (host not in SHORTENERS and _SELF_HOSTED.search(host)):
        return _repository(host, path) or Origin(f"https://{host}{path.rstrip('/')}", "page", f"{host}{path}")
    kind = "shortener" if host in SHORTENERS else "archive" if host in ARCHIVES else "page"
    place = f"{host}{path.rstrip('/')}" + (f"?{url.query_string}" if url.query_string else "")
    return Origin(f"https://{place}", kind, place)


def _repository(host: str, path: str) -> Origin | None:
    subpath = ""
    if match := _PLACE.search(path):
        path, subpath = path[: match.start()], match[1].strip("/")
    segments = [s for s in path.split("/-/")[0].split("/") if s]
    if host == "huggingface.co" and segments[:1] in (["datasets"], ["spaces"]):
        wanted: int | None = 3
    else:
        wanted = GIT_HOSTS.get(host)
    if len(segments) < (wanted or 2) or segments[0].lower() in _NOT_OWNERS:
        return None
    segments = segments[: wanted or len(segments)]
    segments[-1] = segments[-1].removesuffix(".git")
    if not all(re.fullmatch(r"[\w.~-]+", s) for s in segments) or segments[-1].strip(".") == "":
        return None
    place = f"{host}/{'/'.join(segments)}"
    return Origin(f"https://{place.lower() if host in GIT_HOSTS else place}", "repository", place, subpath)
