from __future__ import annotations

from crawler.families.acl import parse_index
from crawler.families.model import Contribution
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
