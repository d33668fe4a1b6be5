"""Voice messages wait for words at the desk: listened to, typed, read by whoever reads the case."""

from typing import Any

import pytest
from sqlalchemy import select

from cases import accused, case, errors, history, media, parts, schema, transcribing
from tests.cases.told import MAKTAARAL, NOW
from tests.doubles import recovery
from tests.web.desk.office import Desk

LIST = "/desk/transcripts"
SOUND = b"OggS, as good as"


def spoken(desk: Desk, **told: Any) -> tuple[int, int]:
    """File a report that came with a voice message; gives the case and the message."""
    draft, keys = f"draft-{desk._reports + 1}", desk.office.keys
    with desk.database.transaction() as tx:
        medium = media.number(tx)
        media.expect(tx, keys, medium, draft, "voice", now=NOW)
        told_of = media.description("voice", SOUND, ending="ogg", cleaned=len(SOUND), received_at=NOW)
        media.keep(tx, desk.office, medium, media.sealed(medium, told_of, SOUND), now=NOW)
    return desk.file(media=(medium,), **told).number, medium


def acts(desk: Desk, number: int) -> list[tuple[str, str, str]]:
    with desk.database.reading() as tx:
        return [(row["actor"], row["act"], row["about"]) for row in history.of_case(tx, number)]


def test_a_voice_message_is_listened_to_and_written_down(desk: Desk) -> None:
    number, medium = spoken(desk)
    desk.hire("berik", role="operator")
    with desk.at("berik") as visit:
        assert f"{LIST}/{number}/{medium}" in visit.get(LIST).text
        page = visit.get(f"{LIST}/{number}/{medium}").text
        assert visit.get(f"/desk/cases/{number}/media/{medium}").content == SOUND
        assert f'src="/desk/cases/{number}/media/{medium}"' in page
        visit.press(f"{LIST}/{number}/{medium}", text="Балалар мақта теріп жүр")
        after = visit.get(LIST).text

    assert f"{LIST}/{number}/{medium}" not in after
    with desk.database.reading() as tx:
        told = parts.read(tx, recovery.unlocked(tx), number, f"transcript:{medium}")
    assert (told["text"], told["medium"]) == ("Балалар мақта теріп жүр", medium)
    assert ("operator", "medium opened", f"medium:{medium}") in acts(desk, number)
    assert ("operator", "transcribed", f"medium:{medium}") in acts(desk, number)


@pytest.mark.parametrize(
    ("text", "ticked", "asked"),
    [
        ("Балалар мақта теріп жүр", "", False),
        ("Балалар мақта теріп жүр", "1", True),
        ("его бьют и не отпускают", "", True),
    ],
)
def test_words_that_change_the_danger_ask_the_lead_to_look_again(
    desk: Desk, text: str, ticked: str, asked: bool
) -> None:
    number, medium = spoken(desk)
    desk.hire("berik", role="operator")
    with desk.at("berik") as visit:
        visit.press(f"{LIST}/{number}/{medium}", text=text, danger=ticked)

    with desk.database.reading() as tx:
        found = [(row["kind"], row["department"]) for row in tx.rows(select(schema.task))]
        lead = case.get(tx, number).lead
    assert (("reassess", lead) in found) is asked


def test_words_of_sexual_exploitation_lock_the_pictures_of_the_case(desk: Desk) -> None:
    number, medium = spoken(desk)
    desk.hire("berik", role="operator")
    with desk.at("berik") as visit:
        visit.press(f"{LIST}/{number}/{medium}", text="её заставляют заниматься проституцией")

    with desk.database.reading() as tx:
        assert accused.locks_pictures(tx, desk.office.keys, number)


def test_a_message_is_written_down_once(desk: Desk) -> None:
    number, medium = spoken(desk)
    desk.hire("berik", role="operator")
    with desk.at("berik") as visit:
        visit.press(f"{LIST}/{number}/{medium}", text="first")
        second = visit.press(f"{LIST}/{number}/{medium}", text="second")

        assert second.headers["Location"] == f"{LIST}?done=before"
        assert visit.get(f"{LIST}/{number}/{medium}").status_code == 404
    with desk.database.reading() as tx:
        assert parts.read(tx, recovery.unlocked(tx), number, f"transcript:{medium}")["text"] == "first"


def test_an_empty_page_keeps_nothing(desk: Desk) -> None:
    number, medium = spoken(desk)
    desk.hire("berik", role="operator")
    with desk.at("berik") as visit:
        assert visit.press(f"{LIST}/{number}/{medium}", text="  ").status_code == 422
        assert f"{LIST}/{number}/{medium}" in visit.get(LIST).text


def test_messages_of_another_territory_and_of_no_voice_are_no_page(desk: Desk) -> None:
    number, medium = spoken(desk)
    assert MAKTAARAL.startswith("61")
    desk.hire("berik", role="operator", territory="710000000")
    desk.hire("dana", role="operator")
    with desk.at("berik") as visit:
        assert f"{LIST}/{number}" not in visit.get(LIST).text
        assert visit.get(f"{LIST}/{number}/{medium}").status_code == 404
        assert visit.press(f"{LIST}/{number}/{medium}", text="words").status_code == 404
    with desk.at("dana") as visit:
        assert visit.get(f"{LIST}/{number}/{medium + 7}").status_code == 404
        assert visit.get(f"{LIST}/{number}/0x1").status_code == 404


def test_words_for_no_voice_message_are_refused(desk: Desk) -> None:
    number = desk.file().number
    with desk.database.transaction() as tx, pytest.raises(errors.UnknownMedium):
        transcribing.keep(tx, desk.office, number, 99, "words", actor="operator", now=NOW)
