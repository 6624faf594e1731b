"""Writing a data set into a folder, the same bytes for the same survey."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from license_expression import get_spdx_licensing

from reprosurvey.analysis.data_package.contents import Dataset, gathered
from reprosurvey.analysis.data_package.croissant import croissant
from reprosurvey.analysis.data_package.description import citation, data_package
from reprosurvey.analysis.data_package.dictionary import readme
from reprosurvey.analysis.data_package.methods import methods
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.spreadsheets.cells import guarded_columns

TIMES = "%Y-%m-%dT%H:%M:%S.%fZ"
"""How times are written in CSV."""


def write_dataset(
    database: duckdb.DuckDBPyConnection, folder: Path, *, authors: Sequence[str], licence: str, url: str | None = None
) -> None:
    """Write it beside ``folder`` and rename it in.

    Raises:
        UsageError: The folder holds something or cannot be written, or the licence is not one that SPDX knows.
        SurveyError: Nothing was judged yet.
    """
    if licence not in get_spdx_licensing().known_symbols:
        raise UsageError(f"'{licence}' is no SPDX identifier of a licence; CC-BY-4.0 and CC0-1.0 are two for data")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; name a new one")
    database.execute("set threads = 1")  # sums of fractions depend on their order
    dataset = gathered(database, authors=authors, licence=licence, url=url)
    if dataset.assessed_at is None:
        raise SurveyError("nothing was judged yet; `reprosurvey run` does")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
            whole = Path(temporary) / "whole"
            _write(database, dataset, whole)
            if folder.exists():
                folder.rmdir()
            shutil.move(whole, folder)
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error}") from None


def _write(database: duckdb.DuckDBPyConnection, dataset: Dataset, folder: Path) -> None:
    for kind in ("csv", "parquet"):
        (folder / kind).mkdir(parents=True)
    for part in dataset.parts:
        pq.write_table(part.rows, folder / "parquet" / f"{part.name}.parquet", compression="zstd")
        database.register("part", part.rows)
        target = str(folder / "csv" / f"{part.name}.csv").replace("'", "''")
        rows = f"(select {guarded_columns(database.table('part'))} from part)"
        database.execute(f"copy {rows} to '{target}' (format csv, header true, timestampformat '{TIMES}')")
        database.unregister("part")
    (folder / "README.md").write_text(readme(dataset), encoding="utf-8")
    (folder / "CITATION.cff").write_text(citation(dataset), encoding="utf-8")
    (folder / "METHODS.md").write_text(methods(dataset), encoding="utf-8")
    (folder / "datapackage.json").write_text(data_package(dataset, folder), encoding="utf-8")
    (folder / "croissant.json").write_text(croissant(dataset, folder), encoding="utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
