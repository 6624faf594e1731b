"""What the end of a program means: a line of each kind, as Python and its packages say it."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.rehearsal.outcomes import EVIDENCE_LIMIT, Because, Known, Outcome, imported, started
from reprosurvey.crawler.rehearsal.programs import Program, Tree
from reprosurvey.crawler.sandbox.runs import Run

PROGRAM = Program("train.py", (), "code")
LEFT_BEHIND = frozenset({"means.npy", "code/data/words.json", "code/shared_tools"})
TREE = Tree({"train.py": "", "code/models/unet.py": ""}, LEFT_BEHIND, PROGRAM)
TRACEBACK = 'Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n    {line}\n{error}'

WITHIN = '  File "environment/lib/python3.7/site-packages/tb/__init__.py", line 9, in <module>\n    make()\n'


def failed(error: str, line: str = "main()") -> Run:
    return Run(1, TRACEBACK.format(line=line, error=error))


@pytest.mark.parametrize(
    ("run", "because"),
    [
        (Run(0, "epoch 1"), Because.ENDED_WELL),
        (Run(0, "usage: train.py [-h] [--data DATA]"), Because.USAGE),
        (
            Run(2, "usage: train.py [-h] --data DATA\ntrain.py: error: the following arguments are required: --data"),
            Because.USAGE,
        ),
        (Run(2, "Usage: train.py [OPTIONS]\nError: Missing option '--data'."), Because.USAGE),
        (failed("FileNotFoundError: [Errno 2] No such file or directory: 'data/train.csv'"), Because.DATA),
        (failed("ValueError: num_samples should be a positive integer value, but got num_samples=0"), Because.DATA),
        (failed("RuntimeError: Found no NVIDIA driver on your system."), Because.GPU),
        (failed("AssertionError: Torch not compiled with CUDA enabled"), Because.GPU),
        (failed("IndexError: list index out of range", "path = sys.argv[1]"), Because.ARGUMENTS),
        (failed("KeyError: 'nnUNet_raw'", "base = os.environ['nnUNet_raw']"), Because.ARGUMENTS),
        (failed("EOFError: EOF when reading a line", "name = input()"), Because.ARGUMENTS),
    ],
)
def test_a_program_starts_where_it_wants_what_a_stranger_cannot_have_given_it(run: Run, because: Because) -> None:
    found = started(run, TREE)
    assert (found.known, found.because) == (Known.YES, because)


@pytest.mark.parametrize(
    ("run", "because"),
    [
        (failed("ModuleNotFoundError: No module named 'skimage'"), Because.MISSING_MODULE),
        (Run(1, '  File "train.py", line 3\n    print "x"\n          ^\nSyntaxError: invalid syntax'), Because.SYNTAX),
        (failed("AttributeError: module 'numpy' has no attribute 'float'."), Because.API_GONE),
        (
            failed("ImportError: cannot import name 'joblib' from 'sklearn.externals' (/x/__init__.py)"),
            Because.API_GONE,
        ),
        (failed("TypeError: load() missing 1 required positional argument: 'Loader'"), Because.API_GONE),
        (failed("ValueError: numpy.ndarray size changed, may indicate binary incompatibility."), Because.API_GONE),
        (failed("ImportError: numpy.core.multiarray failed to import"), Because.API_GONE),
        (failed(f"{WITHIN}TypeError: Descriptors cannot not be created directly.", "import tb"), Because.API_GONE),
        (failed(f"{WITHIN}TypeError: can't multiply sequence by non-int", "fit(rows)"), Because.ERROR),
        (failed("ModuleNotFoundError: No module named 'tensorflow.examples'"), Because.API_GONE),
        (failed("AttributeError: 'Namespace' object has no attribute 't_any'"), Because.ERROR),
        (failed("NameError: name 'args' is not defined"), Because.ERROR),
    ],
)
def test_it_does_not_where_it_is_the_code_or_what_it_lists(run: Run, because: Because) -> None:
    found = started(run, TREE)
    assert (found.known, found.because) == (Known.NO, because)


@pytest.mark.parametrize(
    ("run", "because"),
    [
        (Run(None, "epoch 1"), Because.TIME),
        (Run(-9, ""), Because.MEMORY),
        (Run(-11, "Fatal Python error: Segmentation fault"), Because.CRASHED),
        (
            failed("urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>"),
            Because.NETWORK,
        ),
        (
            failed("ImportError: libGL.so.1: cannot open shared object file: No such file or directory"),
            Because.SYSTEM_LIBRARY,
        ),
        (failed("OSError: [Errno 30] Read-only file system: '/data'"), Because.PLACE),
        (failed("PermissionError: [Errno 13] Permission denied: '/scratch'"), Because.PLACE),
        (failed("MemoryError"), Because.MEMORY),
        (failed("ModuleNotFoundError: No module named 'models.unet'"), Because.OWN_MODULE),
        (failed("FileNotFoundError: [Errno 2] No such file or directory: './means.npy'"), Because.NOT_KEPT),
        (failed("FileNotFoundError: [Errno 2] No such file: './code/models/../data/words.json'"), Because.NOT_KEPT),
        (failed("FileNotFoundError: [Errno 2] No such file or directory: 'data/words.json'"), Because.NOT_KEPT),
        (failed("ModuleNotFoundError: No module named 'shared_tools'"), Because.NOT_KEPT),
        (failed("ValueError: operands could not be broadcast together with shapes (3,) (4,)"), Because.OTHER),
        (Run(1, "something went wrong"), Because.OTHER),
    ],
)
def test_nothing_is_known_where_the_sandbox_or_the_survey_may_be_the_reason(run: Run, because: Because) -> None:
    found = started(run, TREE)
    assert (found.known, found.because) == (Known.UNKNOWN, because)


def test_the_evidence_is_the_last_lines() -> None:
    found = started(Run(1, "\n".join(map(str, range(100))) + "\n\n" + "x" * 9_000), TREE)
    assert len(found.evidence) == EVIDENCE_LIMIT
    assert started(Run(0, "a\n\nb\n"), TREE).evidence == "a\nb"


def test_imports_are_as_bad_as_the_worst_of_them() -> None:
    library = ("ImportError", "libGL.so.1: cannot open shared object file", "train.py:1")
    missing = ("ModuleNotFoundError", "No module named 'skimage'", "train.py:2")
    assert imported([], Run(0, "[]"), TREE) == Outcome(Known.YES)
    assert imported([library], Run(0, ""), TREE).known is Known.UNKNOWN
    found = imported([library, missing], Run(0, ""), TREE)
    assert (found.known, found.because) == (Known.NO, Because.MISSING_MODULE)
    assert found.evidence.startswith("train.py:2: ModuleNotFoundError: No module named 'skimage'")
    within = imported([("TypeError", "Descriptors cannot not be created directly.", "train.py:3")], Run(0, ""), TREE)
    assert (within.known, within.because) == (Known.NO, Because.API_GONE)
    assert imported(None, Run(-11, ""), TREE) == Outcome(Known.UNKNOWN, Because.CRASHED)
    assert imported(None, Run(None, ""), TREE) == Outcome(Known.UNKNOWN, Because.TIME)


def test_a_folder_that_hides_a_module_of_python_is_not_searched() -> None:
    hiding = Tree({"code/__init__.py": "", "src/net.py": ""}, frozenset(), None)
    assert [path.name for path in hiding.searched] == ["src"]
    assert [path.name for path in TREE.searched] == ["tree", "src"]
