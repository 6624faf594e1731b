import pytest

from reprosurvey.analysis.criteria.dependencies import judge

CODE = {"train.py": "import torch\nimport numpy\n"}
TENSORFLOW = {"train.py": "import tensorflow as tf\n"}


@pytest.mark.parametrize(
    "files",
    [
        {"requirements.txt": "torch==1.4.0\nnumpy==1.18.1\n"},
        {"requirements.txt": "torch~=1.4.0\nnumpy~=1.18.1\n"},
        {"requirements.txt": "torch>=1.4,<1.5\n"},
        {"requirements.txt": "torch==1.11.0+cu113\nnumpy==1.22\nwandb\n"},
        {"requirements.txt": "torch==1.4.0\nnumpy>=1.18\npandas>=1.0\n"},
        {"requirements.txt": "monai[nibabel, tqdm]==0.8.0\nnumpy==1.20\n"},
        {"requirements.txt": "torch==1.5.0\ncrf @ git+https://github.com/x/crf.git@4d5343c398d75d7e\n"},
        {"environment.yml": "dependencies:\n- pytorch=1.3.1=cuda100py37_0\n- numpy=1.16\n"},
        {"README.md": "# Net\n## Libraries used\nThis is written in vanilla pytorch (v.1.7).\n"},
        {"README.md": "# Net\nOur code is based on python3.6 and pytorch1.1.\n"},
        {"conda_list.txt": "# platform: linux-64\npytorch=1.3.1=py37_0\nnumpy=1.16.1=py37_0\n"},
        {"README.md": "# Net\n## Dependencies\nUbuntu 16.04\nPytorch 0.4.1\nGcc >= 4.9\n"},
        TENSORFLOW | {"README.md": "# Net\n## Requirements\n`tensorflow-gpu 1.15.0`\n`python 3.6.13`\n"},
        {"README.md": "# Net\n```\nnumpy==1.19.5\ntorch==1.10.0+cu113\n```\n"},
        {"README.md": "# Net\n| PyTorch | 1.7.1 |\n"},
        {"README.md": "# Net\n## Prerequisites\n* Python (3.6)\n* PyTorch (0.4.1)\n* numpy\n"},
        {
            "Pipfile": '[packages]\ntorch = "*"\nnumpy = "*"\n',
            "Pipfile.lock": '{"default": {"torch": {"version": "==1.4.0"}, "numpy": {"version": "==1.18"}}}',
        },
        TENSORFLOW
        | {
            "setup.py": "setup(install_requires=['tensorflow>=2', 'tqdm'])",
            "Dockerfile": "FROM tensorflow/tensorflow:2.7.1\nRUN pip install tqdm==4.64.0\n",
        },
        TENSORFLOW
        | {
            "requirements.txt": "click\nflake8\n",
            "requirements_tf.txt": "tensorflow==2.4.2\nclick==8.0\nnumpy==1.19.5\n",
        },
        {"train.py": "", "fit.jl": "using Flux\n", "Manifest.toml": '[[deps.Flux]]\nversion = "0.12.1"\n'},
        {"train.py": "", "fit.jl": "using Flux\n", "Project.toml": '[deps]\nFlux = "58"\n[compat]\nFlux = "0.12"\n'},
        {"train.py": "", "renv.lock": '{"Packages": {"glmnet": {"Version": "4.1"}}}'},
        {"evaluate.py": "import tensorflow\n", "net.py": "import torch\n", "requirements.txt": "torch==1.4\n"},
        {"old.py": "import torch\nprint 'python 2'\n", "requirements.txt": "torch==1.4\n"},
        {"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.8"\ntorch = "^1.7.0"\n'},
    ],
)
def test_versions_of_nearly_all_packages_count(repository, files):
    assert judge(repository({**CODE, **files})).outcome == "yes"


@pytest.mark.parametrize(
    ("files", "because"),
    [
        ({"requirements.txt": "torch>=1\nnumpy>=1\n"}, "no version: torch>=1"),
        ({"requirements.txt": "torch\ntorchvision==0.2.2\nnumpy==1.18\n"}, "no version: torch"),
        (TENSORFLOW | {"requirements.txt": "tensorflow-gpu==1.14.0\ngym\npillow\npydicom\n"}, "no version: gym"),
        ({"requirements.txt": "numpy==1.18\nscipy==1.4\n"}, "torch is not listed; programs that import it: 1"),
        ({"requirements.txt": "torch==1.4\nnumpy\nscipy\n"}, "no version: numpy"),
        ({"README.md": "# Net\n- pytorch v1.7.1+\n"}, "no version: - pytorch v1.7.1+"),
        ({"README.md": "# Net\nWorks well with PyTorch 1.7+.\n"}, "no version: Works well with PyTorch 1.7+."),
        ({"README.md": "# Net\nRequires PyTorch 1.4 or later.\n"}, "no version: Requires PyTorch 1.4 or later."),
        ({"Dockerfile": "FROM anibali/pytorch:cuda-9.0\nRUN pip install torch\n"}, "no version: torch"),
        ({"requirements.txt": "tensorflow==2.9\nnumpy==1.2\n"}, "torch is not listed; programs that import it: 1"),
        ({"requirements.txt": "torch>=1.4\ntensorflow==2.9\n"}, "no version: torch>=1.4"),
        ({"train.py": "", "fit.R": "library(glmnet)\n", "DESCRIPTION": "Imports: glmnet\n"}, "no version: glmnet"),
        ({}, "no list of packages"),
    ],
)
def test_loose_lists_are_no_and_say_why(repository, files, because):
    verdict = judge(repository({**CODE, **files}))
    assert verdict.outcome == "no"
    assert verdict.evidence[0].quote == because


def test_lists_at_the_root_are_enough(repository):
    files = {
        "README.md": "# Net\n    pip install torch==1.3.1 numpy==1.19\n",
        "data/README.md": "# Data\n    pip install a b c d\n",
    }
    assert judge(repository({**CODE, **files})).outcome == "yes"
    files = {"requirements.txt": "torch\nnumpy\n", "sub/README.md": "# Data\n    pip install torch\n"}
    assert judge(repository({**CODE, **files})).outcome == "no"


def test_what_projects_are_made_with_needs_no_version(repository):
    files = {"requirements.txt": "torch==1.4.0\nblack\nflake8\npytest\npytest-helpers\njupyter\n"}
    assert judge(repository({**CODE, **files})).outcome == "yes"


def test_a_framework_that_few_programs_import_need_not_be_listed(repository):
    programs = {f"run{number}.py": "import openai\n" for number in range(19)}
    files = {**programs, "check.py": "import torch\n", "requirements.txt": "openai==0.27.8\ntqdm==4.66\n"}
    assert judge(repository(files)).outcome == "yes"


def test_standard_modules_in_a_list_do_not_weigh(repository):
    files = {"requirements.txt": "torch==1.4.0\nos\nglob\ncopy\nmath\n"}
    assert judge(repository({**CODE, **files})).outcome == "yes"


@pytest.mark.parametrize(
    "path",
    ["lab/templates/Dockerfile.j2", "templates/new/Dockerfile.jinja", "{{cookiecutter.name}}/requirements.txt"],
)
def test_a_list_in_a_template_for_other_projects_is_not_the_paper_s(repository, path):
    text = "RUN pip install torch==1.9.0\n" if "Dockerfile" in path else "torch==1.9.0\n"
    assert judge(repository({**CODE, path: text})).outcome == "no"


@pytest.mark.parametrize("path", ["docker/Dockerfile.j2", "templates/Dockerfile", "templates/requirements.txt"])
def test_a_list_that_may_be_used_as_it_is_counts_wherever_it_stands(repository, path):
    text = "RUN pip install torch==1.9.0 numpy==1.21\n" if "Dockerfile" in path else "torch==1.9.0\nnumpy==1.21\n"
    assert judge(repository({**CODE, path: text})).outcome == "yes"


def test_what_only_unit_tests_import_need_not_be_listed(repository):
    files = {"net.py": "import numpy\n", "requirements.txt": "numpy==1.21\nscipy==1.7\n"}
    assert judge(repository({**files, "test_net.py": "import torch\n"})).outcome == "no"
    assert judge(repository({**files, "tests/test_net.py": "import torch\n"})).outcome == "yes"


def test_what_a_script_installs_into_an_environment_that_it_throws_away_is_no_list(repository):
    files = {"net.py": "import numpy\n", "try.sh": "python3 -m venv venv\nvenv/bin/pip install numpy==1.21\n"}
    assert judge(repository(files)).outcome == "yes"
    files["try.sh"] = "folder=$(mktemp -d)\ntrap 'rm -rf $folder' EXIT\ncd $folder\n" + files["try.sh"]
    assert judge(repository(files)).outcome == "no"
