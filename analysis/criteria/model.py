"""Model: the trained weights of the paper's model."""

from __future__ import annotations

from html import unescape
from itertools import chain, islice
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty, nothing_to_train
from reprosurvey.analysis.reading.first_party import first_party_files, unread
from reprosurvey.analysis.reading.languages import READ_FILES
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Reason, Verdict
from reprosurvey.analysis.weights.downloads import downloads
from reprosurvey.analysis.weights.names import is_container, is_weights
from reprosurvey.analysis.weights.offers import described, notes, offers
from reprosurvey.analysis.weights.packed import packed
from reprosurvey.analysis.weights.stored import stored
from reprosurvey.analysis.weights.tracked import tracked
from reprosurvey.crawler.artifacts.availability import Availability

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot
    from reprosurvey.analysis.weights.names import Mention

DEFINITION = Definition(
    question="Can the trained weights of the paper's model be had?",
    means=(
        "The weights that the authors trained are a file of the tree, or stand at an address that the repository gives."
    ),
    counts=(
        "Checkpoints of any framework in the tree, also those too large to keep, links of git-annex and outs that a "
        "remote of DVC keeps; pickles and archives in a folder of models, that a README calls a model or in which a "
        "program keeps trained parameters by that name; a link to a download, release, hub or research archive that "
        "a README offers as a trained model, in words, under a heading or in a column of a table, also with data in "
        "one archive; a model at a hub that has the repository's owner or name, linked or loaded; a download in the "
        "code (a script, a notebook, a table of addresses, an address that is put together), or a note such as "
        "Caffe's caffemodel-url. The address is taken at its word; the evidence says what its host answered, where "
        "it was asked."
    ),
    does_not_count=(
        "Somebody else's weights (ImageNet, a published backbone, another project's release), and addresses in a "
        "folder that has a licence of its own, unless the README names the program that holds them; data, features, "
        "vocabularies, predictions, splits and indices in files that end like weights; where nothing is to be trained, "
        "files in which anything may be kept; weights to initialise with; a page that came with a copied project; "
        "weights in folders of tests and toy data; addresses in unit tests; paths of checkpoints that are not there; "
        'files of less than 4 KiB; "coming soon".'
    ),
    advice="Attach the checkpoint to a release, or deposit it at Zenodo or Hugging Face, and link it in the README.",
    not_applicable=f"{NOTHING_PUBLIC} Or there is nothing to train, as training says, and no weights are there.",
    unknown=f"{NOT_LOOKED_INTO}, or nothing was found and a page, script or notebook was too large to be kept.",
)

VERSION = 12

EVIDENCE_LIMIT = 3
"""Files of weights that evidence shows."""
LINKS_LIMIT = 5
"""Links of which evidence shows whether they are available."""


def judge(snapshot: Snapshot) -> Verdict:
    """Whether trained weights are in the tree or at an address that is given."""
    if held := _held(snapshot):
        return Verdict(Outcome.YES, held)
    found = chain(*(look(snapshot) for look in (tracked, offers, packed, notes, downloads, described, stored)))
    links = (_cited(snapshot, mention) for mention in found)
    if first := next(links, None):
        return Verdict(Outcome.YES, next((link for link in chain([first], links) if not _is_dead(link)), first))
    return empty(snapshot) or nothing_to_train(snapshot) or _absent(snapshot)


def _absent(snapshot: Snapshot) -> Verdict:
    left_behind = [file for file in unread(snapshot, ".md", ".rst", *READ_FILES) if file.text is None]
    return absent("tree, READMEs, scripts and notebooks", "no weights and no address of any", left_behind)


def _held(snapshot: Snapshot) -> tuple[Evidence, ...]:
    """The first files of weights in the tree; where nothing is trained, only those in which nothing else is kept."""
    held = [file for file in first_party_files(snapshot) if is_weights(file)]
    if any(is_container(file.name) for file in held) and nothing_to_train(snapshot):
        held = [file for file in held if not is_container(file.name)]
    return tuple(
        snapshot.evidence(file, "size unknown" if file.size is None else f"{file.size} bytes", reason=Reason.WEIGHTS)
        for file in held[:EVIDENCE_LIMIT]
    )


def _cited(snapshot: Snapshot, mention: Mention) -> tuple[Evidence, ...]:
    """Where an address stands, and what the hosts of the addresses there said."""
    written = unescape(mention.text)
    asked = ((url, found) for url, found in snapshot.answers.items() if url.rpartition("uc?id=")[2] in written)
    return (
        snapshot.evidence(*mention),
        *(_link(url, availability) for url, availability in islice(asked, LINKS_LIMIT)),
    )


def _link(url: str, availability: str) -> Evidence:
    return Evidence(url, f"asked for: {availability}", link=url, kind=Kind.LINK, reason=availability)


def _is_dead(link: tuple[Evidence, ...]) -> bool:
    found = [evidence.reason for evidence in link if evidence.kind is Kind.LINK]
    return bool(found) and all(availability == Availability.GONE for availability in found)
