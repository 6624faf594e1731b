"""Visits by two workers of a cluster beside one process: where the processor time goes, for each visit."""

import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from distributed import Client, LocalCluster

from benchmarks.visits_server import serve
from reprosurvey.crawler.config import Cluster, Config, Limits
from reprosurvey.crawler.mirrors import Mirrors
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.visits.visit_stage import visit_all

HOSTS = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
"""Each has every repository."""
AGAIN = 5
"""Visits to each after the first, where nothing changed."""
WORKERS = 2


def used() -> float:
    """Seconds of processor time of this process and of what it ran."""
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def measure(config: Config, origins: Sequence[str], client: Client | None) -> None:
    """Print what a first visit and later ones take, here and by the workers."""
    addresses = [[origin] for origin in origins]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "survey")
        for what, times in (("new", 1), ("unchanged", AGAIN)):
            before, theirs, begun = used(), sum(client.run(used).values()) if client else 0.0, time.perf_counter()
            for _ in range(times):
                counts = visit_all(store, config, addresses, ignore_schedule=True, tell=silent)
            seconds = time.perf_counter() - begun
            here, there = used() - before, (sum(client.run(used).values()) if client else 0.0) - theirs
            each = 1000 / (times * len(origins))
            print(
                f"  {what}: {dict(counts)}, here {here * each:.1f} ms, workers {there * each:.1f} ms, {seconds:.1f} s"
            )


def main(root: Path) -> None:
    places = {f"github.com/{path.parent.name}/{path.stem}".lower(): path for path in (root / "repos").glob("*/*.git")}
    origins = [f"https://{host}/{place.partition('/')[2]}" for host in HOSTS for place in sorted(places)]
    with ExitStack() as opened:
        base = opened.enter_context(serve(places, {}, "1" * 40))
        mirrors = Mirrors({f"https://{host}/": f"{base}near/github.com/" for host in HOSTS})
        config = Config(mirrors=mirrors, limits=Limits(host_rate=1_000_000))
        print(f"one process, {len(origins)} repositories")
        measure(config, origins, None)
        cluster = opened.enter_context(LocalCluster(WORKERS, threads_per_worker=1, dashboard_address=None))
        client = opened.enter_context(Client(cluster))
        print(f"{WORKERS} workers, their scheduler in this process")
        measure(replace(config, cluster=Cluster(scheduler=cluster.scheduler_address)), origins, client)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
