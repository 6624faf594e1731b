from dataclasses import replace

import pytest

from reprosurvey.analysis.criteria.model import judge
from reprosurvey.analysis.subjects.snapshots import File, Snapshot

SITE = "URL = 'https://www.lab.example.edu/~ada/'\n"
CODE = {"train.py": "torch.save(model, 'model.pt')\n"}


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("weights/net.pt", 120_000),
        ("best.pth.tar", 400_000),
        ("pretrained-models/cells.onnx", None),
        ("models/run1/weights.data-00000-of-00001", 90_000),
        ("results/trained_model/final.h5", None),
        ("unet_weights.hdf5", 70_000),
        ("TrainedModels/AxialNet.mat", None),
        ("models/run_atlas.pth", None),
        ("models/sample_model_1.p", None),
        ("models/trees.pkl", 90_000),
        ("models/all.rar", None),
        ("snapshots/fold1.tar.xz", None),
        ("nets/cells/cells_iter_10000", None),
        ("nets/flow.pytorch", 80_000),
        ("cnnWeights/net_ep500.pyt", 130_000),
        ("model/FCN_rnn.npz", None),
        ("models/fold1.mat", None),
        ("trained_models/binary.pkl.gz", None),
    ],
)
def test_weights_in_the_tree_count(repository, path, size):
    verdict = judge(repository({**CODE, path: size}))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == path


@pytest.mark.parametrize(
    "pointer",
    [
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 83886080\n",
        "/annex/objects/SHA256E-s83886080--4d7a.pth\n",
    ],
)
def test_a_pointer_to_large_storage_counts(repository, pointer):
    assert judge(repository({**CODE, "net.pth": pointer})).outcome == "yes"


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("data_indices/fold_train_indices.pth", 100_000),
        ("splits/fold0.pt", 50_000),
        ("data/patients/mri.h5", 2_000_000),
        ("maps/prior_means.pkl", 20_000),
        ("pretrained/resnet50-19c8e357.pth", None),
        ("imagenet/encoder.pth", None),
        ("third_party/net/weights.pth", None),
        ("args.pth", 900),
        ("models/.gitkeep", 0),
        ("models/vocabulary.pkl", 90_000),
        ("models/atlas.mat", 90_000),
        ("nets/lpips/vgg.pth", 7_000),
        ("models/label_encoder.p", 90_000),
        ("data/cases.p", 90_000),
        ("toy_data/saved_models/weights.h5", 20_000),
        ("tests/files/net.pth", 20_000),
        ("dataloaders/test_loader.pt", 200_000),
        ("research/data/cells/test_lib.pth", 200_000),
    ],
)
def test_files_that_only_look_like_weights_are_no(repository, path, size):
    assert judge(repository({**CODE, path: size})).outcome == "no"


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\nAll pretrained models are [here](https://github.com/lab/paper/releases/tag/v0).",
        "# Net\n## Pretrained Weights\n[Google Drive](https://drive.google.com/file/d/1OYjzu0gix/view)",
        "# Net\nThe models generated with this code can be downloaded [here](https://drive.google.com/drive/folders/1nh).",
        "# Net\nTrained modles can be downloaded from [Baidu](https://pan.baidu.com/s/1E9SlHw4) (pw: abcd).",
        "# Net\nDownload the [model and samples](https://cloud.uni.example.de/index.php/s/v7kNZvxDM).",
        "# Net\nResults of ViT (models can be downloaded [here](https://drive.google.com/drive/folders/1f56kj)).",
        "# Net\nModel files can be [downloaded](https://b2share.fz-juelich.de/records/67dfccf54c).",
        "# Net\nThe checkpoints of the paper:\n\nhttps://zenodo.org/record/6397440",
        "# Net\n## Pretrained Weights\n| Net-SAM-B | [Drive](https://drive.google.com/file/d/1YJ7deylSX/view) |",
        "# Net\nOur weights are on the hub: https://huggingface.co/another-name/net",
        "# Net\n## Trained models\nhttps://doi.org/10.5281/zenodo.6397440",
        "# Net\n[policy](https://files.uni.example.de/midl/policy_4x.ckpt)",
        "# Net\nTrained models can be had [here][store].\n\n# Cite\nUs.\n\n[Store]: https://zenodo.org/record/5148612",
        "# Net\n### Access to all 32 trained .pt files:\nhttps://drive.google.com/file/d/1OYjzu0gix/view",
        "# Net\n## Pretrained model weight\nAvailable here: www.kaggle.com/ada/cells-lstm",
        "# Net\nPretrained models are available: [cells](https://huggingface.co/ada-of-lab/cells).",
        "# Net\nPretrained checkpoint: https://huggingface.co/other-name/paper/resolve/main/best.ckpt",
        "# Net\n## Pre-traind models\n[Google drive](https://drive.google.com/open?id=1dwnpHf)",
        "# Net\nDownload the pretrained model by this [link](https://files.uni.example.de/f/fdc6572bc26f4dd684f4/?dl=1).",
        "# Net\nOur pre-trained models and all of the masks\nthat we drew are in https://zenodo.org/record/5148612 now",
    ],
)
def test_an_offered_address_counts(repository, readme):
    verdict = judge(repository({**CODE, "README.md": readme}))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == "README.md"


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\nThe trained model is at /results/model.pth.",
        "# Net\nPretrained models coming soon: https://drive.google.com/file/d/1OYjzu0gix",
        "# Net\nDownload the preprocessed data set [here](https://zenodo.org/record/1).",
        "# Net\nFirst download the ImageNet weights from https://drive.google.com/file/d/1OYjzu0gix",
        "# Net\nWe start from the pretrained model of https://github.com/other/net/releases/tag/v1",
        "# Net\nThe weights of CLIP are needed: https://drive.google.com/file/d/1OYjzu0gix",
        "# Net\n![model weights](https://raw.githubusercontent.com/lab/paper/main/weights.png)",
        "# Net\nTo train the models, download the data [here](https://zenodo.org/record/1).",
        "# Net\nProvide your own model, or the default one, from [HuggingFace](https://huggingface.co/models).",
        "# Net\nModel weights: see https://arxiv.org/abs/1234.5678",
        "# Net\nLogs go to [Weights & Biases](https://wandb.ai).\n\nTrained models are logged at https://wandb.ai/home.",
        "# Net\nPretrained models: [cells](https://huggingface.co/somebody/cells).",
        "# Net\nDownload [Xception](https://drive.google.com/file/d/1OYjzu0gix) pretrained weights.",
        "# Net\nTRADES: download the [models](https://drive.google.com/file/d/1OYjzu0gix) and see their [repository](https://github.com/x/y).",
        "# Net\nThe trained model needs the [cell data set][d], in one folder.\n\n[d]: https://zenodo.org/record/1",
        "# Net\nWe tell of trained models.\nget from here all masks of the challenge: https://zenodo.org/record/1 now",
    ],
)
def test_what_offers_no_own_weights_is_no(repository, readme):
    assert judge(repository({**CODE, "README.md": readme})).outcome == "no"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("checkpoints/link", "Trained on T1: https://drive.google.com/file/d/1ZqWB2/view?usp=sharing\n"),
        ("demo.py", f"{SITE}print('Downloading trained models ...')\nurlretrieve(URL + name, name)\n"),
        ("install.m", "url = 'https://www.dropbox.com/s/3yt24x/net-epoch-150.mat?dl=1';\nwebsave('net.mat', url);\n"),
        ("get_model.py", "URL = 'https://docs.google.com/uc?export=download'\nrequests.get(URL)\n"),
        ("net/weights.py", "root = f'https://zenodo.org/record/{record}/files'\n"),
        ("net/models.py", "urls = {'all': 'https://github.com/lab/paper/releases/download/v1/densenet121.pt'}\n"),
        ("fetch.sh", "wget https://zenodo.org/record/1/files/best_checkpoint.zip\n"),
        ("download_model.sh", "gdown --id 1OYjzu0gixtga6e7Rvb2mZoSSYJkXWRNB\n"),
        ("fetch_snapshots.sh", "wget http://lab.uni.example.de/cells/snapshots_release.tar.xz\n"),
        ("run.py", "load_state_dict_from_url(url='http://lab.uni.example.de/flow/net-' + name)\n"),
    ],
)
def test_a_download_in_the_code_counts(repository, path, text):
    assert judge(repository({**CODE, path: text})).outcome == "yes"


@pytest.mark.parametrize("name", ["net_readme.md", "README_EN.md", "net-readme.txt"])
def test_a_readme_by_any_name_counts(repository, name):
    text = "The trained weights: https://www.dropbox.com/s/8armk/net.tar\n"
    assert judge(repository({**CODE, name: text})).outcome == "yes"


def test_an_address_that_another_module_keeps_for_a_fetcher_counts(repository):
    fetcher = "from net.paths import ARCHIVE_URL\nfetch(ARCHIVE_URL, 'net.zip')\n"
    paths = "ARCHIVE_URL = 'https://zenodo.org/records/1/files/release.zip'\n"
    assert judge(repository({**CODE, "checkpoint_download.py": fetcher, "net/paths.py": paths})).outcome == "yes"
    assert judge(repository({**CODE, "data_download.py": fetcher, "net/paths.py": paths})).outcome == "no"


def test_a_link_in_a_notebook_counts(repository, notebook):
    link = ("markdown", "Our trained model: https://huggingface.co/lab/net, fetched below.")
    assert judge(repository({**CODE, "demo.ipynb": notebook(link, "!wget model")})).outcome == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "urls = {'resnet18': 'https://download.pytorch.org/models/resnet18-5c106cde.pth'}\n",
        f"{SITE}print('Downloading pretrained models ...')\nurlretrieve(URL + name, name)\n",
        f"{SITE}# the trained model provided by other authors\nurlretrieve(URL + name, name)\n",
        "# weights: https://zenodo.org/record/1/files/net.pth\n",
        "url = 'https://github.com/other/net/releases/download/v1/net.pth'\nload_url(url)\n",
        "load_state_dict_from_url('https://download.pytorch.org/models/net')\n",
        "# get a trained model\nurl = 'https://github.com/other/net_models/raw/natural.zip'\nurlretrieve(url, name)\n",
    ],
)
def test_downloads_of_others_weights_are_no(repository, text):
    assert judge(repository({**CODE, "net.py": text})).outcome == "no"


@pytest.mark.parametrize("path", ["README.md", "notebooks/train.ipynb", "train.py"])
def test_what_was_not_read_may_hold_an_address(repository, path):
    verdict = judge(repository({"a.py": "import torch\n", path: None}))
    assert verdict.outcome == "unknown"
    assert path in verdict.evidence[0].quote


@pytest.mark.parametrize("pattern", [r"(?:wget|curl)", r"(?:urlretrieve|wget)\b", r"gdown|urlretrieve"])
def test_an_alternative_of_a_regular_expression_downloads_nothing(repository, pattern):
    text = f"{SITE}# our trained model\nFETCH = re.compile(r'{pattern}')\n"
    assert judge(repository({**CODE, "net.py": text})).outcome == "no"


def test_addresses_in_unit_tests_are_no(repository):
    text = "import pytest\n\nLINKS = ['https://lab.example.edu/files/best_model.pth']\n"
    assert judge(repository({**CODE, "links.py": text.replace("pytest", "os")})).outcome == "yes"
    assert judge(repository({**CODE, "tests/test_links.py": text})).outcome == "no"


def test_downloads_in_a_folder_with_a_licence_of_its_own_are_no(repository):
    files = {
        "gan/LICENSE": "Somebody's licence",
        "gan/README.md": "Pretrained models: https://drive.google.com/file/d/1OYjzu0gix",
        "gan/net/models.py": "url = 'https://zenodo.org/record/1/files/net.pth'\n",
    }
    assert judge(repository({**CODE, **files})).outcome == "no"


def test_a_program_that_the_readme_names_is_the_paper_s_own_wherever_it_stands(repository):
    program = "url = 'https://www.dropbox.com/s/3yt24x/net-epoch-150.mat?dl=1';\nwebsave('net.mat', url);\n"
    files = {**CODE, "toolbox/COPYING": "Somebody's licence", "toolbox/examples/cells/install.m": program}
    named = {**files, "README.md": "# Net\n* Run the Toolbox/examples/Cells/install.m file"}
    assert judge(repository(named)).outcome == "yes"
    assert judge(repository({**files, "README.md": "# Net\n* Run the toolbox"})).outcome == "no"


def test_a_model_that_the_repository_is_named_after_is_its_own():
    readme = "# Net\nThe BERT models can also be downloaded [here](https://www.dropbox.com/s/8armk/bert.tar)."
    files = {path: File(path, text=text) for path, text in {**CODE, "README.md": readme}.items()}
    assert judge(Snapshot("https://github.com/lab/clinicalbert", "c" * 40, files)).outcome == "yes"
    assert judge(Snapshot("https://github.com/lab/notes", "c" * 40, files)).outcome == "no"


DRIVE = "https://drive.google.com/uc?id=1OYjzu0gixtga6e7Rvb2mZoSSYJkXWRNB"
RELEASE = "https://github.com/lab/paper/releases/download/v1/net.pt"


@pytest.mark.parametrize("outcome", ["available", "gone", "forbidden"])
@pytest.mark.parametrize(
    ("path", "text", "url"),
    [
        ("README.md", f"# Net\nTrained model: {RELEASE}", RELEASE),
        ("download_model.sh", "gdown --id 1OYjzu0gixtga6e7Rvb2mZoSSYJkXWRNB\n", DRIVE),
    ],
)
def test_the_evidence_says_whether_the_link_answers(repository, path, text, url, outcome):
    asked = replace(repository({**CODE, path: text}), answers={url: outcome, "https://zenodo.org/records/2": "gone"})
    verdict = judge(asked)
    assert verdict.outcome == "yes"
    assert [(e.place, e.quote) for e in verdict.evidence[1:]] == [(url, f"asked for: {outcome}")]


def test_evidence_gives_the_address_that_a_reference_stands_for(repository):
    readme = f"# Net\nOur trained model is [here][net].\n\n[net]: {RELEASE}\n"
    asked = replace(repository({**CODE, "README.md": readme}), answers={RELEASE: "gone"})
    assert [(e.line, e.quote) for e in judge(asked).evidence] == [
        (2, f"Our trained model is [here][net]. ({RELEASE})"),
        (None, "asked for: gone"),
    ]


def test_a_link_that_answers_comes_before_one_that_is_gone(repository):
    readme = f"# Net\nTrained model: {RELEASE}\n\nTrained model, mirrored: https://zenodo.org/records/2\n"
    asked = replace(repository({**CODE, "README.md": readme}), answers={RELEASE: "gone"})
    assert judge(asked).evidence[0].line == 4


def test_weights_at_a_hub_s_own_bucket_are_somebody_else_s(repository):
    program = "URLS = {'bart': 'https://s3.amazonaws.com/models.huggingface.co/bert/bart/model_weights.bin'}\n"
    assert judge(repository({**CODE, "weights.py": program})).outcome == "no"


def test_what_a_program_that_predicts_fetches_as_a_trained_model_counts(repository, notebook):
    fetch = "download_url_to_file(url='https://cloud.lab.org/s/x/download',\n    dst='pretrained_model')"
    assert judge(repository({"03-predict.ipynb": notebook(fetch)})).outcome == "yes"
    assert (
        judge(repository({"03-predict.ipynb": notebook(fetch.replace("pretrained_model", "images"))})).outcome == "no"
    )
    assert judge(repository({"train.ipynb": notebook(fetch)})).outcome == "no"


@pytest.mark.parametrize(
    ("column", "outcome"), [("Model", "yes"), ("Weight", "yes"), ("Weights (.zip)", "no"), ("Results", "no")]
)
def test_a_link_counts_by_the_name_of_its_column(repository, column, outcome):
    link = "[Drive](https://drive.google.com/file/d/1c1/view)"
    table = f"| Data | Score | {column} |\n|---|---|---|\n| cells | 0.8 | {link} |\n"
    assert judge(repository({**CODE, "README.md": f"# Net\n## Results\n\n{table}"})).outcome == outcome
    before = f"| Data | Score | Model |\n|---|---|---|\n| cells | 0.8 | - |\n\n{table}"
    assert judge(repository({**CODE, "README.md": f"# Net\n## Results\n\n{before}"})).outcome == outcome


def test_a_repository_with_nothing_to_train_has_no_model_either(repository):
    files = {
        "README.md": "# Transport\nSolves optimal transport by `python solve.py`.\n",
        "solve.py": "print(solve(a, b))\n",
    }
    assert judge(repository(files)).outcome == "na"
    assert judge(repository(files | {"solve.py": "print(solve(a, b))\n# to train\n"})).outcome == "no"


ORIGIN = "https://github.com/aquill/lantern"
TIDES = {"train.py": "torch.save(model, 'model.pt')\n"}


def lantern(files):
    """A repository at ``ORIGIN``: its files by path, a text or a size."""
    return Snapshot(
        ORIGIN,
        "c" * 40,
        {
            path: File(path, text=held, size=len(held)) if isinstance(held, str) else File(path, size=held)
            for path, held in {**TIDES, **files}.items()
        },
    )


@pytest.mark.parametrize(
    "path",
    [
        "lantern-q4.gguf",
        "flax_model.msgpack",
        "exported/net.pt2",
        "inference/model.pdiparams",
        "model.RData",
        "fits/brms_fit.rds",
        "logs/model.ckpt-20000",
        "model.ckpt",
        "gbdt.cbm",
        "booster.ubj",
        "clf.skops",
        "mlp.eqx",
        "asr.nemo",
        "models/forest.joblib.gz",
        "svm.joblib.bz2",
        "classifier.pkl.xz",
        "vae/model.iter-400000",
        "pytorch_model.bin",
        "baseline_lite.model",
        "data/best_model.pt",
        "data/pretrained/tides.pth",
        "notebooks/nn.p",
        "models/feature_extractor.pth",
        "models/image_encoder.npz",
        "clip/image_encoder.pth",
        "model/trained_models/l2_1e-05.th7",
    ],
)
def test_weights_of_every_framework_count(path):
    assert judge(lantern({path: 60_000})).outcome == "yes"


@pytest.mark.parametrize(
    "path",
    [
        "data/cora/processed/data.pt",
        "processed/pre_filter.pt",
        "data/train.pt",
        "data.pth",
        "test.pt",
        "features/resnet50_features.pt",
        "vocab.pt",
        "data/vocab.pkl",
        "splits/split0.pth",
        "outputs/predictions.pt",
        "val_logits.pth",
        "train_labels.pt",
        "word_embeddings.pt",
        "model_predictions.pt",
        "results.pth",
        "graphs/tides.pt",
        "cache/tokens.pth",
        "spiece.model",
        "tokenizer.model",
        "hyperopt/trials_from_40000_epochs.zip",
        "simulation_submodel.rda",
        "tides.RData",
    ],
)
def test_data_features_splits_and_predictions_are_no_weights(path):
    assert judge(lantern({path: 60_000})).outcome == "no"


@pytest.mark.parametrize(
    "readme",
    [
        "## Pretrained models\n- [lantern-base](https://huggingface.co/quill-ai/lantern-base)",
        "| Model | Checkpoint |\n|---|---|\n| base | [link](https://huggingface.co/quill-ai/base) |",
        "| Method | MAE | Download |\n|---|---|---|\n| ours | 0.1 | [model](https://drive.google.com/open?id=1a) |",
        "| Method | Weights (.pt) |\n|---|---|\n| ours | [drive](https://files.uni.example.de/tides/lantern.pt) |",
        "Our model is at https://huggingface.co/quill-ai/tidal-8s; its weights are available.",
        "Lantern is on [HuggingFace](https://huggingface.co/quill-ai/lantern-large).",
        "```python\nmodel = AutoModel.from_pretrained('quill-ai/lantern-base')\n```",
        "```python\nmodel = AutoModel.from_pretrained(\"aquill/tides\", revision='main')\n```",
        "```python\nnet = torch.hub.load('aquill/lantern:main', 'lantern_base', pretrained=True)\n```",
        "```python\nhf_hub_download(repo_id='quill-ai/lantern', filename='net.bin')\n```",
        "```python\nmodel = SentenceTransformer('aquill/tidal-mini')\n```",
        "```python\nmodel = timm.create_model('hf_hub:aquill/lantern_s', pretrained=True)\n```",
        "```sh\nhuggingface-cli download aquill/lantern-7b\n```",
        "Trained model weights: https://datadryad.org/stash/dataset/doi:10.5061/dryad.abc",
        "Trained model weights: https://uni-bonn.sciebo.de/s/AbCdEfGh12345",
        "Trained model weights: https://gin.g-node.org/aquill/lantern-weights",
        "Trained model weights: https://doi.org/10.17617/3.ABCDE",
        "Trained models: https://figshare.com/articles/dataset/lantern/123456",
        "Trained models: https://doi.org/10.6084/m9.figshare.123456",
        "Trained networks are deposited at https://osf.io/ab3cd/.",
        "Trained models: https://darus.uni-stuttgart.de/dataset.xhtml?persistentId=doi:10.18419/darus-2987",
        "Trained models: https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/ABC",
        "Trained models: https://data.mendeley.com/datasets/abc123/1",
        "Checkpoints: https://hdl.handle.net/10283/1942",
        "You can find our trained model for tides [here](https://bitbucket.org/aquill/lantern_models/).",
        "### Tensorflow Models\n* [`base`](https://s3-us-west-2.amazonaws.com/tide-lab/lantern/base.tar.gz)",
        "```sh\ncurl -Lo encoder/lantern1.pkl https://dl.tide-lab.org/lantern/lantern1.pkl\n```",
        "caffemodel_url: http://dl.tide-lab.org/lantern8s.caffemodel",
        "The trained models:\n\n1. [hourly](https://drive.google.com/open?id=1a)\n2. [daily](https://osf.io/1b)",
    ],
)
def test_own_weights_at_hubs_and_archives_count(readme):
    assert judge(lantern({"README.md": f"# Lantern\n\n{readme}\n"})).outcome == "yes"


@pytest.mark.parametrize(
    "readme",
    [
        "Download the pre-trained [MaxViT models](https://drive.google.com/file/d/1aBcDeFg/view) for initialization.",
        "We start from [pre-trained weights](https://drive.google.com/file/d/1aBcDeFg/view) to initialize the encoder.",
        "## Pretrained models\nDownload the Prostate dataset from [here](https://drive.google.com/file/d/1aBcDeFg/view).",
        "## Checkpoints and data\nThe images are at https://zenodo.org/record/12345.",
        "One of the pre-trained backbones:\n- [A](https://osf.io/1a)\n- [B](https://drive.google.com/open?id=1b)",
        "Download the [3D models](https://drive.google.com/file/d/1xva5lNi6/view) for Gazebo.",
        "```python\nmodel = AutoModel.from_pretrained('bert-base-uncased')\n```",
        "```python\nmodel = AutoModel.from_pretrained('google/vit-base-patch16-224')\n```",
        "```python\nmodel = AutoModel.from_pretrained('checkpoints/lantern')\n```",
        "```python\nmodel = AutoModel.from_pretrained('path/to/lantern')\n```",
        "```python\nmodel = torch.hub.load('pytorch/vision', 'resnet18', pretrained=True)\n```",
        "```python\ndata = load_dataset('aquill/lantern')\n```",
        "```python\ntok = AutoTokenizer.from_pretrained('aquill/lantern-tokenizer')\n```",
        "The trained model is described in https://doi.org/10.1109/TPAMI.2020.1.",
        "The data is at https://huggingface.co/datasets/aquill/lantern.",
        "Try the [demo](https://huggingface.co/spaces/aquill/lantern).",
        "* [Zero](https://github.com/others/zero) for the images.\n\n  ```sh\n  wget https://zero.edu/xl.ckpt\n  ```",
        "[Nets](https://github.com/others/nets): get the trained model [here](https://drive.google.com/open?id=1a).",
        "Pretrained encoder: https://dl.fbaipublicfiles.com/fair-esm/models/esm2.pt",
        "We compare with the [pytorch implementation of tides](https://github.com/aquill/tides.pytorch).",
    ],
)
def test_backbones_data_and_papers_beside_words_on_weights_are_no(readme):
    assert judge(lantern({"README.md": f"# Lantern\n\n{readme}\n"})).outcome == "no"


@pytest.mark.parametrize(
    "files",
    [
        {"voc-8s/caffemodel-url": "http://dl.tide-lab.org/lantern8s.caffemodel\n"},
        {"weights_url.txt": "http://dl.tide-lab.org/download/42\n"},
        {"download_model.sh": "FILE=$1\nURL=http://tides.example.de/lantern/models/$FILE.t7\nwget -N $URL -O m.t7\n"},
        {"download_pretrained.sh": "curl -o ./params/a.pkl https://www.dropbox.com/sh/f55/params.pkl?dl=1\n"},
        {"fetch.sh": "for i in a b; do\nwget https://people.uni.example.de/tides/gve_models/$i\ndone\n"},
        {"fetch.sh": "BASE=https://tides.uni.example.de/files\nwget ${BASE}/lantern.caffemodel\n"},
        {"run.py": 'BASE = "https://tides.uni.example.de/files"\nget(BASE + "/lantern.pth")\n'},
        {"run.py": 'HOME = get("URL", "https://github.com/aquill/lantern")\nA = f"{HOME}/releases/v1/net.pt"\n'},
        {"load.py": "model = AutoModel.from_pretrained('aquill/lantern')\n"},
        {
            "models/net.pt.dvc": "outs:\n- md5: 1b\n  size: 9000000\n  path: net.pt\n",
            ".dvc/config": "['remote \"s\"']\n    url = s3://tides/dvc\n",
        },
        {
            "models.dvc": "outs:\n- md5: 1b.dir\n  path: models\n",
            ".dvc/config": "[core]\n    remote = s\n['remote \"s\"']\n    url = gdrive://1aBc\n",
        },
        {
            "dvc.lock": "stages:\n  train:\n    outs:\n    - path: models/clf.pkl\n      size: 90000\n",
            ".dvc/config": "['remote \"s\"']\n  url = https://tides.org/d\n",
        },
        {
            "README.md": "# Lantern\nThe file `tides.pkl` is the model trained on the gauges.\n",
            "test/tides.pkl": 90_000,
        },
        {"README.md": "# Lantern\n`3_fea.pt`: feasibility VAE model\n", "data/3_fea.pt": 90_000},
    ],
)
def test_notes_scripts_and_tracked_files_lead_to_weights(files):
    assert judge(lantern(files)).outcome == "yes"


@pytest.mark.parametrize(
    "files",
    [
        {"models/net.pt.dvc": "outs:\n- path: net.pt\n", ".dvc/config": "[core]\n"},
        {"models/net.pt.dvc": "outs:\n- path: net.pt\n", ".dvc/config": "['remote \"s\"']\n    url = /mnt/disk\n"},
        {
            "data/tides.csv.dvc": "outs:\n- path: tides.csv\n",
            ".dvc/config": "['remote \"s\"']\n    url = s3://tides/dvc\n",
        },
        {"net.py": "load_url('https://s3-us-west-2.amazonaws.com/'\n    'somebodys-models/vgg16-00b39a1b.pth')\n"},
        {
            "README.md": "# Lantern\n",
            "detr/README.md": "# DETR\ngit clone https://github.com/others/detr.git\n\nTrained model: https://osf.io/1a\n",
        },
        {"README.md": "# Lantern\nThe training data are in `tides.pkl`.\n", "test/tides.pkl": 90_000},
    ],
)
def test_what_no_remote_keeps_and_copies_bring_is_no(files):
    assert judge(lantern(files)).outcome == "no"


@pytest.mark.parametrize(
    ("path", "size", "outcome"),
    [
        ("AST/models/1005_e_4", 300_000, "yes"),
        ("checkpoints/latest", 300_000, "yes"),
        ("models/run", 2_000, "no"),
        ("data/1005_e_4", 300_000, "no"),
        ("models/features", 300_000, "no"),
    ],
)
def test_a_large_file_without_an_ending_is_a_model_in_a_folder_of_models(path, size, outcome):
    assert judge(lantern({path: size})).outcome == outcome


@pytest.mark.parametrize(
    ("leads_to", "outcome"), [("../.git/annex/objects/9z/qZ/K/K", "yes"), ("/home/ada/net.pt", "no")]
)
def test_a_link_counts_where_git_annex_keeps_the_file(leads_to, outcome):
    link = File("models/net.pt", "120000", len(leads_to), leads_to)
    assert judge(Snapshot(ORIGIN, "c" * 40, {**lantern({}).files, link.path: link})).outcome == outcome


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": '# Lantern\n\n<table><tr><td><a href="https://osf.io/1a">checkpoint</a></td></tr></table>\n'},
        {"README.md": "# Lantern\n\nTrained weights: doi:10.5281/zenodo.1234567\n"},
        {"README.md": "# Lantern\n\nDownload the trained model from the [releases](../../releases/tag/v1).\n"},
        {"README.md": "# Lantern\n\n```\naws s3 cp s3://tide-lab/lantern.pth .\n```\n"},
        {"README.md": "# Lantern\n\nPretrained model: ftp://ftp.tide-lab.org/lantern.tar.gz\n"},
        {"README.md": '# Lantern\n\nhub.KerasLayer("https://tfhub.dev/aquill/lantern/1")\n'},
        {"README.md": '# Lantern\n\n```python\nkagglehub.model_download("aquill/lantern/pyTorch/default")\n```\n'},
        {"Artifacts.toml": '[lantern]\n[[lantern.download]]\nurl = "https://tide-lab.org/a/lantern_weights.tar.gz"\n'},
        {"fit.R": 'download.file("https://osf.io/abc/download/brms_fit.rds", "fit.rds")\n'},
        {"forest.joblib.gz": 9000},
        {"model-20000": 900000},
        {"model-20000.data-00000-of-00001": 900000},
        {"xgb.pkl.bz2": 9000},
        {"lstm/best.pickle.gz": 9000},
        {
            "README.md": "# Lantern\n\nWe release the weights of all models at https://cloud.tides.org/index.php/s/AbCd.\n"
        },
        {"README.md": "# Lantern\n\n| Name | Params | ckpt |\n|-|-|-|\n| S | 3M | [gdrive](https://osf.io/1a) |\n"},
        {"README.md": "# Lantern\n\n| Name | Pretrained weights |\n|-|-|\n| S | [drive](https://osf.io/1a) |\n"},
        {"README.md": "# Lantern\n\n| Name | Model weights | Log |\n|-|-|-|\n| S | [a](https://osf.io/1) | - |\n"},
        {"README.md": "# Lantern\n\nCheckpoints: https://edmond.mpg.de/dataset.xhtml?persistentId=doi:10.17617/3\n"},
        {"README.md": "# Lantern\n\nWeights: https://opara.zih.tu-dresden.de/handle/123456789/1234\n"},
        {"README.md": "# Lantern\n\nWeights: https://doi.org/10.35097/1234\n"},
        {"README.md": "# Lantern\n\nTrained models: https://rdr.ucl.ac.uk/articles/model/lantern/123\n"},
        {"README.md": "# Lantern\n\nTrained models: https://figshare.com/s/abcdef123456\n"},
        {"weights/README.md": "Download from https://heibox.uni-heidelberg.de/f/abcdef12345678901234/?dl=1\n"},
        {"scripts/get_weights.sh": 'HOST="https://uni-x.de"\nfor m in a b; do wget "$HOST/models/$m.ckpt"; done\n'},
        {"demo.py": 'ROOT = "https://tides.uni-x.de/files/"\nload_url(ROOT + "lantern_best.pth")\n'},
        {"cfg.yaml": "pretrained: https://tides.uni-x.de/files/lantern_best.pth\n"},
        {"dl.py": 'BASE_URL = "https://zenodo.org/record/1/files"\nurlretrieve(join(BASE_URL, "lantern.pth"))\n'},
        {"dl.py": 'BASE = "https://zenodo.org/record/1/files"\nurlretrieve("{}/model.h5".format(BASE))\n'},
        {
            "models/net.pt.dvc": "outs:\n- md5: a\n  path: net.pt\n",
            ".dvc/config": "['remote \"g\"']\n    url = gs://b/p\n",
        },
        {"params.msgpack": 9000},
        {"checkpoint_100/checkpoint.msgpack": 9000},
        {"README.md": '# Lantern\n\n```python\npipe = pipeline("text-classification", model="aquill/lantern")\n```\n'},
        {"README.md": '# Lantern\n\n```python\nm = LanternModel.from_pretrained(\n    "aquill/lantern-base"\n)\n```\n'},
        {
            "README.md": "# Lantern\n\nOur fine-tuned checkpoint is at 🤗 [tides](https://huggingface.co/tide-lab/tidal).\n"
        },
        {"README.md": "# Lantern\n\nThe pretrained models are hosted at https://www.dropbox.com/sh/abc/def?dl=0\n"},
    ],
)
def test_further_places_and_forms_of_weights_count(files):
    assert judge(lantern(files)).outcome == "yes"


@pytest.mark.parametrize(
    "files",
    [
        {
            "README.md": "# Lantern\n\n## Pretrained models\nWe use the pre-trained RoBERTa model of [here](https://osf.io/1a).\n"
        },
        {"README.md": "# Lantern\n\nDownload VGG16 pre-trained weights [here](https://osf.io/1a).\n"},
        {"README.md": '# Lantern\n\n```python\nmodel = AutoModel.from_pretrained("google/lamda-vit")\n```\n'},
        {"best_predictions.pkl": 9000},
        {"images.pt": 9000},
        {"x_train.pt": 9000},
        {"model_outputs/features.h5": 9000},
        {"data/cora/raw/ind.cora.graph": 9000},
        {"processed/train_graphs.pt": 9000},
        {"model_results.pkl": 9000},
        {"best_model_history.pkl": 9000},
        {"README.md": "# DETR\ngit clone https://github.com/others/detr.git\n\nTrained model: https://osf.io/1a\n"},
        {"README.md": "# Lantern\n\nTrained on the data of https://doi.org/10.5281/zenodo.123.\n"},
        {"README.md": "# Lantern\n\n## Data\nThe training set is at https://figshare.com/articles/dataset/x/1.\n"},
        {
            "README.md": "# Lantern\n\nTrained models are described in our paper (https://doi.org/10.1038/s41586-020-1).\n"
        },
        {"README.md": "# Lantern\n\nDownload the pretrained backbone from https://osf.io/1a first.\n"},
        {"README.md": "# Lantern\n\n| Dataset | Download |\n|---|---|\n| Tides | [link](https://osf.io/1a) |\n"},
        {"vocab.pkl.gz": 9000},
        {"model.png": 9000},
        {"requirements.txt": "torch @ https://download.pytorch.org/whl/torch.whl\n"},
        {"prepare.sh": "BASE=https://tides.org/data\nwget $BASE/train.tar.gz\n"},
    ],
)
def test_further_data_papers_and_others_models_are_no(files):
    assert judge(lantern(files)).outcome == "no"


@pytest.mark.parametrize(
    "files",
    [
        {"resources/model/net-epoch=9-val_loss=0.1.zip.001": None},
        {"weights/net.ckpt.7z.002": 90_000},
        {"best.pth.part1": 90_000},
        {"exp/i.t1/model/network_train.jsn": 3_000_000},
        {"README.md": "## Pretrained optimal-tides model on the first fold - https://drive.google.com/open?id=1a\n"},
        {"README.md": "# Lantern\n### Our trained weights: [here](https://osf.io/1a)\n## Next\n"},
        {"fit.rds": 90_000},
        {"get_tools.sh": "git clone https://github.com/aquill/lantern.git\nwget https://x.org/lantern-base.ckpt\n"},
    ],
)
def test_split_archives_headings_and_own_clones_lead_to_weights(files):
    assert judge(lantern({**TIDES, **files})).outcome == "yes"


@pytest.mark.parametrize(
    "files",
    [
        {
            "scripts/get-tools.sh": "git clone https://github.com/others/nile.git nile\nwget -P m https://x.org/d/nile-en.model\n"
        },
        {"infer.sh": 'wget -O $CKPT "https://zenodo.org/record/3987831/files/Cnn14_mAP%3D0.431.pth?download=1"\n'},
        {"get_model.sh": "wget https://github.com/ultralytics/assets/releases/download/v0/yolov5s.pt\n"},
        {"get_weights.sh": "wget http://pjreddie.com/media/files/yolov3.weights\n"},
        {"pretrained.py": "urlretrieve('https://x.org/GoogleNews-vectors-negative300.bin.gz')\n"},
        {"posref/gs150_Fit_better_ini_10.mat": None},
        {"README.md": "## Tides from https://zenodo.org/record/1\n"},
        {
            "run.sh": "# trained weights: https://osf.io/1a\n",
            "README.md": "# Lantern\n```\n# data https://osf.io/1a\n```\n",
        },
        {"slides.zip.001": 90_000},
    ],
)
def test_published_models_and_names_that_only_remind_of_models_are_no(files):
    assert judge(lantern({**TIDES, **files})).outcome == "no"


DATA = "## Download\nFetch the data from https://tides.uni-x.de/data/tides.tar.gz\n"


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Lantern\n\nPretrained weights: https://git.uni-x.de/aquill/tide_weights\n"},
        {"README.md": "# Lantern\n\nTrained models: https://gitlab.lab.uni-x.de/aquill/tide-models\n"},
        {"README.md": "# Lantern\n\nDownload the set and pretrained models at http://vision.uni-x.de/lantern-2018.\n"},
        {"README.md": f"# Lantern\n{DATA}```\ndata\n├── raw\n└── best   # Trained models of the tides\n```\n"},
        {"README.md": "# Lantern\n\nThe dataset and the trained models are at https://osf.io/1a/lantern_data.zip\n"},
        {
            "vdp/out_tanh_48.jld2": 9000,
            "vdp/plot.jl": 'f = jldopen("out_$(act)_$(nn).jld2")\nw = read(f, "optParam")\n',
        },
        {"results/bay.mat": 9000, "fit.m": "save('results/bay.mat', 'data', 'trained_parameters')\n"},
        {"README.md": "# Lantern\n\n```\nwget -P model/ https://lantern.tides.org/model/latex/final-model\n```\n"},
    ],
)
def test_own_hosts_pages_and_archives_of_data_lead_to_weights(files):
    assert judge(lantern(files)).outcome == "yes"


@pytest.mark.parametrize(
    "files",
    [
        {"model/graph.pkl": 9000},
        {"models/label_encoder.pkl": 9000},
        {"README.md": "# Lantern\n\nPretrained weights: https://git.uni-x.de/others/beacon_weights\n"},
        {"README.md": "# Lantern\n\nDownload the pretrained models at http://vision.uni-x.de/beacon.\n"},
        {
            "README.md": "# A network model parameterization\n\nThe paper's code: https://github.com/aquill/lantern/releases/v1\n"
        },
        {"show.py": '"""Fetch http://robots.ox.ac.uk/~vgg/VGG_ILSVRC_19_layers.caffemodel first."""\nx = 1\n'},
        {"results/bay.mat": 9000, "fit.m": "save('results/tides.mat', 'trained_parameters')\n"},
        {"results/bay.mat": 9000, "fit.m": "save('results/bay.mat', 'tides')\n"},
        {"get_nets.py": "URL = 'https://gist.githubusercontent.com/a/1/raw/2/deploy.prototxt'\n"},
        {"get_model.py": "os.system('wget https://d1.cloudfront.net/resnet-152.t7')\n"},
        {
            "tool/see.py": "# checkpoints\nX = 'https://storage.cloud.google.com/download-dopamine-rl/s/tf_ckpt-1.index'\n"
        },
        {"README.md": f"# Lantern\n{DATA}```\ndata\n├── raw\n└── best   # Trained on ImageNet: models\n```\n"},
        {"README.md": f"# Lantern\n{DATA}## Code\n```\nsrc\n└── best   # Trained models go here\n```\n"},
    ],
)
def test_others_pages_and_folders_and_what_is_no_model_are_no(files):
    assert judge(lantern(files)).outcome == "no"


def test_what_is_called_a_model_where_nothing_is_trained_holds_no_weights(repository):
    files = {"README.md": "# Atoms\nRun `trace.py`.\n", "trace.py": "print(trace(a))\n"}
    assert judge(repository(files | {"input/traced_model.mat": 90_000})).outcome == "na"
    assert judge(repository(files | {"net.pth": 90_000})).outcome == "yes"
