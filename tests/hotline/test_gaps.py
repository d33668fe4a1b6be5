"""`hotline directory gaps` tells a coordinator what to collect first."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cases import schema
from cases.services import lookups
from cases.services.lookups import LookUp
from directory import demand, kinds
from directory import gaps as lacking
from directory.demand import Demand
from directory.errors import UnknownTerritory
from directory.reading import Directory
from hotline.commands import gaps
from hotline.errors import CommandRefused
from store.seal import Keys
from store.transaction import Transaction
from tests.hotline.infirmary import change

JAMBYL_OBLAST, ZHETISU_OBLAST, TURKISTAN_OBLAST = "310000000", "330000000", "610000000"
MAKTAARAL, JAMBYL_CITY, VILLAGE = "614400000", "311000000", "614430100"


@pytest.fixture(autouse=True)
def the_directory(directory_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOTLINE_DIRECTORY", str(directory_file))


def test_every_need_that_is_lacking_has_a_line_the_most_lacking_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gaps.gaps()

    *lines, last = capsys.readouterr().out.splitlines()
    lines = lines[: lines.index("Collect first:")]
    missing = [int(line.split()[1]) for line in lines]
    assert {line.split()[0] for line in lines} <= set(kinds.all_needs())
    assert missing == sorted(missing, reverse=True)
    assert "--territory" in last


def test_of_an_oblast_it_names_the_districts_and_who_could_answer(capsys: pytest.CaptureFixture[str]) -> None:
    gaps.gaps(territory=ZHETISU_OBLAST)

    text = capsys.readouterr().out
    lines = text[text.index("protection ") :].splitlines()
    assert "Талдыкорган" not in lines[1]  # has a crisis centre
    assert lines[2] == "    there is one elsewhere in the oblast"
    assert lines[3].startswith(f"    could answer: POLICE_JUV:{ZHETISU_OBLAST} ")
    assert "in every district" in text
    assert "legal" not in text.split()  # the bar association serves the whole oblast


def test_another_program_gets_every_need_and_district(capsys: pytest.CaptureFixture[str]) -> None:
    gaps.gaps(territory=JAMBYL_OBLAST, as_json=True)

    found = json.loads(capsys.readouterr().out)
    assert {row["oblast"] for row in found} == {JAMBYL_OBLAST}
    assert {tuple(row) for row in found} == {gaps.COLUMNS}
    assert {(row["in_vain"], row["reports"]) for row in found} == {(None, None)}  # not counted is not 0


def test_a_sheet_has_the_same_rows(capsys: pytest.CaptureFixture[str]) -> None:
    gaps.gaps(territory=JAMBYL_OBLAST, form="json")
    found = json.loads(capsys.readouterr().out)
    gaps.gaps(territory=JAMBYL_OBLAST, form="csv")
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))

    assert [(row["need"], row["district"]) for row in rows] == [
        (row["need"], row["district"]) for row in found
    ]
    assert {row["in_vain"] for row in rows} == {""}


def test_of_a_district_it_tells_what_that_one_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    gaps.gaps(territory=MAKTAARAL)

    text = capsys.readouterr().out
    assert "of 1 districts" in text
    assert "    in Мактааральский район" in text
    assert f"could answer: POLICE_JUV:{MAKTAARAL} " in text


def test_without_cases_needs_come_in_the_order_in_which_they_are_offered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gaps.gaps(as_json=True)

    needs = [row["need"] for row in json.loads(capsys.readouterr().out)]
    assert list(dict.fromkeys(needs)) == [code for code in kinds.all_needs() if code in needs]
    assert needs == sorted(needs, key=list(kinds.all_needs()).index)


def test_where_people_searched_in_vain_comes_first_then_where_most_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, file in (("DATABASE", f"sqlite:///{folder}/cases.db"), ("KEYS", f"{folder}/keys"),
                       ("DIRECTORY", f"{folder}/directory.db")):  # fmt: skip
        monkeypatch.setenv(f"HOTLINE_{name}", file)
    now = datetime.now(UTC)

    def search(tx: Transaction, keys: Keys) -> None:
        for days, territory in ((1, MAKTAARAL), (2, MAKTAARAL), (3, TURKISTAN_OBLAST), (500, JAMBYL_CITY)):
            sought = LookUp("", "need.psych", territory, "ru", lookups.NONE)
            lookups.note(tx, keys, sought, lambda word: True, now=now - timedelta(days=days))

    def report(tx: Transaction, keys: Keys) -> None:
        for number, territory in ((1, JAMBYL_CITY), (2, JAMBYL_CITY), (3, "")):
            told = {column.name: "" for column in schema.case.columns if not column.nullable}
            tx.insert(schema.case, told | {"number": number, "territory": territory, "filed_at": now,
                                           "severity": 0, "level": 0})  # fmt: skip

    change(folder, search)
    change(folder, report)
    gaps.gaps(form="json")
    first, second, *others, last = json.loads(capsys.readouterr().out)
    gaps.gaps()
    text = capsys.readouterr().out

    assert (first["need"], first["district"], first["in_vain"]) == ("psych", MAKTAARAL, 3)
    assert (second["need"], second["in_vain"], second["reports"]) == ("psych", 1, 0)
    reported = [row for row in others if row["reports"]]
    assert {(row["district"], row["reports"]) for row in reported} == {(JAMBYL_CITY, 2)}
    assert [row for row in others if not row["in_vain"]][: len(reported)] == reported
    assert (last["in_vain"], last["reports"]) == (0, 0)
    assert "(3 searches in vain in a year)" in text


def test_reports_decide_between_districts_with_as_many_searches(directory: Directory) -> None:
    found = lacking.gaps((), directory.territories, directory.departments)
    asked = Demand(reports={JAMBYL_CITY: 3, MAKTAARAL: 2})

    ranked = demand.weighed(found, directory.territories, asked)
    districts = list(dict.fromkeys(one.gap.district for one in ranked))
    assert districts[:2] == [JAMBYL_CITY, MAKTAARAL]
    assert [one.gap.need for one in ranked[: len(kinds.all_needs())]] == list(kinds.all_needs())


def test_what_is_no_district_and_no_form_is_refused() -> None:
    with pytest.raises(CommandRefused, match="is no oblast"):
        gaps.gaps(territory=VILLAGE)
    with pytest.raises(UnknownTerritory):
        gaps.gaps(territory="35")
    with pytest.raises(CommandRefused, match="csv"):
        gaps.gaps(form="xml")
