from __future__ import annotations

from dataclasses import replace

import pytest

from reprosurvey.crawler.families.contributions import Contribution, UnexpectedPageError
from reprosurvey.crawler.families.cvf import parse_index, parse_landing
from tests.crawler.families.pages import example, other

URL = "https://openaccess.thecvf.com"
DECLARED = (
    ("supp", f"{URL}/content/CVPR2024/supplemental/Alm_Seeing_Twice_CVPR_2024_supplemental.pdf"),
    ("arXiv", "http://arxiv.org/abs/2401.00001"),
)
LISTED = Contribution(
    key="Alm_Seeing_Twice_CVPR_2024",
    title="Seeing Twice",
    landing_url=f"{URL}/content/CVPR2024/html/Alm_Seeing_Twice_CVPR_2024_paper.html",
    authors=("Ada Alm", "Bo Berg"),
    pdf_url=f"{URL}/content/CVPR2024/papers/Alm_Seeing_Twice_CVPR_2024_paper.pdf",
    declared=DECLARED,
)


def test_an_entry_has_its_own_authors_and_links() -> None:
    first, second = parse_index(example("cvf_all.html", f"{URL}/CVPR2024?day=all")).contributions
    assert first == LISTED
    assert (second.authors, second.declared) == (('Cy "Co" Coe',), ())


def test_an_author_of_an_old_page_is_no_declared_link() -> None:
    first, second = parse_index(example("cvf_2013.html", f"{URL}/CVPR2013.py")).contributions
    assert (first.authors, first.declared) == (("Ada Alm", "Bo Berg"), ())
    assert (second.authors, second.declared) == (("Cy Coe", "Di Dahl"), ())


def test_a_front_page_leads_to_the_page_of_all_papers() -> None:
    listing = parse_index(example("cvf_front.html", f"{URL}/CVPR2024"))
    assert (listing.contributions, listing.further) == ((), (f"{URL}/CVPR2024?day=all",))


@pytest.mark.parametrize("front", [f"{URL}/CVPR2018", f"{URL}/CVPR2018?day=all"])
def test_an_edition_of_days_is_read_day_by_day(front: str) -> None:
    listing = parse_index(example("cvf_2018.html", front))
    assert listing.contributions == ()
    assert listing.further == (f"{URL}/CVPR2018.py?day=2018-06-19", f"{URL}/CVPR2018.py?day=2018-06-20")


def test_a_day_without_papers_leads_nowhere() -> None:
    with pytest.raises(UnexpectedPageError):
        parse_index(example("cvf_2018.html", f"{URL}/CVPR2018?day=2018-06-19"))


def test_a_paper_s_page_adds_the_abstract() -> None:
    told = parse_landing(example("cvf_paper.html", LISTED.landing_url), LISTED)
    abstract = "We see. Code is at https://github.com/lab/see."
    assert told == replace(LISTED, title="Seeing Twice, in Full", abstract=abstract)


def test_a_page_without_title_is_refused() -> None:
    with pytest.raises(UnexpectedPageError):
        parse_landing(other(LISTED.landing_url), LISTED)
