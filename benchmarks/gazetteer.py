"""Old and other names of places that are known only by their names in three languages."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from directory import folding, homonyms, type_words, vocabulary, writing
from directory.reading import Directory, open_directory

_ALIKE = 3  # places between which nothing decides: their names are taken together; of more, none


class Gazetteer:
    """The places of the shipped directory, by their folded names."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._codes: dict[str, set[str]] = defaultdict(set)
        aliases = [(code, alias, "") for code, names in directory.aliases.items() for alias in names]
        for key, code, _ in vocabulary.names_of(directory.territories, aliases):
            self._codes[key].add(code)

    def other_names(self, names: Sequence[str]) -> list[str]:
        """The other names of the place that most of these names mean; cities before villages."""
        votes: Counter[str] = Counter()
        for name in names:
            split = type_words.split(folding.words(name), typed=True)
            for code in self._codes.get(vocabulary.key_of(split.words), ()):
                unit = self._directory.territories.get(code)
                votes[code] += 1 + any(type_words.fits(kind, unit) for kind in split.kinds)
        best = [code for code, count in votes.items() if count == max(votes.values())]
        first = min((self._precedence(code) for code in best), default=0)
        alike = [code for code in best if self._precedence(code) == first]
        return [name for code in alike for name in self._names(code)] if len(alike) <= _ALIKE else []

    def _precedence(self, code: str) -> int:
        return homonyms.precedence(self._directory.territories.get(code))

    def _names(self, code: str) -> list[str]:
        own = self._directory.territories.get(code).names.values()
        return [*own, *self._directory.aliases.get(code, ())]


def shipped() -> Directory:
    """The directory as it is shipped."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "directory.db"
        writing.make_directory(path, sample=True)
        return open_directory(path)
