from __future__ import annotations

import time

import pytest

from reprosurvey.analysis.criteria.public_data import judge, uses
from reprosurvey.analysis.data_sets.purposes import Purpose
from reprosurvey.analysis.data_sets.register import Access
from reprosurvey.analysis.data_sets.roles import Role
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.verdicts import QUOTE_LIMIT, Outcome
from reprosurvey.crawler.documents.pages import HYPHEN, Page


def paper(
    *, data: str = "", intro: str = "", related: str = "", method: str = "", end: str = "", abstract: str = ""
) -> Manuscript:
    """A paper of three pages with the usual parts."""
    first = f"A Title\nAbstract\nWe measure things.\nKeywords: things\n1. Introduction\nThings matter.\n{intro}\n"
    second = (
        f"2. Related Work\nMuch was written.\n{related}\n3. Method\nA network.\n{method}\n"
        f"4. Experiments\n4.1. Data\n{data}\n4.2. Results\nIt works.\n"
    )
    third = f"5. Conclusion\nIt worked.\n{end}\nReferences\nA. Smith. The BraTS challenge. Journal, 2015.\n"
    return Manuscript("A Title", abstract, (Page(1, first), Page(2, second), Page(3, third)))


USED = [
    "We use the BraTS 2018 data set.",
    "All models were trained and tested on CheXpert.",
    "Two sets of fundus photographs are used, DRIVE and STARE.",
    "Scans of 120 subjects come from the UK Biobank under an application.",
    "We train on 900 scans of our own clinic and evaluate on the public LiTS data.",
    f"Our experiments use Cam{HYPHEN}CAN volumes from the CamCAN reposi{HYPHEN}tory.",
    "We evaluate on the publicly available sheep dataset of Lamb et al. (2016).",
    "We test on an openly accessible collection of hoof radiographs.",
    f"We rely on a data set that is publicly avail{HYPHEN}able from its authors.",
    "We use the training data of the hoof segmentation challenge held with a conference.",
    "We downloaded the images from https://www.kaggle.com/hooves and split them by animal.",
    "We validate our network on the HOOF-21 data set (Lamb et al., 2021).",
    "Our data set was acquired from information released by Lamb et al. (2021) and has 1,479 animals.",
    "We follow the semi-synthetic setup on IHDP.",
    "Our data and code are freely available online.",
    "We make the annotated data set of 4000 hooves publicly available.",
    "We train a ResNet-18 on CIFAR-10 and report its accuracy.",
    "We evaluate image classification on ImageNet.",
    "We train all networks from scratch on ImageNet.",
    "Our network is trained on OASIS, which takes a registration.",
    "The sequences of ACDC are used together with 40 examinations of our own.",
    "Segmentation results on COCO are better.",
    "We use the eICU database, which is not publicly available; anybody may apply for it.",
    "Our test set is the open HoofCT collection, which we use as it is.",
    "In contrast to earlier work we evaluate on fastMRI.",
    "We pre-train our encoder on CheXpert and fine-tune it on our clinic's radiographs.",
]

NOT_USED = [
    "The images were obtained from recordings that were shared by colleagues and staff of our clinic.",
    "Our results show that the score consistently outperformed RadGraph F1 on the reports of our clinic.",
    "The images of 90 patients were acquired at our hospital after approval by the ethics committee.",
    "We use an in-house data set of 1200 videos. It is not publicly available.",
    "The data set cannot be made publicly available for reasons of privacy.",
    "Our data are available from the authors upon reasonable request.",
    "The data set will be made publicly available.",
    "Encoders are initialised with weights pre-trained on ImageNet.",
    "We use a ResNet-50 pretrained on ImageNet and a 3D network pretrained on Kinetics-400.",
    "Images are normalised with the mean and standard deviation of ImageNet.",
    "We use a network whose features were learned on ImageNet.",
    "Starting from publicly available weights we train on the radiographs of our clinic.",
    "Encoder weights from CheXpert are fine-tuned on the radiographs of our clinic.",
    "We use the publicly available implementation of a rival network.",
    "All experiments are simulated with a numerical phantom of our own.",
    "There is no publicly available data set of hooves.",
    "We report the weighted kappa, as proposed in the PROSTATEx-2 challenge.",
    "In contrast to networks for fastMRI, ours needs pairs, and we collected those in-house.",
    "There is a public challenge (KiTS19), but its kidneys are not those of sheep.",
    "Readers followed the annotation protocol of LIDC-IDRI.",
    "We train the network that won the BraTS challenge on the scans of our clinic.",
    "Our set has ten times that of the DRIVE data.",
    "Public data sets were not used, as none has hooves.",
    "Public collections exist, LIDC-IDRI for one.",
    "We drive the simulation with images of our own.",
    "We use the MRI data set (Lamb et al., 2016) of our own institution.",
    "We train on TACRED, which is not freely available.",
]


@pytest.mark.parametrize("sentence", USED)
def test_public_data_in_use(sentence: str) -> None:
    verdict = judge(paper(data=sentence))
    assert verdict.outcome is Outcome.YES, verdict
    assert verdict.evidence[0].place.startswith("page 2: ")
    assert 0 < len(verdict.evidence[0].quote) <= QUOTE_LIMIT


@pytest.mark.parametrize("sentence", NOT_USED)
def test_no_public_data_in_use(sentence: str) -> None:
    verdict = judge(paper(data=sentence))
    assert verdict.outcome is Outcome.NO, verdict
    assert verdict.evidence[0].place == "abstract and 3 pages"


@pytest.mark.parametrize(
    "sentence",
    [
        "Lamb et al. (2016) trained a network on the BraTS data.",
        "Public data sets such as BraTS and ADNI have made this possible.",
        "Many networks were evaluated on the publicly available LiTS data set.",
        "The WMH challenge compared twenty methods.",
    ],
)
def test_related_work_and_introduction_do_not_count(sentence: str) -> None:
    private = "The images of 90 patients were acquired at our hospital."
    assert judge(paper(related=sentence, data=private)).outcome is Outcome.NO
    assert judge(paper(intro=sentence, data=private)).outcome is Outcome.NO


def test_the_references_do_not_count() -> None:
    assert judge(paper()).outcome is Outcome.NO
    assert uses(paper()) == []


def test_an_appendix_behind_the_references_counts() -> None:
    pages = paper().pages
    appendix = (
        "3\nAppendix A. Description of the Test Data\nP 343 hooves of the public ProstateX data, scanned as in ours\n"
    )
    assert judge(Manuscript("A Title", "", (*pages, Page(4, appendix)))).outcome is Outcome.YES


def test_plans_do_not_count() -> None:
    assert judge(paper(end="In the future we will test the network on ADNI.")).outcome is Outcome.NO


def test_an_introduction_that_tells_of_the_own_experiments_counts() -> None:
    assert judge(paper(intro="In this work we evaluate our method on the ACDC data set.")).outcome is Outcome.YES


def test_the_acknowledgement_of_a_repository_counts() -> None:
    text = "Acknowledgments\nData used in this article were obtained from the ADNI database."
    assert judge(paper(end=text)).outcome is Outcome.YES
    assert judge(paper(end="Acknowledgments\nA. Lamb is funded by the ABCD Study consortium.")).outcome is Outcome.NO


def test_a_table_counts() -> None:
    text = "Table 1: Dice scores on three data sets.\nMethod DRIVE STARE IDRiD\nours 0.8 0.7 0.9\n"
    assert {use.name for use in uses(paper(data=text)) if use.role is Role.USED} == {"DRIVE", "STARE", "IDRiD"}


def test_the_evidence_names_the_set_and_how_to_come_by_it() -> None:
    (evidence,) = judge(paper(data="We train and test on the ADNI data.")).evidence
    assert evidence.place == "page 2: ADNI (application), for training and evaluation"
    assert evidence.quote == "We train and test on the ADNI data."


@pytest.mark.parametrize(
    ("data", "purposes"),
    [
        ("We train on LiTS and evaluate on KiTS.", {"LiTS": "training", "KiTS": "evaluation"}),
        ("We train on LiTS. All results are on LiTS.", {"LiTS": "training and evaluation"}),
        ("Results on LiTS are good.", {"LiTS": "experiments"}),
        ("We use LiTS for training and KiTS as our test set.", {"LiTS": "training", "KiTS": "evaluation"}),
        ("We train and test on LiTS and KiTS.", dict.fromkeys(("LiTS", "KiTS"), "training and evaluation")),
        ("Models fitted to LiTS are tested on KiTS. We use CREMI.", {"LiTS": "training", "CREMI": "experiments"}),
        (
            "We train on the Pier corpus [1] and test on the Quay corpus [2].",
            {"Pier": "training", "Quay": "evaluation"},
        ),
    ],
)
def test_training_and_evaluation_are_told_apart_where_the_paper_does(data: str, purposes: dict[str, str]) -> None:
    told = {use.name: use.purpose for use in uses(paper(data=data)) if use.name in purposes}
    assert told == purposes


def test_sets_that_the_register_does_not_know_are_uses_too() -> None:
    (use,) = uses(paper(data="We train and test on the Harbour corpus (Moor, 2020)."))
    assert (use.name, use.access, use.role, use.purpose) == ("Harbour", None, Role.USED, Purpose.BOTH)


def test_a_long_sentence_is_cut_around_the_name() -> None:
    (evidence,) = judge(paper(data="We " + "really " * 80 + "use the ADNI data " + "again " * 80 + ".")).evidence
    assert "ADNI" in evidence.quote
    assert len(evidence.quote) <= QUOTE_LIMIT


def test_a_no_shows_what_speaks_against_it() -> None:
    places = [e.place for e in judge(paper(data="We use an in-house data set of 12 hooves.")).evidence]
    assert places == ["abstract and 3 pages", "page 2: own data (private)"]
    places = [e.place for e in judge(paper(data="The encoder was pretrained on ImageNet.")).evidence]
    assert places == ["abstract and 3 pages", "page 2: ImageNet (registration; pretraining)"]


def test_without_text_the_abstract_may_tell() -> None:
    assert judge(Manuscript("T", "We evaluate our method on the BraTS data set.")).outcome is Outcome.YES
    assert judge(Manuscript("T", "We evaluate our method on hooves.")).outcome is Outcome.UNKNOWN
    assert judge(Manuscript("T", "", (Page(1, "  "),))).outcome is Outcome.UNKNOWN


def test_an_abstract_of_others_does_not_tell() -> None:
    abstract = "Deep networks have become the best at this on the available public benchmarks."
    assert judge(Manuscript("T", abstract)).outcome is Outcome.UNKNOWN


def test_uses_are_the_rows_of_a_table() -> None:
    found = uses(
        paper(
            related="Lamb et al. (2016) proposed a loss for CREMI.",
            data="We train on LiTS. The encoder was pretrained on ImageNet. Results on LiTS are good.",
            abstract="We evaluate on the KiTS challenge data.",
        )
    )
    assert [(use.name, use.role, use.access, use.page) for use in found] == [
        ("LiTS", Role.USED, Access.REGISTRATION, 2),
        ("KiTS", Role.USED, Access.OPEN, None),
        ("ImageNet", Role.PRETRAINING, Access.REGISTRATION, 2),
        ("CREMI", Role.RELATED, Access.REGISTRATION, 2),
    ]
    assert found[0].sentence == "We train on LiTS."


@pytest.mark.parametrize(
    "junk", ["A" * 30_000, "a-" * 15_000, "data " * 6_000, "public open data (" * 1_600, "We " * 9_000]
)
def test_no_page_takes_long(junk: str) -> None:
    start = time.process_time()
    judge(paper(data=junk))
    assert time.process_time() - start < 2
