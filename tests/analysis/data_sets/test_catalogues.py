"""Rows of the register made from clones of catalogues."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reprosurvey.analysis.data_set_catalogues.catalogues import CATALOGUES, Catalogue, Entry, catalogue_of
from reprosurvey.analysis.data_set_catalogues.names import is_ambiguous, names_of, register_rows
from reprosurvey.analysis.data_sets.register import register, rows
from reprosurvey.crawler.errors import UsageError

WORDS = frozenset("common natural questions voice poem sheep counting large hoof images from many farms".split())
CARDS, LISTINGS, TASKS, *LISTS = CATALOGUES
TABLE, CORPORA, COLLECTIONS, READMES, BULLETS, SERIES, SCRIPTS = LISTS

CARD = """---
language:
- en
pretty_name: "Sheep Counting Database (SheepCD)"
task_categories:
- image-classification
---
# Dataset Card
- **Homepage:** [Sheep](https://sheep.example/data)
A text that nobody copies.
"""
LISTING = """Name: HoofAtlas 2
Description: A text that nobody copies.
Documentation: https://hooves.example/
Tags:
  - aws-pds
  - life sciences
"""
TASK = """class Bleats(AbsTask):
    metadata = TaskMetadata(
        name="BleatTalkClassification.v2",
        reference="https://arxiv.org/abs/1",
    )
"""


def clone(folder: Path, catalogue: Catalogue, path: str, text: str) -> Path:
    """A repository with one description, as it would have been cloned."""
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text(text)
    identity = ("-c", "user.name=a", "-c", "user.email=a@a.example")
    for command in (
        ("init", "-q"),
        ("add", "."),
        (*identity, "commit", "-qm", "a"),
        *([("tag", catalogue.ref)] if catalogue.ref != "HEAD" else []),
        ("remote", "add", "origin", catalogue.source),
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize(
    ("catalogue", "path", "text", "entry"),
    [
        (
            CARDS,
            "datasets/sheep/README.md",
            CARD,
            Entry("Sheep Counting Database (SheepCD)", "vision", "https://sheep.example/data"),
        ),
        (LISTINGS, "datasets/hoof.yaml", LISTING, Entry("HoofAtlas 2", "biology", "https://hooves.example/")),
        (TASKS, "mteb/tasks/a/eng/bleat.py", TASK, Entry("BleatTalk", "language", "https://arxiv.org/abs/1")),
        (
            TABLE,
            "docs/api/datasets/geo_datasets.csv",
            "Dataset,Type\n`HoofMap`_,C\n",
            Entry("HoofMap", "remote sensing", ""),
        ),
        (
            CORPORA,
            "docs/corpus.rst",
            "  * - Corpus name\n    - Function\n  * - Bleat-3\n",
            Entry("Bleat-3", "audio", ""),
        ),
        (
            COLLECTIONS,
            "ir_datasets/docs/b.yaml",
            "_:\n  pretty_name: 'BleatWeb09'\n",
            Entry("BleatWeb09", "language", ""),
        ),
        (
            READMES,
            "lm_eval/tasks/bleat/README.md",
            "# BleatQA\n\nTitle: `Bleats`\n\nHomepage: <https://bleat.example>\n",
            Entry("BleatQA", "language", "https://bleat.example"),
        ),
        (READMES, "lm_eval/tasks/bleat/README.md", "# BleatQA\n\nMore.\n", Entry("BleatQA", "language", "")),
        (
            BULLETS,
            "docs/advanced/current_tasks.md",
            "## Tasks\n- [HoofVQA](https://hoof.example) (hoof)\n  - HoofVQA Test (hoof_test)\n",
            Entry("HoofVQA", "vision and language", "https://hoof.example"),
        ),
        (
            SERIES,
            "aeon/datasets/tsc_datasets.py",
            'zenodo = {\n    "HoofBeat1": 12,\n}\n',
            Entry("HoofBeat1", "time series", ""),
        ),
        (
            SCRIPTS,
            "bigbio/hub/hub_repos/hoof/hoof.py",
            '_DISPLAYNAME = "HoofNER"\n_A = 1\n_HOMEPAGE = "https://hoof.example"\n',
            Entry("HoofNER", "biology", "https://hoof.example"),
        ),
    ],
)
def test_a_clone_of_a_catalogue_is_read(
    tmp_path: Path, catalogue: Catalogue, path: str, text: str, entry: Entry
) -> None:
    assert catalogue_of(clone(tmp_path, catalogue, path, text)) == (catalogue, [entry])


def test_another_clone_is_refused(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    with pytest.raises(UsageError, match="is no clone of a catalogue"):
        catalogue_of(tmp_path)
    subprocess.run(["git", "remote", "add", "origin", "https://github.com/farm/sheep"], cwd=tmp_path, check=True)
    with pytest.raises(UsageError, match="that can be read"):
        catalogue_of(tmp_path)


def test_a_title_gives_a_name_and_its_short_form() -> None:
    assert names_of("The Sheep Counting Dataset (SheepCD)") == ["Sheep Counting", "SheepCD"]
    assert names_of("HoofAtlas_2") == ["HoofAtlas-2"]


@pytest.mark.parametrize(
    "name", ["Common Voice", "Natural Questions", "Bleatbank", "BLEATS", "CountingSheep", "Sheep2"]
)
def test_plain_words_and_acronyms_need_a_context(name: str) -> None:
    assert is_ambiguous(name, WORDS)


@pytest.mark.parametrize("name", ["BleatTalk", "Bleats-14", "Large Hoof Images from Many Farms", "Ovine Gait Bank"])
def test_made_names_do_not(name: str) -> None:
    assert not is_ambiguous(name, WORDS)


def test_a_row_tells_its_source_and_leaves_what_is_known_or_no_name() -> None:
    known = [{"name": "HoofAtlas 2", "aliases": "", "ambiguous": ""}]
    entries = [
        Entry("HoofAtlas-2", "biology", ""),
        Entry("Poem", "language", ""),
        Entry("bleats", "language", ""),
        Entry("SCD", "language", ""),
        Entry("arXiv dataset", "language", ""),
        Entry("Hooves of 1990: a collection", "language", ""),
        Entry("Sheep Counting Database (SheepCD)", "vision", "https://arxiv.org/abs/1"),
        Entry("SheepCD", "vision", ""),
    ]
    row = {"name": "Sheep Counting", "aliases": "SheepCD", "ambiguous": "Sheep Counting", "access": "open"}
    more = {"field": "vision", "home_page": "", "source": CARDS.source, "licence": "Apache-2.0"}
    assert register_rows(CARDS, entries, WORDS, known) == [row | more]


def test_of_lists_within_code_only_coined_names_are_taken() -> None:
    named = [Entry(name, "audio", "") for name in ("Woolly Voice", "Bleats", "miRNA", "BleatTalk", "Bleat-3000")]
    assert [row["name"] for row in register_rows(CORPORA, named, WORDS, [])] == ["BleatTalk", "Bleat-3000"]


def test_every_source_of_the_register_has_its_licence() -> None:
    licences = {catalogue.source: catalogue.licence for catalogue in CATALOGUES} | {"": ""}
    assert all(licences[row["source"]] == row["licence"] for row in rows())
    assert len(register()) > 3500
