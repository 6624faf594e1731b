"""Public data beyond the register: how data are spoken of in papers of one page, as other fields write them."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.criteria.public_data import judge
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.verdicts import Outcome
from reprosurvey.crawler.documents.pages import Page

CODE = "https://github.com/coastal/lanterns"


def page(*lines: str) -> Manuscript:
    """A paper of one page that ends in ``lines``."""
    head = ("Lantern networks for tidal gauges", "Ada Quill", "Abstract", "We present a network for tidal gauges.")
    return Manuscript(head[0], "", (Page(1, "\n".join((*head, "1 Introduction", "Tides matter.", *lines)) + "\n"),))


@pytest.mark.parametrize(
    "sentence",
    [
        "We evaluate on the Harbourside benchmark [4] and on three UCI regression data sets.",
        "We test our planner on the Wharfside suite [12], which has forty scenes.",
        "Experiments use the HalfCheetah and Ant tasks of OpenAI Gym with the MuJoCo simulator.",
        "All agents are trained in the CartPole and LunarLander environments.",
        "We run our method on the DeepMind Control Suite and compare it with three baselines.",
        "We evaluate our policy in the Harbourwalk simulator [10].",
        "Tide data (Moor et al., 2019) can be obtained through a data usage agreement from its authors; we use them.",
        "An application to severe tides of 2020 is shown in our experiments (National Tidal Data Center, 2022).",
        "We predict water levels using hourly tide data [14] and a map of piers.",
        "We note that our dataset is unbalanced. Experiments use radar data [14] with 40 readings a day.",
        "We record the run time of each query. Our experiments use synthetic and real-world datasets.",
        'The results on the harbour walker environment "PierBulletEnv-v0" are summarised in our experiments.',
        "We train our agents in the environment Pier-v2.",
        "We conduct experiments on Lanternia (Quill et al., 2019), TideBank (Moor, 2020) and Gullsnet (Ito, 2018).",
        "Models are fitted to Seabirds (Finch and Gull, 2017) and evaluated on its test split.",
        "We investigate performance on three benchmark datasets: Quay360 Kellner et al. (2019) and two more.",
        "Two popular node classification benchmarks, Actor and Coauthor-CS, are used for training and testing.",
        "Two widely used benchmarks, TideBank and GullsNet, serve for the comparison.",
        "We train on the Honda 3D dataset (H3D) [30] and test on the Stanford Drone Dataset.",
        "We also applied the proposed method to a real-world dataset of sailors with scurvy (Lind, 1753).",
        "We evaluate our learner on 20 benchmark datasets [Haaren and Davis, 2012].",
        "We evaluate on eleven regression data sets from the UCI repository.",
        "We use the ASlib library of algorithm selection scenarios.",
        "We consider a variation of the pier planning problem from [Wang et al., 2018].",
        "We run the search on the Tide-Bench-201 search space (Dong and Yang, 2020).",
        "The data sets were taken from the tidal station archive, and we train a network on each of them.",
        "In our experiments, training sets are drawn from benchmark networks taken from a repository.",
        "We carried out experiments on the harbour dataset available in the R package tides.",
        "We show on synthetic and two real-world data sets that the bound is tight.",
        "Our experiments use three node classification data sets: Cora, Citeseer and Pubmed.",
        "We evaluate our approach on the public Pier dataset and a proprietary one.",
        "Experiments on two public collections of tidal gauges show the gain.",
        "The CLRS-30 algorithmic reasoning benchmark is used for all experiments.",
        "We obtained stock prices from the CRSP database.",
        "We apply our estimator to the Framingham data (Dawber et al., 1951).",
        "As a case study, we analyse the gut microbiome data set studied in Yatsunenko et al. [23].",
        "In our experiments, we use three tidal classification datasets 1: t9a, pier1, and covquay.",
        "In the experiments we consider four data sets: TideBank, Gullsnet, pier-2 and quays.",
        "We train on heart reads that stand in the nucleotide archive under the accession PRJEB12345.",
        "We train on the expression data GSE12345 and test on SRP012345.",
        "We conduct experiments using TIDESIM [30], a simulation environment for piers.",
        "To this end, we utilized a subset of the publicly available Ka Moana‘i (KM) dataset.",
        "We train on a part of the openly available “Tides of Saint-Malo” v2.1 dataset.",
        "2 Experiments\nOur evaluation uses the publicly available Fisher’s Wharf: Year 3 corpus.",
        "We consider the boat data set (Moor et al., 2013; Ito and Ng, 2015). To learn, we want to acquire labels.",
        "We use a real network where ties of users are captured by graphs, named pier-school dataset [25, 26].",
        "2 Experiments\nWe test agents on two well-known problems: Pier-Robot and Quays.",
    ],
)
def test_data_of_others_in_use_are_public(sentence: str) -> None:
    verdict = judge(page(sentence))
    assert verdict.outcome is Outcome.YES, verdict
    assert verdict.evidence[0].place.startswith("page 1: ")
    assert verdict.evidence[0].quote


@pytest.mark.parametrize(
    "sentence",
    [
        "We release the 40,000 gauge readings at https://tide-lab.org/readings.csv for future research.",
        f"The synthetic data sets and their generator are part of our repository {CODE}.",
        f"The generator of the instances can be found at {CODE}.",
        f"Our benchmark of 40 tidal tasks is released at {CODE}.",
        f"Data and code are available at {CODE}.",
        f"Code, data and trained models: {CODE}.",
        "All recordings and annotations are released under CC-BY at https://osf.io/abc12.",
        f"We publish the annotated corpus at {CODE}.",
        f"The algorithms are written in Java, and the software and datasets are freely available at {CODE}.",
        f"The simulated environment is also available on GitHub at {CODE}.",
        f"We have open sourced our code1 and data2.\n1 {CODE}\n2 https://zenodo.org/record/1234567",
        "We present the largest set of moorings, recorded by 40 volunteers2.\n2Website: https://tide.org/view/moordataset",
        "We recorded a corpus of tides.\n1 Project page: https://tide-corpus.github.io",
        f"The data set and code are available online1 and will be published upon acceptance.\n1 {CODE}",
    ],
)
def test_own_data_are_public_where_they_are_given_away(sentence: str) -> None:
    verdict = judge(page(sentence))
    assert verdict.outcome is Outcome.YES, verdict


@pytest.mark.parametrize(
    "sentence",
    [
        "We use claims of 12,000 patients of our hospital; the data cannot be shared.",
        "We use claims data of an insurance company under a confidentiality agreement.",
        "We use electronic health records of a large academic hospital.",
        "Demonstrations were recorded by us in our own simulator and are available upon request.",
        "The data were recorded on our own robot and are not available.",
        "We collected 400 demonstrations with a real robot arm.",
        "We built our own simulator on top of the Bullet physics engine.",
        "Proprietary trips of a ride-hailing company are used for training and testing.",
        "We train on trips of a taxi company, which we may not share.",
        "Experiments were done on 20,000 notes from our partner clinic.",
        "The speech of 30 children was recorded in our lab.",
        "Competing methods do well on the TideBank data set [7]. All our results are on readings of our own harbour.",
        "We follow the protocol of the Harbour data set [3] but record 500 tides with our own gauge.",
        "Table 1: summary of tidal data sets in the literature. Our experiments use 6,059 private recordings.",
        "The network is trained on 75 scans of a local programme, which are not public.",
        "Logs of our production system are used for training.",
        "Because of a non-disclosure agreement the data cannot be released.",
        "The agents are trained in a custom simulator that we developed in Unity.",
        "A data set of 300 tides was recorded by the authors.",
        "We collected trajectories for classic harbour tasks, namely mooring and stacking, with a real robot.",
        "Our own data set of piers is used for training.",
        "We validate the controller in simulation and experimentally on a Segway platform.",
        "Our hardware experiments confirm it.",
        "2 Experiments\nThe scenarios of our tests are executed in a high-fidelity closed-loop simulator.",
        "We train on 900 notes provided by the Harbour Research Data Repository (HRDR) (Ito, 2020) of our hospital.",
        "Networks that have shown results on several tabular datasets, TabNet (Arik, 2021), use our own records.",
        "We trained on 40,000 radiographs of three hospitals.",
        "All procedures in studies with human participants were approved by the institutional review board (IRB).",
        "Some patients gave informed consent to research; others had taken part in studies of tides.",
        "We recorded the tides of our own harbour.\n1 Project page: https://tide-walker.github.io",
        f"Our data set of 200 recordings will be released at {CODE}.",
        "2 Data\nWe use 90 scans. We are unable to make data immediately publicly accessible due to rules on privacy.",
        "2 Data\nWe use 90 scans. Rules of the port prevent us from making the data publicly available.",
        "2 Experiments\nWe use 90 scans. Doses were derived from A Computational Environment for Tides (Moor, 2003).",
        "2 Experiments\nWe use 90 scans and the programming environment [12].",
    ],
)
def test_data_that_stay_with_the_authors_are_not(sentence: str) -> None:
    verdict = judge(page(sentence))
    assert verdict.outcome is Outcome.NO, verdict
    assert verdict.evidence[0].place == "abstract and 1 pages"


@pytest.mark.parametrize(
    "sentence",
    [
        "The theorem is illustrated by random matrices of size ten; no data set is used. We prove the bound below.",
        "We survey the literature on tides and give a taxonomy of methods.",
        "We report whether each surveyed paper used a publicly available data set.",
        "We prove that the regret is bounded and give a matching lower bound.",
        "A controller is designed for the stated double integrator, and the closed loop is simulated.",
        "We collect trajectories of the system and solve a Riccati equation.",
        "Tractable cases are Markov games and congestion games (Rosenthal, 1973).",
        "We also recorded whether a paper assumed calm water, and develop our own evaluation metrics.",
        "Table 1: Van der Pol benchmark results for our observer.",
        "We propose to use Sobolev Learning (Moor, 2017) for training the critic network on the stated pendulum.",
        "2 Learning on Bounded Datasets\nProposition 4 (Learner for Bounded Datasets) Let X be n points.",
        "Our work calls for creating a massive real-world harbour dataset.",
        "The data set consists of the solutions of random programs. Results of our simulation study are shown.",
        "We make two assumptions on our dataset and simulate the stated reactor.",
        "We consider a data set of samples of the uncertain force and simulate a pendulum.",
        "It was trained on 107 images of resolution 512 (Brock et al., 2018), which the bound would explain.",
        "Numerical experiments on random graphs confirm the theorem.",
        "This paper surveys public benchmarks for tides.",
        "The system is a benchmark for controllers in the literature.",
        "We compare with Adam (Kingma and Ba, 2015) and with networks such as TabNet (Arik and Pfister, 2021).",
        "The experiments were run in a local Python environment [12] on one machine.",
        "2 Experiments\nThe values lie in the compact domain [0, 1].",
        "2 Experiments\nWe simulate the water level with actions of the environment in [0, 1].",
        "2 Experiments\nWe simulate water on the domain [-1, 1] with inputs from the domain (0, 1).",
        "Problems like these have come up in our own work.",
        "Most scientists have to ask an institutional review board (IRB) for approval.",
        "Many studies in the field depend on informed consent of those who are observed.",
        "Unfortunately, most applied research on tides is exempt from IRB approval, as its data are there.",
        f"Our code is available at {CODE}.",
        f"The code for the experiments on trees and the videos are available at {CODE}.",
    ],
)
def test_a_paper_without_data_has_none_to_make_public(sentence: str) -> None:
    verdict = judge(page(sentence))
    assert verdict.outcome is Outcome.NA, verdict
    assert verdict.evidence[0].place == "abstract and 1 pages"


def test_the_evidence_names_what_is_used_how_it_is_spoken_of_and_what_for() -> None:
    found = judge(
        page("We train and evaluate on the TideBank corpus (Moor, 2020) and the Gullsnet corpus [3].")
    ).evidence
    assert [evidence.place for evidence in found] == [
        "page 1: TideBank (named and cited), for training and evaluation",
        "page 1: Gullsnet (named and cited), for training and evaluation",
    ]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Our recordings are available on reasonable request.", "page 1: own data (on request)"),
        ("Our own readings are not publicly available.", "page 1: own data (private)"),
        ("A proprietary data set of a port is used.", "page 1: own data (private)"),
        ("We recorded 400 tides.", "page 1: own data"),
    ],
)
def test_the_evidence_tells_how_own_data_are_had(sentence: str, place: str) -> None:
    assert judge(page("2 Data", sentence)).evidence[1].place == place


def test_a_name_without_citation_may_be_that_of_own_data() -> None:
    named = "We train and test on the Harbour data set."
    assert judge(page(named)).outcome is Outcome.YES
    assert (
        judge(page(named, "It was recorded by us over two winters.", "Recordings were collected by us.")).outcome
        is Outcome.NO
    )


def test_the_paper_s_own_title_is_no_data_of_others() -> None:
    titled = Manuscript("Robust Coalitions in Tidal Environments", "", page("We study Tidal Environments here.").pages)
    assert judge(titled).outcome is Outcome.NA


def test_a_paper_that_only_argues_uses_what_it_says_plainly() -> None:
    text = (
        "Abstract\nWe argue about tides.\n1 Introduction\nTides matter.\n2 Arguments\nMNIST is simpler and is used.\n"
    )
    pages = (
        Page(1, text),
        Page(2, "Qualitatively, MNIST is simpler; this explains results on MNIST.\n"),
        Page(3, "End.\n"),
    )
    assert judge(Manuscript("On tides", "", pages)).outcome is Outcome.NA
    assert judge(Manuscript("On tides", "We train and test on MNIST.", pages)).outcome is Outcome.YES


def argued(*lines: str) -> Manuscript:
    """A paper of three pages on how data are gathered."""
    text = ("Abstract", "We argue about tides.", "1 Introduction", "Tides matter.", *lines)
    return Manuscript("On tides", "", (Page(1, "\n".join(text) + "\n"), Page(2, "More.\n"), Page(3, "End.\n")))


@pytest.mark.parametrize(
    "lines",
    [
        ("2 Takeaways for better data science", "The field has made progress using benchmarks, such as ImageNet."),
        ("2 Collecting the data", "ML has made progress with standard benchmarks, such as MNIST, and results on them."),
        ("2 Data-driven thinking", "For example, results on MNIST are known."),
    ],
)
def test_what_a_field_does_with_data_is_no_use_of_them(lines: tuple[str, ...]) -> None:
    assert judge(argued(*lines)).outcome is Outcome.NA


THEOREMS = [
    f"{kind} {n} Let the tide be bounded. Then the pier holds." for kind in ("Theorem", "Lemma") for n in (1, 2, 3)
]


@pytest.mark.parametrize(
    "sentence",
    [
        "The lemma bounds the number of samples that we collect from a stationary policy in our dataset.",
        "This reduces to identifying one biased coin in a collection of Quay-coins (Moor, 2020).",
        "3 Learning on Arbitrary Data Sets\nLemma 4 (Learner for Arbitrary Data Sets) Let X be n points.",
    ],
)
def test_a_paper_that_only_proves_has_no_data(sentence: str) -> None:
    assert judge(page("2 Main results", *THEOREMS, sentence)).outcome is Outcome.NA


@pytest.mark.parametrize("heading", ["3 Numerical experiments", "3. Simulation study", "B Evaluation", "4 DATASETS"])
def test_a_paper_that_proves_and_tries_is_judged_by_what_it_tries(heading: str) -> None:
    sentence = "We evaluate on the Harbourside benchmark [4]."
    assert judge(page("2 Main results", *THEOREMS, heading, sentence)).outcome is Outcome.YES
