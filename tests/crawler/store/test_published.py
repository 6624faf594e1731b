"""Published figures as files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.published.figures import Claim, Figure, packaged, published_named, read

FIGURES = "metric,denominator,2021,2022\npapers,,10,20\nhas_repository,papers,40.0,35\ntraining,repositories,,100\n"
SOURCE = 'title = "Title"\nsource = "A. Author. Table 1"\nvenue = "small"\n'
DESCRIBED = (Path(__file__).parents[3] / "docs" / "published.md").read_text()


def written(folder: Path, figures: str = FIGURES, source: str = SOURCE) -> Path:
    (folder / "mine.csv").write_text(figures)
    (folder / "mine.toml").write_text(source)
    return folder / "mine.csv"


def test_a_figure_is_kept_as_it_is_written(tmp_path: Path) -> None:
    assert read(written(tmp_path)).figures == (
        Figure(2021, "papers", "", "10"),
        Figure(2022, "papers", "", "20"),
        Figure(2021, "has_repository", "papers", "40.0"),
        Figure(2022, "has_repository", "papers", "35"),
        Figure(2022, "training", "repositories", "100"),
    )


def test_so_is_what_the_text_says(tmp_path: Path) -> None:
    says = '[[says]]\nmetric = "repeatable"\ncount = 64\n[[says]]\nmetric = "public_data"\npercent = 22.0\n'
    published = read(written(tmp_path, source=SOURCE + says))
    assert published.claims == (Claim("repeatable", "count", "64"), Claim("public_data", "percent", "22.0"))


def test_the_form_is_as_its_page_shows_it(tmp_path: Path) -> None:
    (figures,) = re.findall(r"```csv\n(.*?)```", DESCRIBED, re.DOTALL)
    (source,) = re.findall(r"```toml\n(.*?)```", DESCRIBED, re.DOTALL)
    published = read(written(tmp_path, figures, source))
    assert {figure.year for figure in published.figures} == {2021, 2022}
    assert [claim.written for claim in published.claims] == ["107", "22"]


def test_the_study_comes_with_the_package() -> None:
    assert [published.name for published in packaged()] == ["simko2023"]
    assert published_named("simko2023").venue == "midl"


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    assert published_named(str(written(tmp_path))).title == "Title"
    with pytest.raises(UsageError, match="no published table 'nothing'; known: simko2023"):
        published_named("nothing")


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ("", "needs a header"),
        ("metric,denominator\npapers,\n", "needs a header"),
        ("metric,denominator,all\npapers,,10\n", "needs a header"),
        ("metric,denominator,2021,2021\npapers,,10,10\n", "a year stands twice"),
        (FIGURES + "training,repositories,5\n", "line 5 has 3 cells, the header 4"),
        (FIGURES + "beauty,papers,5,5\n", "line 5: no metric 'beauty'; known: papers, "),
        (FIGURES + "model,papers,5,5\n", "line 5: the denominator of model is repositories"),
        (FIGURES + "training,repositories,5,5\n", "line 5: training stands twice"),
        (FIGURES + "model,repositories,5 %,5\n", "model: '5 %' is not a number from 0 to 100"),
        (FIGURES + "model,repositories,100.1,5\n", "model: '100.1' is not a number from 0 to 100"),
        (FIGURES + "score_mean,repositories,6.5,5\n", "score_mean: '6.5' is not a number from 0 to 6"),
        (FIGURES.replace("10,20", "10,2e1"), "papers: '2e1' is not a number"),
        (FIGURES.replace("10,20", "10,"), "papers of 2022 is missing"),
        (FIGURES.replace("40.0,35", ",35"), "has_repository of 2021 is missing"),
    ],
)
def test_figures_that_are_none(tmp_path: Path, figures: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)) as raised:
        read(written(tmp_path, figures))
    assert str(raised.value).startswith(f"{tmp_path / 'mine.csv'}: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("title = ", "cannot read"),
        (SOURCE + "year = 2022\n", "unknown key 'year'; known: says, source, title, url, venue"),
        (SOURCE.replace("venue", "url"), "venue is missing"),
        (SOURCE + 'url = "\\u001b[31m"\n', "url is not a line of text"),
        (SOURCE + "says = 64\n", "each [[says]] needs metric, and count or percent"),
        (SOURCE + '[[says]]\nmetric = "model"\n', "each [[says]] needs metric, and count or percent"),
        (SOURCE + '[[says]]\nmetric = "score_mean"\ncount = 3\n', "'score_mean' is not counted"),
        (SOURCE + '[[says]]\nmetric = ["model"]\ncount = 3\n', "is not counted"),
        (SOURCE + '[[says]]\nmetric = "papers"\npercent = 3\n', "papers are a count"),
        (SOURCE + '[[says]]\nmetric = "model"\npercent = 101\n', "model: '101' is not a number from 0 to 100"),
        (SOURCE + '[[says]]\nmetric = "model"\ncount = true\n', "papers: 'True' is not a number"),
    ],
)
def test_sources_that_are_none(tmp_path: Path, source: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)) as raised:
        read(written(tmp_path, source=source))
    assert "\n" not in str(raised.value)


def test_a_table_without_its_source(tmp_path: Path) -> None:
    (tmp_path / "alone.csv").write_text(FIGURES)
    with pytest.raises(UsageError, match=r"cannot read .*alone\.csv and alone\.toml beside it"):
        read(tmp_path / "alone.csv")
