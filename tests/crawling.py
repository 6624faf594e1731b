"""``scrapy crawl proceedings``, as anyone would run it from the checkout, against sites on loopback."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reprosurvey.crawler.proceedings.papers import latest_papers
from reprosurvey.crawler.store.parquet import Store
from tests.commands import CHECKOUT, Done, run
from tests.documents import write_pdf
from tests.proceedings import HOST, VOLUME, landing, paper
from tests.web import Site

QUICKLY = ("AUTOTHROTTLE_ENABLED=0", "RETRY_TIMES=2")
YEARS = {2022: VOLUME, 2023: f"https://{HOST}/v2/"}
VOLUME_PATH = f"/{HOST}/v1/"


@dataclass
class Survey:
    """A survey of one venue, ``own``, whose volume of 2022 the site serves."""

    site: Site
    folder: Path
    toml: str = ""
    """Other settings than the volumes of ``YEARS``."""
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return Store(self.folder / "survey")

    def scrapy(self, command: str, *arguments: str, settings: tuple[str, ...] = ()) -> Done:
        """``scrapy crawl`` or ``check`` of the spider, with these arguments."""
        file = self.folder / "survey.toml"
        file.write_text(self.toml or self.site.settings(HOST, venue="own", years=YEARS), encoding="utf-8")
        own = (f"SURVEY_STORE={self.store.path}", f"SURVEY_CONFIG={file}")
        given = [word for setting in (*QUICKLY, *own, *settings) for word in ("-s", setting)]
        given += [word for argument in arguments for word in ("-a", argument)]
        return run("scrapy", command, "proceedings", *given, folder=CHECKOUT, environment=os.environ | self.environment)

    def crawl(self, *arguments: str, settings: tuple[str, ...] = ()) -> str:
        """What a crawl of the venue says."""
        done = self.scrapy("crawl", "venue=own", *(arguments or ("years=2022",)), settings=settings)
        return done.output + done.complaint

    def papers(self) -> dict[str, dict[str, Any]]:
        return {row["paper"]: row for row in latest_papers(self.store)}

    def requests(self) -> list[str]:
        asked, self.site.asked[:] = self.site.paths(), []
        return [path.removeprefix(VOLUME_PATH) for path in asked if "robots.txt" not in path]

    def publish(self, key: str, page: str | None = None, *, pdf: bool = True) -> str:
        """Put a paper's page and PDF on the site; its entry of the index."""
        self.site.page(f"{HOST}/v1/{key}.html", page or landing(pdf=f"{VOLUME}{key}/{key}.pdf"))
        if pdf:
            file = self.site.site / HOST / "v1" / key / f"{key}.pdf"
            file.parent.mkdir(parents=True, exist_ok=True)
            write_pdf(file, [key])
        return paper(key)
