"""The one door by which a reporter is told something unasked: only who chose it, and only where they chose.

What the sealed address of a reporter holds: channel and chat, and whether the report is about its writer. A
child's own chat is read by others too; it gets a neutral line and a button, not a word about any report
(DOMAIN b.2, "Who may be hurt by routing").
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from cases import consent
from conversations import sending
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales.texts import Text
from store import lanes
from store.seal import Keys
from store.transaction import Transaction

NEUTRAL = Text("push.neutral", "You have an answer.")
SHOW = Text("nav.show", "Show")
_CONTEXT = "reporter"


@dataclass(frozen=True, slots=True)
class _Told:
    channel: str
    chat: str
    own: int = 0  # 1 or 0, not true or false: the length of what is sealed must not tell it


def seal_address(keys: Keys, address: Address, *, own: bool) -> bytes:
    """Seal where the reporter wants to be told; `own`: the report is about its writer."""
    return keys.seal(msgspec.json.encode(_Told(address.channel, address.chat, int(own))), _CONTEXT)


def tell(
    tx: Transaction,
    house: House,
    number: int,
    event: str,
    *,
    say: Callable[[Speaker], Message],
    now: datetime,
) -> bool:
    """Tell the reporter of a case what `say` gives in their language, once for each `event`; False for all
    who did not choose to be told.
    """
    link = consent.reporter(tx, number)
    if link is None:
        return False
    sealed, language = link
    told = msgspec.json.decode(house.keys.unseal(sealed, _CONTEXT), type=_Told)
    speaker = house.speaker(language)
    message = _neutral(speaker) if told.own else say(speaker)
    address = Address(told.channel, told.chat)
    sending.say(tx, house.keys, address, [message], key=f"{_key(number)}{event}", now=now)
    return True


def end(tx: Transaction, number: int, *, now: datetime) -> bool:
    """Forget where the reporter of a case is told, what was still on its way there, and that anything was."""
    lanes.forget_keyed(tx, _key(number))
    return consent.end(tx, number, now=now)


def _neutral(speaker: Speaker) -> Message:
    return Message(speaker.say(NEUTRAL), ((Button(speaker.say(SHOW), "m:status"),),))


def _key(number: int) -> str:
    return f"told:{number}:"
