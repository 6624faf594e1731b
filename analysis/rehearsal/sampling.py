"""Which repositories are rehearsed where not all are: a sample of each year. Pure; there are no settings."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import TypeVar

Item = TypeVar("Item")


def sample(items: Sequence[tuple[tuple[str, int], Item]], limit: int | None, seed: int) -> list[Item]:
    """At most ``limit`` items, of each edition in turn, drawn at random: with the same seed the same ones.

    A higher limit adds to a lower one's.
    """
    by_edition: defaultdict[tuple[str, int], list[Item]] = defaultdict(list)
    for edition, item in items:
        by_edition[edition].append(item)
    for edition, group in by_edition.items():
        random.Random(f"{seed} {edition}").shuffle(group)
    groups = [[(item,) for item in by_edition[edition]] for edition in sorted(by_edition)]
    in_turn = (cell for cell in chain.from_iterable(zip_longest(*groups)) if cell is not None)
    return [item for (item,) in in_turn][:limit]
