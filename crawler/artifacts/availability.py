"""What an answer says of a file that was asked for: each host has its own way of saying "gone".

Pure functions over one answer: status, headers, first bytes, address. What a host is known to do stands beside its
rule, with where that is told. An answer that says neither "here it is" nor "it is not here" says nothing: failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yarl import URL


class Availability(StrEnum):
    """How asking for a file ended."""

    AVAILABLE = "available"
    """The host has it for everybody."""
    GONE = "gone"
    """The host says that there is nothing, or nothing public."""
    FORBIDDEN = "forbidden"
    """It is there, but not for everybody or not now: a login, a quota, an application."""
    FAILED = "failed"
    """No answer, or none that says anything: nothing is known."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, as far as it was read."""

    url: str
    """The address that answered."""
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in the letter case of HTTP's registry, or a mapping that ignores it."""
    body: bytes = b""
    """Its first bytes; empty after HEAD."""
    location: str | None = None
    """Where it redirects to."""

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        """Whether it is a page to be looked at, not a file to be kept."""
        attached = "attachment" in self.headers.get("Content-Disposition", "").lower()
        return self.content_type in ("text/html", "application/xhtml+xml") and not attached

    @property
    def text(self) -> str:
        """The first bytes as text; empty unless it is a page."""
        return self.body.decode("utf-8", "replace") if self.is_page else ""

    @property
    def size(self) -> int | None:
        """Bytes of the whole file; None where it is not told, or a page."""
        if self.is_page or "Content-Encoding" in self.headers:
            return None
        if self.status == 206:
            told = self.headers.get("Content-Range", "").rpartition("/")[2]
        else:
            told = self.headers.get("Content-Length", "")
        return int(told) if re.fullmatch(r"[0-9]{1,18}", told) else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What an answer says."""

    outcome: Availability
    error: str | None = None


AVAILABLE = Finding(Availability.AVAILABLE)

Rule = Callable[[str, Reply], Finding | None]
"""What an answer to a question for an address says; None where the general rules are to tell."""

_FILE = re.compile(
    r"\.(?:pth|pt|ckpt|onnx|h5|hdf5|pkl|pickle|joblib|npz|npy|mat|bin|safetensors|tflite|keras|pb|params|weights|t7"
    r"|caffemodel|zip|tar|gz|tgz|bz2|xz|7z|rar|nii|csv|json)(?:/download)?/?$",
    re.IGNORECASE,
)
_SIGN_IN_HOST = re.compile(r"^(?:accounts|login|auth|sso|idp|signin)\.")
_SIGN_IN_PATH = re.compile(r"/(?:log-?in|sign-?in|sso|servicelogin|users/sign_in)(?:[/.?]|$)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{0,300})", re.IGNORECASE)
_SAYS_GONE = re.compile(
    r"\b404\b|\b410\b|not found|does(?:n['’]t| not) exist|no longer (?:available|exists)"
    r"|(?:was|been) (?:deleted|removed)|isn['’]t here",
    re.IGNORECASE,
)
_SAYS_BOT = re.compile(r"unusual traffic|captcha|are you a (?:human|robot)|checking your browser", re.IGNORECASE)
"""How Zenodo's 403, Google's and others' pages begin that refuse the asker, not the file."""


def address_to_ask(url: str) -> str:
    """The address at which the host answers for the file itself, where ``url`` is a page about it."""
    for pattern, address in _ADDRESSES:
        if match := pattern.match(url):
            return match.expand(address)
    return url


def judge(asked: str, reply: Reply) -> Finding:
    """What ``reply`` says of what was asked for at ``asked``."""
    host = URL(reply.url).host or ""
    for hosts, rule in _RULES:
        if hosts.search(host) and (finding := rule(asked, reply)) is not None:
            return finding
    return _in_general(asked, reply)


def leads_to_sign_in(url: str) -> bool:
    """Whether an address is where one signs in."""
    return bool(_SIGN_IN_HOST.search(URL(url).host or "") or _SIGN_IN_PATH.search(URL(url).path))


def _in_general(asked: str, reply: Reply) -> Finding:
    status = reply.status
    if reply.headers.get("x-amzn-waf-action") or reply.headers.get("cf-mitigated") or _SAYS_BOT.search(reply.text):
        return Finding(Availability.FAILED, "the host wants a browser")
    if leads_to_sign_in(reply.url) and not leads_to_sign_in(asked):
        return Finding(Availability.FORBIDDEN, "a sign-in")
    if status in (404, 410):
        return Finding(Availability.GONE, f"HTTP {status}")
    if status in (401, 402, 403, 451):
        return Finding(Availability.FORBIDDEN, f"HTTP {status}")
    if status not in (200, 206):
        return Finding(Availability.FAILED, f"HTTP {status}")
    return _page(asked, reply) if reply.is_page else AVAILABLE


def _page(asked: str, reply: Reply) -> Finding:
    """A page is what was asked for, unless a file was: a page in its place is not the file."""
    title = _title(reply)
    if _SAYS_GONE.search(title):
        return Finding(Availability.GONE, f"a page: {title}")
    if _FILE.search(URL(asked).path):
        return Finding(Availability.FAILED, f"a page instead of the file: {title}")
    if URL(reply.url).path == "/" != URL(asked).path:
        return Finding(Availability.FAILED, "leads to the host's front page")
    return AVAILABLE


def _title(reply: Reply) -> str:
    match = _TITLE.search(reply.text)
    return " ".join(match[1].split()) if match else ""


def _google_drive(asked: str, reply: Reply) -> Finding | None:
    """Google Drive: a large file's page warns that it was not scanned; a popular one's says "Quota exceeded".

    Both come with status 200 (gdown issues 43 and 406). What is not public leads to accounts.google.com, as what was
    never there may; what was deleted is 404.
    """
    if reply.status != 200 or not reply.is_page:
        return None
    if re.search(r"Quota exceeded|Too many users have (?:viewed|downloaded)", reply.text):
        return Finding(Availability.FORBIDDEN, "download quota exceeded")
    if re.search(r"Virus scan warning|scan this file for viruses|id=\"download-form\"", reply.text):
        return AVAILABLE
    if "/folders/" in reply.url or re.search(r"//docs\.google\.com/(?:document|spreadsheets|presentation)/", reply.url):
        return None
    return Finding(Availability.FAILED, f"a page instead of the file: {_title(reply)}")


def _dropbox(asked: str, reply: Reply) -> Finding | None:
    """Dropbox: the page of what was deleted is 404, to HEAD at times 200; 460 is what was taken down.

    HEAD: chanzuckerberg/single-cell-data-portal issue 3012. A file's page at ``dl=1`` is not the file.
    """
    if reply.status == 460 or (reply.is_page and _SAYS_GONE.search(reply.text)):
        return Finding(Availability.GONE, _title(reply) or f"HTTP {reply.status}")
    if reply.status == 200 and reply.is_page and URL(asked).query.get("dl") == "1":
        return Finding(Availability.FAILED, f"a page instead of the file: {_title(reply)}")
    return None


def _onedrive(asked: str, reply: Reply) -> Finding | None:
    """OneDrive: the page is the same program for whatever is there and what is not; only its words tell.

    SharePoint lets an open link in with a cookie and a redirect that is of no use without it.
    """
    if reply.location is not None and any("FedAuth=" in value for value in reply.headers.values()):
        return AVAILABLE
    if reply.status == 200 and reply.is_page:
        if re.search(r"might not exist or is no longer available|link has (?:been removed|expired)", reply.text):
            return Finding(Availability.GONE, "the page says that it is gone")
        return Finding(Availability.FAILED, "a page that does not tell what is there")
    return None


def _hugging_face(asked: str, reply: Reply) -> Finding | None:
    """Hugging Face: 401 for a repository that is absent or private; ``X-Error-Code`` tells a gated one.

    As huggingface_hub reads it (``hf_raise_for_status``).
    """
    code = reply.headers.get("X-Error-Code", "")
    if code == "GatedRepo":
        return Finding(Availability.FORBIDDEN, "gated")
    if reply.status == 401 or code in ("RepoNotFound", "EntryNotFound", "RevisionNotFound"):
        return Finding(Availability.GONE, code or "no public repository")
    return None


_ADDRESSES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), address)
    for pattern, address in (
        (
            r"https?://(?:drive|docs)\.google\.com/(?:file/(?:u/\d+/)?d/([\w-]+).*|uc\?(?:.*&)?id=([\w-]+).*)",
            r"https://drive.google.com/uc?export=download&id=\1\2",
        ),
        (r"(https?://(?:www\.)?dropbox\.com/(?:s|scl/fi)/[^?#]+)\?(.*&)?dl=0(.*)", r"\1?\2dl=1\3"),
        (r"(https?://(?:www\.)?dropbox\.com/s/[^?#]+)$", r"\1?dl=1"),
        (r"(https?://huggingface\.co/(?:datasets/)?[^/]+/[^/]+)/blob/(.+)", r"\1/resolve/\2"),
        (r"(https?://github\.com/[^/]+/[^/]+)/blob/(.+)", r"\1/raw/\2"),
        (r"https?://figshare\.com/ndownloader/files/(\d+)", r"https://ndownloader.figshare.com/files/\1"),
        (
            r"https?://figshare\.com/articles/(?:[^/?#]+/){0,2}(\d{5,})(?:/\d+)?/?(?:[?#].*)?$",
            r"https://api.figshare.com/v2/articles/\1",
        ),
    )
)
"""Pages about a file, and where the file itself is asked for. Figshare's pages and its ``/ndownloader`` want a browser
(202 with a challenge), its download host and API do not (automl/nanoTabPFN pull request 12)."""

_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"(?:^|\.)(?:drive|docs)\.google\.com$|^drive\.usercontent\.google\.com$"), _google_drive),
    (re.compile(r"(?:^|\.)dropbox(?:usercontent)?\.com$"), _dropbox),
    (re.compile(r"(?:^|\.)(?:1drv\.ms|onedrive\.live\.com|sharepoint\.com)$"), _onedrive),
    (re.compile(r"(?:^|\.)(?:huggingface\.co|hf\.co)$"), _hugging_face),
)
