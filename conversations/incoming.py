"""What a person sent us, whatever the channel: the one shape that every door makes and `talk` hears."""

from typing import Any, Literal

from msgspec import Struct

Kind = Literal[
    "text",  # words typed
    "button",  # a button pressed; `text` is its token
    "command",  # /start r_cotton: `text` is "start", `argument` is "r_cotton"
    "point",  # a place on the map, in `point`
    "voice",  # a voice message; `file` is the channel's id of it
    "photo",  # a photo or video; `file` is the channel's id of it, `sent` says more
    "file",  # any other document
    "edited",  # the text of an earlier message, `message`, is now `text`
    "contact",  # a phone number was shared: the number itself is never read
    "other",  # sticker, poll, dice …: nothing of it is read
    "joined",  # the bot was put into a group
    "moved",  # the group is a supergroup now; `text` is its new chat id
    "left",  # the bot was taken out of a group, or blocked
]


class Address(Struct, frozen=True):
    """Where an answer goes: a chat of one channel. Never logged, never stored unsealed."""

    channel: str  # "telegram", "web", "demo"
    chat: str


class Sent(Struct, frozen=True):
    """A file, as the channel describes it: what it says is checked again when the file is there."""

    kind: str  # "photo", "video", "voice", or "file" for all else
    id: str  # the channel's
    size: int = 0  # bytes; 0: not told
    mime: str = ""
    seconds: int = 0
    album: str = ""  # the channel's id of the album to which it belongs
    refused: str = ""  # code why the door did not take it; then there is nothing to fetch


class Content(Struct, frozen=True):
    """A cleaned file, where a channel brings it along; `told` describes it (cases.media.description)."""

    told: dict[str, Any]
    body: bytes

    def __repr__(self) -> str:
        return "Content(…)"


class Incoming(Struct, frozen=True):
    """One thing that one person sent. Names, usernames and phone numbers never enter."""

    address: Address
    sender: str  # the account inside the channel; stored only as a keyed hash
    kind: Kind
    text: str = ""
    argument: str = ""
    point: tuple[float, float] | None = None  # latitude, longitude
    file: str = ""
    sent: Sent | None = None
    content: Content | None = None  # of `sent`; None: it is to be fetched
    language: str = ""  # what the channel says the person reads, such as "kk" or "ru-KZ"
    group: bool = False
    update: int | None = None  # Telegram's update id: heard once, whatever happens
    message: int | None = None  # message that carries the pressed button, or that was edited or sent
    query: str = ""  # callback query to be answered by the door after the commit
