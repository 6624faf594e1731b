"""Table 1 from Parquet: our views and statistic beside the same in pandas and in polars.

The survey is made: papers of ten venues over ten years, six of ten with a repository, two visits each, and verdicts of
which some changed with the second visit; in the layout of the store, in a temporary folder. Each runs in a process of
its own, round by round; reading is counted, importing is not. The peers read only the columns that Table 1 needs.

``python -m benchmarks.table1`` needs the extra ``benchmarks``; ``--papers 10000000 --only reprosurvey`` is ten times as
much, ``--papers 100000 --papers-a-file 25 --survey FOLDER`` one of many small
files, before and after `reprosurvey compact`.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from reprosurvey.crawler.store.criteria import registered_criteria
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.schemas import CANDIDATES, DOCUMENTS, PAPERS, VERDICTS, VISITS, Table

ROUNDS = 3
VENUES = YEARS = 10
FIRST_YEAR = 2013

CRITERIA = registered_criteria()
SIX = tuple(c.criterion for c in CRITERIA if c.in_score)
OF_REPOSITORY = tuple(c.criterion for c in CRITERIA if c.in_survey and c.scope == "repository")
OF_PAPER = tuple(c.criterion for c in CRITERIA if c.in_survey and c.scope == "paper")
SHOWN_OF_PAPER = tuple(c.criterion for c in CRITERIA if c.in_table1 and c.scope == "paper")
OF_PAPERS = (*SHOWN_OF_PAPER, "repeatable_paper")
METRICS = (*OF_PAPERS, *SIX, "repeatable")
GONE = ("not found", "forbidden", "blocked")
PAPER = ["venue", "year", "paper"]

Row = tuple[Any, ...]
"""venue, year, metric, n, yes, unknown, gone, mean and standard deviation."""

# Whatever is drawn for a paper or repository i is drawn from a digest of it, so that the survey is the same each time.
MACROS = """
create macro drawn(i, what) as (hash(i, what) % 100)::int;
create macro origin_of(i) as 'https://github.com/lab' || i || '/code';
create macro first_outcome(i) as case
    when drawn(i, 'first') < 86 then 'full' when drawn(i, 'first') < 90 then 'empty'
    when drawn(i, 'first') < 94 then 'not found' when drawn(i, 'first') < 97 then 'moved' else 'failed' end;
create macro second_outcome(i) as case
    when first_outcome(i) = 'moved' then 'moved'
    when drawn(i, 'second') < 70 then if(first_outcome(i) in ('full', 'empty'), 'unchanged', first_outcome(i))
    when drawn(i, 'second') < 85 then 'full' when drawn(i, 'second') < 88 then 'empty'
    when drawn(i, 'second') < 95 then 'not found' else 'failed' end;
create macro first_time() as timestamptz '2022-06-01 00:00:00+00';
create macro second_time() as timestamptz '2022-10-01 00:00:00+00';
create macro answer(i, criterion) as
    case when drawn(i, criterion) < 55 then 'yes' when drawn(i, criterion) < 94 then 'no' else 'unknown' end;
create macro evidence_of(i) as [{
    'place': 'page 1', 'quote': 'Our code is available at ' || origin_of(i) || '.', 'line': null::bigint, 'link': null
}];
"""
PAPERS_SQL = """
select 'p' || i as paper, if(i % 100 = 99, 'front matter', 'paper') as kind, 'The title of paper ' || i as title,
    ['Ada Author', 'Bea Author ' || i % 1000] as authors, repeat('An abstract of paper ' || i || '. ', 20) as abstract,
    'https://example.org/' || i as landing_url, first_time() as crawled_at
from numbers
"""
DOCUMENTS_SQL = """
select 'p' || i as paper, md5(i::varchar) as document, 'read' as outcome, 8 as pages, 1 as extractor,
    first_time() as crawled_at, first_time() as extracted_at
from numbers
"""
CANDIDATES_SQL = """
select 'p' || i as paper, origin_of(i) as origin, 'repository' as kind, 'github.com/lab' || i || '/code' as address,
    '' as subpath, 1 as rank, 1.0 as score, 1 as form, 'Our code is available.' as sentence,
    first_time() as nominated_at
from numbers where has_repository = 'yes'
"""
VERDICTS_SQL = f"""
select 'p' || i as paper, criterion,
    if(criterion = 'has_repository', has_repository, answer(i, criterion)) as outcome,
    if(criterion = 'has_repository' and has_repository = 'yes', origin_of(i), null) as origin, null as head,
    evidence_of(i) as evidence, '1' as rule, first_time() as assessed_at
from numbers, unnest({list(OF_PAPER)}) as criteria(criterion)
union all by name
select 'p' || i as paper, criterion, answer(i, criterion) as outcome, origin_of(i) as origin, sha1('1' || i) as head,
    evidence_of(i) as evidence, '1' as rule, first_time() as assessed_at
from numbers, unnest({list(OF_REPOSITORY)}) as criteria(criterion) where has_repository = 'yes'
"""
CHANGED_VERDICTS_SQL = f"""
select 'p' || i as paper, criterion, answer(-i, criterion) as outcome, origin_of(i) as origin, sha1('2' || i) as head,
    evidence_of(i) as evidence, '1' as rule, second_time() as assessed_at
from numbers, unnest({list(OF_REPOSITORY)}) as criteria(criterion)
where has_repository = 'yes' and second_outcome(i) = 'full'
"""
FIRST_VISITS_SQL = """
select origin_of(i) as origin, first_time() as visited_at, first_outcome(i) as outcome,
    if(first_outcome(i) = 'full', sha1('1' || i), null) as head, if(first_outcome(i) = 'full', sha1('3' || i), null)
    as directory, if(first_outcome(i) = 'moved', origin_of(-i), null) as moved_to, 1 as requests,
    second_time() as due_at
from numbers where has_repository = 'yes'
union all by name
select origin_of(-i) as origin, first_time() as visited_at, 'full' as outcome, sha1('4' || i) as head, 1 as requests
from numbers where has_repository = 'yes' and first_outcome(i) = 'moved'
"""
SECOND_VISITS_SQL = """
select origin_of(i) as origin, second_time() as visited_at, second_outcome(i) as outcome,
    if(second_outcome(i) = 'full', sha1('2' || i), null) as head,
    if(second_outcome(i) = 'moved', origin_of(-i), null) as moved_to, 1 as requests
from numbers where has_repository = 'yes'
"""


def make(folder: Path, papers: int, papers_a_file: int | None = None) -> None:
    """A survey of so many papers; an edition and stage a file, or the verdicts of so many papers a file."""
    store = Store.create(folder)
    database = duckdb.connect(config={"threads": 2})
    database.execute(MACROS)
    size = papers // (VENUES * YEARS)
    for number in range(VENUES * YEARS):
        edition = f"venue{number % VENUES}", FIRST_YEAR + number // VENUES
        for table, sql in _STAGES:
            step = papers_a_file if papers_a_file and table is VERDICTS else size
            for first in range(number * size, (number + 1) * size, step):
                rows = _made(database, sql, first, min(first + step, (number + 1) * size))
                store.append(table, rows, edition if table.partitioned else None)


def _made(database: duckdb.DuckDBPyConnection, sql: str, first: int, end: int) -> Any:
    database.execute(
        "create or replace temp view numbers as select range + 1 as i, case when range % 10 < 6 then 'yes' "
        f"when range % 10 < 9 then 'no' else 'unknown' end as has_repository from range({first}, {end})"
    )
    return database.sql(sql).to_arrow_table()


_STAGES: tuple[tuple[Table, str], ...] = (
    (PAPERS, PAPERS_SQL),
    (DOCUMENTS, DOCUMENTS_SQL),
    (CANDIDATES, CANDIDATES_SQL),
    (VISITS, FIRST_VISITS_SQL),
    (VERDICTS, VERDICTS_SQL),
    (VISITS, SECOND_VISITS_SQL),
    (VERDICTS, CHANGED_VERDICTS_SQL),
)


def by_reprosurvey(folder: Path) -> list[Row]:
    with connect(Store.open(folder), asked=["table1"]) as database:
        table1 = result(database, "table1")
        return table1.project("venue, year, metric, n, yes, unknown, gone, mean, standard_deviation").fetchall()


def by_pandas(folder: Path) -> list[Row]:
    import pandas

    def latest(rows: pandas.DataFrame, keys: list[str], by: str) -> pandas.DataFrame:
        return rows.sort_values(by, kind="stable").drop_duplicates(keys, keep="last")

    papers = latest(pandas.read_parquet(folder / "papers", columns=[*PAPER, "kind", "crawled_at"]), PAPER, "crawled_at")
    papers = papers[papers["kind"] == "paper"][PAPER]
    columns = [*PAPER, "criterion", "outcome", "origin", "as_of", "assessed_at"]
    verdicts = pandas.read_parquet(folder / "verdicts", columns=columns)
    verdicts = latest(verdicts[verdicts["as_of"].isna()], [*PAPER, "criterion"], "assessed_at")
    answers = verdicts.pivot(index=PAPER, columns="criterion", values="outcome").reset_index()
    owned = verdicts[(verdicts["criterion"] == "has_repository") & (verdicts["outcome"] == "yes")][[*PAPER, "origin"]]
    visits = pandas.read_parquet(folder / "visits", columns=["origin", "visited_at", "as_of", "outcome", "moved_to"])
    visits = visits[visits["as_of"].isna()]
    told = latest(visits[visits["outcome"] != "failed"], ["origin"], "visited_at").set_index("origin")
    final = owned["origin"].where(owned["origin"].isin(visits["origin"]))
    for _ in range(6):
        final = final.map(told["moved_to"]).fillna(final)
    owned = owned.assign(gone=final.map(told["outcome"]).isin(GONE))
    subjects = papers.merge(answers, on=PAPER, how="left").merge(owned, on=PAPER, how="left")
    subjects["gone"] = subjects["gone"].eq(True)
    subjects[list(SHOWN_OF_PAPER)] = subjects[list(SHOWN_OF_PAPER)].fillna("unknown")
    with_repository = subjects["has_repository"] == "yes"
    for criterion in SIX:
        subjects[criterion] = subjects[criterion].fillna("unknown").mask(subjects["has_repository"] == "no", "na")
    known_no = (subjects["has_repository"] == "no") | subjects["gone"]
    known_yes = with_repository.copy()
    for criterion in ("public_data", "dependencies", "training"):
        known_no |= subjects[criterion] == "no"
        known_yes &= subjects[criterion] == "yes"
    subjects["repeatable"] = "unknown"
    subjects.loc[known_yes, "repeatable"] = "yes"
    subjects.loc[known_no, "repeatable"] = "no"
    subjects["repeatable_paper"] = subjects["repeatable"]
    judged = subjects[list(SIX)].isin(["yes", "no"]).all(axis=1)
    subjects["score"] = (subjects[list(SIX)] == "yes").sum(axis=1).where(judged)
    rows: list[Row] = []
    for keys in (["venue", "year"], ["venue"]):
        for edition, n in subjects.groupby(keys, observed=True).size().items():
            rows.append((*_edition(edition), "papers", n, None, None, None, None, None))
        for metric in METRICS:
            of_papers = metric in OF_PAPERS
            asked = subjects if of_papers else subjects[with_repository]
            gone = asked["gone"] & (not of_papers)
            counts = asked.assign(
                n=asked[metric].isin(["yes", "no"]) & ~gone,
                yes=(asked[metric] == "yes") & ~gone,
                unknown=(asked[metric] == "unknown") & ~gone,
                absent=gone,
            )
            grouped = counts.groupby(keys, observed=True)[["n", "yes", "unknown", "absent"]].sum()
            rows += [(*_edition(e), metric, *map(int, values), None, None) for e, *values in grouped.itertuples()]
        of_repositories = subjects[with_repository]
        scores = of_repositories.assign(unknown=of_repositories["score"].isna() & ~of_repositories["gone"]).groupby(
            keys, observed=True
        )
        summed = scores.agg(
            n=("score", "count"),
            unknown=("unknown", "sum"),
            gone=("gone", "sum"),
            mean=("score", "mean"),
            deviation=("score", "std"),
        )
        rows += [
            (*_edition(e), "score", n, None, unknown, gone, mean, deviation)
            for e, n, unknown, gone, mean, deviation in summed.itertuples()
        ]
    return rows


def by_polars(folder: Path) -> list[Row]:
    import polars
    from polars import col

    def scan(table: str) -> polars.LazyFrame:
        partitions = {"venue": polars.String, "year": polars.Int32} if table != "visits" else None
        return polars.scan_parquet(
            folder / table / "**" / "*.parquet", hive_partitioning=table != "visits", hive_schema=partitions
        )

    def latest(rows: polars.LazyFrame, keys: list[str], by: str) -> polars.LazyFrame:
        return rows.group_by(keys).agg(polars.all().sort_by(by).last())

    papers = latest(scan("papers").select(*PAPER, "kind", "crawled_at"), PAPER, "crawled_at")
    verdicts = scan("verdicts").filter(col("as_of").is_null())

    def answer(name: str, column: str = "outcome") -> polars.Expr:
        of_criterion = col(column).filter(col("criterion") == name)
        return of_criterion.sort_by(col("assessed_at").filter(col("criterion") == name)).last()

    asked = (*SHOWN_OF_PAPER, *SIX)
    answers = verdicts.group_by(PAPER).agg(
        *(answer(name).alias(name) for name in asked), answer("has_repository", "origin").alias("origin")
    )
    visits = scan("visits").filter(col("as_of").is_null())
    told = latest(
        visits.filter(col("outcome") != "failed").select("origin", "visited_at", "outcome", "moved_to"),
        ["origin"],
        "visited_at",
    ).collect()
    redirects = told.filter(col("moved_to").is_not_null()).select("origin", to="moved_to")
    visited = visits.select("origin").unique().collect()
    ends = visited.with_columns(final="origin")
    for _ in range(6):
        ends = ends.join(redirects, left_on="final", right_on="origin", how="left").select(
            "origin", final=polars.coalesce("to", "final")
        )
    gone = ends.join(told.filter(col("outcome").is_in(GONE)), left_on="final", right_on="origin", how="semi")
    yes, no = (lambda name: col(name) == "yes"), (lambda name: col(name) == "no")
    parts = ("public_data", "dependencies", "training")
    subjects = (
        papers.filter(col("kind") == "paper")
        .join(answers, on=PAPER, how="left")
        .join(gone.lazy().select("origin", gone=True), on="origin", how="left")
        .with_columns(
            col("has_repository", "public_data").fill_null("unknown"),
            gone=col("gone").fill_null(False) & (col("has_repository") == "yes"),
        )
        .with_columns(
            polars.when(no("has_repository"))
            .then(polars.lit("na"))
            .otherwise(col(name).fill_null("unknown"))
            .alias(name)
            for name in SIX
        )
        .with_columns(
            repeatable=polars.when(no("has_repository") | col("gone") | polars.any_horizontal(no(p) for p in parts))
            .then(polars.lit("no"))
            .when(yes("has_repository") & polars.all_horizontal(yes(p) for p in parts))
            .then(polars.lit("yes"))
            .otherwise(polars.lit("unknown")),
            score=polars.when(polars.all_horizontal(yes(name) | no(name) for name in SIX)).then(
                polars.sum_horizontal(yes(name).cast(polars.Int32) for name in SIX)
            ),
        )
        .with_columns(repeatable_paper="repeatable")
        .collect()
    )
    with_repository = yes("has_repository")
    figures = [polars.len().alias("papers")]
    for metric in METRICS:
        counted = polars.lit(True) if metric in OF_PAPERS else with_repository & ~col("gone")
        absent = polars.lit(False) if metric in OF_PAPERS else with_repository & col("gone")
        figures += [
            (counted & (yes(metric) | no(metric))).sum().alias(f"{metric} n"),
            (counted & yes(metric)).sum().alias(f"{metric} yes"),
            (counted & (col(metric) == "unknown")).sum().alias(f"{metric} unknown"),
            absent.sum().alias(f"{metric} gone"),
        ]
    scores = col("score").filter(with_repository)
    figures += [
        scores.count().alias("score n"),
        (with_repository & col("score").is_null() & ~col("gone")).sum().alias("score unknown"),
        (with_repository & col("gone")).sum().alias("score gone"),
        scores.mean().alias("score mean"),
        scores.std().alias("score deviation"),
    ]
    rows: list[Row] = []
    for keys in (["venue", "year"], ["venue"]):
        for row in subjects.group_by(keys).agg(figures).iter_rows(named=True):
            edition = row["venue"], row.get("year")
            rows.append((*edition, "papers", row["papers"], None, None, None, None, None))
            for metric in METRICS:
                counts = [row[f"{metric} {name}"] for name in ("n", "yes", "unknown", "gone")]
                rows.append((*edition, metric, *counts, None, None))
            n, unknown, gone_ones = (row[f"score {name}"] for name in ("n", "unknown", "gone"))
            rows.append((*edition, "score", n, None, unknown, gone_ones, row["score mean"], row["score deviation"]))
    return rows


READERS: dict[str, Callable[[Path], list[Row]]] = {
    "reprosurvey": by_reprosurvey,
    "pandas": by_pandas,
    "polars": by_polars,
}


def _edition(key: Any) -> tuple[str, int | None]:
    return (str(key[0]), int(key[1])) if isinstance(key, tuple) else (str(key), None)


def measure(reader: str, folder: Path) -> None:
    """Print seconds, those of the processor, peak memory in MB and the rows, as JSON."""
    if reader != "reprosurvey":
        __import__(reader)
    started, worked = time.perf_counter(), time.process_time()
    rows = READERS[reader](folder)
    seconds, processor = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"seconds": seconds, "processor": processor, "peak": peak}
    print(json.dumps(told | {"rows": [_comparable(row) for row in rows]}))


def _comparable(row: Row) -> list[Any]:
    """The row without what differs by the order of summing, and without None beside a mean that is not a number."""
    return [None if v is None or v != v else round(v, 9) if isinstance(v, float) else v for v in row]


def measured(reader: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.table1", "--measure", reader, "--survey", str(folder)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found | {"rows": sorted(found["rows"], key=str)}


def compare(folder: Path, readers: list[str], rounds: int) -> None:
    runs: dict[str, list[dict[str, Any]]] = {reader: [] for reader in readers}
    for _ in range(rounds):
        for reader in readers:
            runs[reader].append(measured(reader, folder))
    tables = [run["rows"] for found in runs.values() for run in found]
    if any(table != tables[0] for table in tables):
        sys.exit("the tables differ")
    print(f"{len(tables[0])} rows, the same from all; medians of {rounds} rounds")
    least = {name: statistics.median(run[name] for run in runs[readers[0]]) for name in ("seconds", "processor")}
    for reader, found in runs.items():
        seconds, processor = (statistics.median(run[name] for run in found) for name in least)
        print(
            f"{reader:12} {seconds:8.2f} s ({seconds / least['seconds']:.2f} times the first's), processor "
            f"{processor:8.2f} s ({processor / least['processor']:.2f} times), "
            f"peak {max(run['peak'] for run in found):.0f} MB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=1_000_000)
    parser.add_argument("--papers-a-file", type=int, help="of the verdicts; default: an edition a file")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=READERS, action="append", help="instead of all three")
    parser.add_argument("--survey", type=Path, help="a survey made before; made there where there is none")
    parser.add_argument("--measure", choices=READERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.measure, arguments.survey)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.survey or Path(temporary) / "survey"
        if not folder.exists():
            make(folder, arguments.papers, arguments.papers_a_file)
        compare(folder, arguments.only or list(READERS), arguments.rounds)


if __name__ == "__main__":
    main()
