"""Nothing that was said is dropped or turned round: at inner questions, in changes, edits and back."""

from dataclasses import replace
from typing import Any

import pytest

from conversations import person
from conversations.dialogue.session import Session
from conversations.house import House
from conversations.incoming import Incoming
from store.database import Database
from tests.conversations.conftest import Talker, content, filed


def draft(talker: Talker) -> Session:
    keys = talker.house.keys
    sender = person.index(keys, Incoming(talker.address, talker.name, "other"))
    with talker.database.reading() as tx:
        found = person.load(tx, keys, [sender])[sender].draft
    assert found is not None
    return found


def skip_to(talker: Talker, step: str) -> None:
    while draft(talker).step != step:
        talker.tap("Skip")


def change(talker: Talker, label: str) -> None:
    skip_to(talker, "review")
    talker.tap("Change an answer")
    talker.tap(label)


def told(talker: Talker, step: str) -> dict[str, Any]:
    answer: dict[str, Any] = content(talker.database, talker.house)["answers"]["answers"][step]
    return answer


def test_marks_that_are_being_changed_are_sent_as_they_stand(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Injured or ill")
    talker.tap("Done")
    change(talker, "Danger")
    talker.tap("Beaten or threatened")
    talker.tap("Send now")

    assert told(talker, "danger")["codes"] == ["d_hurt", "d_beaten"]


def test_a_new_place_that_is_not_found_is_not_sent_to_the_old_one(talker: Talker) -> None:
    talker.report_up_to_the_place()
    change(talker, "Place")
    talker.say("Zzyzzx Qwerty")
    talker.tap("Send now")

    assert (told(talker, "where")["place"], told(talker, "where")["text"]) == ("", "Zzyzzx Qwerty")
    assert filed(talker.database)[0].lead.startswith("OPERATOR")


def test_a_text_that_was_too_long_is_not_lost_by_send(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "more")
    talker.say("He is locked in a barn. " * 60)
    talker.tap("Send now")

    assert len(told(talker, "more")["text"]) == 1000


def test_back_leaves_an_answer_that_was_only_looked_at(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "contact")
    talker.tap("Yes, here")
    change(talker, "Place")
    talker.tap("Back")

    assert draft(talker).step == "review"
    assert draft(talker).answers["contact"].codes == ("contact_yes",)


def test_an_edited_place_that_has_to_be_asked_back_is_asked_back(talker: Talker) -> None:
    talker.send("command", "report")
    talker.tap("Building site")
    talker.send("text", "Атакент", message=6)
    talker.send("edited", "Қарағанды", message=6)

    assert (draft(talker).step, draft(talker).answers["where"].place) == ("where", "")
    talker.send("edited", "Атакент", message=6)
    assert draft(talker).answers["where"].place


def test_edited_words_take_their_codes_along_and_leave_what_was_ticked(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Injured or ill")
    talker.send("text", "they beat him", message=8)
    assert draft(talker).answers["danger"].codes == ("d_hurt", "d_beaten")
    talker.send("edited", "they make him beg", message=8)

    assert draft(talker).answers["danger"].codes == ("d_hurt", "d_begging")


def test_edited_words_that_name_danger_show_the_emergency_number(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "more")
    talker.send("text", "he is fine", message=9)
    said = talker.send("edited", "he is locked in", message=9)

    assert any("112" in one.text for one in said)


def test_words_not_understood_yet_can_be_edited(talker: Talker) -> None:
    talker.send("command", "report")
    talker.send("text", "стртльство домв", message=5)
    talker.send("edited", "табак", message=5)

    assert draft(talker).answers["what"].codes == ("tobacco",)


@pytest.mark.parametrize(("word", "step"), [("да", "danger"), ("Иә", "danger"), ("нет", "where")])
def test_yes_and_no_can_be_typed_where_they_are_asked_back(talker: Talker, word: str, step: str) -> None:
    talker.send("command", "report")
    talker.tap("Building site")
    talker.send("point", point=(55.75, 37.6))
    talker.say(word)

    assert (draft(talker).step, draft(talker).inner) == (step, None)


def test_yes_keeps_the_beginning_of_a_long_text(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "more")
    talker.say("He is locked in a barn. " * 60)
    talker.say("yes")

    assert len(draft(talker).answers["more"].text) == 1000


@pytest.mark.parametrize("words", ["не бьют", "not forced", "мәжбүрлемейді", "majburlamaydi", "no beating"])
def test_what_is_denied_is_asked_back_and_never_taken(talker: Talker, words: str) -> None:
    talker.report_up_to_the_place()
    talker.say(words)

    assert draft(talker).inner is not None
    talker.tap("None of these")
    assert (draft(talker).answers["danger"].codes, draft(talker).answers["danger"].text) == ((), words)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("бьют", "d_beaten"),
        ("не отпускают", "d_forced"),
        ("мәжбүрлеп жатыр", "d_forced"),
        ("нет воды", "d_conditions"),
    ],
)
def test_what_is_not_denied_is_taken(talker: Talker, words: str, code: str) -> None:
    talker.report_up_to_the_place()
    talker.say(words)

    assert draft(talker).answers["danger"].codes == (code,)


def test_the_english_article_is_no_kazakh_yes(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "no_school")
    talker.say("it was a holiday")

    assert draft(talker).answers["no_school"].codes == ()


def test_an_answer_is_not_taken_for_a_code_that_was_asked_for_before(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.send("button", "m:status")
    talker.say("he is injured")

    assert draft(talker).answers["danger"].codes == ("d_hurt",)


def test_an_old_delete_button_does_not_delete_the_next_report(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.send("command", "cancel")
    delete = talker.token("Delete my draft")
    talker.send("button", delete)
    talker.report_up_to_the_place()
    talker.send("button", delete)

    assert draft(talker).step == "danger"


def test_force_in_a_family_business_is_not_a_matter_of_the_police_at_once(talker: Talker) -> None:
    talker.send("command", "report")
    talker.tap("Somebody’s house or a family business")
    talker.send("point", point=(40.875, 68.517))
    talker.tap("Family business or farm")
    talker.tap("Forced or not allowed to leave")
    talker.tap("Send now")

    assert content(talker.database, talker.house)["facts"]["compulsion_by"] == "parent"
    assert not filed(talker.database)[0].lead.startswith("POLICE")


def test_begging_beside_the_family_leads_to_help_and_not_to_the_police(talker: Talker) -> None:
    talker.send("command", "report")
    talker.tap("Begging or something dangerous")
    talker.tap("Begging")
    talker.send("point", point=(40.875, 68.517))
    skip_to(talker, "employer")
    talker.tap("Parents or relatives")
    talker.tap("Send now")

    assert content(talker.database, talker.house)["facts"]["activity"] == ["begging"]
    assert filed(talker.database)[0].lead.startswith("CHILD_RIGHTS")


def test_an_answer_that_no_longer_applies_takes_no_fact_away(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Forced or not allowed to leave")
    talker.tap("Done")
    skip_to(talker, "employer")
    talker.tap("Parents or relatives")
    change(talker, "Work")
    talker.say("school sent")
    talker.tap("Send")

    assert content(talker.database, talker.house)["facts"]["wfcl"] == ["forced_labour"]


def test_a_chosen_band_of_hours_counts_with_the_days(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "hours")
    talker.tap("4–8 hours")
    talker.say("6")
    talker.tap("Send now")

    assert content(talker.database, talker.house)["facts"]["hours_week"] == "24-48"


def test_a_button_from_before_a_change_of_the_script_is_void(
    talker: Talker, database: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    talker.send("command", "report")
    tobacco = talker.token("Building site")
    script = house.scripts["citizen_report"]
    what = replace(script.steps[0], options=(script.steps[0].options[-1], *script.steps[0].options[:-1]))
    newer = replace(script, digest="newer", steps=(what, *script.steps[1:]))
    talker.house = replace(house, scripts={**house.scripts, "citizen_report": newer})
    said = talker.send("button", tobacco)

    assert draft(talker).answers == {}
    assert "earlier question" in said[-1].text


def test_the_worst_forms_over_the_limit_are_not_said_to_wait(talker: Talker) -> None:
    for _ in range(4):
        talker.report_up_to_the_place()
        talker.tap("Works off a debt")
        talker.tap("Send now")

    assert "An operator will look" not in talker.screen()
