"""What docs/periodic.md gives to paste does what it says: cron's line, systemd's unit and the workflow's steps are run.

What they reach elsewhere stands on loopback: the proceedings by ``[mirrors]``, and ``gh`` by a script that knows the
artifacts of the runs before.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from reprosurvey.crawler.proceedings.papers import latest_papers
from reprosurvey.crawler.store.parquet import Store
from tests.commands import CHECKOUT
from tests.documents import write_pdf
from tests.proceedings import HOST, VOLUME, index, landing, paper
from tests.web import Site

from .test_periodic import blocks

pytestmark = pytest.mark.slow

SECONDS = 600
PLAIN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
"""What cron and systemd give a command."""

GH = """#!/bin/bash
case "$1 $2" in
"api repos/ada/midl/actions/artifacts?name=survey&per_page=1") ls -t "$ARTIFACTS" | head -n 1 ;;
"run download") cp -r "$ARTIFACTS/$3/$5" "$7" ;;
*) echo "gh: unknown: $*" >&2; exit 1 ;;
esac
"""


@pytest.fixture
def home(site: Site, tmp_path: Path) -> Path:
    """A home with a virtual environment and an empty folder for the survey of a MIDL with one paper."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "survey").mkdir()
    settings(site, tmp_path / "survey")
    publish(site, "alm22a")
    return tmp_path


def settings(site: Site, folder: Path) -> None:
    (folder / "survey.toml").write_text(site.settings(HOST, "github.com", venue="midl", years={2022: VOLUME}))


def publish(site: Site, *keys: str) -> None:
    for key in keys:
        site.page(f"{HOST}/v1/{key}.html", landing(pdf=f"{VOLUME}{key}/{key}.pdf"))
        (site.site / HOST / "v1" / key).mkdir(parents=True, exist_ok=True)
        write_pdf(site.site / HOST / "v1" / key / f"{key}.pdf", ["No code."])
    site.page(f"{HOST}/v1/index.html", index(*map(paper, keys)))


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)


def papers(store: Path) -> list[str]:
    return [row["paper"] for row in latest_papers(Store.open(store))]


def cron(home: Path) -> subprocess.CompletedProcess[str]:
    (block,) = blocks("cron")
    command = re.sub(r"^(?:\S+\s+){5}", "", block.splitlines()[-1])
    return run(["sh", "-c", command], home, PLAIN | {"HOME": str(home)})


def test_cron_runs_the_survey_and_mails_nothing(home: Path) -> None:
    done = cron(home)
    assert (done.stdout, done.stderr) == ("", "")
    assert papers(home / "survey/survey") == ["alm22a"]
    assert "assess: done" in (home / "survey/run.log").read_text()


def test_cron_mails_why_a_run_failed(site: Site, home: Path) -> None:
    site.page(f"{HOST}/v1/index.html", "<h1>Another journal</h1>")
    assert f"midl 2022: {VOLUME}: no div.paper on the volume's index" in cron(home).stderr


def test_systemd_takes_the_units_and_the_service_runs_the_survey(home: Path) -> None:
    units = home / "units"
    units.mkdir()
    for kind, block in zip(("service", "timer"), blocks("ini"), strict=True):
        (units / f"reprosurvey.{kind}").write_text(block.replace("%h", str(home)))
    if shutil.which("systemd-analyze"):
        done = run(["systemd-analyze", "verify", *map(str, units.iterdir())], home, PLAIN)
        assert (done.returncode, done.stderr) == (0, ""), done
    service = configparser.ConfigParser(interpolation=None)
    service.read(units / "reprosurvey.service")
    command, folder = service["Service"]["ExecStart"].split(), Path(service["Service"]["WorkingDirectory"])
    done = run(command, folder, PLAIN | {"HOME": str(home)})
    assert done.returncode == 0, done
    assert papers(folder / "survey") == ["alm22a"]


class Runner:
    """Does a job's steps as GitHub's runner does; what an action does is done here."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.folder = folder
        self.artifacts = folder / "artifacts"
        self.artifacts.mkdir()
        tools = folder / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)
        self.environment = os.environ | {"ARTIFACTS": str(self.artifacts), "GITHUB_REPOSITORY": "ada/midl"}
        self.path = f"{tools}:{PLAIN['PATH']}"

    def run(self, number: int) -> Path:
        """Do the workflow's job once, on a new machine; its folder."""
        workspace = self.folder / f"machine{number}"
        (block,) = blocks("yaml")
        for step in yaml.safe_load(block)["jobs"]["survey"]["steps"]:
            if "run" in step:
                given = dict.fromkeys(step.get("env", {}), "")
                done = run(["bash", "-e", "-c", step["run"]], workspace, self.environment | {"PATH": self.path} | given)
                assert done.returncode == 0, done
            else:
                self._act(step["uses"].partition("@")[0], step.get("with", {}), workspace, number)
        return workspace

    def _act(self, action: str, given: Mapping[str, str], workspace: Path, number: int) -> None:
        if action == "actions/checkout":
            tracked = run(["git", "ls-files", "-z"], CHECKOUT, os.environ).stdout.split("\0")
            for name in filter(None, tracked):
                (workspace / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(CHECKOUT / name, workspace / name, follow_symlinks=False)
            settings(self.site, workspace)
        elif action == "actions/setup-python":
            python = self.folder / f"python{number}"
            run([sys.executable, "-m", "venv", str(python)], self.folder, os.environ)
            libraries = sysconfig.get_path("purelib", vars={"base": str(python), "platbase": str(python)})
            Path(libraries, "tests.pth").write_text(sysconfig.get_path("purelib"))  # what is there is not fetched again
            self.path = f"{python / 'bin'}:{self.path}"
        elif action == "actions/upload-artifact":
            assert given["include-hidden-files"]
            shutil.copytree(workspace / given["path"], self.artifacts / str(number) / given["name"])
        else:
            raise AssertionError(action)


def test_the_workflow_s_steps_carry_the_survey_from_run_to_run(site: Site, tmp_path: Path) -> None:
    publish(site, "alm22a")
    runner = Runner(site, tmp_path)
    assert papers(runner.run(1) / "survey") == ["alm22a"]
    publish(site, "alm22a", "berg22a")
    site.asked.clear()
    assert papers(runner.run(2) / "survey") == ["alm22a", "berg22a"]
    assert [path.rpartition("/")[2] for path in site.paths() if path.endswith(".pdf")] == ["berg22a.pdf"]
