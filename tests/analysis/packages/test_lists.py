"""Which packages each kind of list names, and how closely it gives their versions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reprosurvey.analysis.packages.files import listed_in_files, unread_lists
from reprosurvey.analysis.packages.prose import listed_in_prose
from reprosurvey.analysis.packages.requirements import Pin
from reprosurvey.analysis.subjects.snapshots import File
from tests.analysis.conftest import Files, Repository

UV_PROJECT = '[[package]]\nname = "paper"\nversion = "0"\nsource = { virtual = "." }\n'
LOCKED = '[[package]]\nname = "torch"\nversion = "2.1"\n'
CONDA = "https://conda.example.org/pytorch/linux-64/pytorch-2.1.0-py3.11_0"


def pins(repository: Repository, files: Files) -> dict[str, Pin]:
    closest: dict[str, Pin] = {}
    snapshot = repository(files)
    for listed in listed_in_files(snapshot) + listed_in_prose(snapshot):
        closest[listed.name] = max(listed.pin, closest.get(listed.name, Pin.BARE))
    return closest


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements/train.in", "torch==2.1\n"),
        ("constraints.txt", "torch==2.1\n"),
        ("requirements.txt", "https://wheels.example.org/cu113/torch-2.1%2Bcu113-cp311-cp311-linux_x86_64.whl\n"),
        ("requirements.txt", "git+https://github.com/pytorch/torch.git@v2.1\n"),
        ("requirements.txt", "git+ssh://git@github.com/pytorch/torch.git@0123456\n"),
        ("requirements.txt", "https://github.com/pytorch/torch/archive/v2.1.tar.gz\n"),
        ("requirements.txt", "torch>=2.1,<3\n"),
        ("pip_list.txt", "Package Version\n------- -------\ntorch   2.1\n"),
        (
            "env.txt",
            "# packages in environment at /env:\n#\n# Name  Version  Build  Channel\npytorch  2.1  py3.8_cuda11.1_0\n",
        ),
        ("gpu.txt", f"# platform: linux-64\n@EXPLICIT\n{CONDA}.conda#ab\n"),
        ("conda-linux-64.lock", f"@EXPLICIT\n{CONDA}.tar.bz2\n"),
        ("conda-lock.yml", "package:\n- category: main\n  name: pytorch\n  version: 2.1\n  manager: conda\n"),
        ("pixi.lock", f"version: 6\npackages:\n- conda: {CONDA}.conda\n"),
        ("pixi.lock", "version: 5\npackages:\n- kind: pypi\n  name: torch\n  version: 2.1\n"),
        ("pixi.toml", '[feature.gpu.dependencies]\npytorch = "2.1.*"\n'),
        ("pixi.toml", '[target.linux-64.pypi-dependencies]\ntorch = "==2.1"\n'),
        ("pyproject.toml", '[tool.pixi.dependencies]\npytorch = { version = "2.1.*" }\n'),
        ("pyproject.toml", '[dependency-groups]\ntrain = ["torch==2.1", { include-group = "base" }]\n'),
        ("pyproject.toml", '[project.optional-dependencies]\ngpu = ["torch==2.1"]\n'),
        ("pyproject.toml", '[tool.poetry.group.train.dependencies]\ntorch = "^2.1"\n'),
        ("pyproject.toml", '[tool.poetry.dependencies]\ntorch = [{ version = "2.1", python = ">3.8" }]\n'),
        ("pyproject.toml", '[tool.hatch.envs.default]\ndependencies = ["torch==2.1"]\n'),
        (
            "pyproject.toml",
            '[project]\ndependencies = ["torch"]\n[tool.uv.sources]\ntorch = { git = "https://x", tag = "v2.1" }\n',
        ),
        ("run.py", '# /// script\n# dependencies = [\n#   "torch==2.1",\n# ]\n# ///\nimport torch\n'),
        ("pylock.toml", '[[packages]]\nname = "torch"\nversion = "2.1"\n'),
        ("poetry.lock", f'{LOCKED}groups = ["main", "dev"]\n'),
        ("uv.lock", f'{UV_PROJECT}dependencies = [\n    {{ name = "torch" }},\n]\n{LOCKED}'),
        ("setup.cfg", "[options.extras_require]\ntrain =\n    torch==2.1\n"),
        ("setup.py", "BASE = []\nBASE += ['torch==2.1']\nsetup(install_requires=BASE + ['six'])\n"),
        ("setup.py", "extra = ['torch==2.1']\nsetup(extras_require={'all': extra})\n"),
        ("setup.py", "V = '2.1'\nsetup(install_requires=[f'torch=={V}'])\n"),
        ("setup.py", "V = '2.1'\nsetup(install_requires=['torch=={}'.format(V)])\n"),
        ("setup.py", "config = dict(install_requires=['torch==2.1'])\nsetup(**config)\n"),
        ("setup.py", "kw = {}\nkw['install_requires'] = ['torch==2.1']\nsetup(**kw)\n"),
        (
            "setup.py",
            "try:\n    import x\nexcept A, e:\n    print 'no'\nsetup(install_requires='''\ntorch==2.1\n'''.split())\n",
        ),
        ("Dockerfile", "FROM python\nENV A=1 \\\n    TORCH=2.1\nRUN pip install torch==$TORCH\n"),
        ("Dockerfile", 'ARG TORCH="2.1.0"\nFROM pytorch/pytorch:${TORCH}-cuda12 AS base\n'),
        ("Dockerfile", "FROM pytorch/pytorch@sha256:0123456789abcdef\n"),
        ("Dockerfile", "RUN pip install \\\r\n  # one\r\n  torch==2.1\r\n"),
        ("Containerfile", "RUN uv pip install torch==2.1\n"),
        ("env.def", "Bootstrap: docker\nFrom: pytorch/pytorch:2.1.0-cuda12\n"),
        (".devcontainer/devcontainer.json", '{ // it\n "postCreateCommand": "pip install torch==2.1",\n}'),
        ("docker-compose.yml", "services:\n  train:\n    image: pytorch/pytorch:2.1.0-cuda12\n"),
        ("env.sh", "conda create -n net -y python=3.8 pytorch=2.1\n"),
        ("env.bat", "set TORCH=2.1\r\npip install ^\r\n torch==%TORCH%\r\n"),
        ("run.slurm", "uv add torch==2.1\n"),
        ("Makefile", "TORCH := 2.1\nenv:\n\tpip install torch==$(TORCH)\n"),
        ("binder/postBuild", "pip install torch==2.1\n"),
        ("run.sh", "uv run --with torch==2.1 train.py\n"),
        ("spack.yaml", "spack:\n  specs:\n  - py-torch@2.1 +cuda\n"),
        ("spack.lock", '{"concrete_specs": {"a": {"name": "py-torch", "version": "2.1"}}}'),
        ("spack.lock", '{"concrete_specs": {"a": {"py-torch": {"version": "2.1"}}}}'),
        ("manifest.scm", '(specifications->manifest (list "python-torch@2.1"))'),
        ("docs/install.md", "# Install\n    pip install torch==2.1\n"),
        ("INSTALL", "pip install torch==2.1\n"),
        ("README.md", "# Net\nClone [torch](https://github.com/pytorch/torch) and check out commit 0f026ab.\n"),
        ("README.md", "# Net\n```\ngit clone https://github.com/pytorch/torch\ngit checkout 0f026ab\n```\n"),
    ],
)
def test_a_version_is_read_in_every_kind_of_list(repository: Repository, path: str, text: str) -> None:
    assert pins(repository, {path: text})["torch"] is Pin.PINNED


@pytest.mark.parametrize(
    ("path", "text", "pin"),
    [
        ("requirements.txt", "git+https://github.com/pytorch/torch.git\n", Pin.BARE),
        ("requirements.txt", "torch @ git+https://github.com/pytorch/torch.git@main\n", Pin.BARE),
        ("requirements.txt", "https://github.com/pytorch/torch/archive/master.zip\n", Pin.BARE),
        ("requirements.txt", "torch @ file:///tmp/build/torch_162083/work\n", Pin.BARE),
        ("requirements.txt", "torch>=1.0,<3\n", Pin.BOUNDED),
        ("pyproject.toml", '[dependency-groups]\ntrain = ["torch>=2.1"]\n', Pin.BOUNDED),
        ("pyproject.toml", '[tool.poetry.dependencies]\ntorch = { git = "https://x", branch = "main" }\n', Pin.BARE),
        ("pixi.toml", '[dependencies]\npytorch = "*"\n', Pin.BARE),
        ("Dockerfile", "FROM pytorch/pytorch:latest\n", Pin.BARE),
        ("Dockerfile", "ARG TORCH\nRUN pip install torch==$TORCH\n", Pin.BARE),
        ("spack.yaml", 'spack:\n  specs: ["py-torch@2.1:"]\n', Pin.BOUNDED),
        ("shell.nix", "pkgs.mkShell { packages = with pkgs; [ python3Packages.torch ]; }\n", Pin.BARE),
        ("README.md", "# Net\n```\ngit clone https://github.com/pytorch/torch\npip install .\n```\n", Pin.BARE),
    ],
)
def test_what_is_looser_than_a_version(repository: Repository, path: str, text: str, pin: Pin) -> None:
    assert pins(repository, {path: text})["torch"] is pin


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", '[dependency-groups]\ndev = ["torch==2.1"]\n'),
        ("pyproject.toml", '[tool.poetry.group.test.dependencies]\ntorch = "2.1"\n'),
        ("poetry.lock", f'{LOCKED}category = "dev"\n'),
        ("poetry.lock", f'{LOCKED}groups = ["dev"]\n'),
        ("pdm.lock", f'{LOCKED}groups = ["test", "lint"]\n'),
        ("pylock.toml", f"{LOCKED.replace('package', 'packages')}marker = \"'dev' in dependency_groups\"\n"),
        ("uv.lock", f'{UV_PROJECT}[package.dev-dependencies]\ndev = [\n    {{ name = "torch" }},\n]\n{LOCKED}'),
        ("Pipfile.lock", '{"default": {}, "develop": {"torch": {"version": "==2.1"}}}'),
        ("conda-lock.yml", "package:\n- category: dev\n  name: pytorch\n  version: 2.1\n"),
        ("examples/web/requirements.txt", "torch==2.1\n"),
        (".travis/install.sh", "pip install torch==2.1\n"),
        ("env.sh", "# pip install torch==2.1\n"),
        ("README.md", "# Net\n```\ngit clone https://github.com/lab/paper\ngit checkout v2.1\n```\n"),
    ],
)
def test_what_is_not_needed_by_the_project_is_not_listed(repository: Repository, path: str, text: str) -> None:
    assert pins(repository, {"train.py": "import torch\n", path: text}) == {}


def test_where_all_programs_are_examples_their_list_is_the_project_s(repository: Repository) -> None:
    files: Files = {"examples/train.py": "import torch\n", "examples/requirements.txt": "torch==2.1\n"}
    assert pins(repository, files) == {"torch": Pin.PINNED}


def test_a_notebook_lists_what_it_installs(repository: Repository, notebook) -> None:  # type: ignore[no-untyped-def]
    cells = [
        "!pip install -q torch==2.1",
        "%conda install -y numpy=1.26",
        "%%bash\npip install \\\n  tqdm\n",
        "# !pip install six",
        "pip install six==1.16",  # IPython takes it for %pip
        'words = """\n  pip install nibabel\n"""',
    ]
    assert pins(repository, {"a.ipynb": notebook(*cells)}) == {
        "torch": Pin.PINNED,
        "numpy": Pin.PINNED,
        "tqdm": Pin.BARE,
        "six": Pin.PINNED,
    }


@pytest.mark.parametrize(
    ("path", "text", "pin"),
    [
        ("DESCRIPTION", "Imports: glmnet (== 4.1)\n", Pin.PINNED),
        ("DESCRIPTION", "Imports: glmnet\nRemotes: lab/glmnet@v4.1\n", Pin.PINNED),
        ("DESCRIPTION", "Imports: glmnet\nRemotes: lab/glmnet\n", Pin.BARE),
        ("packrat/packrat.lock", "PackratFormat: 1.4\n\nPackage: glmnet\nSource: CRAN\nVersion: 4.1\n", Pin.PINNED),
        ("a.R", 'remotes::install_version(package = "glmnet", version = "4.1")', Pin.PINNED),
        ("a.R", 'install_github("lab/glmnet", ref = "v4.1")', Pin.PINNED),
        ("a.R", 'install_github("lab/glmnet", ref = "main")', Pin.BARE),
        ("a.R", 'pak::pkg_install(c("glmnet@4.1"))', Pin.PINNED),
        ("a.R", 'renv::install("glmnet@4.1")', Pin.PINNED),
        ("a.R", 'BiocManager::install("glmnet", version = "3.12")', Pin.PINNED),
        ("a.R", "pacman::p_load(glmnet)", Pin.BARE),
        ("a.R", 'needed.packages <- c("glmnet")\ninstall.packages(needed.packages)', Pin.BARE),
        ("a.Rmd", '```{r}\ninstall.packages("glmnet")\n```\n', Pin.BARE),
        ("a.R", 'install.packages("glmnet", repos = "https://packagemanager.posit.co/cran/2021-03-01")', Pin.PINNED),
        ("a.R", 'checkpoint("2019-01-01")\ninstall.packages("glmnet")', Pin.PINNED),
        ("Dockerfile", "FROM rocker/r-ver:4.0.3\nRUN install2.r --error glmnet\n", Pin.PINNED),
        ("Dockerfile", "FROM rocker/r-ver:latest\nRUN R -e \"install.packages('glmnet')\"\n", Pin.BARE),
    ],
)
def test_lists_of_r(repository: Repository, path: str, text: str, pin: Pin) -> None:
    assert pins(repository, {path: text}) == {"glmnet": pin}


@pytest.mark.parametrize(
    ("path", "text", "pin"),
    [
        ("Manifest.toml", '[[deps.Flux]]\nuuid = "a"\n[[deps.Flux]]\nuuid = "b"\nversion = "0.13"\n', Pin.PINNED),
        ("Manifest-v1.11.toml", '[[deps.Flux]]\nversion = "0.13"\n', Pin.PINNED),
        ("Project.toml", '[deps]\nFlux = "587"\n[compat]\nFlux = ">= 0.13"\n', Pin.BOUNDED),
        ("REQUIRE", "julia 0.6\nFlux 0.5 0.6\n", Pin.PINNED),
        ("REQUIRE", "julia 0.6\nFlux 0.5\n", Pin.BOUNDED),
        ("install.jl", 'Pkg.add(PackageSpec(name="Flux", version="0.13"))', Pin.PINNED),
        ("install.jl", 'Pkg.add(name="Flux", version="0.13")', Pin.PINNED),
        ("install.jl", 'Pkg.add(url="https://github.com/lab/Flux.jl", rev="0123456")', Pin.PINNED),
        ("install.jl", 'Pkg.add(["Flux"])', Pin.BARE),
        ("README.md", "# Net\n```\n(v1.6) pkg> add Flux@0.13\n```\n", Pin.PINNED),
    ],
)
def test_lists_of_julia(repository: Repository, path: str, text: str, pin: Pin) -> None:
    assert pins(repository, {path: text}) == {"flux": pin}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("main.nf", 'process A {\n  conda "bioconda::fastp=0.20.1"\n}\n'),
        ("main.nf", 'process A {\n  container "quay.example.org/biocontainers/fastp:0.20.1--h8b1_0"\n}\n'),
        ("main.nf", "  container \"${ x == 'docker' ?\n    'https://x.org/fastp:0.20--h5' :\n    'y/fastp:0.20' }\"\n"),
        ("nextflow.config", "process.container = 'lab/fastp:1.4'\n"),
        ("Snakefile", 'rule a:\n    container: "docker://biocontainers/fastp:0.20"\n'),
        ("rules/a.smk", 'rule a:\n    singularity:\n        "docker://biocontainers/fastp:0.20"\n'),
        ("envs/a.yaml", "dependencies:\n  - bioconda::fastp =0.20\n"),
    ],
)
def test_what_a_workflow_runs_its_steps_with(repository: Repository, path: str, text: str) -> None:
    assert pins(repository, {path: text}) == {"fastp": Pin.PINNED}


@pytest.mark.parametrize(
    ("path", "lock", "text"),
    [
        ("flake.nix", "flake.lock", '{"nodes": {"nixpkgs": {"locked": {"rev": "01234567"}}}}'),
        ("manifest.scm", "channels.scm", '(channel (commit "0123456789"))'),
    ],
)
def test_a_lock_fixes_all_that_a_system_s_list_names(repository: Repository, path: str, lock: str, text: str) -> None:
    listed = {"flake.nix": "{ packages = [ torch ]; }", "manifest.scm": '(specifications->manifest (list "torch"))'}[
        path
    ]
    assert pins(repository, {path: listed}) == {"torch": Pin.BARE}
    assert pins(repository, {path: listed, lock: text}) == {"torch": Pin.PINNED}


@pytest.mark.parametrize("version", ["R2018b", "2016b"])
def test_a_release_of_matlab_counts_where_the_programs_are_matlab_s(repository: Repository, version: str) -> None:
    readme = f"# Net\nThe code is purely in Matlab{version}.\n"
    assert pins(repository, {"net.m": "x = 1;\n", "README.md": readme}) == {"matlab": Pin.PINNED}


@pytest.mark.parametrize(
    ("readme", "name"),
    [
        ("Note: requires causaldag package (https://github.com/x/causaldag).", "causaldag"),
        ("All that is required is `numpy`.", "numpy"),
        ("## Dependencies\nMost files are pure Theano code.", "theano"),
        ("1. Download and build [caffe](https://github.com/bvlc/caffe) with its interface;", "caffe"),
        ("## Requirements\n- [pygco](https://github.com/x/pygco)", "pygco"),
        ("Dependencies:\n- adflow", "adflow"),
        ("Dependencies.\n\n1) https://github.com/x/glmnet", "glmnet"),
        ("This code requires Python 3.6+, PyTorch.", "torch"),
        ("Required packages: tqdm", "tqdm"),
        ("    docker pull x/net", "net"),
        ("You will need to use my version of [caffe](https://github.com/x/caffe), on its branch.", "caffe"),
        ("## Requirements\n[Torch7](http://torch.ch/)", "torch7"),
    ],
)
def test_what_a_page_says_to_be_needed(repository: Repository, readme: str, name: str) -> None:
    assert pins(repository, {"README.md": f"# Net\n{readme}\n"}) == {name: Pin.BARE}


@pytest.mark.parametrize(
    "readme",
    [
        "Our method requires no training.",
        "Training requires a single GPU.",
        "This is the official PyTorch implementation of our paper.",
        "You do not need TensorFlow.",
        "Required arguments: data, model",
        "The following modules: encoder, decoder are in net.py",
        "## Hardware requirements\n- GPU\n- RAM",
        "## Data requirements\n- images",
        "PyTorch with CUDA version 10.1",
        "We thank the authors of PyTorch and numpy.",
        "This is no longer kept up, use the ones of others in [PyTorch](https://x.org), JAX, and [TensorFlow](https://y.org).",
        "## Requirements\n[See our paper](http://x.org/)",
        "We improve by 1.2 of the points.",
        "    data/1.5-tides\n",
    ],
)
def test_what_a_page_says_otherwise_is_no_list(repository: Repository, readme: str) -> None:
    assert pins(repository, {"README.md": f"# Net\n{readme}\n"}) == {}


def test_a_version_may_stand_further_on_in_the_sentence(repository: Repository) -> None:
    readme = "# Net\nInstall `pytorch` using `conda`; version 1.9.1 works fine.\n"
    assert pins(repository, {"README.md": readme}) == {"torch": Pin.PINNED}


@pytest.mark.parametrize(
    "readme",
    [
        "## Requirements\nTo run it, please install\n```\npython/3.6.1\ntorch/0.4.1-py36-cuda90\ncuda/9.2.88\n```\n",
        "```\nmodule load torch/0.4.1\n```\n",
        "For reproducibility, please load v0.4.1 of `torch`, which is at its site.\n",
    ],
)
def test_a_version_stands_beside_the_name_as_in_environment_modules(repository: Repository, readme: str) -> None:
    assert pins(repository, {"README.md": f"# Net\n{readme}"}) == {"torch": Pin.PINNED}


def test_a_makefile_by_its_suffix_lists_what_it_installs(repository: Repository) -> None:
    text = "libs:\n\tpip install numpy==1.8.1 > $@\n"
    assert pins(repository, {"full.make": text}) == {"numpy": Pin.PINNED}


def test_what_an_analysis_installs_of_much_that_it_loads_is_no_list_of_it(repository: Repository) -> None:
    loads = "library(tides)\nlibrary(rstan)\nlibrary(loo)\n"
    assert pins(repository, {"fit.R": f'remotes::install_github("lab/tides")\n{loads}'}) == {}
    assert pins(repository, {"fit.R": f"library(tides)  # install.packages('tides')\n{loads}"}) == {}
    assert pins(repository, {"fit.R": f'install.packages(c("rstan", "loo"))\n{loads}'}) != {}
    assert pins(repository, {"install.R": f'remotes::install_github("lab/tides")\n{loads}'}) == {"tides": Pin.BARE}


def test_broken_lists_are_unread(repository: Repository) -> None:
    assert [f.path for f in unread_lists(repository({"uv.lock": "<<<<<<<", "requirements.txt": "torch\n"}))] == [
        "uv.lock"
    ]


MAVEN = """<project>
  <properties><nlp.version>0.1.0</nlp.version></properties>
  <dependencies>
    <!-- <dependency><artifactId>old</artifactId></dependency> -->
    <dependency><groupId>g</groupId><artifactId>nlp-toolkit</artifactId><version>%s</version></dependency>
    <dependency><artifactId>checks</artifactId><version>4</version><scope>test</scope></dependency>
  </dependencies>
</project>
"""


@pytest.mark.parametrize(
    ("path", "text", "pin"),
    [
        ("pom.xml", MAVEN % "0.1.0", Pin.PINNED),
        ("core/pom.xml", MAVEN % "${nlp.version}", Pin.PINNED),
        ("pom.xml", MAVEN % "${parent.version}", Pin.BARE),
        ("pom.xml", MAVEN % "[0.1,)", Pin.BOUNDED),
        (
            "build.gradle",
            "dependencies {\n  implementation 'g:nlp-toolkit:0.1.0'\n  testCompile 'j:checks:4'\n}\n",
            Pin.PINNED,
        ),
        ("build.gradle.kts", 'dependencies {\n  implementation("g:nlp-toolkit:0.+")\n}\n', Pin.BOUNDED),
        ("build.gradle", "dependencies {\n  compile 'g:nlp-toolkit'\n}\n", Pin.BARE),
        ("build.sbt", 'libraryDependencies += "g" %% "nlp-toolkit" % "0.1.0"\n', Pin.PINNED),
        ("build.sbt", 'val v = "0.1"\n"g" %% "nlp-toolkit" % v,\n"j" %% "checks" % "4" % Test,\n', Pin.PINNED),
    ],
)
def test_lists_of_the_java_virtual_machine(repository: Repository, path: str, text: str, pin: Pin) -> None:
    assert pins(repository, {path: text, "src/Main.java": "class Main {}\n"}) == {"nlp-toolkit": pin}


@pytest.mark.parametrize(
    ("readme", "name"),
    [
        (
            "The code depends on the following `R` packages:\n\n* `cowplot`: Available on CRAN.\n* `mboost`: too.\n",
            "cowplot",
        ),
        ("You need to install these Python libraries:\n- osqp: for the filter\n- casadi\n", "casadi"),
        ("Dependencies:\n- Reconstruction toolbox: [link](https://github.com/lab/dynamic_recon).\n", "dynamic-recon"),
        ("## Requirements\n1. [the simulator](https://gitlab.com/lab/simlab)\n", "simlab"),
        ("Install by\n\n    sudo apt-get install libopengm-dev python-opengm python-opengm-doc\n", "opengm"),
        ("`sudo apt install r-cran-mgcv`\n", "mgcv"),
    ],
)
def test_packages_that_a_page_introduces_or_links_to(repository: Repository, readme: str, name: str) -> None:
    assert name in pins(repository, {"README.md": f"# Lantern\n{readme}", "run.R": "x <- 1\n"})


@pytest.mark.parametrize(
    "readme",
    [
        "The code reads the following files:\n\n* `tides`: from the harbour.\n",
        "## Requirements\n- GPU: 8 GB\n- storage: much\n",
        "## Data\n1. [tides](https://github.com/lab/tides)\n",
        "`sudo apt-get install build-essential libgl1 python3-dev python3-pip`\n",
        "The following packages are compared below.\n- ours: fast\n",
    ],
)
def test_what_a_page_introduces_beside_packages(repository: Repository, readme: str) -> None:
    assert pins(repository, {"README.md": f"# Lantern\n{readme}", "run.R": "x <- 1\n"}) == {}


def test_a_link_holds_no_list(repository: Repository) -> None:
    snapshot = repository({"README.md": "# Lantern\n"})
    link = File("slides/package.json", "120000", 22)
    assert not unread_lists(replace(snapshot, files={**snapshot.files, link.path: link}))
