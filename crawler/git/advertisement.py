"""What a git server says of itself before anything is asked: protocol, capabilities, and in protocol v0 its refs.

A visit does not need it of a server that speaks v2 at the usual address. It is asked of one that answers otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reprosurvey.crawler.git.pkt_line import PacketError, parts
from reprosurvey.crawler.git.refs import Refs

_DUMB = re.compile(rb"(?:[0-9a-f]{40}|[0-9a-f]{64})\trefs/")
"""A line of the file ``info/refs`` that a static folder serves (gitprotocol-http, "Dumb Server Response")."""


_DENIED = re.compile(rb"(?:[0-9a-fA-F]{4}# service=git-upload-pack\n0000)?[0-9a-fA-F]{4}ERR ([^\0]{1,400})")
"""What gitolite says with status 200, without the flush packet that ends an answer."""


class UnsupportedError(Exception):
    """The server is one of git, and speaks what is not spoken here; the reason in one line."""


class DeniedError(Exception):
    """The server is one of git, and does not give the repository to everybody; its words in one line."""


@dataclass(frozen=True, slots=True)
class Advertisement:
    """How a repository can be asked."""

    version: int = 2
    """Of the protocol: 2, or 0 for 0 and 1."""
    can_filter: bool = True
    """Whether large blobs may be left behind."""
    object_format: str = "sha1"
    refs: Refs | None = None
    """In protocol v0, which tells all at once."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How a repository was reached before."""

    url: str
    """Where git was asked."""
    version: int = 2
    """Of the protocol, as ``Advertisement.version``."""
    object_format: str = "sha1"


def parse_advertisement(body: bytes) -> Advertisement:
    """What the answer to ``info/refs`` says.

    Raises:
        PacketError: It is damaged.
        UnsupportedError: It is a list of refs without a server behind it.
        DeniedError: It says no, as gitolite does with status 200.
    """
    if _DUMB.match(body):
        raise UnsupportedError("serves the files of a repository, not git's protocol (dumb HTTP)")
    if denied := _DENIED.match(body):
        raise DeniedError(f"git says: {' '.join(denied[1].decode('utf-8', 'replace').split())}")
    told = [line.rstrip("\n") for part in parts(body) for line in part]
    told = [line for line in told if line and not line.startswith("# service=")]
    if told[:1] == ["version 2"]:
        return _version_2(dict(line.partition("=")[::2] for line in told[1:]))
    return _version_0([line for line in told if line != "version 1"])


def _version_2(capabilities: dict[str, str]) -> Advertisement:
    can_filter = "filter" in capabilities.get("fetch", "").split()
    return Advertisement(2, can_filter, capabilities.get("object-format", "sha1"))


def _version_0(told: list[str]) -> Advertisement:
    """From lines ``<commit> <ref>``, the first of which lists the capabilities after a NUL."""
    if not told or "\0" not in told[0]:
        raise PacketError("git's advertisement lists no capabilities")
    first, _, listed = told[0].partition("\0")
    capabilities = listed.split()
    refs = dict(line.split(" ", 1)[::-1] for line in (first, *told[1:]) if " " in line)
    peeled = {ref.removesuffix("^{}"): commit for ref, commit in refs.items() if ref.endswith("^{}")}
    target = next((c.removeprefix("symref=HEAD:") for c in capabilities if c.startswith("symref=HEAD:")), None)
    object_format = next((c.partition("=")[2] for c in capabilities if c.startswith("object-format=")), "sha1")
    return Advertisement(0, "filter" in capabilities, object_format, Refs(refs | peeled, target))
