from __future__ import annotations

import pytest

from reprosurvey.crawler.mirrors import Mirrors

MIRRORS = Mirrors(
    {
        "https://github.com/": "http://127.0.0.1:1/gh/",
        "https://github.com/lab/": "http://127.0.0.1:2/",
        "https://proceedings.example/": "https://archive.example/2022/https://proceedings.example/",
    }
)


@pytest.mark.parametrize(
    ("url", "fetched"),
    [
        ("https://github.com/a/b?c#d", "http://127.0.0.1:1/gh/a/b?c#d"),
        ("https://github.com/lab/b", "http://127.0.0.1:2/b"),
        ("https://proceedings.example/v1/", "https://archive.example/2022/https://proceedings.example/v1/"),
        ("https://github.community/a", "https://github.community/a"),
        ("http://github.com/a/b", "http://github.com/a/b"),
        ("https://other.example/https://github.com/", "https://other.example/https://github.com/"),
    ],
)
def test_the_longest_prefix_wins_and_the_rest_is_left_alone(url: str, fetched: str) -> None:
    assert MIRRORS.fetched_from(url) == fetched
    assert MIRRORS.original(fetched) == url


def test_a_host_alone_is_mirrored_as_its_root_is() -> None:
    assert MIRRORS.fetched_from("https://github.com") == "http://127.0.0.1:1/gh/"


def test_without_mirrors_every_address_is_its_own() -> None:
    assert Mirrors().fetched_from("https://a.example/") == Mirrors().original("https://a.example/")


def test_of_two_prefixes_with_one_mirror_the_address_leads_back_to_the_secure_one() -> None:
    place = "http://127.0.0.1:1/gh/"
    for prefixes in (("http://github.com/", "https://github.com/"), ("https://github.com/", "http://github.com/")):
        assert Mirrors(dict.fromkeys(prefixes, place)).original(f"{place}a") == "https://github.com/a"
