"""``reprosurvey migrate``, ``compact`` and ``doctor``: what keeps a survey's files in order."""

from __future__ import annotations

from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, located, open_store
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.progress import progress_bar
from reprosurvey.crawler.store.compaction import compact as compact_store
from reprosurvey.crawler.store.doctor import examine
from reprosurvey.crawler.store.interrupts import interruptible
from reprosurvey.crawler.store.migration import migrate as migrate_store


def migrate(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Bring a survey that an older release wrote to the form that this one reads.

    Every row is taken over, what stands twice once. It may be broken off at any moment: the same command goes on. While
    it works, tables stand there twice. The older release does not read it afterwards.

    Example: reprosurvey migrate --store survey
    """
    location = located(store, config)
    with interruptible("interrupted; the same command goes on from there"), progress_bar("migrate", "tables") as tell:
        done = migrate_store(location, tell)
    if done is None:
        console.print(f"{location} needs no migration.", markup=False, highlight=False, soft_wrap=True)
        return
    unused = f"; {done.unused_texts} texts to which nothing referred were left out" if done.unused_texts else ""
    doubles = f"; {done.doubles} rows stood twice and are kept once" if done.doubles else ""
    console.print(
        f"Migrated {location}: {done.rows} rows{doubles}{unused}.", markup=False, highlight=False, soft_wrap=True
    )


def compact(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Make few files of a survey's many small ones, so that everything reads them faster.

    It may run beside every other command and be broken off at any moment. Each stage does so at its end where a part of
    a table has many small files.

    Example: reprosurvey compact --store survey
    """
    survey = open_store(store, config)
    with interruptible("interrupted; nothing is lost"), progress_bar("compact", "tables") as tell:
        done = compact_store(survey, tell=tell)
    said = f"Compacted {survey}: {done.files} files into {done.made}."
    if done.left:
        said += f" {done.left} of them stay {survey.storage.kept}: compact once more then."
    console.print(said, markup=False, highlight=False, soft_wrap=True)


def doctor(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Look for damaged files, files that nothing refers to, and rows that stand twice; say what to do of each.

    Every file is read and held against the digest in its name, PDFs against the digest that the survey noted. Nothing
    is changed. The exit status is 1 where something is wrong.

    Example: reprosurvey doctor --store survey
    """
    survey = open_store(store, config)
    with interruptible("interrupted"), progress_bar("doctor", "files") as tell:
        problems = list(examine(survey, tell))
    for problem in problems:
        said = f"{survey.storage.name_of(problem.file)}: {problem.what}; {problem.advice}"
        console.print(printable(said), markup=False, highlight=False, soft_wrap=True)
    if problems:
        raise SurveyError(f"{len(problems)} things are wrong with {survey}")
    console.print(f"{survey} is in order.", markup=False, highlight=False, soft_wrap=True)
