"""The programs of a snapshot, whatever state of a repository they stand in."""

from reprosurvey.analysis.reading.code import USUAL_LENGTH, sources
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
