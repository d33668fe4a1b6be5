"""Telegram's updates read one by one: only the fields we need are decoded, so names never enter."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from bot import errors, shapes
from bot.inline import Query
from conversations.incoming import Address, Incoming, Kind, Sent

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
CHANNEL = "telegram"

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.ASCII | re.DOTALL)
_NAMES = frozenset(
    {"first_name", "last_name", "username", "title", "phone_number", "vcard", "author_signature"}
)
_KIND_OF: Mapping[str, Kind] = {"photo": "photo", "video": "photo", "voice": "voice", "file": "file"}
_PRESENT = ("member", "administrator", "creator")


class _Answer(msgspec.Struct):
    result: list[msgspec.Raw]


class _Numbered(msgspec.Struct):
    update_id: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 2)]


_answers = msgspec.json.Decoder(_Answer)
_numbers = msgspec.json.Decoder(_Numbered)
_updates = msgspec.json.Decoder(shapes.Update)
_keys = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw] | msgspec.Raw | int])


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that cannot be read. `raw` is its JSON without names, `reason` holds no value of it."""

    update_id: int | None
    raw: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one getUpdates brought, in Telegram's order."""

    incomings: tuple[Incoming, ...]
    unreadable: tuple[Unreadable, ...]
    last: int | None  # highest update id; None: there was none, so nothing could be confirmed
    queries: tuple[Query, ...] = ()


def read_answer(body: bytes, username: str = "") -> Batch:
    """Read the answer to getUpdates; one bad update spoils only itself.

    Raises:
        LineBroken: the answer as a whole is no list of updates.
    """
    incomings: list[Incoming] = []
    unreadable: list[Unreadable] = []
    queries: list[Query] = []
    numbers: list[int] = []
    for raw in _split(body):
        read = read_update(raw, username)
        if isinstance(read, Incoming):
            incomings.append(read)
            number = read.update
        elif isinstance(read, Query):
            queries.append(read)
            number = read.update
        elif read is None:
            number = _number(raw)
        else:
            unreadable.append(read)
            number = read.update_id
        if number is not None:
            numbers.append(number)
    return Batch(tuple(incomings), tuple(unreadable), max(numbers, default=None), tuple(queries))


def read_update(raw: bytes, username: str = "") -> Incoming | Query | Unreadable | None:
    """Read one update; None: nothing in it concerns us. Never raises.

    An inline query that cannot be read is none of ours either: nothing is lost with it, and nothing kept.

    `username` is the bot's own: a command for `/start@another_bot` is none of ours.
    """
    try:
        update = _updates.decode(raw)
        if update.inline_query:
            return _asked(update.update_id, update.inline_query)
        incoming = _incoming(update, raw, username)
    except (ValueError, RecursionError) as error:  # msgspec's errors and UnicodeDecodeError are ValueErrors
        if _is_query(raw):
            return None
        reason = str(error) if isinstance(error, msgspec.ValidationError) else type(error).__name__
        return Unreadable(_number(raw), _nameless(raw), reason)
    return replace(incoming, update=update.update_id) if incoming else None


def _split(body: bytes) -> Sequence[bytes]:
    try:
        return [bytes(one) for one in _answers.decode(body).result]
    except (ValueError, RecursionError):
        # Half a surrogate pair in one string spoils the whole for msgspec; the standard library forgives it.
        return _split_leniently(body)


def _split_leniently(body: bytes) -> Sequence[bytes]:
    try:
        return [json.dumps(one).encode() for one in list(_loads(body)["result"])]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        reason = type(error).__name__
    raise errors.LineBroken(f"unreadable answer: {reason}")


def _number(raw: bytes) -> int | None:
    try:
        return _numbers.decode(raw).update_id
    except (ValueError, RecursionError):
        return _number_leniently(raw)


def _number_leniently(raw: bytes) -> int | None:
    try:
        number = _loads(raw)["update_id"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return None
    return number if type(number) is int and 0 <= number < 2**63 - 1 else None


def _is_query(raw: bytes) -> bool:
    try:
        update = _loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(update, dict) and update.keys() - {"update_id"} == {"inline_query"}


def _loads(raw: bytes) -> Any:
    return json.loads(raw.decode("utf-8", "replace"))


def _nameless(raw: bytes) -> bytes:
    try:
        return json.dumps(_without_names(_loads(raw))).encode()
    except (ValueError, RecursionError):
        return b""  # not even JSON: names could be anywhere in it


def _without_names(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_names(part) for key, part in value.items() if key not in _NAMES}
    if isinstance(value, list):
        return [_without_names(part) for part in value]
    return value


def _incoming(update: shapes.Update, raw: bytes, username: str) -> Incoming | None:
    if update.message:
        return _said(update.message, raw, username)
    if update.edited_message:
        return _edited(update.edited_message)
    if update.callback_query:
        return _pressed(update.callback_query)
    if update.my_chat_member:
        return _moved(update.my_chat_member)
    return None


def _said(message: shapes.Message, raw: bytes, username: str) -> Incoming | None:
    if message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None:
        return _migrated(message)
    if message.sender is None:
        return None  # a channel's post: nobody to answer
    if message.via_bot and username and message.via_bot.username.lower() == username.lower():
        return None  # a card of ours that was passed on: nobody's own words
    base = _base(message.chat, message.sender, message.message_id)
    if message.text is not None:
        return _typed(base, message.text, username)
    if message.contact is not None:
        return replace(base, kind="contact")
    if (point := message.point()) is not None:
        return replace(base, kind="point", point=(point.latitude, point.longitude))
    if (sent := _file(message)) is not None:
        return replace(base, kind=_KIND_OF[sent.kind], sent=sent, file=sent.id, text=message.caption)
    return None if _is_service(raw) else base


def _file(message: shapes.Message) -> Sent | None:
    """Give the file of a message; a document that calls itself a picture is taken for a photo."""
    album = message.media_group_id
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Sent("photo", largest.file_id, largest.file_size, album=album)
    whole = message.voice or message.audio or message.video_note or message.video or message.document
    if whole is None:
        return None
    if message.voice or message.audio:
        kind = "voice"
    elif message.video_note or message.video:
        kind = "video"
    else:
        kind = "photo" if whole.mime_type.startswith("image/") else "file"
    return Sent(kind, whole.file_id, whole.file_size, whole.mime_type, whole.duration, album)


def _migrated(message: shapes.Message) -> Incoming:
    """Telegram says it twice: in the old group with the new id, and in the new one with the old id."""
    old, new = message.chat.id, message.migrate_to_chat_id
    if new is None:
        old, new = message.migrate_from_chat_id or old, message.chat.id
    address = Address(CHANNEL, str(old))
    return Incoming(address, "telegram", "moved", text=str(new), group=True, message=message.message_id)


def _typed(base: Incoming, text: str, username: str) -> Incoming | None:
    command = _COMMAND.fullmatch(text)
    if command is None:
        return replace(base, kind="text", text=text)
    name, addressee, argument = command.groups(default="")
    if addressee and username and addressee.lower() != username.lower():
        return None  # for another bot of the group
    return replace(base, kind="command", text=name.lower(), argument=argument.strip())


def _edited(message: shapes.Message) -> Incoming | None:
    text = message.text or message.caption
    if message.sender is None or not text:
        return None  # a live location that went on: only its first point counts
    return replace(_base(message.chat, message.sender, message.message_id), kind="edited", text=text)


def _pressed(query: shapes.CallbackQuery) -> Incoming:
    if query.message is not None:
        base = _base(query.message.chat, query.sender, query.message.message_id)
    else:  # Telegram has forgotten the message: a private chat has the person's own number
        base = _base(shapes.Chat(id=query.sender.id, type="private"), query.sender, None)
    return replace(base, kind="button", text=query.data, query=query.id)


def _asked(number: int, query: shapes.InlineQuery) -> Query:
    return Query(number, query.id, query.sender.id, query.query, query.sender.language_code)


def _moved(change: shapes.ChatMemberUpdated) -> Incoming | None:
    before, after = _is_present(change.old_chat_member), _is_present(change.new_chat_member)
    if before == after:
        return None  # promoted, say: still there
    base = _base(change.chat, change.sender, None)
    if after:
        return replace(base, kind="joined") if base.group else None  # unblocked: /start follows
    return replace(base, kind="left")


def _is_present(member: shapes.ChatMember) -> bool:
    """Tell whether the bot is in the chat and may write there."""
    may_write = member.is_member and member.can_send_messages
    return member.status in _PRESENT or (member.status == "restricted" and may_write)


def _is_service(raw: bytes) -> bool:
    """Tell whether Telegram itself wrote the message, such as "photo of the group changed"."""
    message = _keys.decode(raw).get("message")
    return isinstance(message, dict) and not shapes.SERVICE.isdisjoint(message)


def _base(chat: shapes.Chat, sender: shapes.User, message: int | None) -> Incoming:
    return Incoming(
        address=Address(CHANNEL, str(chat.id)),
        sender=str(sender.id),
        kind="other",
        language=sender.language_code,
        group=chat.type != "private",
        message=message,
    )
