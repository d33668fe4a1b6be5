"""Departments come in by a list: who answers where, and how they are reached."""

from pathlib import Path

import pytest

from directory import reading
from directory.errors import ListUnreadable
from directory.exchange import department_list
from directory.exchange.department_list import Outcome
from tests.directory.exchange import lists

HEADINGS = "body;territory;name_kk;name_ru;phone;email;address"
LIST = f"""{HEADINGS}
POLICE_JUV;611600000;;Ювенальная полиция Арыси;8 (72537) 2-00-00;juv@example.kz;ул. Абая, 1
EDU_LOC;Мактааральский район;Мақтаарал білім бөлімі;;;;
"""


def taken(place: Path, folder: Path, text: str, *, dry_run: bool = False) -> Outcome:
    (folder / "list.csv").write_text(text, "utf-8")
    return department_list.take_in(place, folder / "list.csv", dry_run=dry_run)


def counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.new, outcome.changed, outcome.same


@pytest.fixture
def empty(place: Path) -> Path:
    """A directory whose only department is the operator."""
    import sqlite3

    connection = sqlite3.connect(place)
    connection.execute("DELETE FROM department WHERE code <> 'OPERATOR:KZ'")
    connection.commit()
    connection.close()
    return place


def test_departments_come_with_what_is_told_and_blanks_stay_unknown(empty: Path, tmp_path: Path) -> None:
    before = lists.content(empty)
    assert counts(taken(empty, tmp_path, LIST, dry_run=True)) == (2, 0, 0)
    assert lists.content(empty) == before

    outcome = taken(empty, tmp_path, LIST)

    assert (counts(outcome), outcome.journal.refusals) == ((2, 0, 0), {})
    known = reading.open_directory(empty).departments
    police, school = known.get("POLICE_JUV:611600000"), known.get("EDU_LOC:614400000")
    assert (police.phone, police.email, police.address) == (
        "8 (72537) 2-00-00", "juv@example.kz", "ул. Абая, 1",
    )  # fmt: skip
    assert police.names["ru"] == "Ювенальная полиция Арыси"
    assert police.names["kk"].endswith("Арыс")
    assert (school.names["kk"], school.phone, school.address) == ("Мақтаарал білім бөлімі", "", "")
    assert known.responsible("POLICE_JUV", "611600000") == police

    after = lists.content(empty)
    assert counts(taken(empty, tmp_path, LIST)) == (0, 0, 2)
    assert lists.content(empty) == after

    # an empty cell keeps what stood there
    assert counts(taken(empty, tmp_path, "Код;Телефон;E-mail\nPOLICE_JUV:611600000;102;\n")) == (0, 1, 0)
    told = lists.rows(empty, "SELECT phone, email FROM department WHERE code = 'POLICE_JUV:611600000'")
    assert told == [("102", "juv@example.kz")]


WRONG = (
    ("NOBODY;614400000;;;;;", "", "no body is called so"),
    (";614400000;;;;;", "", "no body is called so"),
    ("POLICE_JUV;нигдеевский район;;;;;", "", "no such place"),
    ("OMBUDS;614400000;;;;;", "", "sits at another level"),
    ("EDU_LOC;;;;;;", "", "sits at another level"),
    ("SOCIAL;614400000;;;нет;;", "phone", "no phone number"),
    ("HEALTH;614400000;;;;нет почты;", "email", "no single e-mail"),
)


def test_what_is_wrong_is_named_with_its_line(empty: Path, tmp_path: Path) -> None:
    outcome = taken(empty, tmp_path, LIST + "\n".join(row for row, _, _ in WRONG))

    refusals = list(outcome.journal.refusals)
    assert [(one.origin.line, one.field) for one in refusals] == [
        (line, field) for line, (_, field, _) in enumerate(WRONG, 4)
    ]
    assert [told for (_, _, told), one in zip(WRONG, refusals, strict=True) if told not in one.reason] == []
    assert outcome.new == 4


def test_a_department_told_twice_is_taken_once_and_another_list_not_at_all(
    empty: Path, tmp_path: Path
) -> None:
    (row,) = (line for line in LIST.splitlines() if line.startswith("EDU"))
    outcome = taken(empty, tmp_path, f"{LIST}{row}\n")
    assert [one.reason for one in outcome.journal.refusals] == [
        "row not taken: EDU_LOC:614400000 stands in line 3 already"
    ]

    with pytest.raises(ListUnreadable, match="no list of departments"):
        taken(empty, tmp_path, "Название;Телефон\nШкола;111\n")
