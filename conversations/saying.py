"""A message on its way: what is said, and to which chat. Travels sealed, as the payload of a duty."""

import msgspec
from msgspec import Struct

from conversations.docket import Docket
from conversations.incoming import Address
from conversations.message import Message


class Saying(Struct, frozen=True, omit_defaults=True):
    """One message for one chat; `forwarding` is set when it is a department's pointer to a case.

    `task` is set when it asks somebody to do something, `link` when it brings an organisation its one-time
    link: what `cases.referrals.links` keeps of it.

    `repeat` is put before the text when an earlier attempt may already have reached the chat.
    """

    address: Address
    message: Message
    forwarding: int | None = None
    repeat: str = ""
    task: int | None = None
    also: tuple[int, ...] = ()  # other forwardings of the case that reach their department by this pointer
    traced: bool = True  # remember its number, so that it can be deleted with the rest of the chat
    docket: Docket | None = None  # the same in codes, for mail and webhooks
    link: str = ""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Saying)


def encode(saying: Saying) -> bytes:
    """Give the saying as JSON, for the sealed payload of a duty."""
    return _encoder.encode(saying)


def decode(payload: bytes) -> Saying:
    """Read back what `encode` gave."""
    return _decoder.decode(payload)
