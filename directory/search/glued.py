"""The words of a chunk that was typed without spaces: «центрзанятостирудный»."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.search.words import Alike, Words

_LONGEST_PIECE = 24
_SHORTEST_PIECE = 3
_SHORTEST_MISSPELT = 4
_LEAST = 0.7  # likeness of the one piece that may be misspelt
_SEAM = 0.5  # taken off for each piece: few long words rather than many short ones
_MOST_MISSPELT = 6  # pieces that are compared with the words, for each chunk


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the chunk, and the words that it may be."""

    word: str
    alike: Alike


@dataclass(frozen=True, slots=True)
class _Way:
    """Whole words for a beginning (or an end) of the chunk, and how good they are."""

    worth: float = 0.0
    pieces: tuple[Piece, ...] = ()


def pieces(chunk: str, words: Words) -> tuple[Piece, ...]:
    """The words that make the chunk, at most one of them misspelt; () when there is no such way."""
    ahead = _ahead(chunk, words)
    behind = _behind(chunk, words)
    best = ahead[len(chunk)]
    for begin, end in _gaps(ahead, behind):
        alike = words.alike(chunk[begin:end])
        likeness = max(alike.values(), default=0.0)
        before, after = ahead[begin], behind[end]
        if likeness < _LEAST or before is None or after is None:
            continue
        worth = before.worth + likeness * (end - begin) - _SEAM + after.worth
        if best is None or worth > best.worth:
            best = _Way(worth, (*before.pieces, Piece(chunk[begin:end], alike), *after.pieces))
    return best.pieces if best and len(best.pieces) > 1 else ()


def _gaps(ahead: list[_Way | None], behind: list[_Way | None]) -> list[tuple[int, int]]:
    """What lies between whole words, the shortest first: it may be one misspelt word."""
    last = len(ahead) - 1
    gaps = [
        (begin, end)
        for begin, before in enumerate(ahead)
        for end, after in enumerate(behind)
        if before is not None
        and after is not None
        and _SHORTEST_MISSPELT <= end - begin <= _LONGEST_PIECE
        and (begin, end) != (0, last)
    ]
    return sorted(gaps, key=lambda gap: gap[1] - gap[0])[:_MOST_MISSPELT]


def _ahead(chunk: str, words: Words) -> list[_Way | None]:
    """For each place of the chunk, the best whole words from its beginning to there."""
    ways: list[_Way | None] = [_Way(), *[None] * len(chunk)]
    for end in range(_SHORTEST_PIECE, len(chunk) + 1):
        for begin in range(max(0, end - _LONGEST_PIECE), end - _SHORTEST_PIECE + 1):
            way = ways[begin]
            number = _whole(chunk, begin, end, words) if way is not None else None
            if way is not None and number is not None:
                ways[end] = _better(ways[end], way, Piece(chunk[begin:end], {number: 1.0}), after=True)
    return ways


def _behind(chunk: str, words: Words) -> list[_Way | None]:
    """For each place of the chunk, the best whole words from there to its end."""
    ways: list[_Way | None] = [*[None] * len(chunk), _Way()]
    for begin in range(len(chunk) - _SHORTEST_PIECE, -1, -1):
        for end in range(begin + _SHORTEST_PIECE, min(len(chunk), begin + _LONGEST_PIECE) + 1):
            way = ways[end]
            number = _whole(chunk, begin, end, words) if way is not None else None
            if way is not None and number is not None:
                ways[begin] = _better(ways[begin], way, Piece(chunk[begin:end], {number: 1.0}), after=False)
    return ways


def _better(known: _Way | None, way: _Way, piece: Piece, *, after: bool) -> _Way:
    worth = way.worth + len(piece.word) - _SEAM
    if known is not None and known.worth >= worth:
        return known
    return _Way(worth, (*way.pieces, piece) if after else (piece, *way.pieces))


def _whole(chunk: str, begin: int, end: int, words: Words) -> int | None:
    """The word that is this part, or this part after the letter that folding made one with it at the seam."""
    return next((one for one in map(words.number, _spellings(chunk, begin, end)) if one is not None), None)


def _spellings(chunk: str, begin: int, end: int) -> Iterator[str]:
    yield chunk[begin:end]
    if begin:
        yield chunk[begin - 1 : end]
