"""Words that raise a mark wherever they are typed: looked up by their beginning, not one by one."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from conversations.dialogue.vocabulary import beginnings, stands

AS_WRITTEN = "="
"""Stands before a noticed word that is looked for as it is written, because folded it is another word too."""


class Noticed(Struct, frozen=True):
    """The noticed words of one script, each with its mark; `marks` in the order of the script."""

    marks: tuple[str, ...]
    folded: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word: (all its words, mark)
    written: Mapping[str, str]

    def stand_in(self, heard: list[str], written: list[str]) -> tuple[str, ...]:
        """Give the marks whose words stand in a text: its folded words, and its words as they are written."""
        found = set(self._folded_in(heard)).union(self._written_in(written))
        return tuple(mark for mark in self.marks if mark in found) if found else ()

    def _folded_in(self, heard: list[str]) -> Iterator[str]:
        for place, token in enumerate(heard):
            for start in beginnings(token):
                for wanted, mark in self.folded.get(start, ()):
                    there = heard[place : place + len(wanted)]
                    if len(there) == len(wanted) and all(map(stands, wanted, there)):
                        yield mark

    def _written_in(self, written: list[str]) -> Iterator[str]:
        for word, mark in self.written.items():
            if any(token.startswith(word) for token in written):
                yield mark


def noticed(lists: Mapping[str, tuple[str, ...]]) -> Noticed:
    """Build the noticed words from lists by mark, folded, or behind `AS_WRITTEN` as they are written."""
    folded: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    written = {}
    for mark, words in lists.items():
        for word in words:
            if word.startswith(AS_WRITTEN):
                written[word.removeprefix(AS_WRITTEN)] = mark
            else:
                parts = tuple(word.split())
                folded[parts[0]] = (*folded.get(parts[0], ()), (parts, mark))
    return Noticed(tuple(lists), folded, written)
