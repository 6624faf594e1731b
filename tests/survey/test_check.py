"""One repository, one paper or one list of submissions, checked by the command itself."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from reprosurvey.crawler.spreadsheets.reading import tables_of
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import VERDICTS
from tests import commands
from tests.package_index import PackageIndex
from tests.repositories import Entry, commit, git, new_repository
from tests.web import Answer, Site

from .conftest import Survey

FILES = {
    "README.md": "# Net\nRun `python train.py --data DATA` to train on BraTS 2019.\n",
    "train.py": "model.fit(x, y)\n",
    "requirements.txt": "torch==1.8.1\nnumpy==1.20.2\n",
}
OUTCOMES = {
    "reproducibility": "no", "public_data": "yes", "dependencies": "yes", "training": "yes", "evaluation": "no",
    "model": "no", "documentation": "yes", "licensing": "no",
}  # fmt: skip
ADDRESS = "https://github.com/lab/net"


def run(folder: Path, *arguments: str, status: int = 0) -> tuple[str, str]:
    """What the command writes, and what it says of errors."""
    done = commands.run("reprosurvey", *arguments, folder=folder)
    assert done.status == status, done
    return done.output, done.complaint


def outcomes(written: str) -> dict[str, str]:
    return {answer["question"]: answer["answer"] for answer in json.loads(written)["answers"]}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of a repository with all of :data:`FILES` in its commit."""
    bare = tmp_path / "net.git"
    new_repository(bare)
    commit(bare, [Entry(path, content) for path, content in FILES.items()])
    git(tmp_path, "clone", "--quiet", str(bare), str(tmp_path / "net"))
    return tmp_path / "net"


@pytest.fixture
def settings(site: Site, tmp_path: Path) -> Path:
    """Settings by which github.com is the site."""
    file = tmp_path / "survey.toml"
    file.write_text(f"{site.settings('github.com')}[limits]\nattempts = 1\nworkers = 1\n")
    return file


def test_a_folder_is_judged_without_knowing_whether_it_is_public(checkout: Path) -> None:
    written, _ = run(checkout, "check", ".", "--format", "json")
    assert outcomes(written) == OUTCOMES | {"code_public": "na"}
    assert json.loads(written)["commit"] == git(checkout, "rev-parse", "HEAD").strip()


@pytest.mark.parametrize("form", ["text", "markdown", "json", "sarif"])
def test_no_line_is_a_command_to_the_ci_that_shows_it(checkout: Path, form: str) -> None:
    lines = ("::error::trained on BraTS 2019", "##vso[task.complete]Run `python train.py` to train")
    (checkout / "README.md").write_text("\n".join(f"{line} {'x ' * 30}{line}" for line in lines))
    git(checkout, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qam", "::error::")
    written, _ = run(checkout, "check", ".", "--format", form)
    assert form == "sarif" or "trained on BraTS" in written.replace("\n", " ")  # which tells what is missing alone
    assert [line for line in written.splitlines() if line.lstrip().startswith("::") or "##vso[" in line] == []


@pytest.mark.parametrize(
    ("remote", "model"),
    [
        (ADDRESS, "yes"),
        ("git@github.com:Lab/Net.git", "yes"),
        ("https://github.com/others/tides.git", "no"),
        (None, "no"),
    ],
)
def test_whose_a_folder_is_tells_its_remote_and_not_its_name(checkout: Path, remote: str | None, model: str) -> None:
    (checkout / "README.md").write_text("# Net\nTrained model: https://huggingface.co/lab/cells-large\n")
    git(checkout, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qam", "Model")
    git(checkout, *(("remote", "set-url", "origin", remote) if remote else ("remote", "remove", "origin")))
    for name in ("lab", "cells-large"):
        checkout = checkout.rename(checkout.with_name(name))
        assert outcomes(run(checkout, "check", ".", "--format", "json")[0])["model"] == model


def test_a_folder_within_a_repository_is_what_is_committed_of_it(checkout: Path) -> None:
    (checkout / "b").mkdir()
    (checkout / "b" / "environment.yml").write_text("dependencies:\n- jax=0.4.1\n")
    written, _ = run(checkout, "check", "b", "--format", "json")
    assert json.loads(written)["commit"] is None  # nothing of it is committed: it is a folder like any other
    for name in ("a", "b"):
        (checkout / name).mkdir(exist_ok=True)
        (checkout / name / "README.md").write_text(f"# {name}\n")
    git(checkout, "add", "a", "b/README.md")
    git(checkout, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Two parts")
    written, _ = run(checkout, "check", "b", "--format", "json")
    found = json.loads(written)
    assert found["commit"] == git(checkout, "rev-parse", "HEAD").strip()
    dependencies = next(answer for answer in found["answers"] if answer["question"] == "dependencies")
    assert dependencies["evidence"][0]["place"] == "requirements.txt"


def test_nothing_is_said_of_a_repository_before_its_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "new")
    (tmp_path / "new" / "train.py").write_text("model.fit(x, y)\n")
    written, complaint = run(tmp_path, "check", "new", status=1)
    assert (written, complaint) == ("", "reprosurvey: nothing is committed in new yet; commit, then check it again\n")


def test_an_address_is_visited_once_and_nothing_is_kept(site: Site, settings: Path) -> None:
    head = site.repository("github.com/lab/net", FILES)
    before = sorted(settings.parent.iterdir())
    written, _ = run(settings.parent, "check", f"{ADDRESS}/tree/main", "--format", "json")
    over_ssh, _ = run(settings.parent, "check", "git@github.com:lab/net.git", "--format", "json")
    assert outcomes(written) == outcomes(over_ssh) == OUTCOMES | {"code_public": "yes"}
    assert (json.loads(written)["repository"], json.loads(written)["commit"]) == (ADDRESS, head)
    assert sorted(settings.parent.iterdir()) == before


def test_an_address_of_a_folder_of_a_shared_repository_means_the_folder(site: Site, settings: Path) -> None:
    site.repository(
        "github.com/lab/net", FILES | {"a/README.md": "# A", "b/README.md": "# B", "b/net.py": "import torch"}
    )
    written, _ = run(settings.parent, "check", f"{ADDRESS}/tree/main/b", "--format", "json")
    assert outcomes(written) == {**OUTCOMES, "code_public": "yes", "public_data": "na"} | {
        "training": "no",
        "documentation": "no",
    }


@pytest.fixture
def refs(site: Site) -> dict[str, str]:
    """A repository with a README on its default branch and all of :data:`FILES` elsewhere; commits by ref."""
    code = site.repository("github.com/lab/net", FILES | {"sub/a.py": "pass\n"})
    folder = site.folder("github.com/lab/net")
    for arguments in (["branch", "paper/2026"], ["tag", "v1.0"]):
        git(folder, *arguments, code)
    other = site.repository("github.com/lab/net", {"environment.yml": "dependencies:\n- jax=0.4.1\n"})
    git(folder, "branch", "other", other)
    return {"code": code, "other": other, "main": site.repository("github.com/lab/net", {"README.md": "# Net\n"})}


def test_a_branch_tag_or_commit_is_what_is_checked(site: Site, settings: Path, refs: dict[str, str]) -> None:
    for behind in ("tree/paper/2026", "tree/paper/2026/sub", "releases/tag/v1.0", "archive/v1.0.zip",
                   f"commit/{refs['code']}", f"blob/{refs['code'][:8]}/train.py"):  # fmt: skip
        written, _ = run(settings.parent, "check", f"{ADDRESS}/{behind}", "--format", "json")
        assert outcomes(written) == OUTCOMES | {"code_public": "yes"}, behind
        assert json.loads(written)["commit"] == refs["code"]
        assert json.loads(written)["repository"].startswith(f"{ADDRESS}/tree/")
        assert f"{ADDRESS}/blob/{refs['code']}/train.py" in written


@pytest.mark.slow
def test_where_a_named_default_branch_is_no_more_evidence_says_which_was_taken(
    site: Site, settings: Path, refs: dict[str, str]
) -> None:
    git(site.folder("github.com/lab/net"), "symbolic-ref", "HEAD", "refs/heads/other")
    written, _ = run(settings.parent, "check", f"{ADDRESS}/tree/master", "--format", "json")
    assert json.loads(written)["commit"] == refs["other"]
    (public,) = [a for a in json.loads(written)["answers"] if a["question"] == "code_public"]
    (evidence,) = public["evidence"]
    assert evidence["quote"].endswith("; no branch master; the default branch other was taken")
    (settings.parent / "list.csv").write_text(f"id,repository\n1,{ADDRESS}/tree/master\n")
    run(settings.parent, "run", "--repositories", "list.csv", "--store", "checked")
    verdicts = Store.open(settings.parent / "checked").read(VERDICTS).to_pylist()
    (training,) = [row for row in verdicts if row["criterion"] == "training"]
    assert training["evidence"][-1]["quote"] == "no branch master; the default branch other was taken"


@pytest.mark.parametrize(
    ("behind", "status", "said"),
    [
        ("tree/no-such-branch", "ref not found", "no branch or tag no-such-branch"),
        ("releases/tag/v2.0", "ref not found", "no branch or tag v2.0"),
        (f"commit/{'0' * 40}", "ref not found", f"no commit {'0' * 40}"),
        ("tree/v1.0/gone", "folder not found", "no gone at commit"),
        ("tree/main/gone/more", "folder not found", "no gone/more at commit"),
    ],
)
def test_what_is_gone_is_not_answered_by_another_state(
    site: Site, settings: Path, refs: dict[str, str], behind: str, status: str, said: str
) -> None:
    written, _ = run(settings.parent, "check", f"{ADDRESS}/{behind}", "--format", "json")
    assert outcomes(written) == dict.fromkeys(OUTCOMES, "na") | {"code_public": "no"}
    (evidence,) = json.loads(written)["answers"][0]["evidence"]
    assert (evidence["place"], evidence["reason"]) == (f"visit: {status}", status)
    assert said in evidence["quote"]


@pytest.mark.slow
def test_submissions_name_several_states_of_one_repository(site: Site, settings: Path, refs: dict[str, str]) -> None:
    addresses = {
        "Branch": "tree/paper/2026", "Tag": "releases/tag/v1.0", "Other": f"commit/{refs['other']}", "Main": "",
        "No branch": "tree/gone", "No folder": "tree/v1.0/gone", "No folder there": "tree/main/gone",
    }  # fmt: skip
    rows = "".join(f"{name},{ADDRESS}/{behind}\n" for name, behind in addresses.items())
    settings.with_name("list.csv").write_text(f"name,repository\n{rows}")
    command = ["run", "--repositories", "list.csv", "--years", "2024", "--store", "checked", "-o", "checked.csv"]
    run(settings.parent, *command)
    found = {row["name"]: row for row in csv.DictReader(settings.with_name("checked.csv").open())}
    assert {name: (row["state"], row["dependencies"], row["training"]) for name, row in found.items()} == {
        "Branch": ("incomplete", "yes", "yes"),
        "Tag": ("incomplete", "yes", "yes"),
        "Other": ("incomplete", "yes", "no"),
        "Main": ("empty", "no", "no"),
        "No branch": ("broken", "na", "na"),
        "No folder": ("broken", "na", "na"),
        "No folder there": ("broken", "na", "na"),
    }
    assert found["No branch"]["reason"] == "ref not found: no branch or tag gone"
    assert found["No folder"]["reason"] == found["No folder there"]["reason"] == "folder not found"
    assert (found["Tag"]["head"], found["Other"]["head"]) == (refs["code"], refs["other"])
    assert site.paths("POST").count("/github.com/lab/net.git/git-upload-pack") == 6 + 3  # a head each, a commit each
    site.asked.clear()
    run(settings.parent, *command)
    assert len(site.paths("POST")) == 6


def test_links_to_weights_are_asked(site: Site, settings: Path) -> None:
    url = f"{ADDRESS}/releases/download/v1/net.pt"
    site.repository("github.com/lab/net", FILES | {"README.md": f"# Net\nTrained model: {url}\n"})
    written, _ = run(settings.parent, "check", ADDRESS, "--format", "json")
    (model,) = (answer for answer in json.loads(written)["answers"] if answer["question"] == "model")
    assert [(e["place"], e["quote"]) for e in model["evidence"][1:]] == [(url, "asked for: gone")]


def test_a_repository_that_is_not_there(settings: Path) -> None:
    written, _ = run(settings.parent, "check", ADDRESS, "--format", "json")
    assert outcomes(written) == dict.fromkeys(OUTCOMES, "na") | {"code_public": "no"}


def test_an_empty_repository(site: Site, settings: Path) -> None:
    site.repository("github.com/lab/net")
    written, _ = run(settings.parent, "check", ADDRESS, "--format", "json")
    assert outcomes(written) == dict.fromkeys(OUTCOMES, "no") | {"code_public": "no", "public_data": "na"}


def test_a_repository_that_moved(site: Site, settings: Path) -> None:
    site.repository("github.com/lab/new", FILES)
    moved = Answer(301, headers={"Location": f"{site.base[0]}github.com/lab/new.git/git-upload-pack"})
    site.answer_git("github.com/lab/net", moved)
    written, _ = run(settings.parent, "check", ADDRESS, "--format", "json")
    assert json.loads(written)["repository"] == "https://github.com/lab/new"
    assert outcomes(written) == OUTCOMES | {"code_public": "yes"}


def test_a_host_that_does_not_answer_gives_no_answers(site: Site, settings: Path) -> None:
    site.answer_git("github.com/lab/net", Answer(503))
    written, said = run(settings.parent, "check", ADDRESS, status=3)
    assert (written, said.count("\n")) == ("", 1)
    assert f"cannot look into {ADDRESS}: HTTP 503" in said


def test_a_page_is_told_with_the_repository_that_it_links_to(site: Site, tmp_path: Path) -> None:
    (tmp_path / "survey.toml").write_text(site.settings("lab.github.io"))
    site.page("lab.github.io/net/index.html", f'<a href="{ADDRESS}">code</a>')
    _, said = run(tmp_path, "check", "https://lab.github.io/net", status=3)
    assert said.rstrip().endswith(f"it links to {ADDRESS}")


@pytest.mark.parametrize("named", ["nowhere", "github.com/lab", "lab/net", "ftp://github.com/lab/net", ""])
def test_what_is_neither_a_folder_nor_an_address(tmp_path: Path, named: str) -> None:
    _, said = run(tmp_path, "check", named, status=2)
    assert said == f"reprosurvey: '{named}' is no folder here and no address of a repository\n"


def test_a_file_is_no_repository(checkout: Path) -> None:
    assert "train.py is no folder" in run(checkout, "check", "train.py", status=2)[1]


def test_what_is_required_must_be_yes(checkout: Path) -> None:
    run(checkout, "check", ".", "--require", "dependencies, training")
    written, said = run(checkout, "check", ".", "--require", "training,model,code_public", status=1)
    assert said == "reprosurvey: required, but not yes: model (no), code_public (na)\n"
    assert "model.fit" in written


def test_what_is_required_must_be_a_question(checkout: Path) -> None:
    _, said = run(checkout, "check", ".", "--require", "trainning", status=2)
    assert "no question 'trainning' to require; known: reproducibility, " in said


@pytest.fixture
def action() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((commands.CHECKOUT / "action.yml").read_text())
    return read


def test_the_action_leaves_the_python_of_the_job_alone(action: dict[str, Any]) -> None:
    python, install, _ = action["runs"]["steps"]
    assert python["with"]["update-environment"] is False
    assert install["env"] == {"PYTHON": "${{ steps." + python["id"] + ".outputs.python-path }}"}
    assert [line.split('"')[1] for line in install["run"].splitlines()] == [
        "$PYTHON", "$RUNNER_TEMP/reprosurvey/bin/pip"
    ]  # fmt: skip
    assert not {"GITHUB_PATH", "GITHUB_ENV"} & set(re.findall(r"\w+", str(action["runs"])))


@pytest.mark.slow
def test_the_action_checks_once_writes_the_summary_and_fails_by_what_is_required(
    action: dict[str, Any], checkout: Path, tmp_path: Path
) -> None:
    assert action["runs"]["using"] == "composite"
    step = action["runs"]["steps"][-1]
    files = {name: tmp_path / f"written.{name}" for name in ("sarif", "badge")}
    given = {"repository": "\n.\n", "require": "model", **{name: str(path) for name, path in files.items()}}
    assert set(given) == set(action["inputs"])
    environment = {
        name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")] for name, value in step["env"].items()
    }
    assert "${{" not in step["run"]  # what a caller writes is never part of a script
    summary = tmp_path / "summary.md"
    program = tmp_path / "temporary" / "reprosurvey" / "bin" / "reprosurvey"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho once >> {tmp_path / "calls"}\nexec {sys.executable} -m reprosurvey "$@"\n')
    program.chmod(0o755)
    places = {"RUNNER_TEMP": str(tmp_path / "temporary"), "GITHUB_STEP_SUMMARY": str(summary), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=checkout,
        env=environment | places,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (1, "reprosurvey: required, but not yes: model (no)\n")
    assert done.stdout.startswith("net: 4 of 9 yes")
    assert (tmp_path / "calls").read_text() == "once\n"
    assert "| no | Model |" in summary.read_text()
    assert json.loads(files["sarif"].read_text())["version"] == "2.1.0"
    assert files["badge"].read_text().startswith("<svg ")


def test_the_hook_checks_what_is_committed(checkout: Path) -> None:
    (hook,) = yaml.safe_load((commands.CHECKOUT / ".pre-commit-hooks.yaml").read_text())
    assert {"id", "name", "entry", "language"} <= set(hook)
    program, *arguments = [*hook["entry"].split(), *hook["args"]]
    assert program == "reprosurvey"
    _, said = run(checkout, *arguments, status=1)
    assert said == "reprosurvey: required, but not yes: licensing (no)\n"
    assert not hook["pass_filenames"]


def test_the_checklist_of_a_surveyed_paper(surveyed: Survey) -> None:
    written = json.loads(surveyed("checklist", "ashgrove21a", "--format", "json"))
    row = next(row for row in surveyed.export() if row["paper"] == "ashgrove21a")
    answers = {answer["question"]: answer for answer in written["answers"]}
    assert {n: a["answer"] for n, a in answers.items() if n in row} == {n: row[n] for n in OUTCOMES if n in row}
    assert answers["code_public"]["answer"] == "yes"
    assert (written["commit"], written["repository"]) == (row["head"], row["final_origin"])
    assert all(answer["evidence"] for answer in written["answers"])


def test_a_paper_by_venue_year_and_key(surveyed: Survey) -> None:
    assert surveyed("checklist", "demo/2021/ashgrove21a") == surveyed("checklist", "ashgrove21a")


@pytest.mark.parametrize("named", ["nobody21a", "demo/2022/ashgrove21a", "penhollow21a"])
def test_a_paper_that_the_survey_does_not_have(surveyed: Survey, named: str) -> None:
    assert surveyed("checklist", named, status=2).startswith(f"reprosurvey: no paper '{named}' in the survey")


@pytest.mark.slow
def test_a_list_of_submissions(site: Site, settings: Path) -> None:
    site.repository("github.com/lab/net", FILES | {"LICENSE": "MIT License", "evaluate.py": "model.evaluate(x)"})
    site.repository("github.com/lab/empty")
    listed = settings.with_name("list.csv")
    listed.write_text(
        "ID,Name,Repository\n"
        f"1,Net,{ADDRESS}\n2,Empty,https://github.com/lab/empty\n3,Gone,https://github.com/lab/gone\n4,None,\n"
    )
    command = ["run", "--repositories", "list.csv", "--years", "2024", "--store", "checked", "-o", "checked.csv"]
    shown, _ = run(settings.parent, *command)
    rows = {row["name"]: row for row in csv.DictReader(settings.with_name("checked.csv").open())}
    assert {name: (row["state"], row["missing"]) for name, row in rows.items()} == {
        "Net": ("incomplete", "model"),
        "Empty": ("empty", "dependencies, training, evaluation, model, documentation, licensing"),
        "Gone": ("broken", ""),
        "None": ("no address", ""),
    }
    assert "incomplete" in shown
    assert "not found: HTTP 404" in shown
    assert rows["Gone"]["reason"] == "not found: HTTP 404"
    assert all(row["feedback"].startswith("Dear authors") for row in rows.values())
    exported = csv.DictReader(io.StringIO(run(settings.parent, "export", "submissions", "--store", "checked")[0]))
    assert list(exported) == [{n: told for n, told in row.items() if n != "feedback"} for row in rows.values()]
    listed.write_text(f"id,name,repository\n1,Net,{ADDRESS}\n4,None,https://github.com/lab/net\n")
    site.repository("github.com/lab/net", FILES)
    run(settings.parent, *command)
    again = {row["name"]: row["missing"] for row in csv.DictReader(settings.with_name("checked.csv").open())}
    assert again == dict.fromkeys(("Net", "None"), "evaluation, model, licensing")


MESSY = [
    ("Submission ID", "Paper", "Code URL", "Notes"),
    (1, "=cmd|' /C calc'!A0", "[code](https://github.com/lab/net)", ""),
    (2, "Gone and there", "https://github.com/lab/gone; <https://github.com/lab/net>", ""),
    (
        3,
        "The last is best",
        "github.com/lab/half\ngithub.com/lab/empty\ngithub.com/lab/full",
        "",
    ),
    (),
    (4, "Formula", '=HYPERLINK("https://github.com/lab/net","code")', ""),
    (5, "Moved", "github.com/lab/old", ""),
    (6, "Much alike", "https://github.com/lab/full2", ""),
    (7, "Promise", "will be released", ""),
    (1, "Nochmal für 1", "", ""),
]
MESSY_STATES = {
    "1": ("incomplete", "", "same repository as 2, 4, 5"),
    "2": (
        "incomplete",
        "",
        (
            "2 addresses looked at, judged: https://github.com/lab/net, not: https://github.com/lab/gone (not found); "
            "same repository as 1, 4, 5"
        ),
    ),
    "3": (
        "incomplete",
        "",
        (
            "3 addresses looked at, judged: https://github.com/lab/full, not: https://github.com/lab/half (full), "
            "https://github.com/lab/empty (empty)"
        ),
    ),
    "4": ("incomplete", "", "same repository as 1, 2, 5"),
    "5": ("incomplete", "", "same repository as 1, 2, 4"),
    "6": ("broken", "not found: HTTP 404", ""),
    "7": ("no address", "no address in 'will be released'", ""),
    "1 (2)": ("no address", "", ""),
}


def messy_csv(path: Path, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";").writerows(MESSY)
        file.write('8;"Left open;https://github.com/lab/net;\n9;Too;many;cells;here\n')


def messy_xlsx(path: Path) -> None:
    book = Workbook()
    for row in MESSY:
        book.active.append(row)
    book.active["B2"].data_type = "s"
    book.active["C3"].value = "code; gone: https://github.com/lab/gone"
    book.active["C3"].hyperlink = "https://github.com/lab/net"
    book.save(path)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_as_authors_fill_it_in(site: Site, settings: Path, form: str) -> None:
    for name in ("net", "full"):
        site.repository(f"github.com/lab/{name}", FILES)
    site.repository("github.com/lab/half", {"train.py": "model.fit(x, y)\n"})
    site.repository("github.com/lab/empty")
    moved = Answer(301, headers={"Location": f"{site.base[0]}github.com/lab/net.git/git-upload-pack"})
    site.answer_git("github.com/lab/old", moved)
    if form == "csv":
        messy_csv(settings.with_name("list.csv"), "latin-1")
    else:
        messy_xlsx(settings.with_name("list.xlsx"))
    columns = ("--columns", "Submission ID=id,Paper=name,Code URL=repository")
    command = ("run", "--repositories", f"list.{form}", *columns, "--years", "2024", "--store", "checked")
    shown, _ = run(settings.parent, *command, "-o", f"checked.{form}")
    assert "row 9: no address in 'will be released'" in shown
    assert "row 10: '1' stands in row 2, too; this one is '1 (2)'" in shown
    faults = {}
    if form == "csv":
        assert "row 11: a quotation mark is opened and not closed; it was not looked at" in shown
        assert "row 12: 5 cells under 4 columns; it was not looked at" in shown
        faults = {
            "8": ("not understood", "a quotation mark is opened and not closed", ""),
            "9": ("not understood", "5 cells under 4 columns", ""),
        }
    heading, *rows = (row.texts for row in next(tables_of(settings.with_name(f"checked.{form}"))))
    told = {row["id"]: row for row in (dict(zip(heading, row, strict=True)) for row in rows)}
    assert {key: (row["state"], row["reason"], row["note"]) for key, row in told.items()} == MESSY_STATES | faults
    assert (told["1"]["name"], told["1 (2)"]["name"]) == (MESSY[1][1], "Nochmal für 1")
    assert told["5"]["same_repository_as"] == "1, 2, 4"
    again = ("run", "again", "--repositories", f"checked.{form}", "--years", "2024", "--store", "checked")
    run(settings.parent, *again, "-o", "again.csv")
    with settings.with_name("again.csv").open(newline="") as file:
        states = {row["id"]: row["state"] for row in csv.DictReader(file)}
    assert states == {key: "no address" if key in faults else row["state"] for key, row in told.items()}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a venue, or with --papers or --repositories a list"),
        (("midl", "--repositories", "list.csv"), "midl has proceedings"),
        (("A B", "--repositories", "list.csv"), "'A B' is no name for a list"),
        (("--repositories", "list.csv", "--years", "2022-2023"), "'2022-2023' is not one year"),
        (("--repositories", "nowhere.csv"), "cannot read nowhere.csv: No such file"),
        (("midl", "-o", "out.csv"), "--output and --format write the table of --repositories"),
        (("midl", "--format", "csv"), "--output and --format write the table of --repositories"),
        (("--repositories", "list.csv", "--format", "csv"), "--format is how a file is written; name it with --output"),
        (("--repositories", "list.csv", "-o", "nowhere/out.csv"), "cannot write nowhere/out.csv"),
        (("--repositories", "list.csv", "-o", "."), "cannot write ."),
        (("--repositories", "list.csv", "-o", "out.docx"), "cannot write out.docx: its name can end in .csv, .json, "),
        (("--repositories", "list.csv", "--columns", "Code"), "--columns names each as 'Your column=repository'"),
        (("--repositories", "list.csv", "--columns", "Code=repository"), "no column 'code' among name, repository"),
        (("midl", "--columns", "Code=repository"), "--columns tells the columns of the list of --repositories"),
        (("midl", "--papers", "list.csv"), "--papers goes with neither a venue nor --years"),
        (("demo", "--papers", "list.csv"), "--papers goes with neither a venue nor --years"),
        (("--papers", "list.csv", "--years", "2022"), "--papers goes with neither a venue nor --years"),
        (("--papers", "list.csv", "--repositories", "list.csv"), "--papers and --repositories do not go together"),
        (("--papers", "midl.csv"), "midl has proceedings; give the list a name of its own"),
        (("--papers", "demo.csv"), "demo has proceedings; give the list a name of its own"),
    ],
)
def test_a_list_that_cannot_be(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "list.csv").write_text("name,repository\nNet,\n")
    _, error = run(tmp_path, "run", *arguments, status=2)
    assert said in error
    assert sorted(p.name for p in tmp_path.iterdir()) == ["list.csv"]


def test_authors_learn_for_which_python_the_list_resolves_and_get_a_lock(site: Site, checkout: Path) -> None:
    index = PackageIndex(site)
    index.wheel("torch", "1.8.1", ["numpy"], tag="cp38-cp38-manylinux1_x86_64")
    index.wheel("numpy", "1.20.2")
    settings = checkout.parent / "index.toml"
    settings.write_text(f'package_index = "{index.address}"\n')
    asked = ("check", str(checkout), "--resolve", "-o", "requirements.lock", "--config", str(settings))
    written, _ = run(checkout.parent, *asked)
    assert written.splitlines()[-2:] == [
        "Environment: resolves today on Python 3.8 only: 2 packages, as wheels",
        "  in the way of Python 3.9: no wheel for this Python: torch==1.8.1 (requirements.txt:1)",
    ]
    assert (checkout.parent / "requirements.lock").read_text() == "# Python 3.8\nnumpy==1.20.2\ntorch==1.8.1\n"
    (checkout / "requirements.txt").write_text("torch==1.8.1\nnumpy==1.99\ntool @ https://files.example/tool.zip\n")
    git(checkout, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "--all", "--message=list")
    written, complaint = run(checkout.parent, *asked, status=1)
    assert written.splitlines()[-2:] == [
        "Environment: resolves today on no Python: version gone: numpy==1.99 (requirements.txt:2)",
        "  not asked about: tool @ https://files.example/tool.zip (requirements.txt:3: address)",
    ]
    assert complaint == "reprosurvey: no lock to write to requirements.lock: the list resolves on no Python\n"


def test_whether_a_list_resolves_is_told_as_text(checkout: Path) -> None:
    _, complaint = run(checkout.parent, "check", str(checkout), "--resolve", "--format", "json", status=2)
    assert complaint == "reprosurvey: --resolve goes with one repository, --format text and no file but a .lock\n"
    _, complaint = run(checkout.parent, "check", str(checkout), "-o", "requirements.lock", status=2)
    assert complaint == "reprosurvey: requirements.lock is written with --resolve alone\n"
