"""Git's pkt-lines, of which requests and answers are made (gitprotocol-common, gitprotocol-v2)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

import aiohttp

FLUSH, DELIMITER = b"0000", b"0001"
DATA, ERROR = 1, 3
"""The side bands in which a pack and a refusal come; in 2 come words about progress."""


class PacketError(ValueError):
    """An answer that is no git answer, is damaged, or in which git says no."""


class NoPackError(PacketError):
    """A whole answer without a pack: the host knows nothing that leads from what is held to what is wanted."""


def request(command: str, *arguments: str) -> bytes:
    """The body that asks a server, which keeps no state between requests, for ``command``."""
    return b"".join([_packet(f"command={command}"), DELIMITER, *map(_packet, arguments), FLUSH])


def _packet(line: str) -> bytes:
    return f"{len(line) + 5:04x}{line}\n".encode()


def lines(body: bytes) -> Iterator[str]:
    """The lines of an answer, up to the packet that ends it.

    Raises:
        PacketError: It is cut off, or no such answer.
    """
    position = 0
    while (head := body[position : position + 4]) != FLUSH:
        length = int(head, 16) if re.fullmatch(rb"[0-9a-fA-F]{4}", head) else 3
        end = position + max(length, 4)
        if length == 3 or end > len(body):
            raise PacketError(f"git's answer is cut off or damaged at byte {position}")
        if length > 4:
            yield body[position + 4 : end].decode("utf-8", "replace")
        position = end


async def pack(stream: aiohttp.StreamReader) -> AsyncIterator[bytes]:
    """The pack within the answer to ``fetch``, piece by piece.

    Raises:
        NoPackError: There is none in it.
        PacketError: It is no such answer, or git says no.
        asyncio.IncompleteReadError: It is cut off.
    """
    begun = False
    while (head := await stream.readexactly(4)) != FLUSH:
        if not re.fullmatch(rb"[0-9a-fA-F]{4}", head) or (length := int(head, 16)) == 3:
            raise PacketError(f"not a pack: {head!r}")
        line = await stream.readexactly(length - 4) if length > 4 else b""
        if line.startswith(b"ERR "):
            raise PacketError(f"git says: {_words(line[4:])}")
        if not begun:
            begun = line.rstrip() == b"packfile"
        elif line[:1] == bytes([ERROR]):
            raise PacketError(f"git says: {_words(line[1:])}")
        elif line[:1] == bytes([DATA]):
            yield line[1:]
    if not begun:
        raise NoPackError("git sent no pack")


def _words(line: bytes) -> str:
    return " ".join(line.decode("utf-8", "replace").split())[:500]
