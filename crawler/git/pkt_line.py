"""Git's pkt-lines, of which requests and answers are made (gitprotocol-common, gitprotocol-v2)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import aiohttp

FLUSH, DELIMITER = b"0000", b"0001"
DATA, ERROR = 1, 3
"""The side bands in which a pack and a refusal come; in 2 come words about progress."""
OPENING_2, OPENING_0 = b"packfile", b"NAK"
"""The line after which a pack begins, in protocol v2 and v0."""


class PacketError(ValueError):
    """An answer that is no git answer, is damaged, or in which git says no."""


class NoAnswerError(PacketError):
    """Not a byte of an answer: what git refuses, ``git http-backend`` answers so, with status 200."""


class UnknownObjectError(PacketError):
    """Git says that it has no such object, or none that it gives away."""


class NoPackError(PacketError):
    """A whole answer without a pack: the host knows nothing that leads from what is held to what is wanted."""


def request(command: str, *arguments: str, object_format: str = "sha1") -> bytes:
    """The body that asks a v2 server, which keeps no state between requests, for ``command``."""
    capabilities = [] if object_format == "sha1" else [f"object-format={object_format}"]
    return b"".join(
        [packet(f"command={command}"), *map(packet, capabilities), DELIMITER, *map(packet, arguments), FLUSH]
    )


def packet(line: str) -> bytes:
    """One line of a request."""
    content = f"{line}\n".encode("utf-8", "replace")
    return b"%04x%b" % (len(content) + 4, content)


def parts(body: bytes) -> Iterator[list[str]]:
    """The lines of each part of an answer; a flush packet ends a part.

    Raises:
        NoAnswerError: There is no answer.
        PacketError: It is cut off, or no such answer.
    """
    if not body:
        raise NoAnswerError("git's answer has no byte")
    position, part = 0, list[str]()
    while position < len(body):
        head = body[position : position + 4]
        if head == FLUSH:
            yield part
            part = []
        length = int(head, 16) if re.fullmatch(rb"[0-9a-fA-F]{4}", head) else 3
        end = position + max(length, 4)
        if length == 3 or end > len(body):
            raise PacketError(f"git's answer is cut off or damaged at byte {position}")
        if length > 4:
            part.append(body[position + 4 : end].decode("utf-8", "replace"))
        position = end
    if part or head != FLUSH:
        raise PacketError(f"git's answer is cut off or damaged at byte {position}")


async def pack(stream: aiohttp.StreamReader, opening: bytes = OPENING_2) -> AsyncIterator[bytes]:
    """The pack within the answer to a request for one, piece by piece.

    Args:
        stream: The answer.
        opening: The line after which the pack begins, by the protocol's version.

    Raises:
        NoAnswerError: There is no answer.
        NoPackError: There is no pack in it.
        UnknownObjectError: Git has no such object.
        PacketError: It is no such answer, or git says no.
        asyncio.IncompleteReadError: It is cut off.
    """
    begun = False
    head = await _first_head(stream)
    while head != FLUSH or (opening == OPENING_0 and not begun):
        if not re.fullmatch(rb"[0-9a-fA-F]{4}", head) or (length := int(head, 16)) == 3:
            raise PacketError(f"not a pack: {head!r}")
        line = await stream.readexactly(length - 4) if length > 4 else b""
        if line.startswith(b"ERR "):
            raise _refusal(_words(line[4:]))
        if not begun:
            begun = line.rstrip() == opening
        elif line[:1] == bytes([ERROR]):
            raise _refusal(_words(line[1:]))
        elif line[:1] == bytes([DATA]):
            yield line[1:]
        head = await stream.readexactly(4)
    if not begun:
        raise NoPackError("git sent no pack")


async def _first_head(stream: aiohttp.StreamReader) -> bytes:
    try:
        return await stream.readexactly(4)
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        raise NoAnswerError("git's answer has no byte") from None


def _refusal(words: str) -> PacketError:
    return (UnknownObjectError if "not our ref" in words else PacketError)(f"git says: {words}")


def _words(line: bytes) -> str:
    return " ".join(line.decode("utf-8", "replace").split())[:500]
