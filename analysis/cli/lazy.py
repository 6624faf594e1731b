"""A command that is imported when it is invoked or its own help is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand


class LazyCommand(TyperCommand):
    """Stands for the command of its name in ``module`` until that is needed.

    Args:
        name: Of the command, and of the function or Typer application in the module.
        module: Of :mod:`reprosurvey.analysis.cli`, where it is.
        summary: The first sentence of its help, which the list of all commands shows.
    """

    def __init__(self, name: str, module: str, summary: str) -> None:
        super().__init__(name, help=summary, rich_markup_mode=None)
        self.module = f"{__package__}.{module}"

    def load(self) -> Any:
        """The command itself."""
        found = getattr(import_module(self.module), str(self.name))
        if isinstance(found, typer.Typer):
            return typer.main.get_command(found)
        made = typer.Typer(add_completion=False, rich_markup_mode=None)
        made.command(self.name)(found)
        return typer.main.get_command(made)

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:
        """The context of the command itself, which then takes this one's place."""
        return self.load().make_context(info_name, args, parent, **extra)
