"""The rules by age in the chat: numbers of the rule set, their source, and the way into a report."""

from dataclasses import replace

import pytest

from cases import law
from conversations import ruling, working_age
from conversations.house import House
from hotline.commands import rules
from tests.conversations.conftest import NOON, Talker, filed

AGES = (13, 14, 15, 16, 17)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("years", AGES)
def test_an_age_gets_two_to_four_lines_with_the_limits_of_the_rules(
    house: House, years: int, language: str
) -> None:
    told = law.in_force(NOON.date())
    lines = working_age.of_age(told, years, house.speaker(language))
    words = " ".join(one.words for line in lines for one in line)

    assert 2 <= len(lines) <= 4
    assert all(one.grounds for line in lines for one in line)
    limit = {13: "14", 14: "24", 15: "24", 16: "36", 17: "36"}[years]
    assert limit in words


def test_another_limit_in_the_rules_is_another_number_in_the_words(house: House) -> None:
    told = law.in_force(NOON.date())
    fewer = replace(told, limits={**told.limits, "week_14_15": 20.0})

    assert "at most 20 hours a week" in "\n".join(ruling.told(fewer, 15, house.speaker("en")))


def test_rules_are_asked_from_the_menu_and_name_their_day_and_source(talker: Talker) -> None:
    talker.send("command", "start")
    talker.tap("What work is allowed at what age?")
    shown = talker.tap("15")[0]

    assert "Rules updated: " in shown.text
    assert "Source: Labour Code" in shown.text
    assert "not legal advice" in shown.text
    assert "is allowed" not in shown.text
    talker.tap("Another age")
    assert "only film" in talker.tap("Under 14 years")[0].text


def test_what_is_not_followed_becomes_a_report_with_the_age_filled_in(talker: Talker) -> None:
    talker.send("command", "rules")
    talker.tap("15")
    talker.tap("This is not followed")
    talker.tap("Building site")
    talker.send("point", point=(40.875, 68.517))
    talker.tap("Send now")

    assert filed(talker.database)[0].age_band == "15"


def test_below_the_youngest_age_the_report_knows_only_that(talker: Talker) -> None:
    talker.send("command", "rules")
    talker.tap("Under 14 years")
    talker.tap("This is not followed")
    talker.tap("Building site")
    talker.send("point", point=(40.875, 68.517))
    talker.tap("Send now")

    assert len(filed(talker.database)) == 1


def test_a_report_that_is_being_written_is_not_lost_to_the_rules(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.send("command", "rules")
    talker.tap("16")

    assert "unfinished report" in talker.tap("This is not followed")[0].text
    assert talker.send("button", "y:99")[0].text


def test_at_the_terminal_every_rule_of_an_age_stands_above_its_source(house: House) -> None:
    lines = rules.listed(law.in_force(NOON.date()), 15, house.speaker("kk"))

    assert any("24 сағаттан артық емес" in one for one in lines)
    assert any(one.startswith("    ҚР Еңбек кодексі") and "69" in one for one in lines)
