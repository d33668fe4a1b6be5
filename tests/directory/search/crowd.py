"""Thousands of made-up services in the real places of the country, each with something else told of it."""

import random
from collections.abc import Sequence
from datetime import date

from benchmarks import corpus
from benchmarks.documents import Document
from directory.reading import Directory
from directory.service import Opening, Phone, Seat, Service, Terms

WEEK = Opening(frozenset(range(5)), 9 * 60, 18 * 60)


def services(directory: Directory, count: int, queries: int) -> tuple[list[Service], Sequence[str]]:
    """So many services, and so many texts that ask for them."""
    made = corpus.made(directory, count, queries)
    chance = random.Random(1)
    found = [_service(f"{number:06}", one, directory, chance) for number, one in enumerate(made.documents)]
    return found, [str(query["q"]) for query in made.queries]


def _service(id_: str, document: Document, directory: Directory, chance: random.Random) -> Service:
    place = directory.territories.get(document["place"])
    point = (place.lat, place.lon) if place.lat and place.lon else None
    oblast = directory.territories.oblast_of(place.code).code
    return Service(
        id_,
        {language: document[language] for language in ("kk", "ru", "en")},
        (document["kind"],),
        seats=(Seat(place.code, chance.choice([None, point])),),
        serves=chance.choices([(), (oblast,), ("KZ",)], [300, 100, 1])[0],
        phones=chance.choice([(), (Phone("8 700 000 00 00"),)]),
        openings=chance.choice([(), (WEEK,)]),
        terms=Terms(
            youngest=chance.choice([None, 3, 6]),
            oldest=chance.choice([None, 15, 17]),
            sex=chance.choice([None, None, "girls", "boys"]),
            languages=chance.choice([(), ("ru",), ("kk", "ru")]),
            free=chance.choice([None, True, False]),
            without_documents=chance.choice([None, True, False]),
            referral=chance.choice([None, "direct", "by_request"]),
        ),
        status="active" if chance.random() < 0.98 else "temporarily closed",
        assured=chance.choice([None, date(2026, 2, 1), date(2025, 1, 1)]),
        confidence=chance.choice(["", "high"]),
    )
