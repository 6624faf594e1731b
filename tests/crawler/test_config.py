from __future__ import annotations

import os
from pathlib import Path

import pytest

from reprosurvey.crawler.config import DEFAULT_STORE, Cluster, Config, Limits, load_config
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.locations import ObjectUrl
from reprosurvey.crawler.sandbox.limits import SandboxLimits
from reprosurvey.crawler.sandbox.runs import Sandbox

WHOLE = """
store = "there"
contact = "me@lab.example"
[limits]
requests = 3
pages = 20
[cluster]
kind = "dask_jobqueue.SLURMCluster"
workers = 40
options.cores = 8
[sandbox]
seconds = 9
command = ["podman", "run"]
[mirrors]
"https://github.com/" = "http://127.0.0.1:1/github.com/"
[venues.own]
title = "Own"
family = "pmlr"
years.2022 = "https://own.example/"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "survey.toml"


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config() == Config()
    assert Config().store == DEFAULT_STORE


def test_the_file_of_this_folder_is_found(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(settings.parent)
    settings.write_text("limits.workers = 5")
    assert load_config().limits == Limits(workers=5)


def test_the_nearest_file_above_is_found_and_its_survey_stands_beside_it(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = settings.parent / "notes" / "today"
    within.mkdir(parents=True)
    monkeypatch.chdir(within)
    settings.write_text("limits.workers = 5")
    assert load_config().limits == Limits(workers=5)
    assert load_config().store == settings.parent / DEFAULT_STORE
    (within.parent / "survey.toml").write_text('store = "there"')
    assert load_config().store == within.parent / "there"
    assert load_config(settings).store == DEFAULT_STORE


def test_nobody_elses_file_above_is_gone_by(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write_text("limits.workers = 5")
    (settings.parent / "within").mkdir()
    monkeypatch.chdir(settings.parent / "within")
    if os.getuid() == 0:
        os.chown(settings, 4242, -1)
    else:
        monkeypatch.setattr(os, "getuid", lambda: settings.stat().st_uid + 1)
    with pytest.raises(UsageError, match=r"survey\.toml is another user's; name it with --config"):
        load_config()


def test_every_setting_is_read(settings: Path) -> None:
    settings.write_text(WHOLE)
    config = load_config(settings)
    assert config.limits == Limits(requests=3, pages=20)
    assert config.cluster == Cluster(None, "dask_jobqueue.SLURMCluster", 40, {"cores": 8})
    assert config.sandbox == Sandbox(SandboxLimits(seconds=9), ("podman", "run"))
    assert config.mirrors.fetched_from("https://github.com/a/b") == "http://127.0.0.1:1/github.com/a/b"
    assert config.venues["own"]["years"] == {"2022": "https://own.example/"}


def test_the_package_index_is_the_files_else_pips_own(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(settings.parent)
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    assert load_config().package_index is None
    monkeypatch.setenv("PIP_INDEX_URL", "https://pips.example/simple")
    assert load_config().package_index == "https://pips.example/simple"
    settings.write_text('contact = "me"')
    assert load_config().package_index == "https://pips.example/simple"
    settings.write_text('package_index = "https://own.example/simple"')
    assert load_config().package_index == "https://own.example/simple"


def test_the_store_is_named_relative_to_the_file(settings: Path) -> None:
    settings.write_text('store = "there"')
    assert load_config(settings).store == settings.parent / "there"
    settings.write_text('store = "s3://bucket/there"')
    assert load_config(settings).store == ObjectUrl("s3://bucket/there")


def test_the_user_agent_says_who_asks_and_whom_to_write_to() -> None:
    assert Config().user_agent.startswith("reprosurvey/")
    assert Config(contact="me@lab.example").user_agent.endswith(" (mailto:me@lab.example)")
    assert Config(contact="mailto:me@lab.example").user_agent.endswith(" (mailto:me@lab.example)")
    assert Config(contact="https://lab.example/@us").user_agent.endswith(" (contact: https://lab.example/@us)")
    assert Config(contact="https://lab.example/us").user_agent.endswith(" (contact: https://lab.example/us)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("stoer = 'x'", "unknown setting 'stoer'; known: store, contact, package_index, cpu_index, limits"),
        ("limits.visist = 1", "unknown setting 'visist'; known: requests"),
        ("limits.requests = 0", "limits.requests must be at least 1"),
        ("limits.requests = -3", "limits.requests must be at least 1"),
        ("limits.requests = true", "'requests' must be of type int, not True"),
        ("limits.requests = 1.5", "'requests' must be of type int, not 1.5"),
        ("cluster.workers = 0", "cluster.workers must be at least 1"),
        ("cluster = {kind = 'a.B', scheduler = 'tcp://a:1'}", "cluster.scheduler is one that runs"),
        ("limits = 5", "'limits' must be of type dict, not 5"),
        ("store = 5", "'store' must be of type str, not 5"),
        ("contact = ['a']", "'contact' must be of type str"),
        ("mirrors.a = 1", "'a' must be of type str, not 1"),
        ("mirrors.foo = 'https://a.example/'", "mirrors: 'foo' is not an http(s) address"),
        ("mirrors.'https://a.example/' = '/srv/a'", "mirrors: '/srv/a' is not an http(s) address"),
        ("venues = ['midl']", "'venues' must be of type dict"),
        ("store = ", "is not TOML"),
        ("\udcff", "is not TOML"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(settings: Path, content: str, said: str) -> None:
    settings.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError) as told:
        load_config(settings)
    message = str(told.value)
    assert said in message
    assert message.startswith(str(settings))
    assert "\n" not in message


@pytest.mark.parametrize("name", ["absent.toml", "."])
def test_a_file_that_was_named_must_be_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        load_config(tmp_path / name)
