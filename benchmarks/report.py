"""The report of 5,000 made papers: how long writing takes, how large the page is, and when a browser has it usable.

Usable: the table of papers is there, filtered and sorted as the address asks (the page's own mark). Then how long a
filter and a sort take until the rows stand. Needs Debian's chromium and the extra ``test``.
"""

import random
import resource
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from reprosurvey.analysis.criteria.registry import PAPER_CRITERIA, REPOSITORY_CRITERIA
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import CANDIDATES, CITATIONS, DOCUMENTS, PAPERS, VERDICTS, VISITS

YEARS = range(2020, 2025)
PAPERS_A_YEAR = 1000
EVIDENCE = 2
"""Places that each verdict names."""
ROUNDS = 3
AT = datetime(2025, 1, 1, tzinfo=UTC)
HEAD = "a" * 40
SINCE_START = "performance.getEntriesByName('usable')[0].startTime"


def made(folder: Path) -> Store:
    """A survey of which three papers of four have a repository."""
    store, chance = Store.create(folder), random.Random(1)
    origins = []
    for year in YEARS:
        keys = [f"paper{number:04}" for number in range(PAPERS_A_YEAR)]
        edition = ("made", year)
        papers, documents, candidates, verdicts, citations = [], [], [], [], []
        for key in keys:
            origin = f"https://github.com/lab-{year}/{key}" if chance.random() < 0.75 else None
            title = f"A study of {key} by methods that were made up for the length of an ordinary title"
            landing = f"https://proceedings.example.org/{year}/{key}.html"
            papers.append({"paper": key, "kind": "paper", "title": title, "landing_url": landing, "crawled_at": AT})
            documents.append({"paper": key, "outcome": "read", "crawled_at": AT, "extracted_at": AT})
            verdicts += [verdict(chance, key, name, None) for name in PAPER_CRITERIA if name != "has_repository"]
            verdicts.append(verdict(chance, key, "has_repository", origin, "yes" if origin else "no"))
            if origin:
                origins.append(origin)
                address = origin.removeprefix("https://")
                candidates.append({"paper": key, "origin": origin, "kind": "repository", "address": address})
                verdicts += [verdict(chance, key, name, origin) for name in REPOSITORY_CRITERIA]
                count = int(chance.lognormvariate(2, 1.3))
                answer = {"paper": key, "source": "made", "outcome": "found", "citations": count, "asked_at": AT}
                citations.append(answer)
        for table, rows in (
            (PAPERS, papers),
            (DOCUMENTS, documents),
            (CANDIDATES, [row | {"rank": 1, "form": 1, "nominated_at": AT} for row in candidates]),
            (VERDICTS, verdicts),
            (CITATIONS, citations),
        ):
            store.append(table, rows, edition)
    visit = {"visited_at": AT, "outcome": "full", "head": HEAD, "directory": HEAD, "committed_at": AT, "requests": 2}
    store.append(VISITS, [visit | {"origin": origin} for origin in origins])
    return store


def verdict(
    chance: random.Random, key: str, criterion: str, origin: str | None, outcome: str | None = None
) -> dict[str, object]:
    evidence = [
        {
            "place": f"source/{criterion}/module_{place}.py",
            "quote": f"def {criterion}_{place}(data, model): return model.of({key!r}).fit(data)  # as in the paper",
            "line": chance.randrange(1, 400),
            "link": f"{origin}/blob/{HEAD}/source/{criterion}/module_{place}.py#L10" if origin else None,
        }
        for place in range(EVIDENCE)
    ]
    told = {
        "paper": key,
        "criterion": criterion,
        "origin": origin,
        "evidence": evidence,
        "rule": "1",
        "assessed_at": AT,
    }
    return told | {"outcome": outcome or chance.choice(("yes", "yes", "no"))}


def write(store: Store) -> tuple[float, float, Path]:
    """Seconds, processor seconds, and the page."""
    from reprosurvey.analysis.report.html_report import write_report  # its import is part of what is measured
    from reprosurvey.analysis.report.imprint import Imprint

    started, processor = time.perf_counter(), time.process_time()
    with connect(store) as database:
        path = write_report(store.path / "report", database, Imprint())
    return time.perf_counter() - started, time.process_time() - processor, path


def step(act: str) -> str:
    """What takes the time of ``act`` until its rows are painted, in milliseconds."""
    painted = "new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))"
    return (
        f"async () => {{ const start = performance.now(); {act}; await {painted}; return performance.now() - start; }}"
    )


def opened(page: Page, address: str) -> dict[str, float]:
    """Milliseconds."""
    page.goto(address)
    return {
        "usable": page.evaluate(SINCE_START),
        "a filter": page.evaluate(step("form.elements.q.value = '0042'; form.dispatchEvent(new Event('input'))")),
        "a sort of all": page.evaluate(step("form.reset(); form.elements.sort.value = '-title'; list()")),
        "evidence": page.evaluate(step("await openEvidence(papers[4321], 'training')")),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = made(Path(folder) / "survey")
        for first in (True, False):
            seconds, processor, path = write(store)
            what = "with loading what draws" if first else "again"
            print(f"written in {seconds:.1f} s ({processor:.1f} s of the processors), {what}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(
            f"{len(YEARS) * PAPERS_A_YEAR:,} papers, page of {path.stat().st_size / 1e6:.1f} MB, peak memory {peak} MiB"
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
            rounds = [opened(browser.new_page(), path.as_uri()) for _ in range(ROUNDS)]
            browser.close()
    for what in rounds[0]:
        print(f"{what}: {statistics.median(r[what] for r in rounds):.0f} ms (median of {ROUNDS})")


if __name__ == "__main__":
    main()
