"""The search in columns answers as one that looks at each service by itself."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from directory import folding, idle_words, kinds
from directory.reading import Directory
from directory.search import catalogue, weighing
from directory.search.asked import Asked
from directory.search.catalogue import Catalogue
from directory.search.finding import Finder
from directory.search.query import Query, Token
from directory.search.weighing import Weighing
from directory.search.worth import KIND, NAME, NEED
from directory.service import Service
from tests.directory.search import cast, crowd

COUNT, QUERIES = 4_000, 66
FILTERS: Sequence[Mapping[str, object]] = (
    {}, {"age": 7}, {"free": True}, {"sex": "girls"}, {"language": "kk"}, {"without_documents": True},
    {"open_at": cast.NOW}, {"referral": "direct"}, {"near": cast.AT_SHYMKENT, "radius_km": 400},
    {"need": "education"}, {"kind": "school", "age": 16, "free": True},
)  # fmt: skip


@dataclass(frozen=True)
class Crowd:
    """Thousands of services, texts that ask for them, and how they are found."""

    services: Sequence[Service]
    texts: Sequence[str]
    finder: Finder
    catalogue: Catalogue


@pytest.fixture(scope="module")
def many(directory: Directory) -> Crowd:
    services, texts = crowd.services(directory, COUNT, QUERIES)
    finder = Finder(services, directory.territories, directory.places, directory.aliases)
    return Crowd(
        services, texts, finder, catalogue.of_services(services, directory.territories, directory.aliases)
    )


def asks(directory: Directory, texts: Sequence[str]) -> Iterator[Asked]:
    """Each text with one of the filters, every other one in a territory; then filters without a text."""
    chance = random.Random(2)
    codes = [unit.code for unit in directory.territories if unit.level in ("oblast", "city", "district")]
    for number, text in enumerate([*texts, *[""] * len(FILTERS)]):
        territory = chance.choice(codes) if number % 2 else ""
        yield Asked(text, territory=territory, limit=200, **FILTERS[number % len(FILTERS)])  # type: ignore[arg-type]


def test_every_hit_passes_every_filter_and_is_marked_unsure_where_nobody_told(
    directory: Directory, many: Crowd
) -> None:
    answers = [(asked, many.finder.find(asked, cast.NOW)) for asked in asks(directory, many.texts)]

    for asked, answer in answers:
        for hit in answer.hits:
            told = dict(states(hit.service, asked))
            assert False not in told.values(), (asked, hit)
            assert {reason for reason, state in told.items() if state is None} == set(hit.unsure)
            assert {reason for reason, state in told.items() if state} <= set(hit.reasons)
    assert sum(answer.total for _, answer in answers) > 500


def test_without_words_nobody_who_fits_is_left_out(directory: Directory, many: Crowd) -> None:
    for asked in asks(directory, []):
        if asked.territory or asked == Asked(limit=200) or asked.near:
            continue
        fitting = [one for one in many.services if False not in dict(states(one, asked)).values()]
        assert many.finder.find(asked, cast.NOW).total == len(fitting)


def test_the_score_is_the_share_of_the_letters_that_a_service_explains(many: Crowd) -> None:
    compared = 0
    owners = {service.id: owner for owner, service in enumerate(many.services)}
    for text in many.texts[:40]:
        query = many.finder._index.read(text)
        for hit in many.finder.find(Asked(text, territory=cast.SHYMKENT), cast.NOW).hits:
            assert hit.score == score(owners[hit.service.id], query, many), (text, hit)
            compared += 1
    assert compared > 50


def test_what_cannot_be_among_the_best_need_not_be_weighed(
    many: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, everybody = many.finder._index, np.ones(COUNT, dtype=bool)
    readings = [index.worth(index.read(text)) for text in many.texts]

    def best() -> list[list[int]]:
        return [Weighing(index.rows, one).best(limit=50, allowed=everybody)[0].tolist() for one in readings]

    narrowed = best()
    monkeypatch.setattr(weighing, "_AT_ONCE", 10**9)
    assert narrowed == best()


def test_hits_stand_in_the_order_of_their_scope(directory: Directory, many: Crowd) -> None:
    order = ("", "district", "oblast", "country", "elsewhere")
    for asked in asks(directory, many.texts):
        hits = many.finder.find(asked, cast.NOW).hits
        best = max((hit.score for hit in hits), default=0)
        good = [hit for hit in hits if best - hit.score <= 15 and not hit.closed]
        assert all(order.index(one.scope) <= order.index(two.scope) for one, two in pairwise(good))


def test_folding_the_pieces_of_a_name_is_folding_the_name(many: Crowd) -> None:
    texts = [text for service in many.services[:1000] for text in service.names.values()]
    odd = ["№12-мектеп  «Үміт»", "O'zbekiston\tko'chasi", "ﬁ ½ ①", "a\u2028b", "т̷̛а̸р̶ а̸з", " ¨ ", "24мектеп"]

    folded = catalogue.folded_words([*texts, *odd])

    assert all(folded[text] == folding.words(text) for text in [*texts, *odd])


def states(service: Service, asked: Asked) -> Iterator[tuple[str, bool | None]]:
    """What one service says to each thing that is asked; None: nobody told."""
    terms = service.terms
    if asked.kind:
        yield "kind", asked.kind in service.kinds
    if asked.need:
        yield "need", any(asked.need in kinds.all_kinds()[kind].needs for kind in service.kinds)
    if asked.age is not None:
        told = terms.youngest is not None or terms.oldest is not None
        fits = (terms.youngest or 0) <= asked.age < (99 if terms.oldest is None else terms.oldest + 1)
        yield "age", fits if told else None
    if asked.sex:
        yield "sex", terms.sex in (None, asked.sex)
    if asked.language:
        yield "language", asked.language in terms.languages if terms.languages else None
    if asked.free:
        yield "free", terms.free
    if asked.without_documents:
        yield "without_documents", terms.without_documents
    if asked.referral:
        yield "referral", None if terms.referral is None else terms.referral == asked.referral
    if asked.open_at:  # a Monday at eleven
        yield "open", True if service.openings else None


def score(owner: int, query: Query, many: Crowd) -> int:
    """The score of one service, each word looked up in each of its phrases."""
    columns, index = many.catalogue.columns, many.finder._index
    worth = index.worth(query)
    rows = np.flatnonzero(columns.owner == owner).tolist()
    title = columns.titles[columns.title[rows[0]]]
    shares = {
        "kind": 0.7 + 0.3 * float(worth.covered[KIND][title[KIND]]),
        "need": 0.3 + 0.7 * float(worth.covered[NEED][title[NEED]]),
    }
    named = {
        "kind": [columns.kinds[title[KIND]]],
        "need": [columns.needs[title[NEED]]] if title[NEED] >= 0 else [],
        "name": [columns.names[title[NAME]]] if title[NAME] >= 0 else [],
        "place": [columns.places[columns.place[row]] for row in rows if columns.place[row] >= 0],
    }
    explained = weight = 0.0
    for token in query.tokens:
        likeness = max(
            shares.get(reason, 1.0) * _likeness(phrases, token, many)
            for reason, entities in named.items()
            for phrases in [*entities, []]
        )
        if len(token.word) == 1 and not (shares["kind"] > 0.999 and _likeness(named["kind"][0], token, many)):
            likeness = 0.0
        letters = len(token.word) * _weight(token, likeness)
        weight += letters
        explained += letters * likeness if likeness >= 0.4 else 0
    for number in query.numbers:
        of_a_number = 5 if any(columns.number[row] >= 0 for row in rows) else 1.5
        weight += of_a_number
        explained += of_a_number * any(columns.number[row] == number for row in rows)
    return round(100 * explained / weight)


def _weight(token: Token, likeness: float) -> float:
    if len(token.word) == 1 or idle_words.says_nothing(token.word):
        return 1.0 if likeness >= 0.5 else 0.1
    return 0.15 if token.best < 0.6 else min(1.0, 0.3 + 0.7 * (token.best - 0.6) / 0.35)


def _likeness(phrases: Sequence[Sequence[str]], token: Token, many: Crowd) -> float:
    words = {many.finder._index.words.number(word) for phrase in phrases for word in phrase}
    return max((likeness for word, likeness in token.alike.items() if word in words), default=0.0)
