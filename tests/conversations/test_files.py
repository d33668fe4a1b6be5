"""Photos, videos and voices in a report: taken at any question, an album as one, never what may not be."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from cases import file_limits, readers, schema
from conversations import files
from conversations.dialogue import collecting
from conversations.dialogue.session import Ask, Session, Turn
from conversations.incoming import Sent
from store import duties
from store.schema import duty
from tests.conversations.conftest import Talker, content, filed

PHOTO, VOICE = Sent("photo", "p1", 9000), Sent("voice", "v1", 900, "audio/ogg", 3)
ASKED = "Add a photo or a voice message?"


def send(talker: Talker, sent: Sent, text: str = "") -> list[str]:
    kind = {"video": "photo"}.get(sent.kind, sent.kind)
    return [one.text for one in talker.send(kind, text, file=sent.id, sent=sent)]


def kinds(talker: Talker) -> list[str]:
    with talker.database.reading() as tx:
        query = select(duty.c.kind).where(duty.c.settled_at.is_(None)).order_by(duty.c.id)
        return [
            row["kind"] for row in tx.rows(query) if row["kind"].partition(":")[0] in ("fetch", "confirm")
        ]


def media(talker: Talker) -> list[Any]:
    with talker.database.reading() as tx:
        return list(tx.rows(select(schema.medium).order_by(schema.medium.c.id)))


def to_the_files(talker: Talker) -> None:
    talker.report_up_to_the_place()
    for _ in range(30):
        if ASKED in talker.read[-1].text:
            return
        talker.tap("Skip")
    raise AssertionError(talker.screen())


def test_photos_are_collected_until_done_and_shown_in_the_review(talker: Talker) -> None:
    to_the_files(talker)

    assert "Take a photo only if it is safe" in talker.read[-1].text
    assert "Files received: 1. Add more" in send(talker, PHOTO)[-1]
    assert "Files received: 2. Add more" in send(talker, VOICE)[-1]
    talker.tap("Done")
    assert "Anything else" in talker.read[-1].text
    talker.tap("Send now")
    assert [(one["kind"], one["state"], one["case_number"]) for one in media(talker)] == [
        ("photo", "fetching", 1),
        ("voice", "fetching", 1),
    ]
    assert kinds(talker) == ["fetch:web", "fetch:web"]


def test_a_photo_at_another_question_leaves_it_open_and_is_kept(talker: Talker) -> None:
    talker.report_up_to_the_place()
    said = send(talker, PHOTO)

    assert "Files received: 1." in said[-1]
    assert "Is any of this happening?" in said[-1]
    talker.tap("Does not go to school")
    talker.tap("Done")
    assert "When did you see it?" in talker.read[-1].text
    talker.tap("Send now")
    assert content(talker.database, talker.house)["facts"]["school_harm"] == "absent"
    assert len(media(talker)) == 1


def test_a_photo_begins_a_report(talker: Talker) -> None:
    said = send(talker, PHOTO)

    assert "What work is the child doing?" in said[-1]
    assert "Files received: 1." in said[-1]
    assert kinds(talker) == ["fetch:web"]


def test_words_under_a_photo_answer_what_is_asked(talker: Talker) -> None:
    talker.send("command", "report")
    said = send(talker, PHOTO, "building site")

    assert "Files received: 1." in said[-1] or "Files received: 1." in said[0]
    assert "Where is it happening?" in said[-1]


def test_words_under_photos_at_their_own_question_are_all_kept(talker: Talker) -> None:
    to_the_files(talker)
    send(talker, PHOTO, "the gate")
    send(talker, PHOTO, "the field")
    talker.tap("Done")
    talker.tap("Send now")

    assert (
        content(talker.database, talker.house)["answers"]["answers"]["media"]["text"]
        == "the gate / the field"
    )


def test_a_voice_that_answers_is_fetched_and_its_answer_names_it(talker: Talker) -> None:
    talker.send("command", "report")
    talker.send("voice", file="v1", sent=VOICE)
    talker.send("voice", file="v2", sent=VOICE)
    talker.tap("Send now")
    told = content(talker.database, talker.house)["answers"]["answers"]

    assert [told[step]["medium"] for step in ("what", "where")] == [one["id"] for one in media(talker)]
    assert {one["case_number"] for one in media(talker)} == {1}


def test_an_album_is_one_answer_with_one_confirmation(talker: Talker) -> None:
    to_the_files(talker)
    said = [line for _ in range(4) for line in send(talker, Sent("photo", "p", 9, album="A"))]

    assert said == []
    assert kinds(talker) == ["fetch:web", "confirm:web", "fetch:web", "fetch:web", "fetch:web"]
    with talker.database.transaction() as tx:
        due = duties.claim(tx, talker.house.keys, now=talker.now + timedelta(seconds=3), holder="test")
        [album] = [one for one in due if one.kind == "confirm:web"]
        files.confirm(tx, talker.house, album, talker.now)
    [message] = talker.news()
    assert "Files received: 4. Add more" in message.text
    assert ASKED in message.text


REFUSED = {
    "too large": (Sent("video", "x", 25 * 1024 * 1024, "video/mp4"), "too big. The limit: 20 MB"),
    "a PDF": (Sent("file", "x", 900, "application/pdf"), "This kind of file cannot be sent"),
    "a GIF": (Sent("photo", "x", 900, "image/gif"), "This kind of file cannot be sent"),
    "HEIC": (Sent("photo", "x", 900, "image/heic"), "as a photo, not as a file"),
    "a long voice": (Sent("voice", "x", 900, "audio/ogg", 301), "The limit: 5 minutes"),
}


@pytest.mark.parametrize(("sent", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_kept_is_refused_at_once_and_never_fetched(
    talker: Talker, sent: Sent, sentence: str
) -> None:
    to_the_files(talker)
    said = send(talker, sent)

    assert sentence in said[-1]
    assert ASKED in said[-1]
    assert kinds(talker) == []
    assert media(talker) == []


def test_the_eleventh_file_is_one_too_many(talker: Talker) -> None:
    to_the_files(talker)
    for _ in range(file_limits.MOST_FILES):
        send(talker, PHOTO)

    assert "No more files can be added. The limit: 10." in send(talker, PHOTO)[-1]
    assert collecting.MOST == file_limits.MOST_FILES == len(media(talker))


@pytest.mark.parametrize("way", ["ticked", "confirmed", "work", "words", "caption"])
def test_where_sexual_exploitation_is_told_no_picture_is_fetched_and_voices_are(
    talker: Talker, way: str
) -> None:
    caption = ""
    if way in ("ticked", "confirmed"):
        talker.report_up_to_the_place()
        talker.tap("Used for sex or for such photos or videos")
        if way == "confirmed":
            talker.tap("Done")
    elif way == "work":
        talker.send("command", "report")
        talker.say("prostitution")
    else:
        talker.report_up_to_the_place()
        caption = "she is naked here" if way == "caption" else ""
        if not caption:
            talker.say("Ее заставляют раздеваться")
    for sent in (PHOTO, Sent("video", "x", 9, "video/mp4"), Sent("photo", "y", 9, "image/png")):
        assert "Never send intimate photos or videos" in "\n".join(send(talker, sent, caption))

    assert kinds(talker) == []
    assert media(talker) == []
    talker.send("voice", file="v1", sent=VOICE)
    assert kinds(talker) == ["fetch:web"]


def test_in_that_branch_a_page_asks_for_words_alone(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Used for sex or for such photos or videos")
    talker.tap("Done")
    for _ in range(30):
        if "Never send intimate photos" in talker.read[-1].text:
            break
        talker.tap("Skip")

    assert "Please write it in words." in talker.read[-1].text
    assert "voice message" not in talker.read[-1].text
    assert ASKED not in talker.screen()


def test_in_that_branch_telegram_asks_for_words_and_voice() -> None:
    closed = Turn(Session("s", 1, "", "d", "media"), ask=Ask("media", form="voice_only"))

    assert files.asked_by(closed, "telegram") == closed


def test_pictures_that_came_before_it_was_told_are_locked(talker: Talker) -> None:
    talker.report_up_to_the_place()
    send(talker, PHOTO)
    talker.tap("Used for sex or for such photos or videos")
    talker.tap("Done")
    send(talker, VOICE)
    talker.tap("Send now")

    assert [(one["kind"], one["state"]) for one in media(talker)] == [
        ("photo", "locked"),
        ("voice", "fetching"),
    ]
    assert len(filed(talker.database)) == 1


def test_a_deleted_report_takes_its_files_along(talker: Talker) -> None:
    to_the_files(talker)
    send(talker, PHOTO)
    talker.send("command", "cancel")
    talker.tap("Delete my draft")

    assert media(talker) == []


def test_a_file_refused_after_fetching_is_told_while_the_report_is_open(talker: Talker) -> None:
    to_the_files(talker)
    send(talker, PHOTO)
    with talker.database.transaction() as tx:
        [due] = duties.claim(tx, talker.house.keys, now=talker.now, holder="test")
        files.refused(tx, talker.house, files.wanted_by(due), "file_broken", now=talker.now)
    [message] = talker.news()

    assert message.text == "One file could not be opened. Please send it again."
    assert "Files received: 1." in send(talker, PHOTO)[-1]


@pytest.mark.parametrize("consents", [True, False])
def test_after_sending_a_refusal_is_told_only_with_consent(talker: Talker, *, consents: bool) -> None:
    talker.report_up_to_the_place()
    send(talker, PHOTO)
    with talker.database.transaction() as tx:
        due = duties.claim(tx, talker.house.keys, now=talker.now, holder="test")
    talker.tap("Send now")
    talker.tap("Yes, here" if consents else "No, stay anonymous")
    [fetching] = [one for one in due if one.kind == "fetch:web"]
    with talker.database.transaction() as tx:
        files.refused(tx, talker.house, files.wanted_by(fetching), "file_gone", now=talker.now)

    assert [one.text for one in talker.news()] == (
        ["One file did not reach us. Please send it again."] if consents else []
    )
    with talker.database.reading() as tx:
        assert readers.of_case(tx, talker.house.office, 1).whole
