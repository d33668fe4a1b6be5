"""What a list tells that is not public: kept for those who may know it, in the database of cases alone."""

from pathlib import Path

import pytest

from cases.services import private
from cases.services.private import Private
from directory.exchange.withheld import Withheld
from directory.hsds import facts
from hotline.commands import directory
from store import database as databases
from store import seal
from store.errors import KeyMissing

SECRETS = ("Құпия көшесі 77", "Айгүл Сәрсенова", "+7 701 000 11 22")
LIST = (
    "№;Название;Вид;Адрес;Адрес скрыт;Скрытый адрес (не публикуется);Контактное лицо (не публикуется);"
    "Телефон контактного лица (не публикуется);Сколько мест (не публикуется)\n"
    f"1;Дом;кризисный центр;{SECRETS[0]};;вход со двора 3;{SECRETS[1]};{SECRETS[2]};12, для мам с детьми\n"
)
OWN = facts.identifier("a list", "service", "1")


@pytest.fixture
def told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    paths = {
        "DATABASE": f"sqlite:///{folder}/cases.db", "DIRECTORY": folder / "directory.db",
        "KEYS": folder / "keys",
    }  # fmt: skip
    for name, value in paths.items():
        monkeypatch.setenv(f"HOTLINE_{name}", str(value))
    (folder / "list.csv").write_text(LIST, "utf-8")
    return folder


def take_in(folder: Path, *, dry_run: bool = False) -> None:
    lists = folder / "lists"
    directory.take_in([folder / "list.csv"], dry_run=dry_run, source="a list", lists_in=lists)


def kept(folder: Path) -> Private:
    database = databases.open_database(f"sqlite:///{folder}/cases.db")
    try:
        with database.reading() as tx:
            return private.get(tx, seal.load_keys(folder / "keys"), OWN)
    finally:
        database.close()


def test_monitors_keep_what_the_public_never_reads(told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take_in(told, dry_run=True)
    assert kept(told) == Private()

    take_in(told)
    take_in(told)

    assert kept(told) == Private(
        addresses=("вход со двора 3", SECRETS[0]),
        contact=SECRETS[1],
        phone=SECRETS[2],
        capacity="12, для мам с детьми",
    )
    out = capsys.readouterr()
    assert "kept in the database of cases" in out.out
    public = [told / "directory.db", *(told / "lists").iterdir()]
    read = [path.read_bytes() for path in (*public, told / "cases.db")] + [(out.out + out.err).encode()]
    assert not [secret for secret in SECRETS for data in read if secret.encode() in data]


def test_without_a_database_of_cases_it_says_what_was_left_out(
    told: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (told / "cases.db").unlink()

    take_in(told)

    assert "left out, for there is no database of cases" in capsys.readouterr().out
    assert not (told / "cases.db").exists()
    assert SECRETS[0].encode() not in (told / "directory.db").read_bytes()


def test_without_the_keys_nothing_is_taken_out_of_the_directory(told: Path) -> None:
    before = (told / "directory.db").read_bytes()
    (told / "keys" / seal.SERVICE_KEY).unlink()

    with pytest.raises(KeyMissing):
        take_in(told)

    assert (told / "directory.db").read_bytes() == before


def test_new_addresses_stand_before_those_that_were_known_and_nothing_is_lost() -> None:
    known = Private(("Абая 1", "Абая 2"), "А.", "111", "5")

    assert private.joined(known, Withheld({"абая 2": None})) == known
    told = private.joined(known, Withheld({"Сейфуллина 3": None}, capacity="6"))
    assert told == Private(("Сейфуллина 3", "Абая 1", "Абая 2"), "А.", "111", "6")
