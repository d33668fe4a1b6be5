"""The words of all languages and the places, put together for the engine: its lexicon."""

from collections.abc import Iterable
from dataclasses import dataclass

from conversations.dialogue import noticed
from conversations.dialogue.lexicon import Asked, Lexicon
from conversations.dialogue.script import Option, Script, Words
from conversations.dialogue.vocabulary import vocabulary
from directory import border, folding
from directory.reading import Directory
from locales import catalogue
from locales.texts import Text


def lexicon(scripts: Iterable[Script], directory: Directory) -> Lexicon:
    """Give the lexicon of these scripts: labels in every language, and the words people say for them."""
    spoken = {
        (script.name, step.name): vocabulary({one.code: _spoken(one) for one in step.options})
        for script in scripts
        for step in script.steps
        if step.options
    }
    noticing = {
        script.name: noticed.noticed(
            {mark: tuple(map(_noticed, words)) for mark, words in script.noticed.items()}
        )
        for script in scripts
    }
    return Lexicon(folding.fold, spoken, noticing, Gazette(directory), _agreeing())


SHORTEST = 4
"""Letters from which on a folded word is itself: «бьют» folds to "but", and that is English."""


def _noticed(word: str) -> str:
    folded = folding.fold(word)
    return folded if len(folded) >= SHORTEST else f"{noticed.AS_WRITTEN}{word.casefold()}"


_YES = ("ия", "ага", "дұрыс", "верно", "правильно")
_NO = ("неа", "емес", "дұрыс емес", "неверно")


def _agreeing() -> dict[str, frozenset[str]]:
    yes = [*_labels(("ans.yes", "Yes")), *_YES]
    no = [*_labels(("ans.no", "No")), *_labels(("ans.none", "None of these")), *_NO]
    return {"yes": frozenset(folding.fold_all(yes)), "no": frozenset(folding.fold_all(no))}


@dataclass(frozen=True, slots=True)
class Gazette:
    """The places of the directory, as the engine asks for them."""

    directory: Directory

    def ask(self, text: str, within: str) -> Asked:
        """Tell what a typed place may be; `within` narrows the search to a region."""
        if not within:
            asked = self.directory.places.ask(text)
            return Asked(asked.kind, tuple(place.code for place in asked.places))
        found = self.directory.places.find(text, within=within)
        sure = [place.code for place in found if place.score >= 90 and not place.alias]
        if len(sure) == 1:
            return Asked("one", (sure[0],))
        return Asked("choose" if found else "none", tuple(place.code for place in found))

    def at(self, lat: float, lon: float) -> str:
        """Give the district or city of a point; "" when the point lies outside the country."""
        found = self.directory.places.at(lat, lon) if border.is_inside(lat, lon) else None
        return found.code if found else ""

    def children(self, code: str) -> tuple[str, ...]:
        """Give the regions (""), or the districts and cities of a region; nothing below them."""
        territories = self.directory.territories
        if not code:
            return tuple(one.code for one in territories.oblasts("kk"))
        known = territories.find(code)
        if known is None or known.level != "oblast":
            return ()
        listed = territories.children(code, "kk")
        return tuple(one.code for one in listed if one.level in ("district", "city"))

    def knows(self, code: str) -> bool:
        """Tell whether there is a territory of this code."""
        return self.directory.territories.find(code) is not None


def _spoken(option: Option) -> tuple[tuple[str, ...], tuple[str, ...]]:
    labels = tuple(dict.fromkeys(filter(None, folding.fold_all(_labels(option.text)))))
    return labels, tuple(filter(None, folding.fold_all(option.words)))


def _labels(words: Words) -> list[str]:
    if "{" in words[1]:  # a chip with numbers is pressed, never said word for word
        return []
    return list(dict.fromkeys(catalogue.everywhere(Text(*words)).values()))
