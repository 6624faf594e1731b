"""Where words stand, in a paper and in a repository: pure functions.

The words are the same for every paper, whatever the rules found, so that what a reviewer sees first of a question
does not lead to the rules' answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reprosurvey.analysis.reading.notebooks import notebook
from reprosurvey.analysis.subjects.snapshots import File
from reprosurvey.crawler.documents.pages import Page
from reprosurvey.crawler.documents.sentences import sentence_at

WORDS = {
    "has_repository": "code, repositor, github, gitlab, implementation, available at, project page",
    "promised": "code will, released, upon acceptance, made available, available soon, publicly available",
    "public_data": "dataset, data set, challenge, benchmark, corpus, cohort, database, available, upon request",
    "reproducibility": "reproduc, hyperparameter, hyper-parameter, random seed, appendix, supplement, our code",
    "dependencies_listed": "require, install, pip, conda, environment, dependenc, docker",
    "dependencies": "==, require, install, version, python, environment",
    "training": "train, fit(, optimizer, backward(, epoch, loss",
    "evaluation": "evaluat, test, metric, accuracy, dice, predict, inference",
    "model": "checkpoint, pretrained, pre-trained, weights, .pth, .ckpt, .h5, download, model zoo",
    "documentation": "usage, how to, run, getting started, instructions, python",
    "licensing": "licen, copyright, permission is hereby",
    "reproduction": "reproduc, results, table, experiment, paper, scripts",
}
"""Words to begin with, by criterion; the reviewer changes them."""

WORDS_LIMIT, WORD_LENGTH = 20, 80
"""Words that are looked for at a time, and characters of one."""
FOUND_LIMIT = 150
"""Places that are shown of a paper, and of a repository."""
LINE_LIMIT = 300
"""Characters that are shown of a place."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One place."""

    place: str
    """``page 3``, or a file's path."""
    number: int
    """The page, or the line, from 1."""
    text: str


def words_of(written: str) -> list[str]:
    """The words that a person asks for, separated by commas."""
    parts = (" ".join(part.split()).lower()[:WORD_LENGTH] for part in written.split(","))
    return list(dict.fromkeys(part for part in parts if part))[:WORDS_LIMIT]


def of_paper(pages: Sequence[Page], words: Sequence[str]) -> list[Excerpt]:
    """The sentences that hold one of ``words``, in their order, each once."""
    return list(islice(_sentences(pages, words), FOUND_LIMIT))


def of_repository(files: Iterable[File], words: Sequence[str]) -> list[Excerpt]:
    """The lines that do, in the order of ``files``; of each file no more than a few, so that none hides the others."""
    return list(islice(_lines(files, words), FOUND_LIMIT))


_LINES_OF_A_FILE = 8


def text_of(file: File) -> str:
    """A file's text as a person reads it: of a notebook the sources of its cells."""
    text = file.text or ""
    if file.suffix != ".ipynb":
        return text
    return "\n\n".join(f"# [{kind}]\n{source}" for kind, source in notebook(text).cells)


def _sentences(pages: Sequence[Page], words: Sequence[str]) -> Iterator[Excerpt]:
    pattern = _any_of(words)
    for page in pages:
        seen: set[str] = set()
        for match in pattern.finditer(page.text) if pattern else ():
            sentence = sentence_at(page.text, match.start(), match.end())
            if sentence not in seen:
                seen.add(sentence)
                yield Excerpt(f"page {page.number}", page.number, sentence[:LINE_LIMIT])


def _lines(files: Iterable[File], words: Sequence[str]) -> Iterator[Excerpt]:
    pattern = _any_of(words)
    for file in files:
        if pattern is None or not pattern.search(file.text or ""):
            continue
        lines = enumerate(text_of(file).splitlines(), 1)
        found = (Excerpt(file.location, n, line.strip()[:LINE_LIMIT]) for n, line in lines if pattern.search(line))
        yield from islice(found, _LINES_OF_A_FILE)


def _any_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern of plain words, so that it takes no longer than the text is long."""
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None
