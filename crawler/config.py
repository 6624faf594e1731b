"""A survey's settings, ``survey.toml``: where it stands, how polite it is, what stands in for which address.

The file is looked for in the folder where a command runs, then in those above it.

All keys are optional: ``store`` (folder, or ``s3://bucket/prefix``), ``contact`` (an e-mail or web address that goes
into the user agent), ``[limits]`` (see :class:`Limits`), ``[cluster]`` (see :class:`Cluster`), ``[sandbox]`` (its
``command``, and the limits of :class:`SandboxLimits`), ``[mirrors]`` (address prefix to fetch instead; the store keeps
the original), ``package_index`` (the address of a simple index of Python packages, by default pip's own variable
``PIP_INDEX_URL``), ``cpu_index`` (one more, of builds for processors), ``[tokens]`` (host to the name of the
environment variable that holds its token; it goes to that host, or to what is its mirror, and nowhere else) and
``[venues]`` (more venues, as in ``crawler/venues.toml``, or others instead of those).
"""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.locations import Location, location_of
from reprosurvey.crawler.logs import keep_secret
from reprosurvey.crawler.mirrors import Mirrors
from reprosurvey.crawler.origins import is_web_address
from reprosurvey.crawler.sandbox.limits import SandboxLimits
from reprosurvey.crawler.sandbox.runs import Sandbox

logger = logging.getLogger(__name__)

DEFAULT_FILE = Path("survey.toml")
DEFAULT_STORE = Path("survey")

_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("store", "contact", "package_index", "cpu_index"), str),
    **dict.fromkeys(("limits", "cluster", "sandbox", "mirrors", "tokens", "venues"), dict),
}
"""The settings and their types."""


@dataclass(frozen=True)
class Limits:
    """Bounds on what one survey asks of the web and of this machine."""

    requests: int = 32
    """Requests of the visits under way at the same time, over all hosts."""
    host_requests: int = 8
    """Requests under way at the same time to one host."""
    host_rate: int = 20
    """Requests a second to one host."""
    rest_seconds: int = 300
    """The longest rest that is waited for; a host that asks for more is left until the next run."""
    attempts: int = 4
    """Tries of a request that may pass when asked again."""
    snapshots: int = 8
    """Snapshots taken at the same time."""
    visit_seconds: int = 300
    """Seconds that one snapshot may take."""
    blob_bytes: int = 128 << 10
    """Blobs above this many bytes are left behind, notebooks and code excepted."""
    pack_bytes: int = 1 << 30
    """A repository whose pack exceeds this many bytes is too large."""
    workers: int = 2
    """Processes of this machine that read PDFs, judge and rehearse."""
    item_seconds: int = 60
    """Seconds of processor time that reading one PDF, or judging one paper or repository, may take."""
    pages: int = 400
    """Pages that are read of one PDF."""


@dataclass(frozen=True)
class Cluster:
    """The Dask cluster whose workers visit, read PDFs and judge; where it names none, this machine."""

    scheduler: str | None = None
    """Address of a scheduler that runs: tcp://... or tls://..., whose certificates Dask's own settings name."""
    kind: str | None = None
    """The class of a deployment, which is started for each stage, such as dask_jobqueue.SLURMCluster."""
    workers: int | None = None
    """Workers that it is asked for; None for those that it starts by itself."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What the class is given."""
    start_seconds: int = 60
    """Seconds until its first worker must be there, which may have to wait in a queue."""

    @property
    def is_named(self) -> bool:
        """Whether there is one besides this machine."""
        return self.scheduler is not None or self.kind is not None


_CLUSTER: Mapping[str, type] = {"scheduler": str, "kind": str, "workers": int, "start_seconds": int, "options": dict}


@dataclass(frozen=True)
class Config:
    """What ``survey.toml`` says."""

    store: Location = DEFAULT_STORE
    contact: str | None = None
    limits: Limits = field(default_factory=Limits)
    cluster: Cluster = field(default_factory=Cluster)
    sandbox: Sandbox = field(default_factory=Sandbox)
    mirrors: Mirrors = field(default_factory=Mirrors)
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Host to its token."""
    venues: Mapping[str, Any] = field(default_factory=dict)
    package_index: str | None = field(default_factory=lambda: os.environ.get("PIP_INDEX_URL"), repr=False)
    """Address of a package index; it may hold a user and password."""
    cpu_index: str | None = None
    """Address of a further one, where builds for processors are found; only what is to be run is looked for there."""

    @property
    def user_agent(self) -> str:
        """Names the project, its version and whom to write to."""
        from importlib.metadata import version  # a query need not wait for it

        mail = mail_of(self.contact or "")
        told = f"mailto:{mail}" if mail else f"contact: {self.contact}"
        return f"reprosurvey/{version('reprosurvey')}" + (f" ({told})" if self.contact else "")


def mail_of(contact: str) -> str | None:
    """The e-mail address that a contact is; None where it is anything else, such as a web address with an @."""
    return contact.removeprefix("mailto:") if "@" in contact and "/" not in contact else None


def load_config(path: Path | None = None) -> Config:
    """Read ``path``, or the nearest ``survey.toml``: in this folder, else in one above it.

    Raises:
        UsageError: The named file is not there, is not TOML, or says what no survey can; or the one found in a folder
            above is another user's.
    """
    default_store = DEFAULT_STORE
    if path is None:
        if (path := _nearest()) is None:
            return Config()
        default_store = path.parent / DEFAULT_STORE
    logger.info("settings: %s", path.absolute())
    settings = _read(path)
    _check(path, settings, _KINDS)
    tokens = _tokens(path, settings.get("tokens", {}))
    index = settings.get("package_index", os.environ.get("PIP_INDEX_URL"))
    keep_secret(*tokens.values(), urlsplit(index or "").password or "")
    return Config(
        store=location_of(settings["store"], path.parent) if "store" in settings else default_store,
        contact=settings.get("contact"),
        limits=_limits(path, settings.get("limits", {})),
        cluster=_cluster(path, settings.get("cluster", {})),
        sandbox=_sandbox(path, settings.get("sandbox", {})),
        mirrors=_mirrors(path, settings.get("mirrors", {})),
        tokens=tokens,
        venues=settings.get("venues", {}),
        package_index=index,
        cpu_index=settings.get("cpu_index"),
    )


def _nearest() -> Path | None:
    """The ``survey.toml`` of this folder, else of the nearest above that has one. It may name code to run.

    Raises:
        UsageError: The one above is another user's.
    """
    if DEFAULT_FILE.exists():
        return DEFAULT_FILE
    above = next((file for folder in Path.cwd().parents if (file := folder / DEFAULT_FILE).is_file()), None)
    if above is not None and above.stat().st_uid not in (os.getuid(), 0):
        raise UsageError(f"{above} is another user's; name it with --config to go by it")
    return above


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text())
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}") from None


def _limits(path: Path, limits: Mapping[str, Any]) -> Limits:
    _check_limits(path, "limits", limits, Limits)
    return Limits(**limits)


def _sandbox(path: Path, sandbox: Mapping[str, Any]) -> Sandbox:
    limits = dict(sandbox)
    command = limits.pop("command", [])
    if not isinstance(command, list) or not all(isinstance(part, str) for part in command):
        raise UsageError(f"{path}: 'sandbox.command' must be a list of texts, not {command!r}")
    _check_limits(path, "sandbox", limits, SandboxLimits)
    return Sandbox(SandboxLimits(**limits), tuple(command))


def _check_limits(path: Path, table: str, limits: Mapping[str, Any], kind: type) -> None:
    _check(path, limits, {f.name: int for f in fields(kind)})
    if low := [name for name, value in limits.items() if value < 1]:
        raise UsageError(f"{path}: {table}.{low[0]} must be at least 1")


def _cluster(path: Path, cluster: Mapping[str, Any]) -> Cluster:
    _check(path, cluster, _CLUSTER)
    found = Cluster(**cluster)
    if found.scheduler is not None and found.kind is not None:
        raise UsageError(f"{path}: cluster.scheduler is one that runs, cluster.kind one to start: give one of them")
    if low := [name for name in ("workers", "start_seconds") if cluster.get(name, 1) < 1]:
        raise UsageError(f"{path}: cluster.{low[0]} must be at least 1")
    return found


def _mirrors(path: Path, mirrors: Mapping[str, Any]) -> Mirrors:
    _check(path, mirrors, dict.fromkeys(mirrors, str))
    if wrong := [address for pair in mirrors.items() for address in pair if not is_web_address(address)]:
        raise UsageError(f"{path}: mirrors: '{wrong[0]}' is not an http(s) address")
    return Mirrors(mirrors)


def _tokens(path: Path, variables: Mapping[str, Any]) -> dict[str, str]:
    """Host to token, where the variable that is named for it is set."""
    _check(path, variables, dict.fromkeys(variables, str))
    return {host: token for host, name in variables.items() if (token := os.environ.get(name))}


def _check(path: Path, settings: Mapping[str, Any], kinds: Mapping[str, type]) -> None:
    for name, value in settings.items():
        if name not in kinds:
            raise UsageError(f"{path}: unknown setting '{name}'; known: {', '.join(kinds)}")
        if type(value) is not kinds[name]:
            raise UsageError(f"{path}: '{name}' must be of type {kinds[name].__name__}, not {value!r}")
