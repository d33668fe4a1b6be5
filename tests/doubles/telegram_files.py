"""Files in the emulated Telegram: what a phone sends is there to be asked for and downloaded."""

from typing import Any

from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram

Json = dict[str, Any]


def put(telegram: Telegram, raw: bytes) -> str:
    """Keep a file; gives its id."""
    name = f"file-{telegram.new_id()}"
    telegram.assets[name] = {"data": raw}
    return name


def asked(telegram: Telegram) -> list[str]:
    """The ids of the files that the bot asked for, in order."""
    return [str(one.fields["file_id"]) for one in telegram.calls("getFile")]


def send_photo(phone: Phone, raw: bytes, **more: Any) -> str:
    """Send a photo as phones do; gives the file's id."""
    name = put(phone.telegram, raw)
    size = {"file_id": name, "file_unique_id": f"{name}-u", "width": 90, "height": 60, "file_size": len(raw)}
    phone.send(photo=[size], **more)
    return name


def send_file(phone: Phone, raw: bytes, mime: str, *, field: str = "document", **more: Any) -> str:
    """Send a document, or with `field` a voice, video or audio message; gives the file's id."""
    name = put(phone.telegram, raw)
    told = {"file_id": name, "file_unique_id": f"{name}-u", "file_size": len(raw), "mime_type": mime}
    sized = {"width": 64, "height": 48} if field == "video" else {}
    timed = {} if field == "document" else {"duration": 1}
    phone.send(**{field: told | sized | timed}, **more)
    return name
