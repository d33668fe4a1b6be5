"""Writes what this version leaves in a database, as SQL: for the tests of the versions after it.

    python -m tests.upgrades.writing tests/upgrades/written/NAME.sql

NAME is the newest migration. The file is never written again: it is what a machine in the field has.
"""

import re
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from cases import enrolment, keyring
from directory import reading, writing
from directory.reading import Directory
from hotline import compose
from store import belonging
from store import database as databases
from store.seal import Keys
from tests.conversations.conftest import NOON, Talker
from tests.doubles.recovery import PAIR

SERVICE, INDEX = b"s" * 32, b"i" * 32
OPERATOR = "OPERATOR:KZ"
RECEIPT = re.compile(r"\d{4}-\d{4}-\d{4}-\d{4}")


def written(folder: Path, directory: Directory) -> str:
    """Live a little in a house in this folder; gives its database as SQL, with the receipt in a comment."""
    keys, path = Keys(SERVICE, INDEX), folder / "cases.db"
    house = compose.furnish(keys, directory)
    database = databases.open_database(f"sqlite:///{path}", migrations=compose.MIGRATIONS)
    database.upgrade()
    belonging.claim(database, keys)
    with database.transaction() as tx:
        keyring.found(tx, PAIR, now=NOON)
        chat = {"channel": "telegram", "chat": "-100200300", "language": "kk"}
        enrolment.enrol(tx, keys, department=OPERATOR, **chat, now=NOON)
    sent = Talker(database, house, name="sent")
    sent.report_up_to_the_place()
    sent.tap("Send now")
    sent.tap("Yes, here")
    Talker(database, house, name="halfway").report_up_to_the_place()
    Talker(database, house, name="4711", channel="telegram", language="kk").send("command", "start")
    database.close()
    code = RECEIPT.search(sent.screen())
    assert code is not None
    with closing(sqlite3.connect(path)) as raw:
        heads = [head for (head,) in raw.execute("SELECT version_num FROM alembic_version ORDER BY 1")]
        return "\n".join((f"-- {', '.join(heads)}", f"-- receipt {code.group()}", *raw.iterdump(), ""))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "directory.db"
        writing.make_directory(made, sample=False)
        Path(sys.argv[1]).write_text(written(Path(place), reading.open_directory(made)), encoding="utf-8")
