"""What a publisher's pages may hold that strangers wrote: addresses into this machine's network, above all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawling import VOLUME_PATH, Survey
from tests.proceedings import HOST, VOLUME, index, landing
from tests.web import Answer, Site

LOCAL = (
    "127.0.0.1",
    "localhost",
    "[::1]",
    "0x7f.1",
    "2130706433",
    "127.1",
    "[::ffff:127.0.0.1]",
    "0",
    "[64:ff9b::7f00:1]",
)


@pytest.fixture
def survey(site: Site, tmp_path: Path) -> Survey:
    return Survey(site, tmp_path)


def test_no_page_and_no_redirect_leads_to_this_machine(survey: Survey) -> None:
    site, entries = survey.site, []
    site.page("internal/a.html", landing("The internal page"))
    for number, host in enumerate(LOCAL):
        inside = f"{site.base[0].replace('127.0.0.1', host)}internal/{number}"
        entries.append(survey.publish(f"pdf{number}", landing(pdf=f"{inside}/a.pdf"), pdf=False))
        entries.append(survey.publish(f"moved{number}", pdf=False))
        redirect = Answer(302, headers={"Location": f"{inside}/a.html", "Set-Cookie": "a=b; Domain=co.uk"})
        site.answer(f"{VOLUME_PATH}moved{number}.html", redirect)
        site.answer(f"{VOLUME_PATH}pdf{number}/pdf{number}.pdf", redirect)
    entries.append(survey.publish("climbs", landing(pdf=f"https://{HOST}/../internal/a.html"), pdf=False))
    site.page(f"{HOST}/v1/index.html", index(*entries))
    survey.crawl()
    assert not [path for path in site.paths() if not path.startswith(f"/{HOST}/")]
    papers = survey.papers()
    assert len(papers) == len(entries)
    for number in range(len(LOCAL)):
        assert "leads to a local address" in papers[f"pdf{number}"]["pdf_error"]
        assert "leads to a local address" in papers[f"moved{number}"]["page_error"]
        assert papers[f"moved{number}"]["title"] == "A Title"
    assert not any("Cookie" in asked.headers for asked in site.asked)


def test_what_stands_below_a_mirror_is_asked_by_its_own_address_too(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a")))
    survey.publish("a", landing(pdf=f"{survey.site.base[0]}{HOST}/v1/a/a.pdf"))
    survey.crawl()
    assert survey.papers()["a"]["pdf_error"] is None
    assert VOLUME not in survey.papers()["a"]["pdf_url"]
