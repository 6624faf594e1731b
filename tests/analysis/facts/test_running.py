"""Whether a repository's code can run at all, by reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reprosurvey.analysis.facts import imports_listed, lists_parse, programs_parse
from reprosurvey.analysis.reading.syntax import Dialect, dialect, refusal_of
from tests.analysis.conftest import Files, Repository


@pytest.mark.parametrize(
    ("program", "which"),
    [
        ("x = 1\n", Dialect.THREE),
        ("print\n", Dialect.THREE),
        ('print "a", `x`,\n', Dialect.TWO),
        ('print >>f, "a"; print "b"\n', Dialect.TWO),
        ("exec code in names\n", Dialect.TWO),
        ("try:\n    pass\nexcept ValueError, e:\n    raise E, 'm', tb\n", Dialect.TWO),
        ("a = 10L <> 0777\n", Dialect.TWO),
        ("def f(a, (b, c)):\n    return lambda (d, e): d\n", Dialect.TWO),
        ("x = ur'a'\n", Dialect.TWO),
        ("if a:\n\tx\n        y\n", Dialect.TWO),
        ("x.cuda(async=True)\n", Dialect.OLD_THREE),
        ("def f(async=True):\n    print(f'{async}')\n", Dialect.OLD_THREE),
        ('print f"{a}"\n', Dialect.NONE),
        ("if a:\nprint(1)\n", Dialect.NONE),
        ("f(a=1, 2)\n", Dialect.NONE),
        ("print 'a'\nf(\n", Dialect.NONE),
        ("(" * 300, Dialect.NONE),
        ("print 'a'\n" * 10_000, Dialect.UNKNOWN),
        ("x = ['a' 'b' 3]\n" * 10_000, Dialect.NONE),
    ],
)
def test_which_python_a_program_is_of(program: str, which: Dialect) -> None:
    assert dialect(program, refusal_of(program)) is which


@pytest.mark.parametrize("program", ["type X = int\n", "def f[T](x): pass\n", 'f"{x[\'a\']} {y["b"]}"\n'])
def test_what_only_a_newer_python_parses_is_not_denied(program: str) -> None:
    assert dialect(program, refusal_of(program)) in (Dialect.THREE, Dialect.UNKNOWN)


@pytest.mark.parametrize(
    ("files", "outcome", "reason"),
    [
        ({"a.py": "x = 1\n"}, "yes", "Python 3"),
        ({"a.py": "(y := 1)\n", "b.py": "x = 1\n"}, "yes", "Python 3.8"),
        ({"a.py": "print(f'{y = }')\n"}, "yes", "Python 3.8"),
        ({"a.py": "def f(a, /): pass\n"}, "yes", "Python 3.8"),
        ({"a.py": "print(f'{y == x}', '{y=}')\n"}, "yes", "Python 3"),
        ({"a.py": "match x:\n    case 1: pass\n"}, "yes", "Python 3.10"),
        ({"a.py": "import re\nm = re.match ('a', b)\n"}, "yes", "Python 3"),
        ({"a.py": "print 'a'\n", "b.py": "x = 1\n"}, "yes", "Python 2"),
        ({"a.py": "print 'a'\n", "b.py": "f(async=1)\n"}, "yes", "Python 2 and Python 3.6"),
        ({"a.py": "x = 1\n", "b.py": "x = \n"}, "no", "syntax error"),
        ({"a.py": "x = 1\n", "third_party/b.py": "x = \n"}, "yes", "Python 3"),
        ({"a.py": "x = 1\n", "{{name}}/b.py": "import {{name}}\n"}, "yes", "Python 3"),
        ({"a.py": "x = 1\n", "b.py": None}, "unknown", "not read"),
        ({"a.m": "x = 1\n"}, "na", "no Python"),
        ({"a.ipynb": None}, "unknown", "not read"),
    ],
)
def test_all_programs_parse(repository: Repository, files: Files, outcome: str, reason: str) -> None:
    found = programs_parse.judge(repository(files))
    assert (found.outcome.value, found.reason) == (outcome, reason)


def test_the_line_is_shown(repository: Repository) -> None:
    found = programs_parse.judge(repository({"lib/a.py": "x = 1\ny = (1,\n"}))
    ((place, line),) = [(e.place, e.line) for e in found.evidence]
    assert (place, line) == ("lib/a.py", 2)


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\n!pip install x \\\n  y\nx = 1",
        "%%bash\nls | wc",
        "%%time\nx = 1",
        "if True:\n    !ls\nfiles = !ls *.py",
        "np.zeros?",
        "cd ../src\nls",
        "  x = 1\n  y = 2",
        "await run()",
    ],
)
def test_what_ipython_understands_is_no_error(repository: Repository, notebook: Callable[..., str], cell: str) -> None:
    assert programs_parse.judge(repository({"a.ipynb": notebook("y = 2", cell)})).outcome.value == "yes"


def test_how_new_a_notebook_is_its_code_tells_without_what_ipython_understands(
    repository: Repository, notebook: Callable[..., str]
) -> None:
    found = programs_parse.judge(repository({"a.ipynb": notebook("cd ../src", "x = f'{y:=^10}'")}))
    assert (found.outcome.value, found.reason) == ("yes", "Python 3")


def test_a_wrong_cell_is_one(repository: Repository, notebook: Callable[..., str]) -> None:
    found = programs_parse.judge(repository({"a.ipynb": notebook("%matplotlib inline", "x = <YOUR CODE>")}))
    assert (found.outcome.value, found.evidence[0].line) == ("no", None)
    assert "x = <YOUR CODE>" in found.evidence[0].quote


@pytest.mark.parametrize(
    "line",
    [
        "torch==1.8.0+cu111  # a comment",
        "numpy>=1.17,<2; python_version < '3.8'",
        "-r other.txt",
        "--extra-index-url https://index.example/",
        "-e .",
        "git+https://github.com/lab/tool@main#egg=tool",
        "./wheels/a-1.0-py3-none-any.whl",
        "numpy==1.2 \\\n    --hash=sha256:abc",
        "tool @ file:///home/conda/x",
        "tool @ git+https://${TOKEN}@github.com/lab/tool",
    ],
)
def test_what_pip_reads_is_a_requirement(repository: Repository, line: str) -> None:
    assert lists_parse.judge(repository({"requirements.txt": f"tqdm\n{line}\n"})).outcome.value == "yes"


@pytest.mark.parametrize(
    "line",
    ["anyio 3.5.0", "~aiss_gpu==1.6", "pip install torch", "numpy=1.2", "Python >= 3.6 (tested)", "a" * 2_000 + "!"],
)
def test_what_pip_does_not_read_is_told_with_its_line(repository: Repository, line: str) -> None:
    found = lists_parse.judge(repository({"requirements.txt": f"tqdm==4.0\n{line}\n"}))
    assert (found.outcome.value, found.places, found.evidence[0].line) == ("no", 1, 2)


@pytest.mark.parametrize(
    ("path", "text", "outcome"),
    [
        ("requirements.txt", "numpy=1.19.2=py37_0\npip\n", "yes"),  # conda's
        ("requirements.txt", "# This file may be used to create an environment\nnumpy=1.19=0\n@EXPLICIT\n", "yes"),
        ("dependencies.txt", "You need a computer.\nAnd a person.\n", "na"),  # a page
        ("pyproject.toml", "[project\n", "unknown"),
        ("requirements.txt", None, "unknown"),
        ("notes.txt", "numpy", "na"),
        ("setup.cfg", "[metadata]\nname = x\n", "na"),
    ],
)
def test_other_lists(repository: Repository, path: str, text: str | None, outcome: str) -> None:
    assert lists_parse.judge(repository({path: text})).outcome.value == outcome


@pytest.mark.parametrize(
    ("files", "outcome", "reason"),
    [
        ({"requirements.txt": "opencv-python\n", "a.py": "import cv2, os\nimport b\n", "b.py": ""}, "yes", ""),
        ({"requirements.txt": "torch\n", "a.py": "import tomllib\n"}, "yes", "modules of Python 3.11 or newer"),
        ({"requirements.txt": "torch\n", "a.py": "import imp\nimport cgi\n"}, "yes", "modules of Python 3.11 or older"),
        ({"requirements.txt": "torch\n", "a.py": "import zoneinfo, imp\n"}, "yes", "modules of Python 3.9 to 3.11"),
        ({"requirements.txt": "torch\n", "a.py": "import tomllib, urllib2\n"}, "yes", "modules of no Python"),
        (
            {
                "requirements.txt": "torch\n",
                "a.py": "try:\n    import urllib2\nexcept ImportError:\n    import urllib\n",
            },
            "yes",
            "",
        ),
        ({"requirements.txt": "torch\n", "a.py": "import cv2\n"}, "no", "not listed"),
        ({"requirements.txt": "torch\n", "a.py": "print 'a'\n"}, "unknown", "not parsed"),
        ({"requirements.txt": "torch\n", "a.py": "import torch\n", "b.py": None}, "unknown", "not read"),
        ({"a.py": "import torch\n"}, "na", "no list"),
        ({"requirements.txt": "torch\n", "a.m": "x = 1\n"}, "na", "no Python"),
    ],
)
def test_all_imports_are_listed(repository: Repository, files: Files, outcome: str, reason: str) -> None:
    found = imports_listed.judge(repository(files))
    assert (found.outcome.value, found.reason) == (outcome, reason)


def test_what_a_missing_module_is_brought_by_is_told(repository: Repository) -> None:
    found = imports_listed.judge(repository({"requirements.txt": "torch\n", "a.py": "import torch\nimport cv2\n"}))
    ((place, line, quote),) = [(e.place, e.line, e.quote) for e in found.evidence]
    assert (place, line, quote) == ("a.py", 2, "imports cv2, which opencv-python brings")
