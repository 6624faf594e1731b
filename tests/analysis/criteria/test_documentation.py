import pytest

from analysis.criteria.documentation import judge

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
    ],
)
def test_telling_how_to_run_counts(repository, readme):
    assert judge(repository({**CODE, "README.md": readme})).outcome == "yes"


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
    ],
)
def test_what_does_not_tell_how_to_run_is_no(repository, readme):
    assert judge(repository({**CODE, "README.md": readme})).outcome == "no"


def test_no_readme_and_readmes_of_others_are_no(repository):
    assert judge(repository(CODE)).evidence[0].quote == "no README"
    assert judge(repository({**CODE, "nnunet/readme.md": "`python train.py`"})).outcome == "no"


def test_a_readme_that_was_left_behind_is_unknown(repository):
    assert judge(repository({**CODE, "README.md": None})).outcome == "unknown"


def test_a_call_of_the_own_package_by_its_name_in_r_counts(repository):
    readme = "# Paper\n```r\npaper::generate_article(n = 3)\n```\n"
    assert judge(repository({"README.md": readme, "R/article.R": "f <- 1\n"})).outcome == "yes"
    assert judge(repository({"README.md": readme.replace("paper::", "utils::"), "R/a.R": "f <- 1\n"})).outcome == "no"
