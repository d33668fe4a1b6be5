"""The few fields of Telegram's objects that we read. What is not named here is never decoded.

Names and limits are those of the Bot API (core.telegram.org/bots/api). Anything may be missing that the
Bot API calls optional; anything of a wrong type makes the update unreadable.
"""

from typing import Annotated

from msgspec import Meta, Struct, field

Number = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]  # what a database column can hold


class User(Struct, frozen=True):
    """Who did it, by number; the language is what the person's Telegram speaks."""

    id: Number
    language_code: str = ""


class Chat(Struct, frozen=True):
    """Where: "private", "group", "supergroup" or "channel"."""

    id: Number
    type: str


class Location(Struct, frozen=True):
    """A point on the map; a live location looks the same when it starts."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class Venue(Struct, frozen=True):
    """A named place: only its point is read."""

    location: Location


class File(Struct, frozen=True):
    """Anything that can be fetched by its id; size in bytes, duration in seconds, both as Telegram says."""

    file_id: str
    file_size: int = 0
    mime_type: str = ""
    duration: int = 0


class PhotoSize(Struct, frozen=True):
    """One of the sizes of a photo."""

    file_id: str
    width: int = 0
    height: int = 0
    file_size: int = 0


class Present(Struct, frozen=True):
    """Something of which we only read that it is there."""


class Bot(Struct, frozen=True):
    """A bot, by its name at Telegram: that is no person's."""

    username: str = ""


class Message(Struct, frozen=True):
    """A message of a person."""

    message_id: Number
    chat: Chat
    sender: User | None = field(default=None, name="from")
    text: str | None = None
    caption: str = ""
    contact: Present | None = None
    location: Location | None = None
    venue: Venue | None = None
    voice: File | None = None
    audio: File | None = None
    video_note: File | None = None
    photo: tuple[PhotoSize, ...] = ()
    video: File | None = None
    document: File | None = None
    media_group_id: str = ""
    via_bot: Bot | None = None  # whose inline result it is
    migrate_to_chat_id: Number | None = None
    migrate_from_chat_id: Number | None = None

    def point(self) -> Location | None:
        """Give the point of a location, a live location or a venue."""
        return self.location or (self.venue.location if self.venue else None)


class MaybeInaccessibleMessage(Struct, frozen=True):
    """The message under which a button was pressed, even if Telegram no longer shows it to bots."""

    message_id: Number
    chat: Chat


class CallbackQuery(Struct, frozen=True):
    """A pressed button. `data` may belong to no button of ours: clients can send what they like."""

    id: str
    sender: User = field(name="from")
    message: MaybeInaccessibleMessage | None = None
    data: str = ""


class ChatMember(Struct, frozen=True):
    """The bot's own place in a chat."""

    status: str
    is_member: bool = False
    can_send_messages: bool = True


class ChatMemberUpdated(Struct, frozen=True):
    """The bot was put into a chat or taken out of it."""

    chat: Chat
    sender: User = field(name="from")
    old_chat_member: ChatMember
    new_chat_member: ChatMember


class InlineQuery(Struct, frozen=True):
    """What somebody types behind the bot's name in any chat. Where they are is not read."""

    id: str
    sender: User = field(name="from")
    query: str = ""


class Update(Struct, frozen=True):
    """One update: at most one of its parts is there."""

    update_id: Annotated[int, Meta(ge=0, le=2**63 - 2)]
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None
    inline_query: InlineQuery | None = None


SERVICE = frozenset(
    {  # fields of a message that Telegram wrote itself: nobody said anything
        "boost_added",
        "channel_chat_created",
        "chat_background_set",
        "chat_owner_changed",
        "chat_owner_left",
        "chat_shared",
        "connected_website",
        "delete_chat_photo",
        "forum_topic_closed",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "group_chat_created",
        "left_chat_member",
        "message_auto_delete_timer_changed",
        "migrate_from_chat_id",
        "migrate_to_chat_id",
        "new_chat_members",
        "new_chat_photo",
        "new_chat_title",
        "pinned_message",
        "proximity_alert_triggered",
        "supergroup_chat_created",
        "users_shared",
        "video_chat_ended",
        "video_chat_participants_invited",
        "video_chat_scheduled",
        "video_chat_started",
        "write_access_allowed",
    }
)
