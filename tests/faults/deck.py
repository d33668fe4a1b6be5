"""Fates drawn like cards: chance decides when a fault strikes, never how often."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

WELL = ""
"""The fate of most: nothing is done to them."""


class Deck:
    """So many cards of each fate; shuffled anew when the last is drawn."""

    def __init__(self, fates: Mapping[str, int], chance: Random, *, first: Sequence[str] = ()) -> None:
        """`first` are drawn before all others."""
        self.drawn: Counter[str] = Counter()
        self._cards = [fate for fate, number in fates.items() for _ in range(number)]
        self._chance = chance
        self._left = list(first)

    def draw(self) -> str:
        """Give the next fate."""
        if not self._left:
            self._left = self._chance.sample(self._cards, k=len(self._cards))
        fate = self._left.pop()
        self.drawn[fate] += 1
        return fate
