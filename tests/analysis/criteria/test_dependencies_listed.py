import pytest

from reprosurvey.analysis.criteria.dependencies_listed import judge

CODE = {"train.py": "import torch\n"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.txt", "# main\ntorch\n"),
        ("requeriments.txt", "torch\n"),
        ("code/unet/requirements_gpu.txt", "torch\n"),
        ("requirements/base.txt", "torch\n"),
        ("environment.yml", "name: net\ndependencies:\n  - python=3.8\n  - pip:\n    - torch\n"),
        ("paper.yaml", "dependencies:\n- pytorch\n"),
        ("setup.py", "deps = ['torch']\nsetup(name='net', install_requires=deps)\n"),
        ("setup.cfg", "[options]\ninstall_requires =\n    torch\n"),
        ("pyproject.toml", '[project]\nname = "net"\ndependencies = ["torch"]\n'),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.8"\ntorch = "*"\n'),
        ("Pipfile", '[packages]\ntorch = "*"\n'),
        ("Pipfile.lock", '{"default": {"torch": {"version": "==1.4.0"}}}'),
        ("poetry.lock", '[[package]]\nname = "torch"\nversion = "1.4.0"\n'),
        ("Dockerfile", "FROM ubuntu:20.04\nRUN pip install \\\n    torch\n"),
        ("Docker_GPU", "FROM nvcr.io/nvidia/pytorch:22.03-py3\n"),
        ("DESCRIPTION", "Package: net\nImports:\n    Rcpp (>= 0.12), glmnet\nLicense: GPL-2\n"),
        ("install.R", "install.packages(c('glmnet', 'ranger'))\n"),
        ("renv.lock", '{"Packages": {"glmnet": {"Version": "4.1"}}}'),
        ("Project.toml", '[deps]\nFlux = "587475ba-b771-5e3f-ad9e-33799f191a9c"\n'),
        ("Manifest.toml", '[[Flux]]\nversion = "0.12.1"\n'),
        ("CMakeLists.txt", "project(net)\nfind_package(Torch REQUIRED)\n"),
        ("README.md", "# Net\n```R\ninstall.packages('glmnet')\n```\n"),
        ("README.md", "# Net\n## Requirements\n* PyTorch\n"),
        ("README.md", "# Net\n## Dependecies\n* opencv (to save images)\n* json (to read parameters)\n"),
        ("README.md", "# Net\n## Built with\n* [Keras](http://keras.example.org) - the framework\n"),
        ("README.md", "# Net\nThe code is written for TensorFlow 1.x.\n"),
        ("README.md", "# Net\n1. **Install nnUNet**: see its own pages.\n"),
        ("README.md", "# Net\nThis paper relies on `sksurv`, `matplotlib` and `seaborn`.\n"),
        ("README.md", "# Net\n> Install and compile Caffe <br>\n"),
        ("src/requirements.txt", "# our image\nRUN pip3 install cmake && \\\n    pip3 install einops && \\\n"),
        ("analysis.R", "library(readxl)\ninstall.packages(c('readxl', 'dplyr',\n  'writexl'))\n"),
        ("README.md", "# Net\nTested on Ubuntu 18.04 with Python 3.7, PyTorch 1.7.1 and CUDA 10."),
        ("README.md", "# Net\n```\nconda install pytorch torchvision -c pytorch\n```\n"),
        (
            "README.md",
            "# Net\n```\ngit clone https://github.com/other/Framework.git\ncd Framework\npip install -e .\n```\n",
        ),
    ],
)
def test_lists_of_every_kind_count(repository, path, text):
    verdict = judge(repository({**CODE, path: text}))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == path


def test_evidence_points_at_the_line(repository):
    evidence = judge(repository({**CODE, "requirements.txt": "# main\n\ntorch==1.4.0\n"})).evidence[0]
    assert (evidence.line, evidence.quote) == (3, "torch==1.4.0")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": "# Net\nCreate a PyTorch dataset and pass it to the trainer."},
        {"README.md": "# Net\n## Requirements\n- Python 3\n- CUDA 10.1\n"},
        {"README.md": "# Net\n```yaml\ntype: net\n```\n"},
        {"README.md": "# Net\n<!--\n- numpy\n-->\nText."},
        {"README.md": "# Net\n## Results\n- Keras (our runs): 0.81\n"},
        {"README.md": "# Net\n```python\nself.noise_levels = [1.5]\n```\n"},
        {"README.md": "# Net\nYou do not need to install PyTorch.\n"},
        {"README.md": "# Net\n## Set up the environment\nStep 1 - create a folder.\n"},
        {"README.md": "# Net\nTo attack models that are implemented in TensorFlow 1.X, use the other class.\n"},
        {"bert/LICENSE": "Apache License", "bert/README.md": "# BERT\nTested with TensorFlow 1.11.0 by its authors.\n"},
        {"analysis.R": "# install.packages('dplyr')\nlibrary(dplyr)\n"},
        {"README.md": "# Net\n```\npip install -e .\n```\n"},
        {"requirements.txt": "# external\nclick\nSphinx\ncoverage\nawscli\nflake8\npython-dotenv>=0.5.1\n"},
        {"README.md": "# Net\n```\nfit <- complete(M, mask, numpy = 0, cores = 40)\n```\n"},
        {"third_party/requirements.txt": "torch\n"},
        {"docs/requirements.txt": "sphinx\n"},
        {"requirements-dev.txt": "pytest\n"},
        {"setup.py": "setup(name='net', packages=find_packages())\n"},
        {"config.yaml": "model:\n  dependencies: 3\n"},
    ],
)
def test_what_is_no_list_of_packages_is_no(repository, files):
    verdict = judge(repository({**CODE, **files}))
    assert verdict.outcome == "no"
    assert verdict.evidence[0].quote == "no list of packages"


def test_a_list_that_was_left_behind_is_unknown(repository):
    verdict = judge(repository({**CODE, "requirements.txt": None}))
    assert verdict.outcome == "unknown"
    assert "requirements.txt" in verdict.evidence[0].quote


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("environment.yml", "dependencies:\n" + "[" * 5000),
        ("environment.yml", "dependencies: &a [*a, 2000-99-99]\n"),
        ("setup.py", "setup(" * 3000),
        ("requirements.txt", "\x00" * 1000 + "=" * 100_000),
        ("requirements.txt", " " * 200_000 + "!"),
        ("README.md", "[" * 50_000),
    ],
)
def test_malformed_lists_do_no_harm(repository, path, text):
    assert judge(repository({**CODE, path: text})).outcome == "no"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[project\nname = "),
        ("setup.cfg", "install_requires = torch\n"),
        ("Pipfile.lock", "[" * 100_000),
        ("uv.lock", "<<<<<<< HEAD\n"),
        ("renv.lock", "{"),
        ("setup.py", "setup(install_requires=read_them())"),
    ],
)
def test_a_list_that_cannot_be_read_is_unknown_and_named(repository, path, text):
    verdict = judge(repository({**CODE, path: text}))
    assert verdict.outcome == "unknown"
    assert path in verdict.evidence[0].quote


@pytest.mark.parametrize("path", ["dune-project", "net.csproj", "lib/net.cabal", "conanfile.txt"])
def test_a_list_of_a_form_that_is_not_read_is_unknown_where_no_language_is_read(repository, path):
    assert judge(repository({"Net.scala": "object Net\n", path: "x\n"})).outcome == "unknown"
    assert judge(repository({**CODE, path: "x\n"})).outcome == "no"


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\nInstalled Matlab R2015a or later\n",
        "# Net\n2. Download MatConvNet (http://example.org)\n",
        "# Net\nThe code requires the Image Reconstruction Toolbox (IRT).\n",
    ],
)
def test_what_a_repository_in_matlab_needs_counts_there_alone(repository, readme):
    assert judge(repository({"net.m": "x = 1;\n", "README.md": readme})).outcome == "yes"
    assert judge(repository({"net.py": "x = 1\n", "README.md": readme})).outcome == "no"


def test_a_toolbox_that_is_not_needed_is_no(repository):
    readme = "# Net\nYou don't really need the Brain Toolbox here.\n"
    assert judge(repository({"net.m": "x = 1;\n", "README.md": readme})).outcome == "no"
