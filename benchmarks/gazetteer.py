"""Old and other names of places that are known only by their names in three languages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from directory import homonyms, type_words, vocabulary, writing
from directory.reading import Directory, open_directory

_ALIKE = 3  # places between which nothing decides: the names of so many are taken, the best known first


class Gazetteer:
    """The places of the shipped directory, by their folded names."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._codes: dict[str, set[str]] = defaultdict(set)
        aliases = [(code, alias, "") for code, names in directory.aliases.items() for alias in names]
        for key, code, _ in vocabulary.names_of(directory.territories, aliases):
            self._codes[key].add(code)

    def other_names(self, names: Iterable[Sequence[str]]) -> list[str]:
        """The other names of the place that most of these (folded words) mean; cities before villages."""
        votes: Counter[str] = Counter()
        for name in names:
            split = type_words.split(name, typed=True)
            for code in self._codes.get(vocabulary.key_of(split.words), ()):
                votes[code] += 1 + self._fits(code, split.kinds)
        best = [code for code, count in votes.items() if count == max(votes.values())]
        first = min(map(self._precedence, best), default=0)
        alike = [code for code in best if self._precedence(code) == first]
        alike.sort(key=lambda code: (-len(self._directory.aliases.get(code, ())), code))
        return [name for code in alike[:_ALIKE] for name in self._names(code)]

    def _fits(self, code: str, kinds: frozenset[str]) -> int:
        """1 if the words for its kind say so, −1 if they say "town" or "village" of a district."""
        unit = self._directory.territories.get(code)
        if any(type_words.fits(kind, unit) for kind in kinds):
            return 1
        return -1 if kinds and unit.level not in ("city", "settlement") else 0

    def _precedence(self, code: str) -> int:
        return homonyms.precedence(self._directory.territories.get(code))

    def _names(self, code: str) -> list[str]:
        own = self._directory.territories.get(code).names.values()
        return [*own, *self._directory.aliases.get(code, ())]


@cache
def shipped() -> Directory:
    """The directory as it is shipped, made once: it takes seconds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "directory.db"
        writing.make_directory(path, sample=True)
        directory = open_directory(path)
        len(directory.services)  # read while the file is there
        return directory
