"""What an operator has entered of a call so far, as it was typed; kept sealed at every change."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import msgspec
from msgspec import Struct, field

from cases.calls import keeping
from cases.calls.keeping import Kept
from conversations.house import House
from locales import languages
from locales.texts import Text
from store import duties, identifiers
from store.duties import Duty
from store.transaction import Transaction

KIND = "call"
LEFT = timedelta(hours=2)
"""So long after the last change a call that nobody ended is filed as it is …"""
LEFT_TO_CALL_BACK = timedelta(hours=24)
"""… and so long where a call back was arranged."""

OTHER_LANGUAGE = "other"
REPORT, INFO, CHILD, CODE, SILENT = "report", "info", "child", "code", "silent"
KINDS: Mapping[str, Text] = MappingProxyType(
    {
        REPORT: Text("o.kind.report", "Report about a child"),
        INFO: Text("o.kind.info", "Information"),
        CHILD: Text("o.kind.child", "A child calls about itself"),
        CODE: Text("o.kind.code", "Earlier report (code)"),
        SILENT: Text("o.kind.silent", "Silence or a hoax"),
    }
)
WHO: Mapping[str, Text] = MappingProxyType(
    {
        "neighbour": Text("o.who.neighbour", "Neighbour"),
        "relative": Text("o.who.relative", "Relative"),
        "teacher": Text("o.who.teacher", "Teacher"),
        "child": Text("o.who.child", "Child"),
        "employer": Text("o.who.employer", "Employer"),
        "official": Text("o.who.official", "Official"),
        "not_said": Text("o.who.not_said", "Not said"),
    }
)
SAFE: Mapping[str, Text] = MappingProxyType({"yes": Text("ans.yes", "Yes"), "no": Text("ans.no", "No")})


ALOUD: Mapping[str, Text] = MappingProxyType(
    {
        "language": Text("o.language", "Which language is easier for you?"),
        "safe": Text("o.safe", "Is it safe for you to talk now?"),
        "call_back": Text("o.call_back", "May I call you back? When?"),
        "readback": Text("o.readback", "I will read back what I wrote."),
        "code": Text("o.code", "Please write down the code."),
    }
)
"""What is said to the caller, in their language."""


class Call(Struct, frozen=True, omit_defaults=True):
    """One call. `codes` and `words` by step of the script; a place was chosen for the words `place_for`.

    `case` is the case that the call has become, `alarm` the one that the danger button filed before.
    `follows` is an earlier report whose code the caller gave.
    """

    draft: str
    language: str = ""
    kind: str = ""
    safe: str = ""
    call_back: str = ""
    who: str = ""
    name: str = ""
    number: str = ""
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    place: str = ""
    place_for: str = ""
    alarm: int = 0
    case: int = 0
    origin: str = ""  # of the report that `case` holds: by it the receipt is found again
    follows: int = 0
    by: dict[str, str] = field(default_factory=dict)  # which page wrote a field last (`merging`)
    beside: dict[str, dict[str, tuple[str, ...]]] = field(
        default_factory=dict
    )  # and what another one has there

    def says_something(self) -> bool:
        """Tell whether anything was said that a case could be made of."""
        return bool(self.codes or self.place or any(self.words.values()))

    def spoken(self, otherwise: str) -> str:
        """Give the caller's language, where it is one of ours."""
        return languages.known(self.language) or otherwise


class Open(Struct, frozen=True):
    """An open call as it stands, with when it began."""

    id: int
    operator: str
    began_at: datetime
    touched_at: datetime
    call: Call


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Call)


def begin(tx: Transaction, house: House, operator: str, *, now: datetime) -> int:
    """Open a call of this operator; gives its id. Left alone it ends by itself (`filing.leave`)."""
    call = Call(identifiers.token(house.entropy, size=6))
    id = keeping.begin(tx, house.keys, operator, _encoder.encode(call), now=now)
    duties.add(tx, house.keys, Duty(KIND, f"{KIND}:{id}", now + LEFT, str(id).encode()), now)
    return id


def get(tx: Transaction, house: House, id: int, operator: str = "") -> Open | None:
    """Give an open call; None when it is over, or another operator's."""
    kept = keeping.get(tx, house.keys, id, operator)
    return None if kept is None else _read(kept)


def of_operator(tx: Transaction, house: House, operator: str) -> list[Open]:
    """Give the open calls of an operator, the newest first."""
    return [_read(kept) for kept in keeping.of_operator(tx, house.keys, operator)]


def keep(tx: Transaction, house: House, id: int, call: Call, *, now: datetime) -> None:
    """Keep what was entered by now."""
    keeping.keep(tx, house.keys, id, _encoder.encode(call), now=now)


def left_at(one: Open) -> datetime:
    """Give when a call that nobody touches any more ends by itself."""
    waits = one.call.call_back and not one.call.case
    return one.touched_at + (LEFT_TO_CALL_BACK if waits else LEFT)


def _read(kept: Kept) -> Open:
    return Open(kept.id, kept.operator, kept.began_at, kept.touched_at, _decoder.decode(kept.body))
