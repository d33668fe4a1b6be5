"""The place in a talk: names in any spelling, points, lists, links."""

from cases import linking
from tests.conversations.conftest import Talker, content, filed


def test_almaty_asks_city_or_oblast(talker: Talker) -> None:
    talker.send("command", "report")
    talker.tap("Building site")
    talker.say("Алматы")

    assert talker.read[-1].text.startswith("City or oblast?")
    assert len(talker.read[-1].buttons[0] + talker.read[-1].buttons[1]) >= 2


def test_villages_of_one_name_show_their_parents(talker: Talker) -> None:
    talker.language = "ru"
    talker.send("command", "report")
    talker.tap("Стройка")
    talker.say("село Жамбыл")

    labels = [button.label for row in talker.read[-1].buttons for button in row]
    places = [label for label in labels if "," in label]
    assert len(places) == len(set(places)) >= 2


def test_a_point_outside_the_country_is_asked_back_and_kept(talker: Talker) -> None:
    talker.send("command", "report")
    talker.tap("Building site")
    talker.send("point", point=(42.87, 74.59))  # Bishkek
    assert "outside Kazakhstan" in talker.read[-1].text
    talker.tap("Yes")
    talker.tap("Send now")

    assert [row.lead for row in filed(talker.database)] == ["OPERATOR:KZ"]
    assert content(talker.database, talker.house)["point"] == [42.87, 74.59]


def test_region_and_district_can_be_chosen_from_the_list(talker: Talker) -> None:
    talker.send("command", "report")
    talker.tap("Building site")
    talker.tap("Choose from the list")
    talker.tap(
        next(
            b.label
            for row in talker.read[-1].buttons
            for b in row
            if "Turkistan Region" in b.label or "Turk" in b.label
        )
    )
    talker.tap(
        next(
            b.label
            for row in talker.read[-1].buttons
            for b in row
            if "Ordabasy" in b.label or "Sairam" in b.label
        )
    )

    assert "Who will receive it" in talker.screen()


def test_a_place_that_nobody_knows_leads_to_the_list_and_at_last_to_the_operator(talker: Talker) -> None:
    talker.send("command", "report")
    talker.tap("Building site")
    for words in ("қырқ-мырқ ххх", "zzzqqq www", "ъъъ щщщ ъъъ"):
        talker.say(words)
    talker.tap("Send now")

    assert [row.lead for row in filed(talker.database)] == ["OPERATOR:KZ"]
    assert "zzzqqq" in content(talker.database, talker.house)["answers"]["answers"]["where"]["text"]

    talker.report_up_to_the_place()  # now they know: the same matter, most likely
    talker.tap("Send now")
    with talker.database.reading() as tx:
        assert linking.of_case(tx, 2) == (1,)


def test_links_answer_what_they_know_and_nothing_else(talker: Talker) -> None:
    talker.send("command", "start", argument="r_cotton-d_614400000")
    talker.tap("Send now")
    row = filed(talker.database)[0]
    assert (row.territory, row.activity) == ("614400000", "farm")

    for argument in ("r_admin", "d_1", "role_officer", "inv_", "case_1", "x" * 64):
        other = Talker(talker.database, talker.house, name=argument)
        other.send("command", "start", argument=argument)
        assert not other.heard[0].aside
    assert len(filed(talker.database)) == 1
