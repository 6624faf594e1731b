"""How the visits reach the network: whom they do not ask, who they say they are."""

from __future__ import annotations

import asyncio
import socket

import pytest

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.public_addresses import LocalAddressError, TrustedPlaces, is_public
from reprosurvey.crawler.http.session import PublicResolver, open_session
from tests.web import Site


def fetch(url: str, config: Config) -> int:
    async def get() -> int:
        async with open_session(config) as session, session.get(url) as answer:
            return answer.status

    return asyncio.run(get())


def resolved(host: str) -> list[str]:
    async def resolve() -> list[str]:
        return [found["host"] for found in await PublicResolver(TrustedPlaces([])).resolve(host, 80, socket.AF_UNSPEC)]

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


@pytest.mark.parametrize(
    "address",
    ["224.0.0.1", "255.255.255.255", "192.88.99.1", "ff0e::1", "64:ff9b::1.1.1.1", "64:ff9b:1::1", "2002:101:101::1",
     "2001:0:101:101::1", "::7f00:1", "fec0::1", "2001:db8::1", "fe80::1%1"],
)  # fmt: skip
def test_addresses_of_many_or_of_another_network_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are() -> None:
    assert all(map(is_public, ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"]))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "localhost"])
def test_no_spelling_of_a_local_address_is_asked(site: Site, host: str) -> None:
    with pytest.raises(LocalAddressError, match="leads to a local address"):
        fetch(site.base[0].replace("127.0.0.1", host), Config())
    assert site.asked == []


@pytest.mark.parametrize("path", ["secret", "github.community/a", "github.com/../secret", "github.com/..%2fsecret"])
def test_a_mirror_is_trusted_below_its_path_alone(site: Site, path: str) -> None:
    config = site.config("github.com")
    assert fetch(f"{site.base[0]}github.com/a", config) == 404
    with pytest.raises(LocalAddressError):
        fetch(site.base[0] + path, config)
    assert site.paths() == ["/github.com/a"]


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
