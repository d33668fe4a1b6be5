"""Files that people send: what can be refused at once is, what came along is kept, the rest is fetched.

Either is written in the transaction that heard the file: its sealed pieces, or the duty to fetch it, whose
payload, sealed, is all that knows the channel's id of it. Filing never waits for it.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from cases import file_limits, media
from conversations import person, pickup, rendering, sending, sentences, tally, telling
from conversations.dialogue import collecting, engine
from conversations.dialogue.kinds.media import VOICE_ONLY
from conversations.dialogue.kinds.scene import Scene
from conversations.dialogue.script import Script
from conversations.dialogue.session import Input, Notice, Session, Turn
from conversations.hearing import Hearing
from conversations.house import House
from conversations.incoming import Address, Sent
from conversations.message import Message
from conversations.person import Person
from store import duties
from store.duties import Claimed, Duty
from store.transaction import Transaction

FETCH, CONFIRM = "fetch", "confirm"
BROUGHT = "megabytes brought"
"""Name under which megabytes of files that came along are counted: anybody can be a new visitor."""
ALBUM_REST = timedelta(seconds=2)
"""So long after the last file of an album it is confirmed: Telegram sends them one by one."""
LIMITS = {"file_size": file_limits.MOST_BYTES // 1024 // 1024, "file_long": file_limits.LONGEST_VOICE // 60}
_PICTURES = frozenset({"", "image/jpeg", "image/jpg", "image/png", "image/webp"})
_AS_PHOTO = frozenset({"image/heic", "image/heif", "image/heic-sequence", "image/avif"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be fetched: `file` is the channel's id of it; who sent it, so that they can be answered."""

    medium: int
    kind: str
    file: str
    sender: str
    address: Address
    at: datetime


@dataclass(frozen=True, slots=True)
class _Album:
    sender: str
    address: Address
    draft: str


_wanted = msgspec.json.Decoder(Wanted)
_albums = msgspec.json.Decoder(_Album)


def given(hearing: Hearing, plain: Input) -> Input:
    """Give what the engine needs to know of a file; anything else is given back as it is."""
    sent = hearing.incoming.sent
    if sent is None:
        return plain
    code = refusal(sent)
    return replace(
        plain,
        kind="voice" if sent.kind == "voice" else "photo",
        medium=media.number(hearing.tx),
        picture=sent.kind != "voice",
        album=sent.album,
        refused=_notice(code) if code else None,
    )


def refusal(sent: Sent) -> str:
    """Give the code why a file is refused without fetching or keeping it; "" when it is worth a try."""
    if sent.refused:
        return sent.refused
    if sent.mime in _AS_PHOTO:
        return "file_heic"
    if sent.kind == "file" or (sent.kind == "photo" and sent.mime not in _PICTURES):
        return "file"
    if sent.size > file_limits.MOST_BYTES:
        return "file_size"
    return "file_long" if sent.kind == "voice" and sent.seconds > file_limits.LONGEST_VOICE else ""


def take(hearing: Hearing, before: Session, after: Session) -> None:
    """Keep the file that has just been taken into the draft, or have it fetched; an album is confirmed as
    a whole.
    """
    sent, new = hearing.incoming.sent, [one for one in after.media if one not in before.media]
    if sent is None or not new:
        return
    origin = f"{after.script}:{after.draft}"
    for medium in new:
        media.expect(hearing.tx, hearing.house.keys, medium, origin, sent.kind, now=hearing.now)
        _come_by(hearing, medium, sent)
    if sent.album and sent.kind != "voice":
        _confirm_later(hearing, after, sent.album)


def asked_by(turn: Turn, channel: str) -> Turn:
    """Give the turn as this channel asks it: a page brings no file at all where it may bring no picture."""
    closed = turn.ask is not None and turn.ask.form == VOICE_ONLY and channel in pickup.CHANNELS
    return replace(turn, ask=replace(turn.ask, form="words_only")) if turn.ask and closed else turn


def take_for_case(hearing: Hearing, number: int) -> str:
    """Take the file of this hearing as an addition to a filed case; gives the code of a refusal, or ""."""
    sent = hearing.incoming.sent
    code = refusal(sent) if sent is not None else "file"
    if code or sent is None:
        return code
    if media.count(hearing.tx, number) >= 2 * file_limits.MOST_FILES:
        return "file_count"
    medium = media.number(hearing.tx)
    media.expect_for_case(hearing.tx, number, medium, sent.kind, now=hearing.now)
    _come_by(hearing, medium, sent)
    return ""


def _come_by(hearing: Hearing, medium: int, sent: Sent) -> None:
    """Write the file down if it came along, else that it is to be fetched."""
    content, address = hearing.incoming.content, hearing.incoming.address
    if content is not None:
        sealed = media.sealed(medium, content.told, content.body)
        media.keep(hearing.tx, hearing.office, medium, sealed, now=hearing.now)
        amount = math.ceil(len(content.body) / 1024 / 1024)
        tally.add(hearing.tx, (BROUGHT,), now=hearing.now, amount=amount)
        return
    wanted = Wanted(medium, sent.kind, sent.id, hearing.sender, address, hearing.now)
    duty = Duty(f"{FETCH}:{address.channel}", f"{FETCH}:{medium}", hearing.now, msgspec.json.encode(wanted))
    duties.add(hearing.tx, hearing.house.keys, duty, hearing.now)


def wanted_by(duty: Claimed) -> Wanted:
    """Read which file a duty is about."""
    return _wanted.decode(duty.payload)


def words(house: House, code: str, language: str) -> Message:
    """Give the sentence that tells why a file was refused."""
    return Message(_sentence(house.speaker(language), code))


def refused(tx: Transaction, house: House, wanted: Wanted, code: str, *, now: datetime) -> None:
    """Tell who sent a file that it cannot be kept: while its draft is open, or if they want to be told.

    In the draft it makes room for another one.
    """
    if not media.refuse(tx, wanted.medium, code):
        return
    known = person.load(tx, house.keys, [wanted.sender]).get(wanted.sender)
    if known is not None and known.draft is not None and wanted.medium in known.draft.media:
        left = tuple(one for one in known.draft.media if one != wanted.medium)
        freed = replace(known, draft=replace(known.draft, media=left))
        person.keep(tx, house.keys, wanted.sender, freed, now)
        said, key = words(house, code, known.language), f"refused:{wanted.medium}"
        sending.say(tx, house.keys, wanted.address, [said], key=key, now=now)
        return
    number = media.case_of(tx, wanted.medium)
    if number is not None:
        event = f"refused:{wanted.medium}"
        telling.tell(tx, house, number, event, say=lambda speaker: Message(_sentence(speaker, code)), now=now)


def confirm(tx: Transaction, house: House, duty: Claimed, now: datetime) -> datetime | None:
    """Say once for a whole album how many files there are, and ask the open question again."""
    album = _albums.decode(duty.payload)
    known = person.load(tx, house.keys, [album.sender]).get(album.sender)
    draft = known.draft if known else None
    if known is None or draft is None or draft.draft != album.draft or not draft.media:
        return None
    script = house.scripts.get(draft.script)
    if script is None or script.digest != draft.digest:
        return None
    messages = _confirmation(house, known, script, draft, now)
    sending.say(tx, house.keys, album.address, messages, key=f"said:{duty.key}", now=now)
    return None


def _confirmation(
    house: House, known: Person, script: Script, draft: Session, now: datetime
) -> list[Message]:
    scene = Scene(script, draft, script.step(draft.step), house.lexicon, now)
    open_again = engine.resume(script, draft, house.lexicon, now)
    turn = Turn(draft, (collecting.received(scene, draft),), open_again.ask)
    return rendering.render(script, turn, house.speaker(known.language))


def _confirm_later(hearing: Hearing, draft: Session, album: str) -> None:
    keys, address = hearing.house.keys, hearing.incoming.address
    key = f"{CONFIRM}:{keys.index('album', f'{draft.draft}:{album}')}"
    payload = msgspec.json.encode(_Album(hearing.sender, address, draft.draft))
    due = hearing.now + ALBUM_REST
    duties.add(hearing.tx, keys, Duty(f"{CONFIRM}:{address.channel}", key, due, payload), hearing.now)
    duties.reschedule(hearing.tx, key, due)


def _notice(code: str) -> Notice:
    return Notice(code, {"n": LIMITS[code]} if code in LIMITS else {})


def _sentence(speaker: rendering.Speaker, code: str) -> str:
    values = {"n": speaker.number(LIMITS[code])} if code in LIMITS else {}
    return speaker.say(sentences.NOTICES[code], **values)
