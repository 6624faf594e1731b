"""Resolving a list with uv, and installing it: wheels only, so that nothing of a stranger is built or run.

uv is told nothing but requirements that were parsed and written anew; it has no settings, no home and no interpreter of
its own to download. The index's password goes by a file that other users of the machine cannot read. That file also
says how long an answer holds: not every mirror does, and uv would fetch a wheel anew each time.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.package_index.indexes import index_of
from reprosurvey.crawler.resolution.pythons import Python
from reprosurvey.crawler.resolution.reasons import is_unanswered

SECONDS = 120
"""Of one resolution; one that takes longer is unknown."""
INSTALL_SECONDS = 1800
"""Of one installation, downloads included."""
MESSAGE_LIMIT = 20_000
"""Characters of uv's message that are read."""
PLATFORM = "x86_64-manylinux_2_28"
"""For what wheels are looked for: where most of this code is meant to run, whatever runs the survey."""

_PASSED_ON = ("PATH", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")
"""Variables of the environment without which this machine may not reach the index."""
_FIXED = ("--only-binary=:all:", "--no-python-downloads", "--no-progress")
_COMPILE = ("pip", "compile", "--no-header", "--no-annotate", *_FIXED)
_HOLDS = 'cache-control = { api = "max-age=600", files = "max-age=365000000, immutable" }'
"""A page for ten minutes, as the usual index says of its own; a file for good, as none ever changes."""
_FOR_ANY = (f"--python-platform={PLATFORM}", f"--python={sys.executable}")
"""With an interpreter named, uv does not search the machine for one, which takes most of a resolution's time."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One resolution for one Python."""

    resolved: tuple[str, ...] | None
    """The packages, each with its version; None where there is no solution."""
    message: str = ""
    """What uv says where there is none."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What one interpreter is to be given."""

    lines: tuple[str, ...]
    """A line a package, with its version and the digests that its wheel may have."""
    packages: tuple[str, ...]
    """Each with its version."""
    wheels: Mapping[str, int]
    """By address, the bytes of each wheel; of several that would do for a package, one."""


class UnansweredError(Exception):
    """Nothing is known: the index did not answer, or not in time; why."""


class UnreadableListError(UnansweredError):
    """Nothing is known, and not by the index's fault: uv cannot make anything of the list; why."""


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

    further_index: str | None = None
    """One that is asked as well, such as one of builds for processors."""

    def resolve(self, requirements: Sequence[str], python: Python, day: datetime | None) -> Attempt:
        """Resolve ``requirements`` for ``python`` by what the index had on ``day``; None for what it has today.

        Raises:
            UnansweredError: Nothing is known.
            UsageError: As ``require_uv``.
        """
        options = [f"--python-version={python.full}", *_FOR_ANY]
        if day is not None:
            options.append(f"--exclude-newer={day:%Y-%m-%dT%H:%M:%SZ}")
        done = self._compile(requirements, options)
        if done.returncode != 0:
            return Attempt(None, done.stderr[:MESSAGE_LIMIT])
        return Attempt(tuple(line for line in done.stdout.splitlines() if line and not line.startswith("#")))

    def lock(self, requirements: Sequence[str], python: Path) -> Lock | None:
        """What the interpreter ``python`` of this machine is to be given for ``requirements``; None where none will do.

        Raises:
            UnansweredError: Nothing is known.
            UsageError: As ``require_uv``.
        """
        done = self._compile(requirements, [f"--python={python}", "--format=pylock.toml"], self.further_index)
        return _lock(done.stdout) if done.returncode == 0 else None

    def install(self, lock: Lock, python: Path, environment: Path) -> str | None:
        """Make ``environment`` for the interpreter ``python`` and give it what is locked; what uv says where it cannot.

        Nothing that is installed is run: no Python of the environment is asked once something stands in it.

        Raises:
            UnansweredError: Nothing is known.
            UsageError: As ``require_uv``.
        """
        with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
            locked = Path(folder) / "requirements.txt"
            locked.write_text("".join(f"{line}\n" for line in lock.lines))
            venv = ["venv", f"--python={python}", "--quiet", "--no-python-downloads", str(environment)]
            done = self._run(venv, folder, SECONDS)
            if done.returncode == 0:
                options = (f"--python={environment / 'bin' / 'python'}", "--no-deps", "--quiet", *_FIXED)
                arguments = ["pip", "install", *options, "-r", str(locked)]
                done = self._run(arguments, folder, INSTALL_SECONDS, self.further_index)
        if done.returncode == 0:
            return None
        if is_unanswered(done.stderr):
            raise UnansweredError(_first_line(done.stderr))
        return done.stderr[:MESSAGE_LIMIT].strip()

    def prune(self) -> None:
        """Remove from the cache what an installation left behind that was broken off."""
        with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder, suppress(UnansweredError):
            self._run(["cache", "prune", "--quiet"], folder, INSTALL_SECONDS)

    def _compile(
        self, requirements: Sequence[str], options: Sequence[str], further_index: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """What uv finds for ``requirements``, or says where they do not resolve.

        Raises:
            UnansweredError: It could not find out.
            UnreadableListError: It never will.
        """
        with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
            given = Path(folder) / "requirements.in"
            given.write_text("".join(f"{requirement}\n" for requirement in requirements))
            done = self._run([*_COMPILE, str(given), *options], folder, SECONDS, further_index)
        if done.returncode != 0 and is_unanswered(done.stderr):
            raise UnansweredError(_first_line(done.stderr))
        if done.returncode != 0 and "No solution found" not in done.stderr:
            raise UnreadableListError(_first_line(done.stderr))
        return done

    def _run(
        self, arguments: Sequence[str], home: str, seconds: int, further_index: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        settings = Path(home) / "uv.toml"
        settings.write_text(_settings(self.address, further_index))
        environment = {
            **{name: value for name in _PASSED_ON if (value := os.environ.get(name))},
            "HOME": home,
            "UV_CONFIG_FILE": str(settings),
            "UV_CACHE_DIR": str(self.cache.resolve()),
            "UV_CONCURRENT_DOWNLOADS": str(self.connections),
            "UV_HTTP_RETRIES": str(self.retries),
            "UV_SYSTEM_CERTS": "1",
            "NO_COLOR": "1",
        }
        try:
            return subprocess.run(
                [require_uv(), *arguments],
                env=environment,
                cwd=home,
                capture_output=True,
                text=True,
                timeout=seconds,
                umask=0o022,  # whoever runs what is installed must be able to read it
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UnansweredError(f"not done within {seconds} s") from None


def _settings(index: str, further_index: str | None) -> str:
    """What uv is told of the indexes, as ``uv.toml``; of two, the one that has the higher version is taken.

    Of one alone it is not told so: uv would take an index that refuses to answer for one that has nothing.
    """
    told = f"[[index]]\nurl = {json.dumps(index)}\ndefault = true\n{_HOLDS}\n"
    if further_index is None:
        return told
    return f'index-strategy = "unsafe-best-match"\n[[index]]\nurl = {json.dumps(further_index)}\n{_HOLDS}\n{told}'


def uv_version() -> str:
    """The version of uv.

    Raises:
        UsageError: As ``require_uv``.
    """
    told = subprocess.run([require_uv(), "--version"], capture_output=True, text=True, check=True)
    return told.stdout.split()[1]


def _first_line(message: str) -> str:
    return message.strip().removeprefix("error: ").partition("\n")[0]


def _lock(text: str) -> Lock:
    packages = tomllib.loads(text).get("packages", [])
    best = [package["wheels"][-1] for package in packages]
    named = tuple(f"{package['name']}=={package['version']}" for package in packages)
    digests = (" ".join(f"--hash=sha256:{d}" for d in _digests(package["wheels"])) for package in packages)
    lines = tuple(f"{name} {digest}".strip() for name, digest in zip(named, digests, strict=True))
    return Lock(lines, named, {wheel["url"]: wheel.get("size", 0) for wheel in best})


def _digests(wheels: Sequence[Mapping[str, Any]]) -> list[str]:
    """Those of ``wheels``; none where not each has one."""
    found = [wheel.get("hashes", {}).get("sha256") for wheel in wheels]
    return found if all(found) else []


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
        further = config.mirrors.fetched_from(config.cpu_index) if config.cpu_index else None
        yield Resolver(address, cache or Path(folder), limits.host_requests, limits.attempts - 1, further)


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
