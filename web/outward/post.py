"""The mail server that an address names: `smtp://user:password@host:587`, or `smtps://…`."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote, urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Post:
    """Where mail is handed in. `safety`: TLS from the start, STARTTLS before anything else, or none.

    None only on this machine: else password and message would travel readable.
    """

    host: str
    port: int
    safety: Literal["tls", "starttls", "none"]
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def read(address: str) -> Post:
    """Give the mail server of an address; user and password may be percent-encoded.

    Raises:
        ValueError: it names none; the text does not repeat it, because it may hold a password.
    """
    try:
        told = urlsplit(address)
        port = told.port
    except ValueError:
        raise ValueError(_WANTED) from None
    if told.scheme not in _PORTS or not told.hostname or told.path.strip("/") or told.query or port == 0:
        raise ValueError(_WANTED)
    if bool(told.username) != bool(told.password):
        raise ValueError("user and password go together, such as smtp://user:password@mail.example:587")
    near = told.hostname in LOOPBACK
    safety: Literal["tls", "starttls", "none"] = (
        "tls" if told.scheme == "smtps" else "none" if near else "starttls"
    )
    user, password = unquote(told.username or ""), unquote(told.password or "")
    return Post(told.hostname, port or _PORTS[told.scheme], safety, user, password)


_WANTED = "an address such as smtp://user:password@mail.example:587, or smtps://… with TLS from the start"
