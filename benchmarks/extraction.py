"""Pages a second of reading text and links, beside a bare pypdfium2 loop that only reads the text."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from crawler.documents import read_document
from crawler.links import document_links

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


def pages_per_second(read: Callable[[Path], int], paths: list[Path]) -> float:
    start = time.perf_counter()
    pages = sum(read(path) for path in paths)
    return pages / (time.perf_counter() - start)


def main(folder: str) -> None:
    paths = sorted(Path(folder).rglob("*.pdf"))
    rounds = [(pages_per_second(ours, paths), pages_per_second(bare, paths)) for _ in range(ROUNDS)]
    for mine, theirs in rounds:
        print(f"ours {mine:.0f} pages/s, bare {theirs:.0f} pages/s, ratio {mine / theirs:.2f}")
    print(f"median ratio {statistics.median(mine / theirs for mine, theirs in rounds):.2f} over {len(paths)} PDFs")


if __name__ == "__main__":
    main(sys.argv[1])
