import pytest

from reprosurvey.analysis.criteria.documentation import judge
from reprosurvey.analysis.subjects.snapshots import File, Snapshot

CODE = {"train.py": "x = 1\n", "explore.ipynb": "{}", "src/net/evaluate.py": "x = 1\n", "download_data.py": "x = 1\n"}


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\n```bash\npython train.py --data DIR\n```\n",
        "# Net\n`CUDA_VISIBLE_DEVICES=0 python3 -u train.py`\n",
        "# Net\n    $ sh run_all.sh\n",
        "# Net\n```\npython train --mode test\n```\n",
        "# Net\n```R\nlibrary(paper)\nfit <- complete(M)\n```\n",
        "# Net\n```\npython -m net.train\n```\n",
        "# Net\n```\ndocker run -v /data:/data net\n```\n",
        "# Net\nUse `train.py` to start training.\n",
        "# Net\n2) Train on the source domain using ``src\\train.py``.\n",
        "# Net\n## Usage\n```\ntrain.py\n```\n",
        "# Net\n1. Run `explore.ipynb`.\n",
        "# Net\n```python\nfrom src.net import Net\n```\n",
        "# Net\n## How to use\n" + "The notebook needs a table with the path of each patch and its label. " * 4,
        "Net\n===\n\nUsage\n-----\n\nRun ``python train.py``.\n",
        "# Net\n3. Run main_of_comparison.py: it computes the table of results.\n",
        "# Net\n```bash\n./register -F fixed.nii.gz -M moving.nii.gz -O out\n```\n",
        "# Net\n```\ndvc repro\n```\n",
        "# Net\n```python\nnet.fit([x1, x2], y, batch_size=8)\n```\n",
        "# Net\n## Guidelines to run the network\n"
        + "The network needs a table with the path of each patch and its label. " * 4,
        "# Net\n## How to use\nRead the [documentation](https://lab.github.io/paper/).\n",
        "# Net\n## How to use\nFollow this link:\n\nhttps://lab.github.io/paper\n",
        "# Net\nThe folder contains two notebooks. First, run `download_data.py`, then `explore.ipynb`.\n",
        "# Net\nCode: explore.ipynb runs the regression of the rates.\n",
        "# Net\nThe main notebook explore.ipynb requires the following input: scans and masks.\n",
        "# Net\n## Usage\n```\n$ cellnet t1_mri.nii.gz\n```\n",
        "# Net\n+ For training: `python train.py --config a.yaml`\n",
        "# Net\n### Reproducing the experiments\n```\ndpipe-build /path/to/a.config /path/to/b\n```\n",
        "# Net\nPlease update the train.py for your data.\n",
        "# Net\nTutorials: https://paper.readthedocs.io/en/latest/\n",
        "# Net\n| file | |\n|---|---|\n| `explore.ipynb` | training the regression of the rates |\n",
    ],
)
def test_telling_how_to_run_counts(repository, readme):
    assert judge(repository({**CODE, "README.md": readme})).outcome == "yes"


def test_a_function_of_matlab_is_called_by_the_name_of_its_file(repository):
    readme = "# Net\n```matlab\n[p, s] = apply_model(net, image);\n```\n"
    assert (
        judge(repository({"apply_model.m": "function [p, s] = apply_model(n, x)", "README.md": readme})).outcome
        == "yes"
    )
    assert judge(repository({"other.m": "x = 1;", "README.md": readme})).outcome == "no"


def test_an_environment_that_has_python_runs_nothing(repository):
    readme = "# Net\n```\nconda create --name net python pytorch==1.9.0\n```\n"
    assert judge(repository({"lib/pytorch.py": "x = 1\n", "README.md": readme})).outcome == "no"


def test_the_readme_of_an_own_subfolder_counts(repository):
    verdict = judge(repository({**CODE, "README.md": "# Net", "code/readme.md": "# Code\nrun `python train.py`"}))
    assert verdict.outcome == "yes"
    assert (verdict.evidence[0].place, verdict.evidence[0].line) == ("code/readme.md", 2)


@pytest.mark.parametrize(
    "readme",
    [
        "# Net",
        "# Net\n## Abstract\n" + "We propose to use the uncertainty of a network for training. " * 20,
        "# Net\n## Installation\n```\ngit clone https://github.com/lab/paper\npip install -r requirements.txt\n```\n",
        "# Net\n```\npython setup.py install\npython download_data.py\nbash Miniconda3-latest.sh\n```\n",
        "# Net\n## Usage\nComing soon: `python train.py`\n",
        "# Net\n## Usage\nSee the scripts in the `scripts` folder.\n",
        "# Net\nNotebook for reproducing the results.\n```python\nfrom tensorflow import keras\n```\n",
        "# Net\n```\n├── train.py\n└── src   <- code to train and test, see evaluate.py\n```\n",
        "Net\n===\n\nA short description of the project.\n\nRun `python train.py` to train models.\n",
        "# Net\n<!-- python train.py -->\n",
        "# Net\n```\n|-- src\n|   |-- train.py   code to train\n```\n",
        "# Net\nTo run the shell script, type\n\n    ./run_net.sh <mcr_directory> <argument_list>\n",
        "# Net\n## Dependencies\n- NumPy\n\nTo use the evaluation script (evaluate.py): see its own requirements.\n",
        "# Net\nThe repository contains the model of the paper (train.py) and its inference scripts.\n",
        "# Net\nRun the script [cells.m](https://github.com/other/cells/blob/main/cells.m) of the others.\n",
        "# Net\n```\n./configure --prefix=/opt\n```\n",
        "# Net\n## Usage\n```\n# get it\ngit clone https://github.com/lab/paper\npip install -e .\n```\n",
        "# Net\nRead the [documentation of the framework](https://framework.readthedocs.io/).\n",
        "# Net\nWe evaluate on Cells, which is a data set of cells. First run `python download_data.py`.\n",
    ],
)
def test_what_does_not_tell_how_to_run_is_no(repository, readme):
    assert judge(repository({**CODE, "README.md": readme})).outcome == "no"


@pytest.mark.parametrize("name", ["REPLICATION.md", "reproduce.md", "docs/how-to-run.md", "INSTRUCTIONS.rst"])
def test_guides_count_as_readmes_do(repository, name):
    assert judge(repository({**CODE, "README.md": "# Net", name: "`python train.py`\n"})).outcome == "yes"


DATA = {"data/cells.tsv": "a\tb\n", "data/cases.json": "{}", "make_data.py": "import json\n"}


@pytest.mark.parametrize(
    "use",
    [
        "`python make_data.py`",
        "Open the folder and run the script make_data.py",
    ],
)
@pytest.mark.parametrize(
    "about",
    [
        "This repository contains the Cells dataset.",
        "Cells is a challenge set for models.",
        "If you use this data, cite us.",
    ],
)
def test_of_a_data_set_how_to_get_it_is_how_to_use_it(repository, about, use):
    readme = f"# Cells\n{about}\n\n{use}\n"
    assert judge(repository({**DATA, "README.md": readme})).outcome == "yes"
    assert judge(repository({**DATA, "README.md": f"# Cells\n{about}\n"})).outcome == "no"
    assert judge(repository({**DATA, "net.py": "import torch\n", "README.md": readme})).outcome == "no"
    assert judge(repository({**DATA, "README.md": f"# Cells\n\n{use}\n"})).outcome == "no"
    named = f"# Cells\n{about}\n\nSee data/cells.tsv and data/cases.json.\n"
    assert judge(repository({**DATA, "README.md": named})).outcome == "no"


def test_a_readme_that_was_set_aside_tells_no_more(repository):
    files = {**CODE, "README.md": "# Net\n", "readme_old.md": "`python train.py`\n"}
    assert judge(repository(files)).outcome == "no"
    assert judge(repository({**files, "readme_english.md": "`python train.py`\n"})).outcome == "yes"


def test_no_readme_and_readmes_of_others_are_no(repository):
    assert judge(repository(CODE)).evidence[0].quote == "no README"
    assert judge(repository({**CODE, "nnunet/readme.md": "`python train.py`"})).outcome == "no"


def test_a_readme_that_was_left_behind_is_unknown(repository):
    assert judge(repository({**CODE, "README.md": None})).outcome == "unknown"


def test_a_call_of_the_own_package_by_its_name_in_r_counts(repository):
    readme = "# Paper\n```r\npaper::generate_article(n = 3)\n```\n"
    assert judge(repository({"README.md": readme, "R/article.R": "f <- 1\n"})).outcome == "yes"
    assert judge(repository({"README.md": readme.replace("paper::", "utils::"), "R/a.R": "f <- 1\n"})).outcome == "no"


LANTERN = {"train.py": "import torch\nfit()\n"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.adoc", "= Lantern\n\n== Usage\n[source,bash]\n----\npython train.py --data DIR\n----\n"),
        ("README.asciidoc", "= Lantern\n\n== How to use\n\n....\npython train.py\n....\n"),
        ("README.rst", "Lantern\n~~~~~~~\n\nUsage\n+++++\n\n.. code-block:: bash\n\n   python train.py --data DIR\n"),
        ("README.rst", "Lantern\n=======\n\nTo train::\n\n   python train.py\n"),
        ("README.org", "#+TITLE: Lantern\n* Usage\n#+begin_src sh\npython train.py\n#+end_src\n"),
        ("README.textile", "h1. Lantern\n\nbc. python train.py --data DIR\n"),
        ("README.rdoc", "= Lantern\n\n  python train.py --data DIR\n"),
        ("README", "Lantern\n\nRun python train.py --data DIR.\n"),
        ("README.html", "<h1>Lantern</h1>\n<pre>\npython train.py --data DIR\n</pre>\n"),
        ("README.zh-CN.md", "# 灯笼\n\n运行 `train.py` 进行训练。\n"),
        ("README_ja.md", "# ランタン\n## 使い方\n`train.py` を実行\n"),
        ("LIESMICH.md", "# Laterne\nZum Trainieren `train.py` ausführen.\n"),
        ("LEEME.md", "# Linterna\nPara entrenar el modelo, ejecutar `train.py`.\n"),
        ("docs/training.md", "# Training\n`python train.py`\n"),
        ("docs/source/user_manual.rst", "Manual\n======\n\n``python train.py --data DIR``\n"),
        ("doc/lantern.adoc", "= Lantern\n\n----\npython train.py\n----\n"),
        ("man/lantern.1", ".TH LANTERN 1\n.SH SYNOPSIS\n.B lantern\n[--data DIR]\n"),
        ("man/fit_lantern.Rd", "\\name{fit_lantern}\n\\examples{\nfit_lantern(tides)\n}\n"),
        ("vignettes/lantern.Rmd", "---\ntitle: x\n---\n\n```{r}\nlibrary(paper)\nfit_lantern(tides)\n```\n"),
        ("README.md", "# Lantern\n```\nth train.lua -data DIR\n```\n"),
        ("README.md", "# Lantern\nRun `nextflow run main.nf -profile docker`.\n"),
        ("README.md", "# Lantern\n```\nsnakemake --cores 4\n```\n"),
        ("README.md", "# Lantern\n```\nmake figures\n```\n"),
        ("README.md", "# Lantern\n```\npixi run train\n```\n"),
        ("README.md", "# Lantern\n```\ncargo run --release -- data\n```\n"),
        ("README.md", "# Lantern\n```\nfairseq-train data-bin --arch lantern\n```\n"),
        ("README.md", "# Lantern\n```\nR CMD BATCH fit.R\n```\n"),
        ("README.md", "# Lantern\nMATLAB code. Open `trainLantern.mlx` in the Live Editor and run it.\n"),
        ("README.md", "# Lantern\n```\n$ tides train -source de -datadir bin\n```\n"),
        ("README.md", "# Lantern\n2. Run the DEMO.\n"),
        ("README.md", "# Lantern\nRun the notebook `notebooks/(02) Train Model.ipynb` to train it.\n"),
        (
            "README.md",
            "# Lantern\n## Replication code\n" + "Before it, set the working directory in each file of R.\n" * 4,
        ),
    ],
)
def test_pages_of_any_markup_language_and_runner_count(repository, path, text):
    programs = {
        **LANTERN,
        "trainLantern.mlx": None,
        "DEMO.m": "x = 1;\ny",
        "tides/a.lua": "x = 1",
        "notebooks/(02) Train Model.ipynb": "{ }",
    }
    assert judge(repository({**programs, path: text})).outcome == "yes"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.adoc", "= Lantern\n\n////\npython train.py\n////\n"),
        ("README.adoc", "= Lantern\n:toc:\n\n== Usage\n"),
        ("README.org", "#+TITLE: Lantern\n# python train.py\n* Usage\n"),
        ("README.rst", "Lantern\n=======\n\n.. python train.py\n\n.. image:: train.py\n"),
        ("README.md", "# Lantern\nconfig/ - contains snakemake config files\n"),
        ("README.md", "# Lantern\n```\nmake install\nmake data\n```\n"),
        ("docs/CHANGELOG.md", "# Changes\nRun `python train.py` works now.\n"),
        ("CONTRIBUTING.md", "# Contributing\nRun `python train.py` before you commit.\n"),
        (
            "docs/commands.rst",
            "The Makefile contains the central entry points for common tasks related to this project.\n* make x\n",
        ),
    ],
)
def test_comments_inventories_and_pages_on_something_else_tell_nothing(repository, path, text):
    assert judge(repository({**LANTERN, path: text})).outcome == "no"


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"teaser.png": 90_000, "LICENSE": "MIT License"},
        {"train.py": "", "model.py": "\n", "a.py": "x", "teaser.png": 90_000},
        {"requirements.txt": "torch\n", "data/tides.csv": "a,b\n1,2\n"},
    ],
)
def test_commands_of_programs_that_are_not_there_document_nothing(repository, files):
    use = (
        "## Usage\n```\npython train.py --data DIR\n```\nUse train.py to train the network on tables with a path each. "
    )
    assert judge(repository({"README.md": f"# Lantern\n{use * 6}\n", **files})).outcome == "no"


def test_a_package_of_julia_is_used_by_the_name_without_its_ending():
    files = {"README.md": "# Lantern\n\n    using Lantern\n\n    tides = fetch(folder)\n", "src/fetch.jl": "x = 1\n"}
    kept = {path: File(path, "100644", len(text), text) for path, text in files.items()}
    assert judge(Snapshot("https://github.com/aquill/Lantern.jl", "a" * 40, kept)).outcome == "yes"


@pytest.mark.parametrize("kept", [{"code.zip": 90_000}, {"lantern": 90_000}, {"fit.unheardof": "begin fit\n"}])
def test_what_may_be_a_program_can_be_documented(repository, kept):
    assert judge(repository({"README.md": "# Lantern\n`python train.py`\n", **kept})).outcome == "yes"


def test_a_readme_in_a_form_that_is_not_read_is_unknown(repository):
    assert judge(repository({**LANTERN, "README.pdf": 90_000})).outcome == "unknown"
    assert judge(repository({**LANTERN, "README.docx": 90_000})).outcome == "unknown"


@pytest.mark.parametrize(
    ("path", "readme"),
    [
        ("main.py", "Use main file to run all 3 algorithms\nYou will be asked for the data file.\n"),
        ("main.py", "- 'main' runs the main simulation and plots the results.\n"),
        ("tables/mdp.jl", "Get the packages and then run the scripts in `tables` with `mdp` in their names.\n"),
        ("figures/one.R", "To make the figures, run all scripts in the folder figures.\n"),
        ("demo.cpp", "### Demos\n1) Compile the demos.\n2) Launch the demos in the *build* directory.\n"),
        ("sort.cu", "- Run the program on two GPUs.\n"),
        ("sim/run_sim.R", "Enter `sim` and run:\n\n- `run_sim.R`, for the rates.\n"),
        ("runs/run_tides.py", "To run it:\n\n    > python runs/run_(domain).py\n"),
        ("train_ebb.py", "`python train_{dataset}.py`\n"),
        ("train_ebb.py", "`python train_<dataset>.py --seed 1`\n"),
        ("train_ebb.sh", "`bash train_[dataset].sh`\n"),
        ("Demo_Tides.m", 'The function "Demo_Tides" demonstrates the model of the tides.\n'),
        ("Tides_Features.m", "Key functions:\n\n----- Tides_Features.m\nTest the performance on the rates.\n"),
        ("code/scripts/ebb.py", 'We also can run the files in directory"code/scripts" using python3.\n'),
        ("tides.make", "```\nmake -f tides.make CORES=8 genome\n```\n"),
    ],
)
def test_steps_that_name_a_program_loosely_count(repository, path, readme):
    assert judge(repository({path: "print(1)\n", "README.md": f"# Lantern\n{readme}"})).outcome == "yes"


@pytest.mark.parametrize(
    ("path", "readme"),
    [
        ("main.py", "Use another file to run all 3 algorithms\n"),
        ("main.py", "- 'other' runs the main simulation.\n"),
        ("tables/mdp.jl", "The scripts in `tables` belong to the paper.\n"),
        ("figures/one.R", "To make the figures, run the scripts in the folder plots.\n"),
        ("figures.ipynb", "Figures were created with the jupyter notebook that I copied to this folder.\n"),
        ("net.py", "1) Launch the demos in the *build* directory.\n"),
        ("get_data.R", "Enter `data` and run:\n\n- `get_data.R`, for the rates.\n"),
        ("sim.R", "The folder has:\n\n- `sim.R`, for the rates.\n"),
        (
            "net.py",
            "> We show gains from few examples or simple instructions, " + "which people need as well " * 9 + "\n",
        ),
        ("net.py", "## Instruction tuning\n" + "We show gains of models that were tuned on them " * 9 + "\n"),
    ],
)
def test_steps_of_what_is_not_there_tell_nothing(repository, path, readme):
    assert judge(repository({path: "print(1)\n", "README.md": f"# Lantern\n{readme}"})).outcome == "no"


@pytest.mark.parametrize(
    "page",
    [
        "nextflow run https://gitlab.com/others/beacon -profile docker",
        "git clone https://github.com/others/beacon.git\npython train.py",
    ],
)
def test_the_page_of_a_copied_project_does_not_count(repository, page):
    files = {**CODE, "README.md": "# Lantern\n", "common/beacon/README.md": f"# Beacon\n```\n{page}\n```\n"}
    assert judge(repository(files)).outcome == "no"
    moved = {
        **CODE,
        "README.md": "# Beacon\n```\ngit clone https://github.com/others/beacon.git\npython train.py\n```\n",
    }
    assert judge(repository(moved)).outcome == "yes"
    own = {**files, "common/beacon/README.md": f"# Own\n```\n{page.replace('others/beacon', 'lab/paper')}\n```\n"}
    assert judge(repository(own)).outcome == "yes"


def test_the_page_of_a_copied_release_with_its_copyright_does_not_count(repository):
    copied = {"deep/libtide-3.20/COPYRIGHT": "Copyright (c)", "deep/libtide-3.20/README": "> python train.py data\n"}
    assert judge(repository({**CODE, "README.md": "# Lantern\n", **copied})).outcome == "no"
