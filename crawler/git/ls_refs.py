"""The refs of a repository on the web: one ``ls-refs`` request of protocol v2.

The request needs no advertisement first: a v2 server keeps no state between requests (gitprotocol-v2).
"""

from __future__ import annotations

from dataclasses import dataclass

from reprosurvey.crawler.git.pkt_line import PacketError, parts, request
from reprosurvey.crawler.git.refs import HEAD_PREFIXES, Head, Refs


@dataclass(frozen=True, slots=True)
class LsRefsAnswer:
    """A host's answer; of the fields after the status at most one is set."""

    status: int
    """Of HTTP."""
    location: str | None = None
    """Where a redirect leads."""
    head: Head | None = None
    other_type: str | None = None
    """The content type of a 200 that is no git answer."""
    error: str | None = None
    """Why a git answer could not be read."""


def ls_refs_request(prefixes: tuple[str, ...], object_format: str = "sha1") -> bytes:
    """The body of the request for the refs that begin with one of ``prefixes``."""
    wanted = (f"ref-prefix {prefix}" for prefix in prefixes)
    return request("ls-refs", "peel", "symrefs", "unborn", *wanted, object_format=object_format)


LS_REFS = ls_refs_request(HEAD_PREFIXES)


def parse_refs(body: bytes) -> Refs:
    """What the answer to ``ls-refs`` lists.

    Raises:
        PacketError: The answer is damaged, or git says no.
    """
    commits: dict[str, str] = {}
    target = None
    for line in next(parts(body)):
        if line.startswith("ERR "):
            raise PacketError(f"git says: {line[4:].strip()}"[:500])
        commit, _, named = line.rstrip("\n").partition(" ")
        ref, *attributes = named.split() or [""]
        if ref == "HEAD":
            target = next((a.removeprefix("symref-target:") for a in attributes if "symref" in a), None)
        if commit != "unborn":
            peeled = (a.removeprefix("peeled:") for a in attributes if a.startswith("peeled:") and ref != "HEAD")
            commits[ref] = next(peeled, commit)
    return Refs(commits, target)
