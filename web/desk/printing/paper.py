"""Draws an evidence pack on A4, in Kazakh and in Russian, by typst with the fonts that it carries.

What people wrote goes in as JSON data and is never read as markup; nothing is read from disk or the net but
the template. The same pack gives the same bytes.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from conversations import grounds, notices
from conversations.dossier import deeds, dossier, rule_words
from conversations.house import House
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text
from web import typesetting
from web.desk.printing.pack import LANGUAGES, Evidence, Pack

TEMPLATE = Path(__file__).parent / "paper.typ"
TITLE = Text("pack.title", "Materials for an inspection on complaint")
CASE = Text("pointer.title", "Case {number}")
MADE_ON = Text("pack.made_on", "Put together on")
URGENCY = Text("pack.urgency", "Urgency")
RULES = Text("pack.rules", "Version of the rules")
EXTENT = Text("pack.extent", "Extent")
EXTENTS = {
    "whole": Text("pack.whole", "The whole case, without the words of the reporter"),
    "words": Text("pack.whole_words", "The whole case, with the words of the reporter: do not pass them on"),
    "extract": Text("pack.extract", "An extract: the coded facts and the place"),
}
INSPECTION = Text("dossier.inspection", "Is it enough for an inspection?")
ENOUGH = Text("dossier.enough", "Enough")
NOT_ENOUGH = Text("dossier.not_enough", "Not enough yet")
KNOWN, MISSING = Text("dossier.known", "Known"), Text("dossier.missing", "Not known")
NOTE = Text(
    "pack.inspection_note",
    "Since 1 January 2023 an inspection without notice needs weighty grounds and evidence enclosed to the"
    " complaint. Which evidence is enough is laid down nowhere that we know of: this list is derived from"
    " what an inspector must find, and a lawyer has still to look at it.",
)
ARTICLES, ARTICLE = Text("pack.articles", "Articles that the rules stand on"), Text("pack.article", "Article")
FILES, NUMBER = Text("pack.files", "Files"), Text("pack.number", "No.")
KIND, BYTES = Text("pack.kind", "Kind"), Text("pack.bytes", "Bytes")
HASH = Text("pack.sha256", "Hash (SHA-256)")
KINDS = {
    "photo": Text("pack.photo", "Photo"),
    "video": Text("pack.video", "Video recording"),
    "voice": Text("pack.voice", "Voice message"),
}
_LONG = re.compile(r"\S{28}")
LOCKED = Text("pack.locked", "opens for the police alone")
HANDLING = Text("pack.handling", "How the case was handled")
DAY, WHAT, WHO = Text("pack.day", "Day"), Text("pack.what", "What"), Text("pack.who", "Who")
CLOSING = Text(
    "pack.closing",
    "What was reported has not been proved: nobody is accused by it. Who reported it does not stand here, and"
    " must not be looked for.",
)
DIGEST = Text("pack.digest", "SHA-256 of the JSON file that belongs to this document:")


def draw(house: House, pack: Pack, digest: str) -> bytes:
    """Give the PDF of a pack, with the hash of its JSON on it. Some tens of milliseconds: for a thread."""
    return typesetting.document(TEMPLATE, _sheet(house, pack, digest), house)


def _sheet(house: House, pack: Pack, digest: str) -> dict[str, Any]:
    first = house.speaker(LANGUAGES[0])
    case = first.say(CASE, number=pack.case)
    return {
        "title": f"{first.say(TITLE)} – {case}",
        "digest": _breakable(digest),
        "parts": [
            {
                "footer": f"{speaker.say(CASE, number=pack.case)} · {digest[:16]}",
                **_part(house, pack, speaker),
            }
            for speaker in map(house.speaker, LANGUAGES)
        ],
    }


def _part(house: House, pack: Pack, speaker: Speaker) -> dict[str, Any]:
    language = speaker.catalogue.language
    place = speaker.say(dossier.PLACE)
    sections = [
        {"title": one.title, "lines": [_line(line.label, line.value, line.verbatim) for line in one.lines]}
        for one in pack.known[language]
        if one.title != speaker.say(INSPECTION)  # it stands in the box
    ]
    sections.sort(key=lambda one: one["title"] != place)
    return {
        "lang": language,
        "title": speaker.say(TITLE),
        "subtitle": speaker.say(CASE, number=pack.case),
        "facts": list(_facts(pack, speaker)),
        "verdict": _verdict(pack.evidence, speaker) if pack.evidence else None,
        "sections": sections,
        "tables": list(_tables(house, pack, speaker)),
        "closing": speaker.say(CLOSING),
        "digest_label": speaker.say(DIGEST),
    }


def _facts(pack: Pack, speaker: Speaker) -> Iterator[dict[str, Any]]:
    extent = "words" if pack.with_words else pack.reader
    yield _line(speaker.say(MADE_ON), _day(pack.made_on, speaker))
    yield _line(speaker.say(EXTENT), speaker.say(EXTENTS[extent]))
    yield _line(speaker.say(URGENCY), notices.urgency(pack.urgency, speaker))
    yield _line(speaker.say(RULES), pack.rules)


def _verdict(found: Evidence, speaker: Speaker) -> dict[str, Any]:
    def listed(codes: tuple[str, ...]) -> str:
        return ", ".join(speaker.say(grounds.THINGS[code]) for code in codes)

    lines = [_line(speaker.say(KNOWN), listed(found.known))] if found.known else []
    lines += [_line(speaker.say(MISSING), listed(found.missing))] if found.missing else []
    return {
        "title": speaker.say(INSPECTION),
        "result": speaker.say(ENOUGH if found.enough else NOT_ENOUGH),
        "lines": lines,
        "note": speaker.say(NOTE),
    }


def _tables(house: House, pack: Pack, speaker: Speaker) -> Iterator[dict[str, Any]]:
    known = house.office.law.references
    articles = [[rule_words.article(known[one.code], speaker)] for one in pack.articles if one.code in known]
    if articles:
        yield _table(speaker, ARTICLES, {ARTICLE: 1}, articles)
    files = [
        [str(one.number), speaker.say(KINDS[one.kind]), str(one.bytes), one.sha256 or speaker.say(LOCKED)]
        for one in pack.files
    ]
    if files:
        yield _table(speaker, FILES, {NUMBER: 2, KIND: 4, BYTES: 4, HASH: 14}, files)
    language = speaker.catalogue.language
    steps = [
        [
            _day(one.day, speaker),
            deeds.what(house, one.act, one.about, language),
            deeds.who(house, one.by, language),
        ]
        for one in pack.handling
    ]
    if steps:
        yield _table(speaker, HANDLING, {DAY: 2, WHAT: 5, WHO: 4}, steps)


def _table(speaker: Speaker, title: Text, head: dict[Text, int], rows: list[list[str]]) -> dict[str, Any]:
    return {
        "title": speaker.say(title),
        "head": [speaker.say(one) for one in head],
        "widths": list(head.values()),
        "rows": [[_breakable(one) for one in row] for row in rows],
    }


def _day(told: str, speaker: Speaker) -> str:
    return formatting.date(date.fromisoformat(told), speaker.catalogue.language)


def _line(label: str, value: str, verbatim: bool = False) -> dict[str, Any]:
    return {"label": label, "value": _breakable(value), "verbatim": verbatim}


def _breakable(text: str) -> str:
    """Let long words be broken: they would run over the edge of the page. A rule of the template for it
    fails where somebody wrote thousands of letters without a space.
    """
    return _LONG.sub("\\g<0>\u200b", text)
