"""``run demo``: a whole survey of a made-up proceedings, served on this machine, and a second look at it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from analysis.cli.survey import console, writing
from analysis.report.summary import print_summary
from crawler.demo import DemoSite, make, serve
from crawler.selection import Selection
from crawler.venues import known_venues, venue_named

STORE = Path("demo-survey")
"""Where it goes when no store is named."""


def run_demo(years: str | None, store: Path | None) -> None:
    """Survey the demo, let a repository of it change, look again."""
    with tempfile.TemporaryDirectory(prefix="reprosurvey-demo-") as folder:
        make(Path(folder))
        with serve(Path(folder)) as site:
            settings = Path(folder) / "survey.toml"
            settings.write_text(survey_toml(site), encoding="utf-8")
            _survey(site, years, store or STORE, settings)


def _survey(site: DemoSite, years: str | None, store: Path, settings: Path) -> None:
    with writing(store, settings) as stages:
        venue_named("demo", known_venues(stages.config.venues)).choose(years)
        stages.run(Selection("demo", years))
        site.advance()
        console.print("Time has passed on the demo's hosts. Looking again:")
        stages.visit(everything=True)
        stages.assess(again=False)
        print_summary(stages)


def survey_toml(site: DemoSite) -> str:
    """The ``survey.toml`` by which the demo is surveyed; JSON's strings are TOML's."""
    mirrors = (f"{json.dumps(prefix)} = {json.dumps(mirror)}" for prefix, mirror in site.mirrors.items())
    return "\n".join(["[limits]", "attempts = 2", "[mirrors]", *mirrors, ""])
