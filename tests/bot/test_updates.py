"""What Telegram sends becomes Incoming, or is put aside alone."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot import errors, shapes, updates
from bot.inline import Query
from bot.updates import Unreadable
from conversations.incoming import Address, Incoming, Sent
from tests.bot import samples
from tests.bot.samples import GROUP, PERSON, PRIVATE

PLACE = {"latitude": 43.25, "longitude": 76.95}
FILE = {"file_id": "F1", "file_unique_id": "u", "duration": 3, "file_name": "Canaryfirst.pdf"}
SIZES = [
    {"file_id": "small", "file_unique_id": "a", "width": 90, "height": 60},
    {"file_id": "large", "file_unique_id": "b", "width": 1280, "height": 853, "file_size": 9000},
    {"file_id": "middle", "file_unique_id": "c", "width": 320, "height": 213},
]
CONTACT = {"phone_number": "+77015550101", "first_name": "Canaryfirst", "user_id": 501}
FORWARDED = {"type": "user", "date": 1, "sender_user": PERSON}

PNG = {"file_id": "F2", "file_unique_id": "v", "mime_type": "image/png", "file_size": 5}


def sent(kind: str, file: str, **more: Any) -> dict[str, Any]:
    """What is known of a file; a video comes in as a photo does."""
    heard = {"video": "photo"}.get(kind, kind)
    return {"kind": heard, "file": file, "sent": Sent(kind, file, **more)}


SAID: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "text": ({"text": "Балалар мақта теріп жүр"}, {"kind": "text", "text": "Балалар мақта теріп жүр"}),
    "forwarded": ({"text": "x", "forward_origin": FORWARDED}, {"kind": "text", "text": "x"}),
    "markup": ({"text": "<b>*x*"}, {"kind": "text", "text": "<b>*x*"}),
    "path": ({"text": "/mnt/x"}, {"kind": "text", "text": "/mnt/x"}),
    "very long": ({"text": "я" * 9000}, {"kind": "text", "text": "я" * 9000}),
    "command": ({"text": "/Start"}, {"kind": "command", "text": "start"}),
    "deep link": ({"text": "/start r_cotton"}, {"kind": "command", "text": "start", "argument": "r_cotton"}),
    "two lines": (
        {"text": "/report\nat the bazaar"},
        {"kind": "command", "text": "report", "argument": "at the bazaar"},
    ),
    "point": ({"location": PLACE}, {"kind": "point", "point": (43.25, 76.95)}),
    "live": ({"location": {**PLACE, "live_period": 900}}, {"kind": "point", "point": (43.25, 76.95)}),
    "venue": (
        {"venue": {"location": PLACE, "title": "t", "address": "a"}, "location": PLACE},
        {"kind": "point", "point": (43.25, 76.95)},
    ),
    "voice": ({"voice": FILE}, sent("voice", "F1", seconds=3)),
    "audio": ({"audio": FILE, "caption": "c"}, sent("voice", "F1", seconds=3) | {"text": "c"}),
    "round video": ({"video_note": FILE}, sent("video", "F1", seconds=3)),
    "photo": ({"photo": SIZES, "caption": "see"}, sent("photo", "large", size=9000) | {"text": "see"}),
    "album": ({"photo": SIZES, "media_group_id": "A"}, sent("photo", "large", size=9000, album="A")),
    "video": ({"video": FILE | {"file_size": 7}}, sent("video", "F1", size=7, seconds=3)),
    "document": ({"document": FILE}, sent("file", "F1", seconds=3)),
    "photo as file": ({"document": PNG}, sent("photo", "F2", size=5, mime="image/png")),
    "contact": ({"contact": CONTACT}, {"kind": "contact"}),
    "sticker": ({"sticker": {"file_id": "s"}}, {"kind": "other"}),
    "poll": ({"poll": {"question": "Canarylast"}}, {"kind": "other"}),
    "dice": ({"dice": {"emoji": "🎲", "value": 3}}, {"kind": "other"}),
    "unknown": ({"hologram": {"depth": 3}}, {"kind": "other"}),
}


@pytest.mark.parametrize("name", SAID)
def test_a_message_becomes_what_the_person_sent(name: str) -> None:
    content, expected = SAID[name]

    assert updates.read_update(samples.update(message=samples.message(**content))) == Incoming(
        address=Address("telegram", "501"), sender="501", language="kk", update=9000, message=77, **expected
    )


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_members": [PERSON]},
        {"pinned_message": {}},
        {"new_chat_title": "Canarygroup"},
    ],
)
def test_what_telegram_wrote_itself_is_nobodys_message(content: dict[str, Any]) -> None:
    assert updates.read_update(samples.update(message=samples.message(GROUP, **content))) is None


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("/start@double_bot x", True),
        ("/START@Double_Bot x", True),
        ("/start x", True),
        ("/start@other_bot x", False),
    ],
)
def test_a_command_in_a_group_counts_if_it_names_us_or_nobody(text: str, heard: bool) -> None:
    read = updates.read_update(samples.update(message=samples.message(GROUP, text=text)), "double_bot")

    assert heard == isinstance(read, Incoming)
    if isinstance(read, Incoming):
        assert (read.kind, read.text, read.argument, read.group) == ("command", "start", "x", True)


def test_an_edited_text_says_which_message_it_replaces() -> None:
    read = updates.read_update(samples.update(edited_message=samples.message(text="5 children")))

    assert isinstance(read, Incoming)
    assert (read.kind, read.text, read.message) == ("edited", "5 children", 77)


def test_a_live_location_that_goes_on_is_not_heard_again() -> None:
    assert updates.read_update(samples.update(edited_message=samples.message(location=PLACE))) is None


INACCESSIBLE = {"chat": GROUP, "message_id": 12, "date": 0}


@pytest.mark.parametrize(
    ("under", "chat", "message", "group"),
    [
        ({"message": samples.message(text="x", reply_markup={"keyboard": [["y"]]})}, "501", 77, False),
        ({"message": INACCESSIBLE}, "-1001234567890", 12, True),
        ({}, "501", None, False),
    ],
)
def test_a_pressed_button_comes_in_whatever_became_of_its_message(
    under: dict[str, Any], chat: str, message: int | None, group: bool
) -> None:
    query = {"id": "Q7", "from": PERSON, "chat_instance": "1", "data": "k:1", **under}
    read = updates.read_update(samples.update(callback_query=query))

    assert isinstance(read, Incoming)
    assert (read.kind, read.text, read.query, read.sender) == ("button", "k:1", "Q7", "501")
    assert (read.address.chat, read.message, read.group) == (chat, message, group)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (samples.member("left", "member"), "joined"),
        (samples.member("kicked", "administrator"), "joined"),
        (samples.member("left", "restricted", is_member=True), "joined"),
        (samples.member("member", "restricted", is_member=True, can_send_messages=False), "left"),
        (samples.member("member", "restricted", is_member=True, can_send_messages=True), None),
        (samples.member("member", "kicked"), "left"),
        (samples.member("administrator", "left"), "left"),
        (samples.member("member", "kicked", PRIVATE), "left"),
        (samples.member("kicked", "member", PRIVATE), None),
        (samples.member("member", "administrator"), None),
    ],
)
def test_joining_and_leaving_a_chat_is_heard_once(change: dict[str, Any], kind: str | None) -> None:
    read = updates.read_update(samples.update(my_chat_member=change))

    assert (read.kind if isinstance(read, Incoming) else read) == kind


@pytest.mark.parametrize(
    ("chat", "content"),
    [(GROUP, {"migrate_to_chat_id": -1005}), (GROUP | {"id": -1005}, {"migrate_from_chat_id": GROUP["id"]})],
)
def test_a_group_that_became_a_supergroup_is_followed(chat: dict[str, Any], content: dict[str, Any]) -> None:
    read = updates.read_update(samples.update(message=samples.message(chat, **content)))

    assert isinstance(read, Incoming)
    assert (read.kind, read.address.chat, read.text, read.group) == ("moved", str(GROUP["id"]), "-1005", True)


def test_unknown_kinds_of_updates_say_nothing_but_are_counted() -> None:
    batch = updates.read_answer(
        samples.answer(samples.update(5, poll_answer={"poll_id": "1"}), samples.update(6))
    )

    assert batch == updates.Batch((), (), 6)


@pytest.mark.parametrize("name", SAID)
def test_names_and_phone_numbers_never_get_in(name: str) -> None:
    chat = PRIVATE if name != "poll" else GROUP
    read = updates.read_update(samples.update(message=samples.message(chat, **SAID[name][0])))

    assert not any(word in repr(read) for word in samples.NAMES)


def test_what_cannot_be_read_is_kept_without_names() -> None:
    broken = samples.message(
        GROUP, text=["no text"], contact=CONTACT, reply_to_message=samples.message(text="y")
    )
    read = updates.read_update(samples.update(31, message=broken))

    assert isinstance(read, Unreadable)
    assert read.update_id == 31
    assert json.loads(read.raw)["message"]["text"] == ["no text"]
    assert not any(word in repr(read) for word in samples.NAMES)
    assert "no text" not in read.reason


SPOILT = {
    "wrong type": samples.update(11, message=samples.message(text=5)),
    "no chat": samples.update(11, message={"message_id": 1, "text": "x"}),
    "not an object": samples.update(11, message="x"),
    "half a surrogate pair": samples.update(11, message=samples.message(text="\ud800")),
    "invalid utf-8": samples.update(11, message=samples.message(text="@")).replace(b"@", b"\xff"),
    "off the map": samples.update(11, message=samples.message(location={"latitude": 91, "longitude": 0})),
    "chat beyond 64 bits": samples.update(
        11, message=samples.message({"id": 2**70, "type": "private"}, text="x")
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_one_bad_update_spoils_only_itself(name: str) -> None:
    good = [samples.update(number, message=samples.message(text=str(number))) for number in (10, 12)]
    batch = updates.read_answer(samples.answer(good[0], SPOILT[name], good[1]))

    assert [incoming.text for incoming in batch.incomings] == ["10", "12"]
    assert [bad.update_id for bad in batch.unreadable] == [11]
    assert batch.last == 12


def test_an_update_without_a_number_cannot_be_confirmed_but_is_told() -> None:
    batch = updates.read_answer(samples.answer(b'{"update_id":"x","message":{}}', b"[1]", b"null"))

    assert [bad.update_id for bad in batch.unreadable] == [None, None, None]
    assert batch.last is None


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"ok":true}', b'{"result":7}', b"[" * 9000, b'{"result":"x']
)
def test_an_answer_that_is_none_is_a_broken_line(body: bytes) -> None:
    with pytest.raises(errors.LineBroken):
        updates.read_answer(body)


def test_deeply_nested_updates_are_put_aside() -> None:
    raw = b'{"update_id":3,"message":' + b"[" * 5000 + b"]" * 5000 + b"}"

    assert isinstance(updates.read_update(raw), Unreadable)


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(some.characters(codec=None)),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
STRUCTS = (
    shapes.Message,
    shapes.CallbackQuery,
    shapes.ChatMemberUpdated,
    shapes.InlineQuery,
    shapes.User,
    shapes.Chat,
    shapes.PhotoSize,
)
KEYS = some.sampled_from([name for struct in STRUCTS for name in struct.__struct_encode_fields__])
PART = some.recursive(JSON, lambda inner: some.dictionaries(KEYS, inner, max_size=6), max_leaves=20)
UPDATE = some.dictionaries(some.sampled_from(["update_id", *updates.ALLOWED]), PART, max_size=3)


@given(JSON | UPDATE)
def test_any_json_at_all_is_read_or_put_aside(value: object) -> None:
    read = updates.read_update(json.dumps(value).encode())

    assert read is None or isinstance(read, Incoming | Unreadable | Query)


@given(some.binary())
def test_any_bytes_at_all_are_put_aside(raw: bytes) -> None:
    assert isinstance(updates.read_update(raw), Unreadable)


@given(some.lists(UPDATE, max_size=4))
def test_any_list_of_updates_is_counted_whole(values: list[object]) -> None:
    batch = updates.read_answer(samples.answer(*(json.dumps(value).encode() for value in values)))

    assert len(batch.incomings) + len(batch.unreadable) + len(batch.queries) <= len(values)
