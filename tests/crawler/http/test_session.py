"""How the visits reach the network: whom they do not ask, who they say they are."""

from __future__ import annotations

import asyncio
import socket

import pytest

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.session import LocalAddressError, PublicResolver, open_session
from tests.web import Site


def fetch(url: str, config: Config) -> int:
    async def get() -> int:
        async with open_session(config) as session, session.get(url) as answer:
            return answer.status

    return asyncio.run(get())


def resolved(host: str) -> list[str]:
    async def resolve() -> list[str]:
        return [found["host"] for found in await PublicResolver(set()).resolve(host, 80, socket.AF_UNSPEC)]

    return asyncio.run(resolve())


def test_a_name_that_leads_to_this_machine_is_refused(site: Site) -> None:
    with pytest.raises(LocalAddressError, match="localhost leads to a local address"):
        fetch(f"{site.base[0]}".replace("127.0.0.1", "localhost"), Config())
    assert site.asked == []


def test_the_same_name_is_asked_where_it_is_a_mirror_s(site: Site) -> None:
    config = site.config("github.com")
    local = {name: url.replace("127.0.0.1", "localhost") for name, url in config.mirrors.prefixes.items()}
    mirrored = Config(mirrors=type(config.mirrors)(local))
    assert fetch(mirrored.mirrors.fetched_from("https://github.com/a"), mirrored) == 404
    assert site.paths() == ["/github.com/a"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1", "fd00::1",
     "::ffff:10.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    with pytest.raises(LocalAddressError):
        resolved(address)


def test_a_public_address_is_resolved() -> None:
    assert resolved("1.1.1.1") == ["1.1.1.1"]


def test_requests_say_who_asks_and_carry_no_cookies(site: Site) -> None:
    async def ask() -> None:
        config = Config(contact="me@lab.example", mirrors=site.config("github.com").mirrors)
        async with open_session(config) as session:
            for _ in range(2):
                async with session.get(f"{site.base[0]}github.com/") as answer:
                    session.cookie_jar.update_cookies({"known": "1"}, answer.url)

    asyncio.run(ask())
    assert [a.headers["User-Agent"] for a in site.asked] == [Config(contact="me@lab.example").user_agent] * 2
    assert not any("Cookie" in a.headers for a in site.asked)
