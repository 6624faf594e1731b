"""Which program is started, by what pages say and what stands in the tree."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.rehearsal.programs import program_of, tree_of
from reprosurvey.crawler.rehearsal.programs import Program
from tests.analysis.conftest import Repository

MAIN = "if __name__ == '__main__':\n    main()\n"


def documented(path: str, *arguments: str, folder: str = "", module: str | None = None) -> Program:
    return Program(path, arguments, folder, module, documented=True)


@pytest.mark.parametrize(
    ("line", "program"),
    [
        ("python train.py --epochs 3", documented("train.py", "--epochs", "3")),
        ("$ CUDA_VISIBLE_DEVICES=0 python3 train.py", documented("train.py")),
        ("Run `python3.8 ./train.py` to train.", documented("train.py")),
        ("python -u train.py --out 'a b' > log", documented("train.py", "--out", "a b")),
        ("python train.py --data <path> && python test.py", documented("train.py", "--data")),
        ("python train.py # on one GPU", documented("train.py")),
        ("python train.py \\", documented("train.py")),
        ("python code/run.py -c x.yml", documented("code/run.py", "-c", "x.yml")),
        ("cd code; python run.py", documented("code/run.py", folder="code")),
        ("python -m code.run --x", documented("code/run.py", "--x", module="code.run")),
        ("python -m torch.distributed.launch --nproc_per_node=4 train.py --x", documented("train.py", "--x")),
        ("python setup.py install", None),
        ("python -m pip install -r requirements.txt", None),
        ("python missing.py", None),
        ("python", None),
        ("We use python train.pyc", None),
    ],
)
def test_what_a_page_says_is_started(line: str, program: Program | None, repository: Repository) -> None:
    files = {"README.md": f"```\n{line}\n```\n", "train.py": MAIN, "code/run.py": MAIN, "setup.py": "setup()"}
    found = program_of(repository(files), "requirements.txt")
    assert (found if found and found.documented else None) == program


def test_what_trains_is_started_before_what_does_not(repository: Repository) -> None:
    files = {"README.md": "    python prepare.py\n    python train.py\n", "prepare.py": MAIN, "train.py": MAIN}
    found = program_of(repository(files), "")
    assert found is not None
    assert found.path == "train.py"


def test_without_a_word_a_program_is_asked_for_help(repository: Repository) -> None:
    files = {"README.md": "Code.", "models.py": "class A: pass", "data.py": MAIN, "src/train.py": MAIN}
    assert program_of(repository(files), "") == Program("src/train.py", ("--help",), "src")


def test_a_program_of_a_package_is_started_as_a_module(repository: Repository) -> None:
    files = {
        "src/net/__init__.py": "",
        "src/net/random.py": "",
        "src/net/tools/__init__.py": "",
        "src/net/tools/train.py": MAIN,
    }
    program = Program("src/net/tools/train.py", ("--help",), "src", "net.tools.train")
    assert program_of(repository(files), "") == program


def test_a_program_near_the_list_goes_before_others(repository: Repository) -> None:
    files = {"README.md": "`python main.py`", "a/main.py": MAIN, "b/main.py": MAIN, "b/requirements.txt": "numpy"}
    assert program_of(repository(files), "b/requirements.txt") == documented("b/main.py", folder="b")


@pytest.mark.parametrize("page", ["`python main.py`", "Code."])
def test_a_folder_that_only_begins_like_that_of_the_list_is_not_near(page: str, repository: Repository) -> None:
    files = {"README.md": page, "code2/main.py": MAIN, "code/a/main.py": MAIN, "code/requirements.txt": "numpy"}
    found = program_of(repository(files), "code/requirements.txt")
    assert found is not None
    assert found.path == "code/a/main.py"


def test_where_nothing_starts_there_is_no_program(repository: Repository) -> None:
    assert (
        program_of(
            repository({"README.md": "", "models.py": "class A: pass", "train.m": "x", "__init__.py": "a()"}), ""
        )
        is None
    )


def test_a_tree_tells_what_was_left_behind_and_what_is_its_own(repository: Repository) -> None:
    tree = tree_of(repository({"code/train.py": MAIN, "data/means.npy": None}), "")
    assert tree.left_behind == {"data/means.npy"}
    assert tree.own_modules == {"code", "train"}
