"""The demo's repositories, composed of a few building blocks. Their owners and everything in them are invented."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable

from reprosurvey.crawler.demo.catalogue import CRITERIA, Files, Repository, verdicts
from reprosurvey.crawler.demo.templating import render_file

WEIGHTS_HOST = "weights.demo.example"
"""Where some of the authors keep trained weights."""

PINNED = b"torch==1.8.1\nnumpy==1.20.2\nscipy==1.6.2\ntqdm==4.60.0\n"
LOWER_BOUNDS = b"torch>=1.5\nnumpy>=1.18\ntqdm>=4.40\n"
BARE = b"torch\nnumpy\ntqdm\n"
KERAS_PINNED = b"tensorflow==2.4.1\nnumpy==1.19.5\nscikit-learn==0.24.1\n"
TRAIN = "python train.py --data DATA"
EVALUATE = "python evaluate.py --data DATA --checkpoint runs/last.pth"
INSTALL = "pip install -r requirements.txt"
LICENCE: Files = {"LICENSE": render_file("LICENSE.j2", holder="the demo authors")}


def readme(
    name: str,
    title: str,
    *commands: str,
    install: str = "",
    notes: Iterable[str] = (),
    weights: str = "",
    licence: str = "",
) -> dict[str, bytes]:
    """A README with the sections that are asked for."""
    values = {"install": install, "commands": commands, "notes": notes, "weights": weights, "licence": licence}
    return {"README.md": render_file("README.md.j2", name=name, title=title, **values)}


def torch_code(name: str, network: str, *programs: str) -> dict[str, bytes]:
    """Network, data and ``programs`` (train, evaluate, predict, lightning_train) in PyTorch."""
    files = {"network.py": "unet.py.j2", "data.py": "data.py.j2"}
    files |= {f"{program.removeprefix('lightning_')}.py": f"{program}.py.j2" for program in programs}
    return {path: render_file(template, name=name, network=network) for path, template in files.items()}


def complete(name: str, network: str, title: str, requirements: bytes = PINNED) -> dict[str, bytes]:
    """Training, evaluation, requirements and a README with their usage."""
    return {
        **torch_code(name, network, "train", "evaluate"),
        **readme(name, title, TRAIN, EVALUATE, install=INSTALL),
        "requirements.txt": requirements,
    }


def _notebook(title: str) -> bytes:
    about = {"cell_type": "markdown", "id": "about", "metadata": {}, "source": f"# {title}"}
    sources = render_file("notebook.py.j2").decode().split("# %%\n")
    code = [
        {"cell_type": "code", "id": f"cell{i}", "metadata": {}, "source": source, "outputs": [], "execution_count": i}
        for i, source in enumerate(sources, 1)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    book = {"cells": [about, *code], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, indent=1).encode()


_ALL = " ".join(CRITERIA)
_ALL_BUT_MODEL = _ALL.replace(" model", "")

VESSEL = Repository(
    "https://github.com/demo-lab/VesselTopo",
    {
        **complete("VesselTopo", "VesselNet", "VesselTopo: Closing the Gaps in Retinal Vessel Trees"),
        **readme(
            "VesselTopo",
            "VesselTopo: Closing the Gaps in Retinal Vessel Trees",
            TRAIN,
            EVALUATE,
            install=INSTALL,
            weights=f"https://{WEIGHTS_HOST}/vesseltopo/best.pth",
        ),
        **LICENCE,
    },
    verdicts(_ALL),
)
LESION_ECHO = Repository(
    "https://github.com/demo-lab/lesion-echo",
    complete("lesion-echo", "EchoNet2D", "Lesion Echo: Consistency across Sequences", LOWER_BOUNDS),
    verdicts("dependencies_listed training evaluation documentation"),
)
MELANOMA = Repository(
    "https://github.com/demo-skin/melanoma-margins",
    {
        "melanoma_margins.ipynb": _notebook("How Wide a Margin Does a Melanoma Classifier See?"),
        **readme(
            "melanoma-margins",
            "How Wide a Margin Does a Melanoma Classifier See?",
            notes=["Open `melanoma_margins.ipynb`, set `DATA` to your file and run all cells to train and to test."],
        ),
    },
    verdicts("training evaluation documentation"),
)
LONG_TAIL = Repository(
    "https://github.com/demo-chest/long-tail-findings",
    {
        "train.py": render_file("keras_train.py.j2", title="Rare Findings on the Long Tail"),
        "requirements.txt": KERAS_PINNED,
        **readme(
            "long-tail-findings", "Rare Findings on the Long Tail", "python train.py --data chest.npz", install=INSTALL
        ),
        **LICENCE,
    },
    verdicts(_ALL_BUT_MODEL),
)
GONE = dict.fromkeys(CRITERIA, "na")
"""The verdicts on a repository of which the host says that there is nothing public."""

COARSE_TO_FINE = Repository("https://github.com/demo-vanished/coarse2fine", expected=GONE, status=404)
EMPTY = Repository("https://github.com/demo-lab/phantom-noise")
SPARSE = Repository(
    "https://github.com/demo-lab/sparse_label_nets",
    {**complete("sparse_label_nets", "SparseNet", "Learning from Sparse Labels", BARE), **LICENCE},
    verdicts("dependencies_listed training evaluation documentation licensing"),
)
HIPPOCAMPUS = Repository(
    "https://github.com/demo-lab/hippocampus-shape",
    {
        **torch_code("hippocampus-shape", "ShapeNet2D", "train"),
        **readme("hippocampus-shape", "Shape Priors for the Hippocampus", TRAIN, install=INSTALL),
        "requirements.txt": PINNED,
        **LICENCE,
    },
    verdicts("dependencies_listed dependencies training documentation licensing"),
)
FOLD_FREE = Repository(
    "https://github.com/demo-registration/fold-free",
    {**complete("fold-free", "FlowNet2D", "Fold-free Registration"), **LICENCE},
    verdicts(_ALL_BUT_MODEL),
)
SLIDE_BUDGET = Repository(
    "https://github.com/demo-pathology/slide-budget",
    {
        **complete("slide-budget", "BudgetNet", "Slides on a Budget"),
        **readme(
            "slide-budget",
            "Slides on a Budget",
            TRAIN,
            EVALUATE,
            install=INSTALL,
            weights="https://github.com/demo-pathology/slide-budget/releases/download/v1.0/budget.pt",
        ),
        **LICENCE,
    },
    verdicts(_ALL),
)
CARDIAC_PHASE = Repository(
    "https://github.com/demo-lab/cardiac-phase",
    readme("cardiac-phase", "Which Phase Is It?", notes=["Code will be added here soon."]),
    verdicts(""),
    later={**complete("cardiac-phase", "PhaseNet", "Which Phase Is It?"), **LICENCE},
    expected_later=verdicts(_ALL_BUT_MODEL),
)
CONTRAST_FREE = Repository(
    "https://github.com/demo-collective/contrast-free",
    {**complete("contrast-free", "ContrastNet", "Contrast without Contrast Agent"), **LICENCE},
    verdicts(_ALL_BUT_MODEL),
)
RENAMED = Repository(
    "https://github.com/demo-lab/contrast-synthesis",
    expected=CONTRAST_FREE.expected,
    moved_to=CONTRAST_FREE.address,
)
TUMOUR_TILES = Repository(
    "https://github.com/demo-lab/tumour-tiles",
    {
        **complete("tumour-tiles", "TileNet", "Tumour Tiles"),
        **LICENCE,
        "weights/tilenet.pth": random.Random("tumour-tiles").randbytes(2_500_000),  # above the visits' limit of a blob
    },
    verdicts(_ALL),
)
DOSE_PLANNER = Repository(
    "https://github.com/demo-oncology/dose-planner",
    {
        **torch_code("dose-planner", "DoseNet", "train", "evaluate"),
        **readme(
            "dose-planner",
            "Planning Dose by Example",
            "docker build -t dose-planner .",
            "docker run dose-planner --data DATA",
            EVALUATE,
        ),
        "Dockerfile": render_file("Dockerfile.j2"),
        "requirements.txt": b"torch\nnumpy\nscipy\ntqdm\n",
    },
    verdicts("dependencies_listed dependencies training evaluation documentation"),
)
AIRWAY_TREE = Repository(
    "https://github.com/demo-lung/airway-tree",
    {
        **{f"src/{path}": text for path, text in torch_code("airway-tree", "AirwayNet", "train").items()},
        "README.md": render_file("README.untouched.md.j2", name="airway-tree"),
        "requirements.txt": BARE,
        **LICENCE,
    },
    verdicts("dependencies_listed training licensing"),
)
KIDNEY_MARGIN = Repository(
    "https://github.com/demo-lab/kidney-margin",
    {
        **complete("kidney-margin", "KidneyNet", "Margins for Small Kidney Tumours"),
        "third_party/margin_loss/margin_loss.py": render_file("margin_loss.py.j2"),
        "third_party/margin_loss/LICENSE": render_file("LICENSE.j2", holder="the margin loss's authors"),
    },
    verdicts("dependencies_listed dependencies training evaluation documentation"),
)
UNREACHABLE = Repository(
    "https://codeberg.org/demo-lab/report-drafts", expected=dict.fromkeys(CRITERIA, "unknown"), status=503
)
BONE_AGE = Repository(
    "https://github.com/demo-lab/bone-age-ranks",
    {
        **torch_code("bone-age-ranks", "RankNet2D", "train", "evaluate"),
        "README.md": b"# bone-age-ranks\n\nBone age as a rank, not as a number.\n",
    },
    verdicts("training evaluation"),
)
PROMPTED_ORGANS = Repository(
    "https://github.com/demo-lab/prompted-organs",
    {
        **complete("prompted-organs", "PromptNet", "Prompted Organs"),
        **readme(
            "prompted-organs",
            "Prompted Organs",
            TRAIN,
            EVALUATE,
            install=INSTALL,
            notes=["## Trained model\n\nThe weights are coming soon."],
        ),
        **LICENCE,
    },
    verdicts(_ALL_BUT_MODEL),
)
STRAIN_FLOW = Repository(
    "https://gitlab.com/demo-group/imaging/strain-flow",
    {
        **torch_code("strain-flow", "StrainNet", "lightning_train"),
        **readme(
            "strain-flow",
            "Strain from Flow",
            "python train.py --data DATA --epochs 200",
            install="conda env create -f environment.yml",
            licence="BSD 3-Clause",
        ),
        "environment.yml": render_file("environment.yml.j2", name="strain-flow"),
    },
    verdicts(_ALL_BUT_MODEL),
)
CLOSED = Repository("https://github.com/demo-closed/nodule-notes", expected=GONE, status=401)
QUICK_TRIAGE = Repository(
    "https://github.com/demo-chest/quick-triage",
    {
        **torch_code("quick-triage", "TriageNet", "predict"),
        **readme(
            "quick-triage",
            "Quick Triage",
            "python predict.py image.npy --weights triage.pth",
            install=INSTALL,
            weights=f"https://{WEIGHTS_HOST}/quick-triage/triage.pth",
            licence="MIT",
        ),
        "requirements.txt": b"torch==1.13.1\nnumpy==1.24.1\n",
    },
    verdicts("dependencies_listed dependencies evaluation model documentation licensing"),
)

OTHERS = tuple(
    Repository(address, {**complete(name, network, title), **LICENCE}, verdicts(_ALL_BUT_MODEL))
    for address, name, network, title in (
        ("https://github.com/demo-tools/segkit", "segkit", "KitNet", "A Toolkit for Segmentation"),
        ("https://github.com/demo-baselines/plain-unet", "plain-unet", "PlainNet", "A Plain Baseline"),
        ("https://github.com/demo-rivals/graph-matcher", "graph-matcher", "MatchNet", "Matching Graphs of Vessels"),
    )
)
"""What papers cite or build on without having made it."""

REPOSITORIES = (
    *(VESSEL, LESION_ECHO, MELANOMA, LONG_TAIL, COARSE_TO_FINE, EMPTY),
    *(SPARSE, HIPPOCAMPUS, FOLD_FREE, SLIDE_BUDGET, CARDIAC_PHASE, RENAMED, CONTRAST_FREE, TUMOUR_TILES),
    *(DOSE_PLANNER, AIRWAY_TREE, KIDNEY_MARGIN, UNREACHABLE, BONE_AGE, PROMPTED_ORGANS, STRAIN_FLOW, CLOSED),
    *(QUICK_TRIAGE, *OTHERS),
)
"""Every address of a repository in the demo."""

DOWNLOADS = (
    f"{WEIGHTS_HOST}/vesseltopo/best.pth",
    f"{WEIGHTS_HOST}/quick-triage/triage.pth",
    "github.com/demo-pathology/slide-budget/releases/download/v1.0/budget.pt",
)
"""The weights that READMEs link to."""
