"""What an import has to tell: refusals with file, line and reason, and how many of what."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from directory.exchange.record import Origin
from directory.exchange.withheld import Withheld
from directory.reason import Reason

#: A value in the list of refusals is cut to so many characters.
SHOWN = 80
#: Fields that may hold the name, or the private address, of a person: no list repeats their values, nor
#: those of an address, which may be that of a home for victims.
PERSONAL = frozenset(
    {"contact.name", "contact.email", "address.attention", "metadata.updated_by", "metadata.previous_value",
     "metadata.replacement_value", "location.admin_emails", "service.assurer_email"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value, or with `is_row` a whole row, that was not taken, and why."""

    origin: Origin
    table: str
    field: str
    value: str
    why: Reason
    is_row: bool = False

    @property
    def reason(self) -> str:
        """Why, in English, as the terminal tells it."""
        return f"row not taken: {self.why}" if self.is_row else str(self.why)


@dataclass(slots=True)
class Journal:
    """Kept while an import runs.

    `refusals` in the order in which they were met, each once. `repaired` counts small repairs by what was
    done, `left_out` what is never taken by what it is; `refused_rows` counts rows by table.
    `withheld`: what is not public, by the id of its service.
    """

    refusals: dict[Refusal, None] = field(default_factory=dict)
    refused_rows: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    withheld: dict[str, Withheld] = field(default_factory=lambda: defaultdict(Withheld))

    def refuse_row(
        self, origin: Origin, table: str, reason: str | Reason, *, field: str = "", value: str = ""
    ) -> None:
        """Note that a whole row does not come in; `field` is the one that it fails for."""
        self.refused_rows[table] += 1
        self._note(origin, (table, field), value, reason, is_row=True)

    def refuse_value(
        self, origin: Origin, place: tuple[str, str], value: object, reason: str | Reason
    ) -> None:
        """Note that one value of `place` (table, field) does not come in; its row does."""
        self._note(origin, place, str(value), reason)

    def _note(
        self,
        origin: Origin,
        place: tuple[str, str],
        value: str,
        reason: str | Reason,
        *,
        is_row: bool = False,
    ) -> None:
        table, field = place
        is_told = table != "address" and f"{table}.{field}" not in PERSONAL
        shown = "" if not is_told else " ".join(value.split())[:SHOWN]
        why = reason if isinstance(reason, Reason) else Reason(reason)
        self.refusals.setdefault(Refusal(origin, table, field, shown, why, is_row))
