"""Which repositories are rehearsed where not all are: a sample of each year. Pure; there are no settings."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import TypeVar

Item = TypeVar("Item")


def sample(items: Sequence[tuple[tuple[str, int], Item]], limit: int | None, seed: int) -> list[Item]:
    """At most ``limit`` items, of each edition in turn, drawn at random: with the same seed the same ones.

    A higher limit adds to a lower one's.
    """
    by_edition: defaultdict[tuple[str, int], list[Item]] = defaultdict(list)
    for edition, item in items:
        by_edition[edition].append(item)
    in_turn: list[tuple[int, Item]] = []
    for edition, group in sorted(by_edition.items(), key=itemgetter(0)):
        random.Random(f"{seed} {edition}").shuffle(group)
        in_turn += enumerate(group)
    in_turn.sort(key=itemgetter(0))
    return [item for _, item in in_turn[:limit]]
