"""What people paste into a form's field for an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprosurvey.crawler.pasted_addresses import addresses_in

NET, TREE = "https://github.com/lab/net", "https://github.com/lab/tree"


@pytest.mark.parametrize(
    "text",
    [
        NET,
        f" {NET}\n",
        f"[code]({NET})",
        f"[{NET}]({NET})",
        f'[our code](<{NET}> "title")',
        f"[code][1]\n\n[1]: {NET}",
        f"<{NET}>",
        f"&lt;{NET}&gt;",
        f'<a href="{NET}" target="_blank">code</a>',
        f"<a class=x href='{NET}'>{NET}</a>",
        f"<a href={NET}>code</a>",
        f'=HYPERLINK("{NET}","our code")',
        f'=HYPERLINK("{NET}";"our code")',
        f"({NET}).",
        f"(our code: {NET})",
        f"**{NET}**",
        f"`{NET}`",
        f"“{NET}”",
        f"{NET}\u200b",
        f"\u00a0{NET}\u00a0",
        f"Code:{NET}",
        f"git+{NET}",
        f"https://{NET}",
        f"\\url{{{NET}}}",
        f"\\href{{{NET}}}{{code}}",
        f"{NET}…",
        f"Available at {NET}, in PyTorch/Lightning and Node.js/React.",
        f"https://www.google.com/url?q={NET}&sa=D&source=editors",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fgithub.com%2Flab%2Fnet&data=05",
        "ｈｔｔｐｓ：／／ｇｉｔｈｕｂ．ｃｏｍ／lab／net",
    ],
)
def test_one_address(text: str) -> None:
    assert addresses_in(text) == [NET]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NET} {TREE}", [NET, TREE]),
        (f"{NET};{TREE}", [NET, TREE]),
        (f"{NET},{TREE}", [NET, TREE]),
        (f"{NET} | {TREE}", [NET, TREE]),
        (f"{NET}，{TREE}", [NET, TREE]),
        (f"1. {NET}\n2. {TREE}\n", [NET, TREE]),
        (f"[a]({NET}), [b]({TREE})", [NET, TREE]),
        (f"{NET} and again {NET}.git", [NET]),
        (f"{NET}/tree/main/a {NET}/tree/main/b", [f"{NET}/tree/main/a", f"{NET}/tree/main/b"]),
    ],
)
def test_several_addresses_each_once(text: str, expected: list[str]) -> None:
    assert addresses_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("github.com/lab/net", "github.com/lab/net"),
        ("https:/github.com/lab/net", "github.com/lab/net"),
        ("https:// github.com/lab/net", "github.com/lab/net"),
        ("git@github.com:lab/net.git", "git@github.com:lab/net.git"),
        ("ssh://git@github.com/lab/net.git", "ssh://git@github.com/lab/net.git"),
        ("git://github.com/lab/net.git", "https://github.com/lab/net.git"),
        ("git clone https://github.com/lab/net.git", "https://github.com/lab/net.git"),
        ("\\url{https://github.com/lab/my\\_net}", "https://github.com/lab/my_net"),
        ("doi:10.5281/zenodo.123", "https://doi.org/10.5281/zenodo.123"),
        ("10.5281/zenodo.123", "https://doi.org/10.5281/zenodo.123"),
        ("https://openreview.net/forum?id=a&noteId=b", "https://openreview.net/forum?id=a&noteId=b"),
        ("https://lab.example/page_(code)", "https://lab.example/page_(code)"),
        ("https://github.com/lab/net_", "https://github.com/lab/net_"),
        ("lab.example/code", "lab.example/code"),
    ],
)
def test_how_it_is_written(text: str, expected: str) -> None:
    assert addresses_in(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["", "n/a", "-", "none", "TBD", "in May, e.g. 5th", "lab/net", "#REF!", "a@b.example", "w/o code"],
)
def test_no_address(text: str) -> None:
    assert addresses_in(text) == []


def test_a_long_text_takes_no_long_time() -> None:
    for text in ("https://" * 10_000, "(" * 100_000, "github.com/" * 10_000, "&amp" * 30_000, "\\_" * 50_000):
        addresses_in(text)


PIECES = st.sampled_from(
    ["https://", "git@", "github.com/", "lab/net", "[::1]:@", "?url=", "&#55296;", "\\url{", "(", ")", "*"]
)


@given(st.lists(PIECES | st.characters(exclude_categories=()), max_size=20).map("".join))
def test_any_text_has_addresses_or_none(text: str) -> None:
    assert all(address.encode() for address in addresses_in(text))
