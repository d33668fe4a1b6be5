"""What people say for the options of one question, ready to be looked up: labels, words, words in a row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

LIKELY = 60
"""From here on a match is offered as "did you mean?" (DIALOGUES 1)."""
DENIED = 70
"""Said with a "not" beside it ("не бьют", "not forced", «мәжбүрлемейді»): never taken, always asked back."""
SAID = 95
"""Said inside a sentence."""
STEM = 4
"""Letters from which on endings may follow a word and near spellings count; short words are too alike."""

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words of all languages for one question, each with the codes of the options it may mean."""

    whole: Mapping[str, Codes]  # labels and words, to be said alone
    words: Mapping[str, Codes]  # single words that are enough inside a sentence
    phrases: Mapping[str, tuple[tuple[Codes, str], ...]]  # by first word: (all its words, code)

    def scores(self, heard: str) -> dict[str, int]:
        """Give the options that a folded text may mean, with scores 60–100."""
        if found := dict.fromkeys(self.whole.get(heard, ()), 100):
            return found
        tokens = heard.split()
        said: dict[str, int] = {}
        for place in range(len(tokens)):
            for code, wanted in self._said(tokens, place):
                said[code] = max(said.get(code, 0), DENIED if _is_denied(tokens, place, wanted) else SAID)
        if said:
            return said
        if len(heard.replace(" ", "")) < STEM:
            return {}
        near: dict[str, int] = {}
        known = process.extract(heard, self.whole.keys(), scorer=fuzz.ratio, score_cutoff=LIKELY, limit=8)
        for label, score, _ in known:
            for code in self.whole[label] if len(label) >= STEM else ():
                near[code] = max(near.get(code, 0), int(score))
        return near

    def _said(self, tokens: list[str], place: int) -> Iterator[tuple[str, Codes]]:
        """Give the options whose words stand at this place of the sentence, with these words."""
        for start in beginnings(tokens[place]):
            yield from ((code, (start,)) for code in self.words.get(start, ()))
            for wanted, code in self.phrases.get(start, ()):
                there = tokens[place : place + len(wanted)]
                if len(there) == len(wanted) and all(map(stands, wanted, there)):
                    yield code, wanted


def vocabulary(spoken: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> Vocabulary:
    """Build the vocabulary from folded (labels, words) by option code."""
    whole: dict[str, Codes] = {}
    words: dict[str, Codes] = {}
    phrases: dict[str, tuple[tuple[Codes, str], ...]] = {}
    for code, (labels, said) in spoken.items():
        for label in dict.fromkeys((*labels, *said)):
            whole[label] = (*whole.get(label, ()), code)
        for word in dict.fromkeys(said):
            parts = tuple(word.split())
            if len(word) < 2:
                continue  # «иә» folds to one letter: said alone it counts, inside a sentence "a" is no yes
            if len(parts) == 1:
                words[word] = (*words.get(word, ()), code)
            else:
                phrases[parts[0]] = (*phrases.get(parts[0], ()), (parts, code))
    return Vocabulary(whole, words, phrases)


def stands(word: str, token: str) -> bool:
    """Tell whether a token of a sentence is this word; endings may follow a word of four letters or more."""
    return token == word or (len(word) >= STEM and token.startswith(word))


def _is_denied(tokens: list[str], place: int, wanted: Codes) -> bool:
    last = place + len(wanted) - 1
    before = tokens[place - 1] if place else ""
    after = tokens[last + 1] if last + 1 < len(tokens) else ""
    ending = tokens[last][len(wanted[-1]) :]
    return before in _NOT_BEFORE or after in _NOT_AFTER or bool(_NOT_INSIDE.match(ending))


_NOT_BEFORE = frozenset({"ne", "ni", "no", "not", "net", "never", "bez", "dont", "doesnt", "isnt"})
_NOT_AFTER = frozenset({"emes", "emas", "žok"})
_NOT_INSIDE = re.compile(
    r"(?:l[ae])?[mbp][ae](?:i|s|g|d|p$)"
)  # Kazakh, Kyrgyz and Uzbek deny inside the verb


def beginnings(token: str) -> Iterator[str]:
    """Give the token, and every beginning of it of four letters or more, longest first."""
    yield token
    for length in range(len(token) - 1, STEM - 1, -1):
        yield token[:length]
