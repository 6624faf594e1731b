"""What ends work on the store from outside it, told by what is loaded: neither DuckDB nor Arrow is imported for it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reprosurvey.crawler.errors import InterruptedRunError

_OF_CTRL_C = re.compile("Query interrupted|KeyboardInterrupt")
"""In an error of DuckDB's: it worked in the main thread, or read from Python, when it came."""


def storage_errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """``others`` and the base classes of DuckDB's and Arrow's errors; what is not loaded has raised none."""
    bases = (("duckdb", "Error"), ("pyarrow", "ArrowException"))
    loaded = (getattr(sys.modules[module], name) for module, name in bases if module in sys.modules)
    return (*others, *loaded)


@contextmanager
def interruptible(said: str) -> Iterator[None]:
    """Have Ctrl-C end the block with one line, also where DuckDB makes an error of its own of it.

    Raises:
        InterruptedRunError: It did.
    """
    try:
        yield
    except KeyboardInterrupt as error:
        raise InterruptedRunError(said) from error
    except storage_errors(RuntimeError) as error:
        if _OF_CTRL_C.search(str(error)):
            raise InterruptedRunError(said) from error
        raise
