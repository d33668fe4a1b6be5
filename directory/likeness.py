"""Which of many folded words are spelt like a typed one: a quick look at their letters, then their edits."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

_MOST = 40  # words, the most similar ones


class Likeness:
    """Words to compare with, by their numbers in the sequence that was given; none of them is empty."""

    def __init__(self, words: Sequence[str], *, shortest: int) -> None:
        """`shortest`: words with fewer letters are like nothing but themselves."""
        lengths = np.array([len(word) for word in words], dtype=np.int16)
        order = np.argsort(lengths, kind="stable")
        self._order = order[np.searchsorted(lengths[order], shortest) :]  # by length: one slice is looked at
        self._words = np.array(words, dtype=object)[self._order]
        self._lengths = lengths[self._order]
        self._letters = _letters_of_all(words)[self._order]
        self._slices: dict[tuple[int, float], tuple[int, int, NDArray[np.uint8]]] = {}

    def of(self, typed: str, least: float) -> dict[int, float]:
        """The words at least so much like the typed one: number → 0..1, at most forty."""
        near = self._near(typed, least)
        if not len(near):
            return {}
        row = process.cdist(
            [typed],
            self._words[near],
            scorer=OSA.normalized_similarity,
            score_cutoff=least,
            dtype=np.float32,
        )[0]
        like = np.flatnonzero(row)
        best = like[np.argsort(-row[like], kind="stable")[:_MOST]]
        return dict(zip(self._order[near[best]].tolist(), row[best].tolist(), strict=True))

    def _near(self, typed: str, least: float) -> NDArray[np.intp]:
        """The words that are not too long, too short or too different in letters: a look before measuring."""
        first, last, edits = self._edits(len(typed), least)
        letters, own = self._letters[first:last], _letters_of(typed)
        near = np.bitwise_count(letters & ~own) <= edits
        near &= np.bitwise_count(own & ~letters) <= edits
        return np.flatnonzero(near) + first

    def _edits(self, length: int, least: float) -> tuple[int, int, NDArray[np.uint8]]:
        """The slice of words of like length, and how many edits each may be away; worked out once."""
        known = self._slices.get((length, least))
        if known is None:
            first = int(np.searchsorted(self._lengths, length * least - 1e-6))
            last = int(np.searchsorted(self._lengths, length / least + 1e-6, "right"))
            edits = (np.maximum(self._lengths[first:last], length) * (1 - least) + 1e-6).astype(np.uint8)
            known = self._slices[length, least] = (first, last, edits)
        return known


def _letters_of(word: str) -> np.uint32:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return np.uint32(bits)


def _letters_of_all(words: Sequence[str]) -> NDArray[np.uint32]:
    """The letters of each word as bits; letters that share a bit only make the quick look less sharp."""
    if not words:
        return np.zeros(0, dtype=np.uint32)
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts = np.cumsum([0, *map(len, words[:-1])])
    return np.bitwise_or.reduceat(np.uint32(1) << (letters & np.uint32(31)), starts)
