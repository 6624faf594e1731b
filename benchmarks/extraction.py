"""Pages a second of processor time for text and links, beside a bare pypdfium2 loop that only reads the text."""

import statistics
import sys
import time
from pathlib import Path

import pypdfium2

from reprosurvey.crawler.documents.links import document_links
from reprosurvey.crawler.documents.pdf import read_document

ROUNDS = 3


def bare(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document)


def ours(path: Path) -> int:
    document = read_document(path, page_limit=10_000)
    list(document_links(document.pages))
    return document.page_count


def measure(paths: list[Path]) -> tuple[float, float]:
    """Pages a second, ours and bare, file by file in turn: whatever else the machine does strikes both alike."""
    seconds = {ours: 0.0, bare: 0.0}
    pages = 0
    for number, path in enumerate(paths):
        for read in (ours, bare) if number % 2 else (bare, ours):
            start = time.process_time()
            count = read(path)
            seconds[read] += time.process_time() - start
        pages += count
    return pages / seconds[ours], pages / seconds[bare]


def main(folder: str) -> None:
    paths = sorted(Path(folder).rglob("*.pdf"))
    rounds = [measure(paths) for _ in range(ROUNDS)]
    for mine, theirs in rounds:
        print(f"ours {mine:.0f} pages/s, bare {theirs:.0f} pages/s, ratio {mine / theirs:.2f}")
    print(f"median ratio {statistics.median(mine / theirs for mine, theirs in rounds):.2f} over {len(paths)} PDFs")


if __name__ == "__main__":
    main(sys.argv[1])
