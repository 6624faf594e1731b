"""What holds of every family: what its example pages say, and that another page is refused."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.families import FAMILIES, Contribution, UnexpectedPageError
from tests.crawler.families.pages import example, other

ACL = "https://aclanthology.org"
CVF = "https://openaccess.thecvf.com"
NEURIPS = "https://proceedings.neurips.cc"
MICCAI = "https://papers.miccai.org"
OPENREVIEW = "https://api2.openreview.net/notes?content.venueid=Test.io/2025/Conference"
EARLIER = "https://api.openreview.net/notes?limit=1000&invitation=Test.org/2018/Conference/-/Submission"
PMLR = "https://proceedings.mlr.press"


@pytest.mark.parametrize(
    ("family", "page", "url", "papers"),
    [
        ("acl", "acl_volume.html", f"{ACL}/volumes/2024.test-long/", 1),
        ("acl", "acl_volume_2019.html", f"{ACL}/volumes/T19-1/", 1),
        ("cvf", "cvf_all.html", f"{CVF}/CVPR2024?day=all", 2),
        ("cvf", "cvf_2013.html", f"{CVF}/CVPR2013", 2),
        ("midl2018", "midl2018.html", "https://2018.midl.io/scientific-program.html", 2),
        ("miccai", "miccai_2024.html", f"{MICCAI}/miccai-2024/", 2),
        ("miccai", "miccai_2021.html", "https://miccai2021.org/openaccess/paperlinks/index.html", 2),
        ("miccai", "miccai_2023.html", "https://conferences.miccai.org/2023/papers/", 2),
        ("neurips", "neurips_book_2013.html", f"{NEURIPS}/paper/2013", 1),
        ("neurips", "neurips_book_2022.html", f"{NEURIPS}/paper_files/paper/2022", 2),
        ("neurips", "neurips_book_2025.html", f"{NEURIPS}/paper_files/paper/2025", 1),
        ("openreview", "openreview_2.json", OPENREVIEW, 2),
        ("openreview", "openreview_1.json", f"{EARLIER}&details=directReplies", 1),
        ("pmlr", "pmlr_jmlr_index.html", "http://jmlr.org/proceedings/papers/v28/", 1),
    ],
)
def test_papers_are_counted(family: str, page: str, url: str, papers: int) -> None:
    listing = FAMILIES[family].parse_index(example(page, url))
    assert sum(contribution.kind == "paper" for contribution in listing.contributions) == papers
    assert all(contribution.key and contribution.title for contribution in listing.contributions)
    assert all(contribution.landing_url.startswith("http") for contribution in listing.contributions)


@pytest.mark.parametrize(
    ("family", "page", "series", "years"),
    [
        (
            "acl",
            "acl_venue.html",
            f"{ACL}/venues/test/#test-long,test-short",
            {
                2025: (f"{ACL}/volumes/2025.test-long/", f"{ACL}/volumes/2025.test-short/"),
                2024: (f"{ACL}/volumes/2024.test-long/",),
            },
        ),
        (
            "cvf",
            "cvf_menu.html",
            f"{CVF}/menu#CVPR",
            {2024: (f"{CVF}/CVPR2024",), 2019: (f"{CVF}/CVPR2019.py",)},
        ),
        (
            "neurips",
            "neurips_books.html",
            f"{NEURIPS}/#",
            {
                2024: (f"{NEURIPS}/paper_files/paper/2024",),
                2023: (f"{NEURIPS}/paper_files/paper/2023",),
                2013: (f"{NEURIPS}/paper/2013",),
            },
        ),
        ("pmlr", "pmlr_volumes.html", f"{PMLR}/#MIDL", {2025: (f"{PMLR}/v301/",), 2022: (f"{PMLR}/v172/",)}),
    ],
)
def test_years_are_listed(family: str, page: str, series: str, years: dict[int, tuple[str, ...]]) -> None:
    address, _, name = series.partition("#")
    parse = FAMILIES[family].parse_series
    assert parse is not None
    assert parse(example(page, address), name) == years


@pytest.mark.parametrize("family", FAMILIES)
def test_a_page_of_another_structure_is_refused(family: str) -> None:
    page = other("https://publisher.example/2024/")
    nothing = Contribution("key", "", "https://publisher.example/2024/a.html")
    with pytest.raises(UnexpectedPageError):
        FAMILIES[family].parse_index(page)
    if parse_series := FAMILIES[family].parse_series:
        with pytest.raises(UnexpectedPageError):
            parse_series(page, "TEST")
    if parse_landing := FAMILIES[family].parse_landing:
        with pytest.raises(UnexpectedPageError):
            parse_landing(other("https://publisher.example/2024/a.html"), nothing)
