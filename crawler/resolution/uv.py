"""Resolving a list with uv: wheels only, so that nothing of a stranger is built or run.

uv is told nothing but requirements that were parsed and written anew; it has no settings, no home and no interpreter of
its own to download. The index's password goes by the environment, where other users of the machine do not see it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.package_index.indexes import index_of
from reprosurvey.crawler.resolution.pythons import Python
from reprosurvey.crawler.resolution.reasons import is_unanswered

SECONDS = 120
"""Of one resolution; one that takes longer is unknown."""
MESSAGE_LIMIT = 20_000
"""Characters of uv's message that are read."""
PLATFORM = "x86_64-manylinux_2_28"
"""For what wheels are looked for: where most of this code is meant to run, whatever runs the survey."""

_PASSED_ON = ("PATH", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")
"""Variables of the environment without which this machine may not reach the index."""
_FIXED = (
    "--only-binary=:all:",
    "--no-config",
    "--no-python-downloads",
    "--no-header",
    "--no-annotate",
    "--no-progress",
    f"--python-platform={PLATFORM}",
    f"--python={sys.executable}",
)
"""With an interpreter named, uv does not search the machine for one, which takes most of a resolution's time."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One resolution for one Python."""

    resolved: tuple[str, ...] | None
    """The packages, each with its version; None where there is no solution."""
    message: str = ""
    """What uv says where there is none."""


class UnansweredError(Exception):
    """Nothing is known: the index did not answer, or not in time; why."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """uv, an index and a cache of the index's pages that all lists of a survey share."""

    address: str
    """The index's, which may hold a user and password."""
    cache: Path
    connections: int
    """Requests under way at the same time, of one resolution."""
    retries: int
    """Further tries of a request that may pass when asked again."""

    def resolve(self, requirements: Sequence[str], python: Python, day: datetime | None) -> Attempt:
        """Resolve ``requirements`` for ``python`` by what the index had on ``day``; None for what it has today.

        Raises:
            UnansweredError: Nothing is known.
            UsageError: As ``require_uv``.
        """
        with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
            given = Path(folder) / "requirements.in"
            given.write_text("".join(f"{requirement}\n" for requirement in requirements))
            options = [f"--python-version={python.full}", *_FIXED]
            if day is not None:
                options.append(f"--exclude-newer={day:%Y-%m-%dT%H:%M:%SZ}")
            done = self._run([str(given), *options], folder)
        if done.returncode == 0:
            return Attempt(tuple(line for line in done.stdout.splitlines() if line and not line.startswith("#")))
        message = done.stderr[:MESSAGE_LIMIT]
        if is_unanswered(message) or "No solution found" not in message:
            raise UnansweredError(message.strip().removeprefix("error: ").partition("\n")[0])
        return Attempt(None, message)

    def _run(self, arguments: Sequence[str], home: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **{name: value for name in _PASSED_ON if (value := os.environ.get(name))},
            "HOME": home,
            "UV_DEFAULT_INDEX": self.address,
            "UV_CACHE_DIR": str(self.cache.resolve()),
            "UV_CONCURRENT_DOWNLOADS": str(self.connections),
            "UV_HTTP_RETRIES": str(self.retries),
            "UV_SYSTEM_CERTS": "1",
            "NO_COLOR": "1",
        }
        try:
            return subprocess.run(
                [require_uv(), "pip", "compile", *arguments],
                env=environment,
                cwd=home,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UnansweredError(f"not resolved within {SECONDS} s") from None


@contextmanager
def open_resolver(config: Config, cache: Path | None = None) -> Iterator[Resolver]:
    """A resolver that asks the index of the settings; the pages go to ``cache``, or are kept for the block alone.

    Raises:
        UsageError: As ``require_uv`` and ``index_of``.
    """
    require_uv()
    index_of(config)
    address = config.mirrors.fetched_from(config.package_index or "")
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        limits = config.limits
        yield Resolver(address, cache or Path(folder), limits.host_requests, limits.attempts - 1)


def require_uv() -> str:
    """Where uv is.

    Raises:
        UsageError: It is not installed.
    """
    if find_spec("uv") is not None:
        from uv import find_uv_bin  # an extra

        return str(find_uv_bin())
    if found := shutil.which("uv"):
        return found
    raise UsageError("uv is not installed, by which lists are resolved: pip install 'reprosurvey[resolve]'")
