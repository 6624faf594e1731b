"""The demo's papers: three years of proceedings that do not exist, with most of what makes real ones hard to survey."""

from __future__ import annotations

from dataclasses import dataclass

from reprosurvey.crawler.demo import projects
from reprosurvey.crawler.demo.catalogue import Paper


@dataclass(frozen=True)
class Volume:
    """One year's proceedings."""

    number: int
    year: int
    conference: str
    place: str
    editors: tuple[str, ...]

    @property
    def book(self) -> str:
        """What the publisher calls it."""
        return f"Proceedings of the Demo Conference on Imaging {self.year}"


VOLUMES = (
    Volume(901, 2021, "Demo Conference on Imaging", "Lake Example", ("Orla Penhollow", "Tavin Rushmere")),
    Volume(902, 2022, "Demo Conference on Imaging", "Port Sample", ("Tavin Rushmere", "Ysolde Marrick")),
    Volume(903, 2023, "Demo Conference on Imaging", "Mount Placeholder", ("Ysolde Marrick", "Bram Oxlade")),
)

_PREFACES = tuple(
    Paper(v.year, f"{v.editors[0].split()[1].lower()}{v.year % 100}a", "Preface", v.editors, "the conference")
    for v in VOLUMES
)

_PAPERS_2021 = (
    Paper(
        2021,
        "ashgrove21a",
        "VesselTopo: Closing the Gaps in Retinal Vessel Trees",
        ("Mirel Ashgrove", "Tovo Quince"),
        "the segmentation of retinal vessels",
        abstract="Vessel trees that are segmented pixel by pixel fall apart. We add a loss that counts the pieces and "
        "train a network that closes the gaps between them. On two collections of fundus photographs it halves the "
        "number of broken branches. Our code is available at https://github.com/demo-lab/VesselTopo.",
        data="We train and test on the public DRIVE data set (40 photographs) and on STARE.",
        code="As a baseline we used the implementation of Holm et al. (2019), available at "
        "https://github.com/demo-rivals/graph-matcher.",
        repository=projects.VESSEL,
        public_data="yes",
    ),
    Paper(
        2021,
        "birchmoor21a",
        "Lesion Echo: Consistency across Sequences",
        ("Selwyn Birchmoor", "Ines Talvik"),
        "the segmentation of brain tumours",
        abstract="Sequences of one examination show the same lesion in different contrast. We ask the predictions "
        "on all sequences to agree, which makes up for a missing one.",
        data="All experiments use the training cases of the BraTS 2019 challenge, split by patient.",
        code="The code of all experiments is publicly available.^1",
        footnote="1. [https://github.com/demo-lab/lesion-echo](https://github.com/demo-lab/lesion-echo)",
        repository=projects.LESION_ECHO,
        public_data="yes",
    ),
    Paper(
        2021,
        "coldwater21a",
        "How Wide a Margin Does a Melanoma Classifier See?",
        ("Petra Coldwater", "Ansel Vire"),
        "the classification of skin lesions",
        abstract="Classifiers of skin lesions may look beside the lesion. We cut the margin away step by step and "
        "measure when the prediction turns.",
        data="We use the dermoscopic images of the ISIC 2018 archive, which are open to everyone.",
        code="Our source code is [here](https://github.com/demo-skin/melanoma-margins).",
        repository=projects.MELANOMA,
        public_data="yes",
    ),
    Paper(
        2021,
        "dunmarsh21a",
        "Near Contours Overlap",
        ("Odile Dunmarsh", "Casimir Thorne", "Wen Ashby"),
        "the overlap of contours",
        abstract="We bound the overlap of two contours by the distance between them and show that the bound is tight.",
        theorem="Let the distance between two closed contours be at most d. Then their overlap is at least 1 - cd, "
        "where c depends on the length of the longer one alone. Proof: the points that only one of them encloses lie "
        "in a tube of width d around it.",
        public_data="na",
    ),
    Paper(
        2021,
        "elderwick21a",
        "Rare Findings on the Long Tail",
        ("Jorun Elderwick", "Mattis Pell"),
        "the detection of rare findings in chest radiographs",
        abstract="Most findings in chest radiographs are rare. We weigh them by the number of radiologists who "
        "disagree instead of by their frequency.",
        data="We train on CheXpert and test on 500 radiographs of our own hospital.",
        code="To make our results reproducible we release our code at https://github.com/demo-chest/long-tail-\n"
        "findings together with all settings.",
        repository=projects.LONG_TAIL,
        public_data="yes",
    ),
    Paper(
        2021,
        "fernhollow21a",
        "Forecasting Atrophy One Visit Ahead",
        ("Rhys Fernhollow", "Liv Sandoe"),
        "the forecast of brain atrophy",
        abstract="From two visits we forecast the third. The code will be made publicly available upon acceptance.",
        data="Data used in this study were obtained from the ADNI database, for which access can be applied for.",
        code="Our code will be released upon publication of this paper.",
        public_data="yes",
    ),
    Paper(
        2021,
        "gorsewood21a",
        "Coarse to Fine and Back",
        ("Nia Gorsewood", "Tam Ellery"),
        "the localisation of vertebrae",
        abstract="A coarse network finds vertebrae and a fine one names them; we let the fine one correct the "
        "coarse one. Code: https://github.com/demo-vanished/coarse2fine.",
        data="The scans of 96 patients come from our institution. They are not public.",
        repository=projects.COARSE_TO_FINE,
    ),
    Paper(
        2021,
        "hazelbrook21a",
        "Do Ensembles Agree for the Right Reason?",
        ("Una Hazelbrook", "Corin Strand"),
        "the segmentation of the heart",
        abstract="Members of an ensemble may agree and be wrong together. We measure how often they do.",
        data="We evaluate on the ACDC challenge, whose training set is public.",
        code="All networks were implemented with the library segkit^1 and compared with the baseline of Arnesen et "
        "al. (2020), whose official implementation is available at https://github.com/demo-baselines/plain-unet.",
        footnote="1. [https://github.com/demo-tools/segkit](https://github.com/demo-tools/segkit)",
        public_data="yes",
    ),
    Paper(
        2021,
        "inkwell21a",
        "Phantom Noise",
        ("Bela Inkwell", "Sunniva Kray"),
        "the denoising of computed tomography",
        abstract="We learn the noise of a scanner from phantoms alone and remove it from scans of patients.",
        data="Phantoms were simulated; the scans of 30 patients are in-house data of our department.",
        code="We provide our implementation at [https://github.com/demo-lab/phantom-noise]"
        "(https://github.com/demo-lab/phantom-noise).",
        repository=projects.EMPTY,
    ),
)

_PAPERS_2022 = (
    Paper(
        2022,
        "junipero22a",
        "Learning from Sparse Labels",
        ("Vesna Junipero", "Halle Orr"),
        "the segmentation of lung nodules",
        abstract="Annotating every slice is slow. We train with one annotated slice in ten.",
        data="We use the nodules of LIDC-IDRI that at least three radiologists marked.",
        code="Our code is available at [https://github.com/demo-lab/sparse label nets]"
        "(https://github.com/demo-lab/sparse_label_nets).",
        repository=projects.SPARSE,
        public_data="yes",
    ),
    Paper(
        2022,
        "kestrelton22a",
        "Shape Priors for the Hippocampus",
        ("Edda Kestrelton", "Noor Falk"),
        "the segmentation of the hippocampus",
        abstract="A prior of the shape helps where the contrast ends.",
        data="We train on the OASIS brains, which can be downloaded after registration.",
        code="Our code is available online.^1",
        footnote="1. https://github.com/demo-lab/hippocampus-shape",
        glued=True,
        repository=projects.HIPPOCAMPUS,
        public_data="yes",
    ),
    Paper(
        2022,
        "larkspur22a",
        "Fold-free Registration",
        ("Ivo Larkspur", "Maren Dyce"),
        "the registration of abdominal scans",
        abstract="We integrate velocities that cannot fold, and reach the accuracy of methods that do.",
        data="Experiments use the abdominal pairs of the Learn2Reg challenge.",
        code="Our implementation is published with all settings (Larkspur and Dyce).",
        references=(
            "Larkspur, I., Dyce, M. Code of this paper, available at https://github.com/demo-registration/fold-free.",
        ),
        repository=projects.FOLD_FREE,
        public_data="yes",
    ),
    Paper(
        2022,
        "mistlewaite22a",
        "Slides on a Budget",
        ("Greer Mistlewaite", "Aldous Finch"),
        "the classification of whole slides",
        abstract="A slide has more tiles than a network can read. We choose which ones it reads.",
        data="We train on CAMELYON16 and test on its held-out slides.",
        declared=(("Software", "https://github.com/demo-pathology/slide-budget"),),
        repository=projects.SLIDE_BUDGET,
        public_data="yes",
    ),
    Paper(
        2022,
        "nettlemere22a",
        "Which Phase Is It?",
        ("Sorrel Nettlemere", "Kit Arden"),
        "the recognition of cardiac phases",
        abstract="A single frame tells more about the cardiac phase than expected. Code will be made public at "
        "https://github.com/demo-lab/cardiac-phase.",
        data="We use the cine series of ACDC and 58 examinations of our own.",
        repository=projects.CARDIAC_PHASE,
        public_data="yes",
    ),
    Paper(
        2022,
        "oakenshaw22a",
        "Contrast without Contrast Agent",
        ("Lorcan Oakenshaw", "Brita Holt"),
        "the synthesis of contrast-enhanced images",
        abstract="We predict what the contrast agent would have shown. The code is available at "
        "https://github.com/demo-lab/contrast-synthesis.",
        data="In contrast to work on fastMRI (Rask, 2020), ours needs paired examinations; we collected 140 of them "
        "in-house under ethics approval, and they are not available to the public.",
        repository=projects.RENAMED,
    ),
    Paper(
        2022,
        "pebblewick22a",
        "Tumour Tiles",
        ("Ottilie Pebblewick", "Rune Casper"),
        "the segmentation of tumours in three dimensions",
        abstract="We put a volume together from tiles whose seams do not show.",
        data="All volumes are those of the BraTS 2020 challenge.",
        code="Code and trained models can be found on [GitHub](https://github.com/demo-lab/tumour-tiles).",
        repository=projects.TUMOUR_TILES,
        public_data="yes",
    ),
    Paper(
        2022,
        "quillfeather22a",
        "Planning Dose by Example",
        ("Sanna Quillfeather", "Ruben Toft"),
        "the prediction of dose distributions",
        abstract="We predict the dose of a plan from the plans of similar patients.",
        data="The plans of 310 patients were taken from our clinical system. They contain personal information and "
        "cannot be made public.",
        code="We make our code available.^1",
        footnote="1. Code: [github.com/demo-oncology/dose-planner](https://github.com/demo-oncology/dose-planner)",
        repository=projects.DOSE_PLANNER,
    ),
    Paper(
        2022,
        "rookhaven22a",
        "A Tree Grows in the Airways",
        ("Tilda Rookhaven", "Emrys Blom"),
        "the extraction of airway trees",
        abstract="We grow the airway tree from the trachea outwards. Our implementation: "
        "https://github.com/demo-lung/airway-tree.",
        data="We train on 75 scans of a local screening programme, which are not public. A public challenge exists "
        "(EXACT'09), but its scans are older than the scanners of today.",
        repository=projects.AIRWAY_TREE,
    ),
)

_PAPERS_2023 = (
    Paper(
        2023,
        "silverbirch23a",
        "Margins for Small Kidney Tumours",
        ("Maeve Silverbirch", "Dag Ostrey"),
        "the segmentation of kidney tumours",
        abstract="Small tumours vanish in the loss. A margin keeps them.",
        data="We use the 300 cases of KiTS19 with a published segmentation.",
        code="The code for this paper is available at [https://github.com/demo-lab/kidney-margin]"
        "(https://github.com/demo-lab/kidney-margin).",
        repository=projects.KIDNEY_MARGIN,
        public_data="yes",
    ),
    Paper(
        2023,
        "thistledown23a",
        "Drafting Reports from Radiographs",
        ("Phelan Thistledown", "Asta Merrow"),
        "the generation of radiology reports",
        abstract="We draft a report and mark the words that the image does not support.",
        data="We use MIMIC-CXR, which is open to credentialed researchers.",
        code="Our code is available at https://codeberg.org/demo-lab/report-drafts.",
        repository=projects.UNREACHABLE,
        public_data="yes",
    ),
    Paper(
        2023,
        "umberlake23a",
        "Bone Age as a Rank",
        ("Isolde Umberlake", "Perrin Voss"),
        "the estimation of bone age",
        abstract="We learn to order hands by age and read the age from the order. Our code is available at "
        "https://github.com/demo-lab/bone-age-ranks.",
        pdf="broken",
        repository=projects.BONE_AGE,
        public_data="unknown",
    ),
    Paper(
        2023,
        "vetchling23a",
        "Segmentation by Subtraction",
        ("Alaric Vetchling", "Signe Roe"),
        "the segmentation of lesions",
        abstract="We train on the public BraTS 2021 data to make the healthy brain and subtract it from the given one.",
        pdf="missing",
        has_repository="unknown",
        public_data="yes",
    ),
    Paper(
        2023,
        "willowmere23a",
        "Prompted Organs",
        ("Thora Willowmere", "Jens Alder"),
        "the segmentation of abdominal organs",
        abstract="A click tells a network which organ is meant. We ask how bad a click may be.",
        data="We use AMOS and the public part of FLARE22.",
        code="We compare with the baseline of Arnesen et al. (2020), code available at "
        "https://github.com/demo-baselines/plain-unet, and augment as proposed by its authors. Our own code and "
        "settings are on [GitHub](https://github.com/demo-lab/prompted-organs).",
        repository=projects.PROMPTED_ORGANS,
        public_data="yes",
    ),
    Paper(
        2023,
        "yarrowfield23a",
        "Strain from Flow",
        ("Cerys Yarrowfield", "Tobin Marsh"),
        "the estimation of myocardial strain",
        abstract="We read the strain of the myocardium from the flow between frames.",
        data="This research was conducted using the UK Biobank resource; researchers may apply for access.",
        code="We share our code at [https://gitlab.com/demo-group/imaging/strain-flow]"
        "(https://gitlab.com/demo-group/imaging/strain-flow).",
        repository=projects.STRAIN_FLOW,
        public_data="yes",
    ),
    Paper(
        2023,
        "zephyrine23a",
        "What Pretraining Forgets",
        ("Blaise Zephyrine", "Ragna Hurst"),
        "the classification of ultrasound images",
        abstract="Networks that were pretrained on photographs forget them at different speed.",
        data="Weights come from ImageNet. The ultrasound images of 1200 pregnancies are private data of two clinics.",
        code="Networks were taken from the library segkit (https://github.com/demo-tools/segkit).",
    ),
    Paper(
        2023,
        "amberley23a",
        "Notes on Nodules",
        ("Wystan Amberley", "Eira Lund"),
        "the detection of lung nodules",
        abstract="We let a detector take notes and read them at the next visit.",
        data="We use the 888 scans of LUNA16.",
        code="Our code can be found at [https://github.com/demo-closed/nodule-notes]"
        "(https://github.com/demo-closed/nodule-notes).",
        repository=projects.CLOSED,
        public_data="yes",
    ),
    Paper(
        2023,
        "brackenfell23a",
        "Quick Triage",
        ("Ffion Brackenfell", "Otto Sable"),
        "the triage of chest radiographs",
        abstract="A small network on the scanner decides which radiograph is read first.",
        data="The network was trained on CheXpert and MIMIC-CXR.",
        code="A demo and the trained weights are available at [https://github.com/demo-chest/quick-triage]"
        "(https://github.com/demo-chest/quick-triage).",
        repository=projects.QUICK_TRIAGE,
        public_data="yes",
    ),
)

PAPERS = (*_PREFACES, *_PAPERS_2021, *_PAPERS_2022, *_PAPERS_2023)
"""Every contribution, prefaces first."""


def papers_of(year: int) -> list[Paper]:
    """The contributions of one year, in the volume's order."""
    return [paper for paper in PAPERS if paper.year == year]
