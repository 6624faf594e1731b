"""The options by which a person sees what a command does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command_from_info
from typer.models import CommandInfo

from reprosurvey.crawler.errors import UsageError


def _show(asked: bool) -> None:
    if asked:
        from reprosurvey.crawler.logs import show

        show()


def _write(path: Path | None) -> None:
    if path is not None:
        from reprosurvey.crawler.logs import write_to

        try:
            write_to(path)
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}") from None


def _options(
    verbose: Annotated[
        bool,
        typer.Option("--verbose", help="Log requests, retries and what is skipped on standard error.", callback=_show),
    ] = False,
    log_file: Annotated[
        Path | None, typer.Option("--log-file", help="Append the same to this file.", callback=_write)
    ] = None,
) -> None:
    """Only its options are of use."""


def log_options() -> list[Any]:
    """``--verbose`` and ``--log-file``, for a command to take without knowing of it."""
    options = [
        option
        for option in get_command_from_info(
            CommandInfo("log", callback=_options), pretty_exceptions_short=False, rich_markup_mode=None
        ).params
        if option.name in ("verbose", "log_file")
    ]
    for option in options:
        option.expose_value = False
    return options
