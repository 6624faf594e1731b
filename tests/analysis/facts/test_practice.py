"""What a person meets who runs a repository's code."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from reprosurvey.analysis.facts import (
    hardware,
    hub_revisions,
    languages,
    machine_paths,
    named_files,
    notebook_order,
    python_versions,
    seeds,
)
from tests.analysis.conftest import Files, Repository


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("```\npython train.py --config configs/a.yaml\n```", "yes"),
        ("```\npython train_all.py\n```", "no"),
        ("```\nCUDA_VISIBLE_DEVICES=0 python -u src/train.py\n```", "yes"),  # wherever it stands
        ("See `lib/figures.ipynb` for the figures.", "no"),
        ("Train it by ``lib\\train.py``.", "yes"),
        ("For all of them run train_all.py.", "no"),
        ("See [the guide](scripts/guide.sh).", "no"),
        ("1. surrogate.py -- fits the surrogate to the data", "no"),
        ("  - test_blogs.m: output the results on blogs", "no"),
        ("- test_blogs.m: coming soon", "na"),
        ("- `train.py`: trains", "yes"),
        ("Please modify line 152 of ./model/net.py:", "no"),
        ("```\npython your_script.py\npython path/to/x.py\n```", "na"),
        ("Create `settings.yaml` first.", "na"),
        ("```\ngit clone https://github.com/lab/apex\ncd apex\npython build.py\n```", "na"),
        ("```\npython setup.py install\n```", "na"),
        ("Nothing to run.", "na"),
    ],
)
def test_files_that_pages_name(repository: Repository, said: str, outcome: str) -> None:
    files: Files = {"README.md": f"# Use\n{said}\n", "lib/train.py": "x = 1\n", "a.yaml": "x: 1\n"}
    assert named_files.judge(repository(files)).outcome.value == outcome


@pytest.mark.parametrize("path", ["code.zip", ".gitmodules"])
def test_an_archive_may_hold_what_is_missing(repository: Repository, path: str) -> None:
    files: Files = {"README.md": "```\npython train.py\n```\n", "code.zip": 10, path: 10}
    assert named_files.judge(repository(files)).outcome.value == "unknown"


@pytest.mark.parametrize(
    "line",
    [
        "path = '/home/anna/data/x.csv'",
        "path = '/mnt/data2/lb540/models/'",
        'root = "D:/Data/cremi"',
        "root = 'C:\\\\Users\\\\Anna\\\\data'",
        "sys.path.append('/Users/anna/code')",
    ],
)
def test_paths_of_a_machine(repository: Repository, line: str) -> None:
    found = machine_paths.judge(repository({"a.py": f"import os\n{line}\n"}))
    assert (found.outcome.value, found.places, found.evidence[0].line) == ("no", 1, 2)


@pytest.mark.parametrize(
    "line",
    [
        "# path = '/home/anna/data/x.csv'",
        "path = '/home/user/data'",
        "path = '/path/to/home/data'",
        "path = '/content/drive/x'",
        "url = 'https://host.example/home/anna/x'",
        "x = a / home / b",
        "path = os.path.join(root, 'data/home/anna')",
        "s = 'a:b/c'",
        "print('Epoch:\\n')",
        "print('Parameter %d:\\t\\t%6.4e' % x)",
        '"""Started by:\npython train.py --data /home/anna/data\n"""',
    ],
)
def test_paths_of_nobody(repository: Repository, line: str) -> None:
    assert machine_paths.judge(repository({"a.py": f"{line}\n"})).outcome.value == "yes"


@pytest.mark.parametrize("path", ["a.ipynb", "a.mlx"])
def test_no_line_is_told_where_it_is_not_the_file_s(
    repository: Repository, notebook: Callable[..., str], path: str
) -> None:
    line = "path = '/home/anna/data/x.csv';"
    found = machine_paths.judge(repository({path: notebook(line) if path == "a.ipynb" else line}))
    assert (found.outcome.value, found.evidence[0].line) == ("no", None)


def test_where_conda_stands_is_no_path_of_the_code(repository: Repository) -> None:
    files: Files = {"environment.yml": "prefix: /home/anna/conda/envs/x\n", "a.py": "x = 1\n"}
    assert machine_paths.judge(repository(files)).outcome.value == "yes"


@pytest.mark.parametrize(
    "line",
    [
        "We trained on a single NVIDIA V100 GPU.",
        "Tested with an RTX 3090.",
        "You need 16 GB of GPU memory.",
        "Training takes three days on 4 GPUs.",
        "All runs used a TPU v3-8.",
        "We successfully ran the code on Nvidia GPUs so far.",
        "Intel Xeon, 64GB RAM",
        "Quick start (GPU required)",
        "It converges after about 3 days on a single-core CPU device.",
    ],
)
def test_hardware_that_is_stated(repository: Repository, line: str) -> None:
    assert hardware.judge(repository({"README.md": f"{line}\n"})).outcome.value == "yes"


@pytest.mark.parametrize(
    "line",
    [
        "python train.py --gpu 0",
        "CUDA 10.1 and tensorflow-gpu are needed.",
        "GPU support is optional.",
        "A GPU is required to use the fast kernels, else it is left out.",
        "It may be faster to run it on a GPU.",
        "The data set has 100 images, 20 GB in memory-mapped files to download.",
        "Each program reads its parameters.",
    ],
)
def test_hardware_that_is_not(repository: Repository, line: str) -> None:
    assert hardware.judge(repository({"README.md": f"{line}\n"})).outcome.value == "no"


@pytest.mark.parametrize(
    ("path", "line", "outcome"),
    [
        ("a.py", "torch.manual_seed(args.seed)", "yes"),
        ("a.py", "pl.seed_everything(42)", "yes"),
        ("a.py", "split(x, random_state=0)", "yes"),
        ("a.py", "key = jax.random.PRNGKey(0)", "yes"),
        ("a.R", "set.seed(1)", "yes"),
        ("a.m", "rng(0)", "yes"),
        ("a.m", "randn('seed', 0);", "yes"),
        ("a.m", "s = RandStream('mt19937ar', 'seed', 42);", "yes"),
        ("a.m", "s = RandStream('mt19937ar', 'seed', 'shuffle');", "no"),
        ("a.m", "rng('shuffle')", "no"),
        ("a.jl", "Random.seed!(3)", "yes"),
        ("a.py", "np.random.seed()", "no"),
        ("a.py", "np.random.seed(int(time.time()))", "no"),
        ("a.py", "random.seed(None)", "no"),
        ("a.py", "# torch.manual_seed(0)", "no"),
        ("a.py", "def set_seed(seed): pass", "no"),
        ("tests/test_a.py", "torch.manual_seed(0)", "no"),
        ("a.txt", "seed", "na"),
    ],
)
def test_seeds(repository: Repository, path: str, line: str, outcome: str) -> None:
    assert seeds.judge(repository({path: f"{line}\n"})).outcome.value == outcome


@pytest.mark.parametrize(
    ("paths", "outcome", "reason"),
    [
        (["a.py", "b.ipynb"], "yes", "Python"),
        (["a.py", "b.m"], "no", "MATLAB, Python"),
        (["a.py", "b.py", "ops/a.cu", "run.sh", "docs/x.js"], "yes", "Python"),
        (["src/main.rs", "src/lib.rs", "docs/conf.py"], "yes", "Rust"),
        (["a.cu", "b.cu", "run.py"], "no", "CUDA, Python"),
        (["a.cpp", "b.cu"], "no", "C++, CUDA"),
        (["README.md"], "na", "no program"),
    ],
)
def test_languages(repository: Repository, paths: list[str], outcome: str, reason: str) -> None:
    found = languages.judge(repository({path: notebook(1) if path.endswith("ipynb") else "x = 1;\n" for path in paths}))
    assert (found.outcome.value, found.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"README.md": "Needs Python 3.7.", "environment.yml": "dependencies:\n- python=3.7.4\n"}, "yes"),
        ({"README.md": "Needs Python 3.6+.", "environment.yml": "dependencies:\n- python=3.8\n"}, "yes"),
        ({"README.md": "Python >= 3.6", "setup.py": "setup(python_requires='>=3.7', install_requires=['x'])"}, "yes"),
        (
            {"README.md": "Works with Python 2.7, 3.5 and 3.6", "Dockerfile": "FROM python:3.6\nRUN pip install x"},
            "yes",
        ),
        ({"README.md": "Needs Python 3.6.", "environment.yml": "dependencies:\n- python=3.8\n"}, "no"),
        ({"README.md": "Needs Python 3.", "a.py": "print 'a'\n"}, "no"),
        ({"Makefile": "env:\nifdef OLD\n\tconda create python=2.7 x\nelse\n\tconda create python=3 x\nendif\n"}, "yes"),
        ({"Makefile": "env:\n\tconda create python=2.7 x\n\tconda create python=3 x\n"}, "no"),
        ({"README.md": "Does not work with Python 2.", "a.py": "x = 1\n"}, "na"),
        ({"README.md": "Python code.", "a.py": "x = 1\n"}, "na"),
    ],
)
def test_python_versions(repository: Repository, files: Files, outcome: str) -> None:
    assert python_versions.judge(repository(files)).outcome.value == outcome


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("m = AutoModel.from_pretrained('org/model')", "no"),
        ("m = AutoModel.from_pretrained(\n    'org/model', revision='abc')", "yes"),
        ("m = BertModel.from_pretrained(name)", "unknown"),
        ("m = AutoModel.from_pretrained('./checkpoints/best')", "unknown"),
        ("m = torch.hub.load('pytorch/vision:v0.10.0', 'resnet18')", "yes"),
        ("m = torch.hub.load('pytorch/vision', 'resnet18')", "no"),
        ("p = hf_hub_download(repo_id='org/model', filename='x')", "no"),
        ("m = EfficientNet.from_name('b0')", "na"),
        ("m = EfficientNet.from_pretrained('efficientnet-b0')", "na"),
    ],
)
def test_models_of_a_hub(repository: Repository, line: str, outcome: str) -> None:
    assert hub_revisions.judge(repository({"a.py": f"{line}\n"})).outcome.value == outcome


def notebook(*counts: int | None) -> str:
    cells = [{"cell_type": "code", "source": "x", "execution_count": n, "outputs": [], "metadata": {}} for n in counts]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})


@pytest.mark.parametrize(
    ("counts", "outcome"),
    [
        ((1, 2, 3), "yes"),
        ((3, None, 9), "yes"),
        ((2, 1), "no"),
        ((None, None), "na"),
        ((7,), "na"),
    ],
)
def test_the_order_of_notebooks(repository: Repository, counts: tuple[int | None, ...], outcome: str) -> None:
    assert notebook_order.judge(repository({"a.ipynb": notebook(*counts)})).outcome.value == outcome


def test_a_notebook_that_is_no_json_is_unknown(repository: Repository) -> None:
    broken = notebook(2, 1)[:-2]
    assert notebook_order.judge(repository({"a.ipynb": broken})).outcome.value == "unknown"
