"""Reading PDFs by two Dask workers beside one; starting the workers is not counted."""

import statistics
import sys
import time
from pathlib import Path

from reprosurvey.crawler.documents.extraction_stage import TASK_BYTES, TASK_PAPERS
from reprosurvey.crawler.documents.links import document_links
from reprosurvey.crawler.documents.pdf import read_document
from reprosurvey.crawler.workers import local_workers, run_over

ROUNDS = 5


def read(path: Path) -> int:
    document = read_document(path, page_limit=10_000)
    return len(list(document_links(document.pages)))


def weight(path: Path) -> float:
    return max(path.stat().st_size / TASK_BYTES, 1 / TASK_PAPERS)  # as the stage weighs them


def seconds(workers: int, paths: list[Path]) -> float:
    with local_workers(workers) as client:
        list(run_over(client, read, paths[: 2 * workers]))  # the workers have imported what they need
        start = time.perf_counter()
        results = list(run_over(client, read, paths, weight))
        assert not any(isinstance(result, Exception) for _, result in results)
        return time.perf_counter() - start


def main(folder: str) -> None:
    paths = sorted(Path(folder).rglob("*.pdf"), key=lambda path: -path.stat().st_size)  # as the stage orders them
    rounds = [(seconds(1, paths), seconds(2, paths)) for _ in range(ROUNDS)]
    for one, two in rounds:
        print(f"one worker {one:.1f} s, two workers {two:.1f} s, ratio {one / two:.2f}")
    print(f"median ratio {statistics.median(one / two for one, two in rounds):.2f} over {len(paths)} PDFs")


if __name__ == "__main__":
    main(sys.argv[1])
