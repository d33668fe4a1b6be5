"""What was typed, read as words of the directory and as numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from directory import folding
from directory.search import ages, glued, layout
from directory.search.words import Alike, Words

_MOST_LETTERS = 128  # of a text; the rest is not read
_MOST_TOKENS = 12
_LONGEST_TOKEN = 24
_LONGEST_GLUED = 64  # letters of a chunk that is looked at for several words
_LONGEST_NUMBER = 5  # digits; longer ones are telephone numbers or codes
_SHORTEST_GLUED = 7
_LONGEST_JOINED = 14
_WELL = 0.8  # a word that is explained so well is not taken apart, nor put together with the next
_JOINED_WELL = 0.85
_ITSELF = 0.97  # likeness of a word that stands there as it is written, with an ending perhaps
_SURELY = 0.9  # how well a short text must be explained when it is read with another keyboard …
_LONG = 6  # … and letters of a longer one, of which one word may be misspelt
_SAYS_SOMETHING = 3  # letters of the longest word of a text that was typed with another keyboard
_WORTH_IT = 0.05  # by how much another reading must explain more
_WORTH_A_GUESS = 0.15  # … and a chunk that is taken apart, if one piece is misspelt: «educati» is no «еду»
_WELL_UNDERSTOOD = 0.95  # below it digits may stand for letters …
_UNDERSTOOD = 0.78  # … and below this the text may have been typed with the wrong keyboard
_HOPELESS = 0.15  # share of letters in words known at a glance, up to which a text hardly says anything …
_SHORT = 20  # … but in so short a text one misspelt word decides


@dataclass(frozen=True, slots=True)
class Token:
    """A typed word, folded, and the words of the directory that it may be."""

    word: str
    alike: Alike

    @property
    def best(self) -> float:
        """The likeness of the likeliest word; 0 when there is none."""
        return max(self.alike.values(), default=0.0)


@dataclass(frozen=True, slots=True)
class Query:
    """A text that was understood as well as it can be; `explained`: which share of its letters, 0..1."""

    tokens: tuple[Token, ...] = ()
    numbers: tuple[int, ...] = ()
    explained: float = 0.0


def read(text: str, words: Words, is_a_place: Callable[[str], bool] = lambda word: False) -> Query:
    """The text as words: as typed or, if that says clearly more, as typed with the other keyboard.

    `is_a_place`: whether a folded word names a place of the country; such a word is not taken apart.
    Costs the same however long the text is: 128 characters and twelve words are read.
    """
    short = layout.without_held_keys(text[:_MOST_LETTERS].casefold())
    reader = _Reader(words, is_a_place)
    if layout.is_a_run(short):
        as_typed = reader.read(short)
        return as_typed if all(token.best >= _ITSELF for token in as_typed.tokens) else Query()
    best = reader.likeliest(short)
    for other in layout.sounds(short) if best.explained < _WELL_UNDERSTOOD else ():
        query = reader.read(other)
        if query.explained > best.explained + _WORTH_IT:
            best = query
    return best


class _Reader:
    """Reads one text in several ways; what it knows of a word it does not look up again."""

    def __init__(self, words: Words, is_a_place: Callable[[str], bool]) -> None:
        self._words = words
        self._is_a_place = is_a_place
        self._known: dict[str, Token] = {}

    def likeliest(self, text: str) -> Query:
        """The text as it stands there or, if that says clearly more, as typed with another keyboard.

        A keyboard with which hardly a word is one is not tried; nor is the text as it stands there, when
        that holds of it and another keyboard makes words of it.
        """
        promise = self._promise(text)
        others = {other: self._promise(other) for other in layout.keyboards(text)}
        hopeful = [other for other in others if others[other] > max(promise, _HOPELESS) or len(text) < _SHORT]
        if promise < _HOPELESS:
            for other in hopeful:
                query = self.read(other)
                if query.explained >= _UNDERSTOOD and _is_sure(query):
                    return query
        best = self.read(text)
        for other in hopeful if best.explained < _UNDERSTOOD else ():
            query = self.read(other)
            if query.explained > best.explained + _WORTH_IT and _is_sure(query):
                best = query
        return best

    def _promise(self, text: str) -> float:
        """Which share of the letters belongs to words that are known at a glance."""
        chunks = [chunk for chunk in folding.words(text)[:_MOST_TOKENS] if not chunk.isdigit()]
        letters = sum(map(len, chunks))
        return (
            sum(len(chunk) for chunk in chunks if self._words.promises(chunk)) / letters if letters else 0.0
        )

    def read(self, text: str) -> Query:
        """The text, typed as it stands there."""
        chunks = folding.words(text)[:_MOST_TOKENS]
        numbers = tuple(
            int(one)
            for position, one in enumerate(chunks)
            if one.isdigit() and len(one) <= _LONGEST_NUMBER and not ages.is_age(chunks, position)
        )
        apart = [token for chunk in chunks if not chunk.isdigit() for token in self._apart(chunk)]
        tokens = tuple(islice(self._joined(apart), _MOST_TOKENS))
        return Query(tokens, numbers, _share(tokens))

    def _apart(self, chunk: str) -> Sequence[Token]:
        """The chunk as one word, or as several that were typed without spaces."""
        whole = self._token(chunk)
        if len(chunk) < _SHORTEST_GLUED or whole.best >= _WELL:
            return (whole,)
        parts = [
            Token(piece.word, piece.alike) for piece in glued.pieces(chunk[:_LONGEST_GLUED], self._words)
        ]
        is_certain = all(part.best == 1 for part in parts)
        if _share(parts) <= whole.best + (_WORTH_IT if is_certain else _WORTH_A_GUESS):
            return (whole,)
        if not is_certain and self._is_a_place(whole.word):  # «мактааральский» is no «макта» and Аральский
            return (whole,)
        return parts

    def _joined(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The words, two weak neighbours as one if together they are a word: «кзыл орда»."""
        position = 0
        while position < len(tokens):
            token = tokens[position]
            both = self._both(token, tokens[position + 1]) if position + 1 < len(tokens) else None
            yield both or token
            position += 2 if both else 1

    def _both(self, one: Token, two: Token) -> Token | None:
        if min(one.best, two.best) >= _WELL or len(one.word) + len(two.word) > _LONGEST_JOINED:
            return None
        both = self._token(folding.single(one.word + two.word))
        return both if both.best > max(_JOINED_WELL, (one.best + two.best) / 2) else None

    def _token(self, chunk: str) -> Token:
        word = chunk[:_LONGEST_TOKEN]
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = Token(word, self._words.alike(word))
        return known


def _is_sure(query: Query) -> bool:
    """Whether so little text may be taken for one of another keyboard."""
    lengths = [len(token.word) for token in query.tokens]
    if max(lengths, default=0) < _SAYS_SOMETHING:
        return False
    return sum(lengths) >= _LONG or query.explained >= _SURELY


def _share(tokens: Sequence[Token]) -> float:
    letters = sum(len(token.word) for token in tokens)
    return sum(len(token.word) * token.best for token in tokens) / letters if letters else 0.0
