"""Table 1 set by pdflatex, as who pastes it does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from reprosurvey.analysis.report import documents
from reprosurvey.analysis.report.table1 import Layout, table1
from reprosurvey.crawler.store.database import connect
from tests.programs import program
from tests.sql.conftest import SmallSurvey

from .test_table1 import layout

pytestmark = pytest.mark.slow

SPECIAL = r"A&B 100% x_y #1 ~^\ $ {z} <a> é"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    program("pdflatex", "texlive-latex-recommended")
    return tmp_path


def typeset(layouts: list[Layout], folder: Path) -> tuple[str, str]:
    """What the page says, and what pdflatex complains of."""
    preamble = "\\documentclass{article}\n\\usepackage{booktabs}\n\\begin{document}\n"
    (folder / "table.tex").write_text(f"{preamble}{documents.latex(layouts)}\\end{{document}}\n", encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "table.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    with pypdfium2.PdfDocument(folder / "table.pdf") as pages:
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
    complaints = [line for line in done.stdout.splitlines() if "Warning" in line or "Overfull" in line]
    return " ".join(text.split()), "\n".join(complaints)


def test_what_latex_would_run_is_set_as_it_stands(folder: Path) -> None:
    text, _ = typeset([layout(2, SPECIAL)], folder)
    assert "A&B 100% x" in text  # an underscore is drawn as a line, an accent over nothing as one of its own
    assert "#1 ˜ˆ\\ $ {z} <a>" in text
    assert "50.0 % – 22–78 4/8 ?1" in text


def test_the_table_of_five_years_stands_on_a_page(survey: SmallSurvey, folder: Path) -> None:
    with connect(survey.store) as database:
        (found,) = table1(database)
    sections = [(name, [(label, [*cells, cells[-1]]) for label, cells in rows]) for name, rows in found.sections]
    five = Layout(found.title, [*found.heads, "2023"], sections)
    text, complaints = typeset([five], folder)
    assert complaints == ""
    assert "Licensing" in text
