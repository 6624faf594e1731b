"""Cuts files, or what stands for some of them, into groups that are taken together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def grouped(
    items: Iterable[Item], size: Callable[[Item], int], limit: int, most: int | None = None
) -> Iterator[list[Item]]:
    """The items in their order, up to ``limit`` bytes and ``most`` items together; a larger one is by itself."""
    group: list[Item] = []
    taken = 0
    for item in items:
        added = size(item)
        if group and (len(group) == most or taken + added > limit):
            yield group
            group, taken = [], 0
        group.append(item)
        taken += added
    if group:
        yield group
