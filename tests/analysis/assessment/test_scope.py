import pytest

from reprosurvey.analysis.assessment.scope import folder_of, is_there, narrowed, path_in
from reprosurvey.analysis.criteria import documentation, licensing, training

LOOP = "loss.backward()\noptimizer.step()\n"
SHARED = {
    "README.md": "# Projects of the lab\nRun `python first/train.py`.",
    "LICENSE": "MIT License",
    "requirements.txt": "torch==1.4\n",
    "first/README.md": "# First",
    "first/train.py": LOOP,
    "second/README.md": "# Second\nRun `python predict.py`.",
    "second/predict.py": "model.predict(x)\n",
    "second/net/unet.py": "import torch\n",
}


def test_the_folder_of_a_shared_repository_is_judged_as_the_root_with_the_root_s_licence_and_lists(repository):
    part = narrowed(repository(SHARED), "second")
    assert set(part.files) == {"LICENSE", "requirements.txt", "README.md", "predict.py", "net/unet.py"}
    assert training.judge(part).outcome == "no"
    assert licensing.judge(part).outcome == "yes"


def test_evidence_points_to_where_the_file_stands_in_the_repository(repository):
    evidence = documentation.judge(narrowed(repository(SHARED), "second/")).evidence[0]
    assert evidence.place == "second/README.md"
    assert evidence.link == f"https://github.com/lab/paper/blob/{'c' * 40}/second/README.md#L2"


def test_the_folder_s_own_licence_and_lists_come_first(repository):
    own = {"second/LICENSE": "Apache License", "second/environment.yml": "dependencies:\n- torch\n"}
    part = narrowed(repository(SHARED | own), "second")
    assert set(part.files) >= {"LICENSE", "environment.yml"}
    assert "requirements.txt" not in part.files
    assert part.files["LICENSE"].location == "second/LICENSE"


def test_an_address_of_a_file_means_its_folder(repository):
    assert "predict.py" in narrowed(repository(SHARED), "second/predict.py").files


@pytest.mark.parametrize("folder", ["", "third", "secon", "second/net"])
def test_the_whole_repository_is_taken_where_the_folder_is_no_project_of_several(repository, folder):
    snapshot = repository(SHARED)
    assert narrowed(snapshot, folder) is snapshot


def test_a_folder_of_a_repository_that_is_not_shared_is_not_taken_alone(repository):
    snapshot = repository({"README.md": "# Net", "code/README.md": "# Code", "code/train.py": LOOP})
    assert narrowed(snapshot, "code") is snapshot


TITLE = "Segmenting Small Vessels by Their Trees"


@pytest.mark.parametrize(
    "readme",
    [
        f"# Projects\n## First Of All Nets\n[code](first)\n## {TITLE.upper()}\nText.\n\n[code](./second/)\n",
        f"# Projects\n## [{TITLE}](second) (MIDL 2021)\nText.\n",
        "- First: [code](first)\n- **Segmenting small vessels by their trees**,\n  [here](second/predict.py)\n",
        f"# Projects\n| {TITLE} | [code](https://github.com/lab/paper/tree/main/second) |\n| - | - |\n",
        f'# Projects\n<p>{TITLE} <a href="second">code</a></p>\n',
    ],
)
def test_the_root_s_readme_says_where_the_paper_is(repository, readme):
    assert folder_of(repository(SHARED | {"README.md": readme}), TITLE) == "second"


def test_of_folders_within_each_other_it_is_the_innermost(repository):
    inner = {"README.md": f"# Projects\n{TITLE}: [code](e/d/c/b/a/train.py)\n"}
    outer = {f"{folder}/README.md": "# Folder" for folder in ("e", "e/d", "e/d/c", "e/d/c/b", "e/d/c/b/a", "other")}
    assert folder_of(repository(inner | outer), TITLE) == "e/d/c/b/a"


def test_a_folder_s_own_readme_names_the_paper(repository):
    assert folder_of(repository(SHARED | {"second/README.md": f"# {TITLE}\n"}), TITLE) == "second"


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": f"# {TITLE}\nRun [this](train.py), [data](https://zenodo.org/records/1/second)."},
        {"README.md": f"# {TITLE}\nOurs.", "second/README.md": f"# {TITLE}\n"},
        {"first/README.md": f"# {TITLE}\n", "second/README.md": f"# {TITLE}\n"},
        {"README.md": f"# Projects\n- {TITLE}: no code\n\n\n\n\n- Another: [code](second)\n"},
    ],
)
def test_no_folder_is_named(repository, files):
    assert folder_of(repository(SHARED | files), TITLE) == ""


def test_a_short_title_may_stand_anywhere(repository):
    assert folder_of(repository(SHARED | {"README.md": "# Projects\n[Second net](second)\n"}), "Second net") == ""


def test_a_name_that_is_the_repository_s_address_names_no_paper(repository):
    readme = "# Projects\nSee https://github.com/lab/paper/blob/main/second/train.py and [it](second/train.py).\n"
    assert folder_of(repository(SHARED | {"README.md": readme}), "github.com/lab/paper") == ""


@pytest.mark.parametrize(
    ("found_at", "branch", "subpath", "path"),
    [
        ("https://github.com/lab/seg", "main", "a/b/", "a/b"),
        ("https://github.com/lab/seg/tree/v1/a/b", "v1", "", "a/b"),
        ("https://github.com/lab/seg/tree/f/x/a", "f/x", "", "a"),
        ("https://github.com/lab/seg/tree/f/x", "f/x", "", ""),
        ("https://github.com/lab/seg/tree/refs/tags/f/x", "f/x", "", ""),
        ("https://codeberg.org/lab/seg/src/tag/v1/a", "v1", "", "a"),
        (f"https://github.com/lab/seg/tree/{'0' * 40}", "0" * 40, "a.py", "a.py"),
        ("https://github.com/lab/seg/tree/v1", "v1", "pkg", "pkg"),
        ("https://lab.example/seg", None, "", ""),
    ],
)
def test_the_path_is_what_remains_behind_the_branch_tag_or_commit(found_at, branch, subpath, path):
    assert path_in(found_at, branch, subpath) == path


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("", True), ("first", True), ("first/train.py", True), ("first/gone.py", True), ("gone.py", True),
        ("third", False), ("firs", False), ("third/train.py", False), ("first/third", False), ("second/net", True),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_there_is_told_and_a_file_leaves_its_folder(repository, path, there):
    assert is_there(repository(SHARED), path) is there
    assert is_there(repository({}), path)
