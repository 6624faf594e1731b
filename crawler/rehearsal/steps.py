"""The steps of one rehearsal: install, import, start. What a stranger wrote is run in the sandbox alone.

Settings: ``[sandbox]``.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from reprosurvey.crawler.rehearsal import probe
from reprosurvey.crawler.rehearsal.interpreters import Interpreter
from reprosurvey.crawler.rehearsal.outcomes import Because, Known, Outcome, evidence_of, imported, started
from reprosurvey.crawler.rehearsal.programs import TREE, Program, Subject, Tree
from reprosurvey.crawler.rehearsal.trees import lay
from reprosurvey.crawler.resolution.uv import Lock, Resolver
from reprosurvey.crawler.sandbox.runs import Run, Sandbox

COMMAND_LIMIT = 500
"""Characters of a command that are kept."""
_INSTALLING = "installing.lock"
"""In the cache: two installers at once would fetch a wheel twice that both want."""
_PROBE = Path(probe.__file__).resolve()


@dataclass(frozen=True, slots=True)
class Environment:
    """What is to be installed for a repository, and for which Python."""

    subject: Subject
    interpreter: Interpreter
    lock: Lock


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How far a repository came."""

    installs: Outcome
    imports: Outcome
    starts: Outcome
    command: str | None = None
    documented: bool | None = None


def not_installed(installs: Outcome) -> Rehearsal:
    """Where nothing could be installed, nothing is known of the rest."""
    unknown = Outcome(Known.UNKNOWN, Because.NOT_INSTALLED)
    return Rehearsal(installs, unknown, unknown)


def rehearse(resolver: Resolver, sandbox: Sandbox, environment: Environment, tree: Tree, folder: Path) -> Rehearsal:
    """Rehearse a repository in ``folder``, an empty one.

    Raises:
        UnansweredError: The index did not answer.
    """
    made, subject = folder / "environment", environment.subject
    resolver.cache.mkdir(parents=True, exist_ok=True)
    with FileLock(resolver.cache / _INSTALLING):
        message = resolver.install(environment.lock, environment.interpreter.path, made)
    if message is not None:
        return not_installed(Outcome(Known.UNKNOWN, Because.OTHER, evidence_of(message)))
    installs = Outcome(Known.YES)
    if subject.left_out:
        installs = Outcome(Known.UNKNOWN, Because.LEFT_OUT)
    program = tree.program
    if program is None:
        no_entry = Outcome(Known.UNKNOWN, Because.NO_ENTRY)
        return Rehearsal(installs, no_entry, no_entry)
    files = folder / "tree"
    lay(tree.texts, files)
    stage = _Stage(sandbox, made, environment.interpreter.prefix, files, tree, program)
    imports, starts = stage.imports(), stage.starts()
    if subject.left_out:
        imports, starts = _excused(imports), _excused(starts)
    command = shlex.join(("python", *program.start))[:COMMAND_LIMIT]
    return Rehearsal(installs, imports, starts, command, program.documented)


def _excused(outcome: Outcome) -> Outcome:
    """Where lines were left out of the list, what is missing may be what they would have brought."""
    return replace(outcome, known=Known.UNKNOWN, because=Because.LEFT_OUT) if outcome.known is Known.NO else outcome


@dataclass(frozen=True, slots=True)
class _Stage:
    sandbox: Sandbox
    environment: Path
    prefix: Path
    files: Path
    tree: Tree
    program: Program

    def imports(self) -> Outcome:
        """What the program imports, imported."""
        folders = dict.fromkeys((self.program.search_folder, *self.tree.searched))
        run = self._run(str(_PROBE), str(TREE / self.program.path), *map(str, folders))
        return imported(_failures(run), run, self.tree)

    def starts(self) -> Outcome:
        """The program, started."""
        return started(self._run(*self.program.start), self.tree)

    def _run(self, *arguments: str) -> Run:
        path = ":".join(map(str, self.tree.searched))
        around = ("/usr/bin/env", f"--chdir={TREE / self.program.folder}", f"PYTHONPATH={path}")
        python = str(self.environment / "bin" / "python")
        shown = (self.environment, self.prefix, _PROBE.parent)
        run = self.sandbox.run((*around, python, *arguments), self.files, shown)
        return replace(run, output=self._without_places(run.output))

    def _without_places(self, output: str) -> str:
        """What was printed, without the folders of this machine."""
        places = {self.environment: "environment", self.prefix: "python", TREE: "."}
        for place, name in places.items():
            output = output.replace(f"{place}/", f"{name}/")
        return output


def _failures(run: Run) -> list[tuple[str, str, str]] | None:
    """What the probe could not import: kind and message of the error, and where; None where it did not tell."""
    try:
        told = json.loads(run.output.splitlines()[-1])
        return [(str(t["error"]), str(t["message"]), f"{str(t['path']).removeprefix('./')}:{t['line']}") for t in told]
    except (ValueError, IndexError, KeyError, TypeError):
        return None
