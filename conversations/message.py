"""What we say to a person, whatever the channel: plain text and buttons."""

from msgspec import Struct


class Button(Struct, frozen=True, omit_defaults=True):
    """A button: with a token (≤ 64 bytes, opaque) it comes back to us, with a link it opens a page."""

    label: str
    token: str = ""
    link: str = ""


class Pin(Struct, frozen=True):
    """A place on the map: degrees of WGS84, what is there, and where that is in words (neither empty)."""

    latitude: float
    longitude: float
    title: str
    address: str


class Message(Struct, frozen=True, omit_defaults=True):
    """One message, as plain text: `<b>` or `*` in it are characters, never markup."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()  # rows under the message
    place_button: str = ""  # label of a "send my location" button under the input field
    clear: bool = False  # takes the button under the input field away
    replaces: int | None = None  # change this earlier message instead of sending a new one
    stays: bool = False  # where that one cannot be changed any more, it stays as it is and nothing is sent
    pin: Pin | None = None  # shown on a map in place of the text, where the channel has maps
    protect: bool = False  # not to be passed on or saved, as far as the channel can see to it
    picture: bytes = b""  # a PNG that the text stands under, where the channel shows pictures
