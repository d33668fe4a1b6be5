"""Puts an evidence pack together: from what the reader's keys open, the law, the files, the history."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cases import case, clocks, evidence, forwarding, history, media, opening, parts, scope
from cases.content import EXTRACT
from cases.evidence import Meter
from cases.officers import SignedIn
from cases.opening import Whole
from cases.readers import POLICE
from conversations.dossier import added, checked, dossier, why
from conversations.house import House
from conversations.rendering import Speaker
from locales.texts import Text
from store.transaction import Transaction
from web.desk.case import sketch
from web.desk.printing import pack
from web.desk.printing.pack import Article, Evidence, File, Line, Pack, Place, Section, Step

CUT = Text(
    "pack.place_words",
    "The reporter described the place in their own words. They stand only in the pack with these words.",
)
NEAR = Text("casepage.near", "From the nearest settlements to this point")
_NEAREST = 2
_LATER = ("addition:", "answer:")
_PICTURES = ("photo", "video")
HANDLING = frozenset(
    {
        *("filed", "forwarded", "delivered", "acknowledged", "accepted", "escalated", "declined", "rerouted"),
        *(
            "confirmed",
            "let know",
            "released",
            "taken",
            "given back",
            "urgency",
            "asked",
            "closed",
            "reopened",
        ),
    }
)
"""Acts that tell how a case was handled: not who read it, and nothing that its reporter did later."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gives the pack away, and whether with the reporter's own words."""

    signed: SignedIn = field(repr=False)
    with_words: bool = False


def put_together(tx: Transaction, house: House, reader: Reader, number: int, *, now: datetime) -> Pack:
    """Give the pack of a case, as far as this reader's keys open it; its opening is noted in the history.

    Words, files and history are for who reads the whole case; the others get the extract.

    Raises:
        UnknownCase, NotTheirCase, NotForThisKey: as `cases.opening.open_case`.
    """
    office, row = house.office_at(now), case.get(tx, number)
    opened = opening.open_whole(tx, office, reader.signed, number, now=now)
    content, whole = opened.content, "answers" in opened.content
    files = tuple(_files(tx, reader.signed, number, opened)) if whole else ()
    day = clocks.local(now, office.law).date()
    meter = dossier.meter(content, day, pictures=any(one.kind in _PICTURES for one in files))
    with_words = whole and reader.with_words
    return Pack(
        format=pack.FORMAT,
        case=number,
        made_on=day.isoformat(),
        rules=content["assessment"]["version"],
        reader="whole" if whole else EXTRACT,
        with_words=with_words,
        urgency=row.urgency,
        severity=row.severity,
        place=_place(house, content),
        evidence=_evidence(meter),
        articles=tuple(_articles(house, content, now)),
        known={one: tuple(_sections(house, opened, one, meter, with_words)) for one in pack.LANGUAGES},
        files=files,
        handling=tuple(_handling(tx, house, reader.signed, number, now)) if whole else (),
    )


def _place(house: House, content: Mapping[str, Any]) -> Place:
    code, point = content["territory"], content["point"]
    names = {one: house.speaker(one).place(code) for one in pack.LANGUAGES} if code else {}
    return Place(territory=code, names=names, point=(point[0], point[1]) if point else None)


def _evidence(meter: Meter | None) -> Evidence | None:
    if meter is None:
        return None
    book = evidence.book()
    return Evidence(
        enough=meter.enough,
        workplace=meter.sector,
        known=meter.known,
        missing=meter.missing,
        law=book.law,
        source=book.source,
    )


def _articles(house: House, content: Mapping[str, Any], now: datetime) -> Iterator[Article]:
    known = house.office_at(now).law.references
    codes = (code for reason in content["assessment"]["reasons"] for code in reason["law"])
    for code in dict.fromkeys(codes):
        if code in known:
            one = known[code]
            yield Article(
                code=code,
                act=one.act,
                article=one.article,
                says=one.says,
                mark=one.mark,
                source=one.source,
            )


def _sections(
    house: House, opened: Whole, language: str, meter: Meter | None, with_words: bool
) -> Iterator[Section]:
    """Give the dossier in a language. What a reporter typed of the place stands with their other words."""
    speaker = house.speaker(language)
    place, point = speaker.say(dossier.PLACE), opened.content["point"]
    later = {name: told for name, told in opened.added.items() if name.startswith(_LATER) and with_words}
    found = (
        *dossier.read(house, opened.content, language, found=meter),
        *checked.sections(house, opened.added, language, named=False),
        *added.sections(house, later, language),
    )
    for section in found:
        lines = tuple(
            Line(label=line.label, value=line.value, verbatim=line.verbatim)
            for line in section.lines
            if line.kind != why.SOURCED and (with_words or not line.verbatim)
        )
        if section.title == place:
            lines += tuple(_near(house, point, speaker)) if point else ()
            is_cut = not with_words and any(line.verbatim for line in section.lines)
            lines += (
                (Line(label=speaker.say(why.NOTE), value=speaker.say(CUT), verbatim=False),) if is_cut else ()
            )
        if lines:
            yield Section(title=section.title, lines=lines)


def _near(house: House, point: Sequence[float], speaker: Speaker) -> Iterator[Line]:
    """Give how far the point lies from the settlements around it: whoever drives there asks for them."""
    found = sketch.draw(house.directory.territories, point, speaker)
    if found is not None:
        near = (f"{spot.name}: {spot.distance}, {spot.wind}" for spot in found.spots[:_NEAREST])
        yield Line(label=speaker.say(NEAR), value="; ".join(near), verbatim=False)


def _files(tx: Transaction, signed: SignedIn, number: int, opened: Whole) -> Iterator[File]:
    """Give the files whose description these keys open; a locked one's hash is for the police alone."""
    is_police = signed.officer.department.partition(":")[0] in POLICE
    locked = media.locked_of(tx, number)
    for id in sorted(opened.files):
        name = media.part(id)
        told = parts.read(tx, signed.unlocked, number, name)
        found = File(
            number=id, kind=told["kind"], ending=told["ending"], bytes=told["cleaned_size"], sha256=""
        )
        if id not in locked or is_police:
            key = parts.open_key(tx, signed.unlocked, number, name)
            body = media.body(tx, id, key, told["pieces"])
            found = File(
                number=id,
                kind=told["kind"],
                ending=told["ending"],
                bytes=len(body),
                sha256=hashlib.sha256(body).hexdigest(),
            )
        yield found


def _handling(tx: Transaction, house: House, signed: SignedIn, number: int, now: datetime) -> Iterator[Step]:
    """Give how the case was handled, day by day: no hour, which could tell when the reporter was writing.

    A department whose part in it is hidden from the reader – it was held back – is not named.
    """
    law = house.office_at(now).law
    hidden = set() if signed.officer.role in scope.SEE_ALL else _held(tx, number)
    for row in history.of_case(tx, number):
        code, _, more = row["act"].partition(":")
        is_errand = code == "asked" and more  # asked of a colleague, not of the reporter
        if code in HANDLING and not is_errand and row["about"] not in hidden:
            day = clocks.local(row["at"], law).date().isoformat()
            yield Step(day=day, act=code, by=row["actor"], about=row["about"])


def _held(tx: Transaction, number: int) -> set[str]:
    return {one.department for one in forwarding.of_case(tx, number) if one.state == "held"}
