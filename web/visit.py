"""What a visit to the chat does in the database: each function is a unit of work inside one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from conversations import pickup, private
from conversations.incoming import Address, Incoming, Kind
from conversations.message import Message
from locales import languages
from store.transaction import Transaction
from web import transcript
from web.errors import TooManyNewcomers
from web.form import Form, Upload
from web.parts import Parts
from web.transcript import Shown

LANGUAGE = "l:"
"""Before a language code, in the token of a button of the language row."""


@dataclass(frozen=True, slots=True)
class Came:
    """Who came. A cookie for which nothing waits any more counts as none: then `drawn` is the visitor."""

    known: str | None  # from the cookie
    drawn: str  # a fresh number, for a newcomer
    language: str  # that the browser asks for; nothing: none of ours
    now: datetime
    may_be_new: bool = True  # False: too many newcomers in this minute


@dataclass(frozen=True, slots=True)
class View:
    """What one visitor sees now."""

    visitor: str  # nothing: a stranger, to whom nothing was said
    shown: Sequence[Shown] = ()
    language: str = ""  # that the person chose; nothing: none yet
    last: int = 0  # the newest message
    cleared: bool = False  # what was shown before is gone: the page has to be drawn anew
    files: bool = False  # a field for a file stands under it


def look(tx: Transaction, parts: Parts, visitor: str, after: int) -> View:
    """What waits for this visitor behind the message `after`."""
    kept = pickup.waiting(tx, parts.keys, address(visitor), after)
    language = parts.reception.language_of(tx, address(visitor))
    offered = parts.reception.room_for_files(tx, address(visitor), parts.now()).offered
    return View(visitor, transcript.fold(kept), language, kept[-1].id if kept else after, files=offered)


def greet(tx: Transaction, parts: Parts, came: Came, argument: str) -> View:
    """Hear /start, with the argument of a deep link, and give all that waits."""
    who, _ = _who(tx, parts, came)
    parts.reception.hear_all(tx, [_start(came, who, argument)], came.now)
    return look(tx, parts, who, 0)


def hear(tx: Transaction, parts: Parts, came: Came, sent: Form) -> View:
    """Hear what was sent and give what waits behind the last message that the page has.

    The person's own words are kept first, so that they stand above the answer. A newcomer (his cookie ended
    while the page was open) is greeted before: his words are not lost. Nobody is left without an answer: when
    the reception has only a toast to say, that becomes the message.
    """
    who, earlier = _who(tx, parts, came)
    if not earlier and not sent.token.startswith(LANGUAGE):  # after a choice of language the greeting follows
        parts.reception.hear_all(tx, [_start(came, who, "")], came.now)
    own = _own(earlier, sent)
    if own.text:
        pickup.put(tx, parts.keys, address(who), own, now=came.now, own=True)
    before = look(tx, parts, who, 0).last
    [heard] = parts.reception.hear_all(tx, [_incoming(came, who, sent)], came.now)
    if heard.toast and look(tx, parts, who, before).last == before:
        pickup.put(tx, parts.keys, address(who), Message(heard.toast), now=came.now)
    view = look(tx, parts, who, sent.after if earlier else 0)
    return replace(view, cleared=all(one.id > before for one in look(tx, parts, who, 0).shown))


def address(visitor: str) -> Address:
    """Where answers to this visitor wait."""
    return Address("web", visitor)


def _who(tx: Transaction, parts: Parts, came: Came) -> tuple[str, Sequence[Shown]]:
    shown = look(tx, parts, came.known, 0).shown if came.known else ()
    if not shown and not came.may_be_new:
        raise TooManyNewcomers
    return (came.known if came.known and shown else came.drawn), shown


def _own(earlier: Sequence[Shown], sent: Form) -> Message:
    if sent.token.startswith(LANGUAGE):
        name = languages.OWN_NAMES.get(sent.token.removeprefix(LANGUAGE), "")
        return transcript.own_words(name, sent.token)
    if sent.token:
        return transcript.own_words(transcript.label_of(earlier, sent.token), sent.token)
    if sent.file:
        return transcript.own_words("📎")
    if sent.point:
        return transcript.own_words(transcript.place_button(earlier) or "📍")
    return transcript.own_words(sent.text)


def _start(came: Came, who: str, argument: str) -> Incoming:
    return Incoming(address(who), who, "command", "start", argument, language=came.language)


def _incoming(came: Came, who: str, sent: Form) -> Incoming:
    to, language = address(who), came.language
    if sent.token:
        return Incoming(to, who, "button", sent.token, message=sent.message, language=language)
    if sent.file:
        return _brought(came, who, sent.file)
    if sent.point:
        return Incoming(to, who, "point", point=sent.point, language=language)
    command, _, argument = sent.text.strip().removeprefix("/").partition(" ")
    if sent.text.lstrip().startswith("/") and command.lower() in private.COMMANDS:
        return Incoming(to, who, "command", command.lower(), argument.strip(), language=language)
    return Incoming(to, who, "text", sent.text, language=language)


def _brought(came: Came, who: str, upload: Upload) -> Incoming:
    sent = upload.sent
    kind: Kind = "voice" if sent.kind == "voice" else "photo"
    kind = "file" if sent.refused else kind
    return Incoming(address(who), who, kind, sent=sent, content=upload.content, language=came.language)
