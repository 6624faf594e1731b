"""What stands in the PDFs of the demo's papers."""

from __future__ import annotations

from pathlib import Path

from reprosurvey.crawler.demo.catalogue import Paper
from reprosurvey.crawler.demo.typesetting import HEADING, SMALL, Typesetter

BROKEN = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R"
"""The beginning of a PDF whose rest is lost."""
PAGES = 3
"""Pages of a paper."""

_REFERENCES = (
    "Arnesen, K., Vik, S. and Oduya, F. A plain network is hard to beat. Demo Letters on Images, 4:11-19, 2020.",
    "Holm, R. and Iversen, T. Matching graphs of vessels. Demo Letters on Images, 3:2-9, 2019.",
    "Rask, P. Faster scans by learning. Demo Letters on Images, 4:40-52, 2020.",
)


def write_pdf(path: Path, paper: Paper, book: str, first_page: int) -> None:
    """Write the PDF of ``paper``, whose number in ``book`` begins at ``first_page``."""
    if paper.pdf == "broken":
        path.write_bytes(BROKEN)
        return
    page = Typesetter(path, paper.title, ", ".join(paper.authors), first_page)
    page.paragraph(book, SMALL, space=18)
    page.paragraph(paper.title, ("Times-Bold", 16.0), space=10)
    page.paragraph(", ".join(paper.authors), space=14)
    if paper.is_front_matter:
        page.paragraph(f"We welcome the reader to this volume. It holds the contributions of {paper.year}.")
    else:
        _write_body(page, paper)
    page.save()


def _write_body(page: Typesetter, paper: Paper) -> None:
    if paper.footnote:
        page.footnote(paper.footnote, glue_number=paper.glued)
    page.paragraph("Abstract", HEADING)
    page.paragraph(paper.abstract, space=12)
    page.paragraph("1. Introduction", HEADING)
    page.paragraph(
        f"This paper is about {paper.task}. It is done by hand in most clinics, takes long, and two readers seldom "
        "agree. Networks do it faster, but their errors are of another kind than those of a reader, and they come "
        "without a warning. What follows describes one way to make such errors rarer, and what it costs."
    )
    page.paragraph(
        "Earlier work trained larger networks (Holm and Iversen, 2019) or simpler ones with more care (Arnesen et "
        "al., 2020). Both leave open what to do where the training cases do not resemble those of the clinic."
    )
    if paper.code and paper.footnote:
        page.paragraph(paper.code)
    (_write_proof if paper.theorem else _write_experiments)(page, paper)
    page.paragraph("References", HEADING)
    for reference in sorted((*paper.references, *_REFERENCES)):
        page.paragraph(reference, space=3)


def _write_experiments(page: Typesetter, paper: Paper) -> None:
    page.new_page()
    page.paragraph("2. Method", HEADING)
    page.paragraph(
        "A network with an encoder and a decoder maps an image to scores. It is trained by Adam with a learning rate "
        "of 0.001 that falls to zero along a cosine. The loss is a sum of the cross entropy and of a term that "
        f"carries the idea of this paper: what is known of {paper.task} beforehand need not be learnt."
    )
    page.paragraph("3. Experiments", HEADING)
    page.paragraph(paper.data)
    page.paragraph(
        "Images are resampled to a common spacing and normalised to zero mean and unit variance. Each experiment was "
        "repeated with five seeds; we report the mean and the standard deviation."
    )
    if paper.code and not paper.footnote:
        page.paragraph(paper.code)
    page.new_page()
    page.paragraph("4. Conclusion", HEADING)
    page.paragraph(
        f"The proposed term helps in {paper.task}, most of all where cases are few. It adds a tenth to the time of "
        "training and nothing to that of prediction."
    )


def _write_proof(page: Typesetter, paper: Paper) -> None:
    page.new_page()
    page.paragraph("2. A Bound", HEADING)
    page.paragraph(paper.theorem)
    page.new_page()
    page.paragraph("3. Conclusion", HEADING)
    page.paragraph("The bound holds in any dimension. Whether it can be had without the length is open.")
