"""Each limit holds, shown by a harmless program that goes just beyond it."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.sandbox.checks import require_isolation
from reprosurvey.crawler.sandbox.limits import SandboxLimits
from reprosurvey.crawler.sandbox.runs import OUTPUT_LIMIT, Run, Sandbox

MIB = 1 << 20
SMALL = SandboxLimits(seconds=30, memory=256 * MIB, processes=20, open_files=32, disk=4 * MIB)
PYTHON = f"{sys.base_prefix}/bin/python3"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder that every user may read, in one that is closed."""
    folder = tmp_path / "files"
    folder.mkdir(mode=0o755)
    return folder


def run(program: str, folder: Path, sandbox: Sandbox | None = None) -> Run:
    """A program in Python, over what stands in ``folder``."""
    sandbox = sandbox or Sandbox(SMALL)
    return sandbox.run([PYTHON, "-I", "-S", "-c", program], folder, [Path(sys.base_prefix)])


def test_a_program_changes_a_copy_of_its_files(files: Path) -> None:
    (files / "data.txt").write_text("kept")
    done = run("open('data.txt', 'a').write('!'); print(open('data.txt').read()); open('new', 'w')", files)
    assert done == Run(0, "kept!")
    assert [path.name for path in files.iterdir()] == ["data.txt"]
    assert (files / "data.txt").read_text() == "kept"


def test_there_is_no_network(files: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = run(f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)", files)
    assert done.status == 1
    assert "ConnectionRefusedError" in done.output


def test_home_and_other_files_are_hidden(files: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("home") / "secret"
    secret.write_text("secret")
    hidden = [str(secret), str(Path.home()), "/etc/passwd", "/etc/shadow", "/home", "/root/.ssh", "/var", "/sys"]
    done = run(f"import os; print([path for path in {hidden} if os.path.exists(path) and os.listdir(path)])", files)
    shown = [path for path in hidden if Path(sys.base_prefix).is_relative_to(path)]  # the way to the interpreter
    assert done.output == str(shown)


def test_the_environment_is_empty_but_for_what_is_told(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "secret")
    done = run("import os; print(os.environ.get('TOKEN'), os.environ['HOME'])", files)
    assert done.output == "None /sandbox/home"


def test_the_system_is_read_only(files: Path) -> None:
    program = """
import os
for place in ("/", "/usr", "/dev", "/given", "/etc", "/proc/sys/kernel/hostname", os.__file__):
    try:
        open(place + "/probe" if os.path.isdir(place) else place, "a").write("x")
        print("wrote", place)
    except OSError:
        pass
"""
    assert run(program, files) == Run(0, "")


def test_no_other_process_is_seen(files: Path) -> None:
    done = run(f"import os; print(os.path.exists('/proc/{os.getpid()}'), sorted(os.listdir('/proc'))[:1])", files)
    assert done.output == "False ['1']" or int(os.getpid()) < 10


def test_a_program_has_no_rights_and_gets_none(files: Path) -> None:
    program = """
import os, subprocess
status = dict(line.split(":\\t") for line in open("/proc/self/status").read().splitlines() if ":\\t" in line)
print(os.getuid(), status["CapEff"], status["CapBnd"], status["NoNewPrivs"])
print(subprocess.run(["unshare", "--user", "true"], stderr=subprocess.DEVNULL).returncode)
"""
    assert run(program, files).output == "65534 0000000000000000 0000000000000000 1\n1"


def test_processes_are_limited(files: Path) -> None:
    program = """
import os, time
for number in range(40):
    try:
        if os.fork() == 0:
            time.sleep(60)
    except BlockingIOError:
        print("refused")
        break
"""
    assert run(program, files) == Run(0, "refused")


def test_the_memory_of_a_process_is_limited(files: Path) -> None:
    done = run("bytearray(300 << 20)", files)
    assert (done.status, done.output.splitlines()[-1]) == (1, "MemoryError")


def test_the_memory_of_all_processes_together_is_limited(files: Path) -> None:
    program = """
import os, signal
for _ in range(4):
    if os.fork() == 0:
        kept = b"x" * (100 << 20)
        signal.pause()
os.wait()
"""
    assert run(program, files).status == -9


def test_where_memory_runs_out_the_kernel_ends_it_first(files: Path) -> None:
    assert run("print(open('/proc/self/oom_score_adj').read())", files).output.strip() == "1000"


@pytest.mark.parametrize("place", ["/sandbox/tree", "/sandbox/home", "/tmp", "/dev/shm"])
def test_disk_is_limited_in_every_place_that_may_be_written_to(files: Path, place: str) -> None:
    program = f"""
for number in range(8):
    open(f"{place}/{{number}}", "wb").write(bytes(1 << 20))
"""
    assert "No space left on device" in run(program, files).output


def test_one_file_is_limited(files: Path) -> None:
    program = "import os; os.write(os.memfd_create('x'), bytes(5 << 20)) == 4 << 20 or exit('whole')"
    assert run(program, files).status == 0


def test_open_files_are_limited(files: Path) -> None:
    assert "Too many open files" in run("files = [open('/dev/null') for number in range(40)]", files).output


@pytest.mark.parametrize(
    "program", ["import time; time.sleep(60)", "while True: pass", "print('x' * 9, flush=True)\nwhile True: print()"]
)
def test_time_is_limited(files: Path, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reprosurvey.crawler.sandbox.runs._GRACE", 0)
    assert run(program, files, Sandbox(replace(SMALL, seconds=1))).status is None


def test_what_a_program_leaves_behind_ends_with_it(files: Path) -> None:
    program = "import os, time\nif os.fork() == 0:\n    os.setsid(); time.sleep(60)\nprint('done')"
    assert run(program, files) == Run(0, "done")


def test_what_is_printed_is_bounded_and_steers_no_terminal(files: Path) -> None:
    done = run("print('x' * 10**6); print('\\x1b[2Jlast')", files)
    assert len(done.output) <= OUTPUT_LIMIT
    assert done.output.endswith("\n\N{REPLACEMENT CHARACTER}[2Jlast")


def test_a_program_ends_with_the_run_that_started_it(files: Path) -> None:
    seconds = f"61.{os.getpid()}"  # by which it is known
    starting = f"""
from pathlib import Path
from reprosurvey.crawler.sandbox.runs import Sandbox
Sandbox().run(["/bin/sleep", "{seconds}"], Path({str(files)!r}), [])
"""
    with subprocess.Popen([sys.executable, "-c", starting]) as survey:
        while not (running := _running(seconds)):
            assert survey.poll() is None
        survey.kill()
    assert all(select.select([process], [], [], 20)[0] for process in running)


def _running(seconds: str) -> list[int]:
    """Descriptors of the processes that sleep so long."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if line.read_bytes() == f"/bin/sleep\0{seconds}\0".encode():
                found.append(os.pidfd_open(int(line.parent.name)))
    return found


def test_what_does_not_come_to_be_started_is_no_outcome(files: Path) -> None:
    with pytest.raises(SurveyError, match="the sandbox does not start: bwrap: Can't find source path"):
        Sandbox(SMALL).run(["/bin/true"], files, [files / "none"])


def test_a_program_and_what_it_is_shown_may_stand_in_tmp(files: Path) -> None:
    (files / "data.txt").write_text("x")
    done = Sandbox(SMALL).run(["/bin/ls", str(files)], files, [files])
    assert done == Run(0, "data.txt")


def test_a_sandbox_that_holds_is_taken() -> None:
    require_isolation(Sandbox(SMALL))


LEAKY = (
    *("bwrap", "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib"),
    *(
        "--symlink",
        "usr/lib64",
        "/lib64",
        "--ro-bind",
        "{shown}",
        "{shown}",
        "--dir",
        "/sandbox/tree",
        "--chdir",
        "/sandbox/tree",
    ),
    *("--ro-bind", "{folder}", "/given", "--proc", "/proc", "--dev", "/dev", "--ro-bind-try"),
)
"""As people start a container that is to be small, not one that is to hold."""
HOLDING = (
    *LEAKY[:-1],
    *("--unshare-all", "--unshare-user", "--uid", "1000", "--gid", "1000", "--tmpfs", "/tmp"),
    *("--tmpfs", "/sandbox/tree", "--tmpfs", "/sandbox/home", "--remount-ro", "/", "--remount-ro", "/dev"),
)


def test_another_that_holds_is_taken(files: Path) -> None:
    sandbox = Sandbox(SMALL, HOLDING)
    require_isolation(sandbox)
    (files / "data.txt").write_text("kept")
    assert run("import os; print(open('data.txt').read(), os.getuid())", files, sandbox) == Run(0, "kept 1000")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("no-such-program",), "does not start: no-such-program: No such file or directory"),
        (("false",), "does not start"),
        ((*LEAKY, "/none", "/none"), "does not hold: what runs in it reaches the network, changes /"),
        ((*LEAKY, tempfile.gettempdir(), tempfile.gettempdir()), "reads this machine's files"),
    ],
)
def test_another_is_refused_with_what_to_do(command: tuple[str, ...], told: str) -> None:
    with pytest.raises(SurveyError, match=told) as refused:
        require_isolation(Sandbox(SMALL, command))
    assert "install bubblewrap" in str(refused.value)
