"""A department without Telegram: the whole hotline, a mail server, and a system of its own."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases import filing
from cases.report import Report
from conversations import pointing
from hotline import compose
from hotline.settings import Settings
from tests.cases import told
from tests.doubles.mailbox import Mailbox
from tests.doubles.receiver import Receiver
from tests.journeys.conftest import Hotline


def house(hotline: Hotline) -> compose.Composed:
    there: Path = hotline.folder
    return compose.compose(
        Settings(
            database=f"sqlite:///{there}/cases.db", directory=there / "directory.db", keys=there / "keys"
        )
    )


def file(hotline: Hotline) -> str:
    """File a report as the chat does; gives the department that leads."""
    opened, now = house(hotline), datetime.now(UTC)
    with opened.database.transaction() as tx:
        office = opened.house.office_at(now)
        report: Report = told.report()
        filed = filing.file_report(tx, office, report, now=now)
        to = filed.forwardings
        pointing.point(tx, opened.house, filed, to, territory=report.territory, now=now)
    opened.database.close()
    return filed.lead.code


def state(hotline: Hotline) -> str:
    """The state of the lead's forwarding, as it stands on the disk."""
    with closing(sqlite3.connect(hotline.folder / "cases.db")) as beside:
        [(found,)] = beside.execute("SELECT state FROM forwarding WHERE roles LIKE 'lead%'")
    return str(found)


@pytest.mark.parametrize("way", ["--email", "--webhook"])
def test_a_case_that_waited_reaches_a_department_by_letter_or_webhook(hotline: Hotline, way: str) -> None:
    with Mailbox() as box, Receiver() as server:
        hotline.settings |= {
            "HOTLINE_SMTP_URL": box.url,
            "HOTLINE_ADMIN_EMAIL": "admin@hotline.example",
            "HOTLINE_PUBLIC_URL": "https://hotline.example",
            "HOTLINE_WEBHOOKS_HERE": "true",
        }
        department = file(hotline)
        address = "duty@desk.example" if way == "--email" else server.url
        enrolled = hotline.run("departments", "enrol", department, way, address)
        server.secret = enrolled.stdout.partition("shown this once: ")[2].partition("\n")[0]
        assert "on their way" in enrolled.stdout, enrolled.stderr

        hotline.serve()
        hotline.wait_until(lambda status, _: state(hotline) == "delivered")

        assert (len(box.letters), len(server.taken)) == ((1, 0) if way == "--email" else (0, 1))
        assert hotline.stop() == 0
        assert not {"duty@desk.example", server.url} & set(hotline.log().split())
