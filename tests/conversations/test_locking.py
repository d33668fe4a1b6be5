"""Pictures that come after sexual exploitation was told of in words: locked for the police alone."""

import pytest
from sqlalchemy import select

from cases import accused, media, readers, schema
from conversations import asking
from conversations.incoming import Sent
from tests.cases.told import NOW
from tests.conversations import followers
from tests.conversations.conftest import Talker, content
from tests.conversations.followers import words

PHOTO = Sent("photo", "p1", 9000)
NAKED = "she is filmed naked there"


def add(talker: Talker, text: str = "") -> int:
    """Add a photo to the followed report, have it fetched, and give its number."""
    talker.send("photo", text, file="p1", sent=PHOTO)
    with talker.database.transaction() as tx:
        medium = int(tx.rows(select(schema.medium).order_by(schema.medium.c.id))[-1]["id"])
        told = media.description("photo", b"raw", ending="jpg", cleaned=5, received_at=NOW)
        assert media.keep(tx, talker.house.office, medium, media.sealed(medium, told, b"clean"), now=NOW)
    return medium


def is_locked(talker: Talker, medium: int) -> bool:
    with talker.database.reading() as tx:
        key, table = schema.part_key.c, schema.medium.c
        query = select(key.holder).where(key.part == media.part(medium))
        holders = {row["holder"] for row in tx.rows(query)}
        [row] = tx.rows(select(table.state, table.case_number).where(table.id == medium))
        theirs = readers.of_case(tx, talker.house.office, row["case_number"])
    assert holders == set(theirs.police if row["state"] == "locked" else theirs.whole)
    return bool(row["state"] == "locked")


def begin_adding(talker: Talker) -> None:
    followers.follow(talker, followers.code_of(talker))
    talker.tap(words("en", "follow.add_button", "Add something"))


def test_a_photo_added_to_an_ordinary_report_is_for_everybody_who_reads_it(talker: Talker) -> None:
    followers.send_report(talker)
    begin_adding(talker)

    assert not is_locked(talker, add(talker, "the gate"))


def test_a_photo_is_locked_whose_own_words_tell_of_sexual_exploitation_and_so_are_later_ones(
    talker: Talker,
) -> None:
    followers.send_report(talker)
    begin_adding(talker)

    assert is_locked(talker, add(talker, NAKED))
    assert is_locked(talker, add(talker))


def test_a_photo_is_locked_that_follows_such_words(talker: Talker) -> None:
    followers.send_report(talker)
    begin_adding(talker)
    talker.say(NAKED)

    assert is_locked(talker, add(talker))


def test_a_photo_is_locked_that_is_added_to_a_report_which_told_of_it_in_words_only(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.say(NAKED)
    talker.tap("Send now")
    with talker.database.reading() as tx:
        assert accused.of_case(tx, talker.house.keys, 1) == ()
        assert accused.locks_pictures(tx, talker.house.keys, 1)
    begin_adding(talker)

    assert is_locked(talker, add(talker))


@pytest.mark.parametrize("told", ["", NAKED])
def test_no_department_asks_for_a_photo_of_such_a_case(talker: Talker, told: str) -> None:
    talker.report_up_to_the_place()
    if told:
        talker.say(told)
    talker.tap("Send now")
    followers.enrol_lead(talker)
    group = followers.officer(talker)
    followers.acknowledge(talker, group)
    followers.press(group, f"{asking.BUTTON}{followers.lead_token(talker)}")
    offered = [button.label for row in group.read[-1].buttons for button in row]

    assert (asking.WORDS["photo"].english in offered) is not bool(told)


def test_words_put_under_a_photo_later_lock_it_where_they_tell_of_abuse(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.send("photo", file="p1", sent=PHOTO, message=8)
    talker.send("edited", NAKED, message=8)
    talker.tap("Send now")
    with talker.database.reading() as tx:
        [photo] = tx.rows(select(schema.medium))

    assert "sexual" in content(talker.database, talker.house)["answers"]["marks"]
    assert photo["state"] == "locked"


def test_words_put_later_under_a_photo_at_its_own_question_are_kept(talker: Talker) -> None:
    talker.report_up_to_the_place()
    while "Add a photo or a voice message?" not in talker.read[-1].text:
        talker.tap("Skip")
    talker.send("photo", file="p1", sent=PHOTO, message=8)
    talker.send("edited", "behind the gate", message=8)
    talker.tap("Done")
    talker.tap("Send now")
    told = content(talker.database, talker.house)["answers"]["answers"]

    assert told["media"]["text"] == "behind the gate"
