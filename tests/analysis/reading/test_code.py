"""The programs of a snapshot, whatever state of a repository they stand in."""

from contextlib import suppress

import pytest

from reprosurvey.analysis.reading.code import USUAL_LENGTH, Source, sources
from reprosurvey.analysis.subjects.snapshots import File, Snapshot


def test_a_program_that_two_states_share_is_read_once_unless_it_is_very_long() -> None:
    texts = {"train.py": "model.fit(x, y)\n", "long.py": "x = 1\n" * USUAL_LENGTH}
    first, second = (
        sources(
            Snapshot("https://github.com/a/b", commit * 40, {path: File(path, text=t) for path, t in texts.items()})
        )
        for commit in "12"
    )
    shared = {a.file.path for a, b in zip(first, second, strict=True) if a is b}
    assert shared == {"train.py"}
    assert [source.file.path for source in second] == ["long.py", "train.py"]


def test_a_program_that_changed_is_read_anew() -> None:
    before, after = (
        sources(Snapshot("https://github.com/a/b", "1" * 40, {"a.py": File("a.py", text=text)}))
        for text in ("f(1)\n", "g(1)\n")
    )
    assert [source.called for source in (*before, *after)] == [{"f"}, {"g"}]


@pytest.mark.parametrize("text", ["x = 1\n", "print 'a'\n", "f(\n", "x\0\n", "-" * 100_000 + "1\n"])
def test_why_a_program_is_refused_is_the_same_where_its_tree_was_asked_for_before(text: str) -> None:
    first, second = (Source(File("a.py", text=text), text, "python") for _ in range(2))
    for _ in range(2):
        with suppress(SyntaxError):
            first.tree()
    assert first.refusal == second.refusal
