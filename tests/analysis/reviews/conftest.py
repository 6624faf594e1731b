"""A survey of which papers can be reviewed, and the program that serves the page, as a process of its own."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from reprosurvey.analysis.reviews.blind_sheets import draw_of
from reprosurvey.analysis.reviews.serving.key import key_beside
from reprosurvey.analysis.reviews.serving.material import Material
from reprosurvey.analysis.reviews.serving.server import Server
from reprosurvey.analysis.reviews.serving.session import Mode
from reprosurvey.analysis.reviews.serving.session_start import begun
from reprosurvey.crawler.demo.server import from_thread
from reprosurvey.crawler.store.schemas import BLOBS, LINKS, SNAPSHOTS, TEXTS
from tests.conftest import Once
from tests.sql.conftest import SmallSurvey, answers, at

HEAD = "a" * 40
HOSTILE = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
FILES = {
    "README.md": f"# Ours {HOSTILE}\nRun `python train.py`.\n",
    "train.py": "import torch\n\nloss.backward()\noptimizer.step()  # train\n",
    "LICENSE": "MIT\n",
}


def reviewable(folder: Path, papers: int = 3) -> SmallSurvey:
    """Papers p0, p1, ...: of the first the text and a repository are known, of the second that it is gone."""
    small = SmallSurvey(folder)
    for number in range(papers):
        told = {"title": f"Paper {number}", "abstract": "We do.", "landing_url": "https://p.example/p"}
        hostile = {"title": f"Ours {HOSTILE}", "abstract": HOSTILE, "landing_url": "javascript:window.ran=1"}
        small.paper(f"p{number}", **(hostile if number == 0 else told))
        small.verdict(f"p{number}", "public_data", "no")
    origin = small.repository("p0", answers("licensing"))
    for criterion, outcome in answers("training").items():
        small.verdict("p0", criterion, outcome, origin=origin, head=HEAD, day=2)
    small.repository("p1", {}, visit="not found")
    sentence = f"Our code is at github.com/small/p0 {HOSTILE}."
    text = f"{sentence} We train on a public dataset.\nIt is large."
    link = {"source": "text", "page": 3, "section": "body", "written": "github.com/small/p0", "sentence": sentence}
    about = {"paper": "p0", "extracted_at": at(0)}
    small.store.append(TEXTS, [about | {"page": 3, "text": text}], ("small", 2022))
    small.store.append(LINKS, [about | link | {"variants": ["github.com/small/p0"]}], ("small", 2022))
    rows = [{"origin": origin, "head": HEAD, "path": p, "mode": "100644", "size": len(t)} for p, t in FILES.items()]
    small.store.append(SNAPSHOTS, [row | {"blob": row["path"], "kept": True} for row in rows])
    small.store.append(BLOBS, [{"origin": origin, "blob": path, "text": text} for path, text in FILES.items()])
    return small


@dataclass(frozen=True)
class Served:
    """A session while it is served."""

    address: str
    file: Path
    process: subprocess.Popen[str] | None = None
    """The program, where it is served by one."""

    def ask(self, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """Status and what is answered, as JSON where it is; a path that begins with a slash leaves the key out."""
        told = (
            {"Origin": urljoin(self.address, "/")[:-1], "Content-Type": "application/json"} if body is not None else {}
        )
        sent = json.dumps(body).encode() if body is not None else None
        asked = urllib.request.Request(urljoin(self.address, path), sent, told | headers)
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                content, status = answer.read(), answer.status
        except urllib.error.HTTPError as error:
            content, status = error.read(), error.code
        try:
            return status, json.loads(content)
        except ValueError:
            return status, content.decode()

    def answer(self, criterion: str, outcome: str, paper: int = 0, **more: object) -> tuple[int, Any]:
        return self.ask("answers", {"paper": paper, "criterion": criterion, "outcome": outcome, **more})

    def place(self, paper: str) -> int:
        """Where a paper stands in the session."""
        _, session = self.ask("session")
        return next(n for n, told in enumerate(session["papers"]) if told["paper"] == paper)

    def end(self) -> str:
        """Interrupt the program as Ctrl-C does; what it said besides."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        output, _ = self.process.communicate(timeout=20)
        assert self.process.returncode == 0, output
        return output


@contextmanager
def served(command: str, folder: Path) -> Iterator[Served]:
    """A command that serves a session, run in ``folder`` as a process of its own."""
    _, *arguments = shlex.split(command)
    with subprocess.Popen(
        [sys.executable, "-m", "reprosurvey", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            told = re.search(r" at (http://127\.0\.0\.1:\d+/\S+/), answers go to (.+); Ctrl-C ends", said)
            assert told is not None, said + process.stdout.read()
            yield Served(told[1], folder / told[2], process)
        finally:
            process.kill()


def serving(small: SmallSurvey, *options: str, reviewer: str = "Jane") -> AbstractContextManager[Served]:
    """``review serve`` of a survey; its answers go to ``answers.jsonl`` beside it."""
    where = ["--store", str(small.store.path), "--answers", str(small.store.path.parent / "answers.jsonl")]
    command = ["reprosurvey", "review", "serve", "--reviewer", reviewer, *where, *options]
    return served(shlex.join(command), small.store.path.parent)


@contextmanager
def served_here(small: SmallSurvey, file: Path, mode: Mode = Mode.BLIND) -> Iterator[Served]:
    """The same, from a thread of this process."""
    material = Material(small.store)
    with (
        begun(file, material, "Jane", mode, draw_of(None, 1, None, None)) as log,
        from_thread(Server(material, log).application(key := key_beside(file))) as address,
    ):
        yield Served(f"{address}{key}/", file)


@pytest.fixture
def small(tmp_path: Path, once: Once) -> SmallSurvey:
    made = once("reviewable", lambda folder: reviewable(folder / "survey"))
    shutil.copytree(made / "survey", tmp_path / "survey")
    return SmallSurvey(tmp_path / "survey")


@pytest.fixture(name="served")
def served_by_thread(small: SmallSurvey) -> Iterator[Served]:
    with served_here(small, small.store.path.parent / "answers.jsonl") as running:
        yield running
