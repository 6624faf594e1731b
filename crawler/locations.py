"""Where a survey is: a folder of this machine, or a prefix of an object store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.errors import UsageError

_URL = re.compile(r"(?P<scheme>\w+)://(?P<rest>.*)")
_SCHEMES = ("s3", "gs", "abfs")
_PREFIX = re.compile(r"[\w.@=+-]+(?:/[\w.=+-]+)*")


@dataclass(frozen=True, slots=True)
class ObjectUrl:
    """A prefix of an object store: ``s3://bucket/prefix``; Google's are ``gs://``, Azure's ``abfs://``."""

    url: str

    def __str__(self) -> str:
        return self.url


Location = Path | ObjectUrl


def location_of(text: str, base: Path = Path()) -> Location:
    """The place that a person named, a folder from ``base`` on.

    Raises:
        UsageError: It is the address of something else, or of a bucket in which no survey can be.
    """
    if (match := _URL.fullmatch(text)) is None:
        return base / text
    rest = match["rest"].rstrip("/")
    if match["scheme"] not in _SCHEMES:
        known = ", ".join(f"{scheme}://" for scheme in _SCHEMES)
        raise UsageError(f"no survey can be at {match['scheme']}://...; name a folder, or {known}")
    if not _PREFIX.fullmatch(rest) or (match["scheme"] != "abfs" and "@" in rest) or ".." in rest.split("/"):
        raise UsageError(
            f"no survey can be at {match['scheme']}://...: an address is a bucket and a prefix of letters, digits and "
            ". _ - = +, such as s3://bucket/survey; credentials do not stand in it"
        )
    return ObjectUrl(f"{match['scheme']}://{rest}")
