"""What is in the database at the end, beside what was injected, told and shown."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Select, func, select

from cases import case, content, history, keyring, parts, receipt, schema
from cases.keyring import Unlocked
from conversations import notices, paths, person
from conversations.incoming import Address, Incoming
from locales import catalogue, languages
from store import recovery, seal
from store import schema as stored
from store.database import Database, open_database
from store.seal import Keys
from store.transaction import Transaction
from tests.faults.archive import Archive
from tests.faults.reporter import Told

NOT_KEPT = {"path", "here"}
"""Of how far somebody goes, a case keeps only what is then told: a name, an address."""
REPEATED = tuple(catalogue.load(code).say(notices.REPEAT) for code in languages.CODES)


@dataclass(frozen=True, slots=True)
class Books:
    """One database, open for reading."""

    tx: Transaction
    keys: Keys
    unlocked: Unlocked

    def lost(self, injected: Sequence[int]) -> set[int]:
        """Give the updates that left no trace."""
        query = select(stored.update_seen.c.update_id)
        return set(injected) - {row["update_id"] for row in self.tx.rows(query)}

    def count(self, query: Select) -> int:
        """Give how many rows a query finds."""
        row = self.tx.row(select(func.count().label("rows")).select_from(query.subquery()))
        assert row is not None
        return int(row["rows"])

    def number_of(self, told: Told) -> int | None:
        """Give the number of the case to which the reporter's code leads."""
        digits = receipt.read(told.code)
        return receipt.case_number(self.tx, self.keys, digits) if digits else None

    def wrong_answers(self, told: Told) -> dict[str, Any]:
        """Give what differs between the answers that were told and those kept: of the case or the draft."""
        if told.sent:
            number = self.number_of(told)
            kept = self._case(number) if number else {}
        else:
            kept = self._draft(told)
        left_out = {step for step in paths.SENDER if told.answers.get(step, {}).get("skipped")}
        return {
            step: (told.answers.get(step), kept.get(step))
            for step in {*told.answers, *kept} - left_out - NOT_KEPT
            if not _is_kept(told.answers.get(step), kept.get(step))
        }

    def due_pointers(self) -> list[tuple[str, str, int]]:
        """Give button, department and case of every pointer that was to go out by now."""
        forwarding = schema.forwarding
        query = select(forwarding).where(
            forwarding.c.state != "held",
            forwarding.c.receiver != "",
            forwarding.c.send_at <= datetime.now(UTC),
        )
        rows = self.tx.rows(query)
        return [(f"k:{row['token']}", row["department"], row["case_number"]) for row in rows]

    def acknowledgements(self) -> list[tuple[int, str]]:
        """Give case and department of every acknowledgement in the history."""
        query = select(schema.history).where(schema.history.c.act == "acknowledged")
        return [(row["case_number"], row["actor"]) for row in self.tx.rows(query)]

    def broken_history(self) -> int | None:
        """Give the first broken link of the history."""
        return history.verify(self.tx)

    def _case(self, number: int) -> dict[str, Any]:
        """Give the answers of a case, those about the reporter and the name among them: sealed apart."""
        told = case.content(self.tx, self.unlocked, number)["answers"]["answers"]
        apart = parts.read(self.tx, self.unlocked, number, content.REPORTER)
        named = content.SENDER in parts.names(self.tx, number)
        sender = parts.read(self.tx, self.unlocked, number, content.SENDER) if named else {}
        typed = {step: {"text": sender[step]} for step in paths.SENDER[2:] if step in sender}
        return {**told, **apart.get("answers", {}), **typed}

    def _draft(self, told: Told) -> dict[str, Any]:
        who = Incoming(Address("telegram", str(told.user_id)), str(told.user_id), "other")
        index = person.index(self.keys, who)
        known = person.load(self.tx, self.keys, [index]).get(index)
        return msgspec.to_builtins(known.draft.answers) if known and known.draft else {}


@contextmanager
def opened(folder: Path, archive: Archive) -> Iterator[Books]:
    """Open the books of a house; its keys lie in the folder."""
    database: Database = open_database(archive.url)
    try:
        with database.reading() as tx:
            private = recovery.read((folder / "recovery.txt").read_text(encoding="ascii"))
            unlocked = keyring.with_recovery_key(tx, private)
            yield Books(tx, seal.load_keys(folder / "keys"), unlocked)
    finally:
        database.close()


def unmarked_repeats(texts: Sequence[str]) -> int:
    """Give how many of the messages for one pointer, after the first, do not say that they are a repeat."""
    return sum(not any(text.startswith(words) for words in REPEATED) for text in texts[1:])


def _is_kept(told: dict[str, Any] | None, kept: dict[str, Any] | None) -> bool:
    if told is None or kept is None:
        return False
    plain = msgspec.to_builtins(kept)
    return all(list(plain[name]) == value if isinstance(value, list) else plain[name] == value
               for name, value in told.items())  # fmt: skip
