"""``reprosurvey migrate``, ``compact`` and ``doctor``: what keeps a survey's files in order."""

from __future__ import annotations

from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console
from reprosurvey.crawler.config import load_config
from reprosurvey.crawler.progress import progress_bar
from reprosurvey.crawler.store.interrupts import interruptible
from reprosurvey.crawler.store.migration import migrate as migrate_store


def migrate(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Bring a survey that an older release wrote to the form that this one reads.

    Every row is taken over. It may be broken off at any moment: the same command goes on. While it works, tables stand
    there twice. The older release does not read it afterwards.

    Example: reprosurvey migrate --store survey
    """
    path = store or load_config(config).store
    with interruptible("interrupted; the same command goes on from there"), progress_bar("migrate", console) as tell:
        done = migrate_store(path, tell)
    if done is None:
        console.print(f"{path} needs no migration.", markup=False, highlight=False, soft_wrap=True)
        return
    unused = f"; {done.unused_texts} texts to which nothing referred were left out" if done.unused_texts else ""
    console.print(f"Migrated {path}: {done.rows} rows{unused}.", markup=False, highlight=False, soft_wrap=True)
