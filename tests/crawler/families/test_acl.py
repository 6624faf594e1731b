from __future__ import annotations

from reprosurvey.crawler.families.acl import parse_index
from reprosurvey.crawler.families.contributions import Contribution
from tests.crawler.families.pages import example

URL = "https://aclanthology.org"


def test_a_volume_tells_all_of_its_papers() -> None:
    front, paper, retracted = parse_index(example("acl_volume.html", f"{URL}/volumes/2024.test-long/")).contributions
    assert paper == Contribution(
        key="2024.test-long.1",
        title="Reading BERT & Writing",
        landing_url=f"{URL}/2024.test-long.1/",
        authors=("Ada Alm", "Bo Berg"),
        abstract="We read. Code: https://github.com/lab/read .",
        pdf_url=f"{URL}/2024.test-long.1.pdf",
        declared=(
            ("Software", f"{URL}/attachments/2024.test-long.1.software.zip"),
            ("Video", f"{URL}/2024.test-long.1.mp4"),
        ),
    )
    assert (front.kind, retracted.kind) == ("front matter", "withdrawn")


def test_volumes_before_2020_number_their_papers_otherwise() -> None:
    front, paper = parse_index(example("acl_volume_2019.html", f"{URL}/volumes/T19-1/")).contributions
    assert (front.kind, paper.kind) == ("front matter", "paper")
    assert (paper.key, paper.abstract) == ("T19-1001", "We read before.")
    assert (paper.pdf_url, paper.declared) == (f"{URL}/T19-1001.pdf", ())
