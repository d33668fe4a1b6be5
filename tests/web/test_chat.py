"""The chat as a browser without JavaScript uses it, and as our script does."""

import httpx
from msgspec.structs import replace

from conversations import menu
from conversations.message import Button, Message
from tests.web.house import GREETING, House, browsing, visitor

JSON = {"Accept": "application/json"}
SCRIPT_TAG = '<script>alert("x")</script>&<b>'


def press(browser: httpx.Client, token: str, message: int = 1) -> httpx.Response:
    return browser.post("/chat", data={"token": token, "message": str(message)})


def test_a_newcomer_is_greeted_once(house: House, browser: httpx.Client) -> None:
    first = browser.get("/", headers={"Accept-Language": "ru-KZ,ru;q=0.9"})
    second = browser.get("/")

    assert "Hello!" in first.text
    assert "Hello!" in second.text
    [start] = house.reception.heard
    assert (start.kind, start.text, start.argument, start.language) == ("command", "start", "", "ru")
    assert start.address == visitor(browser)
    assert start.sender == browser.cookies["visitor"]


def test_a_deep_link_is_heard_once_even_when_the_page_is_loaded_again(
    house: House, browser: httpx.Client
) -> None:
    answer = browser.get("/?start=r_cotton")
    browser.get(answer.headers["Location"])
    browser.get("/")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/#end")
    assert [incoming.argument for incoming in house.reception.heard] == ["r_cotton"]


def test_a_deep_link_with_strange_letters_is_an_ordinary_visit(house: House, browser: httpx.Client) -> None:
    answer = browser.get("/?start=<script>")

    assert answer.status_code == 200
    assert [incoming.argument for incoming in house.reception.heard] == [""]


def test_a_press_without_javascript_comes_back_to_the_end_of_the_page(
    house: House, browser: httpx.Client
) -> None:
    browser.get("/")

    answer = press(browser, "t1")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/#end")
    assert house.kept(visitor(browser)) == [
        ("Hello!", False),
        ("Report a child", True),
        ("heard t1", False),
    ]
    pressed = house.reception.heard[-1]
    assert (pressed.kind, pressed.text, pressed.message) == ("button", "t1", 1)
    page = browser.get("/").text
    assert (
        page.index("Hello!")
        < page.index('<p class="text" dir="auto">Report a child')
        < page.index("heard t1")
    )


def test_words_are_heard_and_shown_with_their_line_breaks(house: House, browser: httpx.Client) -> None:
    browser.get("/")

    browser.post("/chat", data={"text": "  мақта\r\nтеріп жүр \n"})

    assert house.heard()[-1] == ("text", "мақта\nтеріп жүр")
    assert "мақта\nтеріп жүр</p>" in browser.get("/").text


def test_markup_in_words_labels_and_tokens_arrives_as_text(house: House, browser: httpx.Client) -> None:
    house.reception.script["start"] = [
        Message(SCRIPT_TAG, ((Button(SCRIPT_TAG, '"><script>'), Button("page", link="javascript:alert(1)")),))
    ]
    browser.get("/")
    browser.post("/chat", data={"text": SCRIPT_TAG})

    page = browser.get("/").text

    assert page.count("<script") == 1  # our own file
    assert "javascript:" not in page
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;&amp;&lt;b&gt;" in page
    assert 'value="&#34;&gt;&lt;script&gt;"' in page


def test_the_first_words_open_so_that_the_buttons_below_are_seen(house: House, browser: httpx.Client) -> None:
    browser.headers["Accept-Language"] = "en"
    browser.get("/")
    house.tell(visitor(browser), Message(f"{menu.WELCOME[0].english}\n\nWhom to call\n\nWhat we keep"))
    before, opens = browser.get("/").text.split('<details class="rest">')

    assert f"{menu.WELCOME[0].english}</p>" in before
    assert "Whom to call\n\nWhat we keep</p></details>" in opens


def test_an_empty_message_is_let_pass(house: House, browser: httpx.Client) -> None:
    browser.get("/")

    answer = browser.post("/chat", data={"text": " \r\n "})

    assert answer.status_code == 303
    assert house.heard() == [("command", "start")]


def test_4096_letters_are_heard_and_one_more_is_given_back(house: House, browser: httpx.Client) -> None:
    browser.get("/")

    heard = browser.post("/chat", data={"text": "ә" * 4096})
    refused = browser.post("/chat", data={"text": "ә" * 4096 + "!"}, headers={"Accept-Language": "en"})
    script = browser.post("/chat", data={"text": "ә" * 4097}, headers={**JSON, "Accept-Language": "en"})

    assert heard.status_code == 303
    assert (refused.status_code, script.status_code) == (422, 422)
    assert "Too long. At most 4096 characters." in refused.text
    assert "ә" * 4096 + "!</textarea>" in refused.text
    assert script.json() == {"error": "Too long. At most 4096 characters."}
    assert house.heard() == [("command", "start"), ("text", "ә" * 4096)]


def test_emoji_zero_width_and_right_to_left_letters_come_through(house: House, browser: httpx.Client) -> None:
    browser.get("/")
    strange = "😀" * 1000 + "\u200b\u202e\u0645\u0631\u062d\u0628\u0627\x00"

    browser.post("/chat", data={"text": strange})

    assert house.heard()[-1] == ("text", strange)
    assert browser.get("/").status_code == 200


def test_our_script_gets_what_is_new_and_nothing_else(house: House, browser: httpx.Client) -> None:
    browser.get("/")

    answer = browser.post("/chat", data={"token": "t1", "message": "1", "after": "1"}, headers=JSON).json()
    nothing = browser.get("/chat/messages?after=3").json()
    house.tell(visitor(browser), Message("The department has your report."))
    pushed = browser.get("/chat/messages?after=3").json()

    assert [(one["id"], one["own"], one["text"]) for one in answer["messages"]] == [
        (2, True, "Report a child"),
        (3, False, "heard t1"),
    ]
    assert answer["last"] == 3
    assert nothing["messages"] == []
    assert nothing["last"] == 3
    assert [one["text"] for one in pushed["messages"]] == ["The department has your report."]
    assert pushed["last"] == 4


def test_a_point_on_the_map_is_heard_and_a_false_one_refused(house: House, browser: httpx.Client) -> None:
    house.reception.script["start"] = [Message("Where?", place_button="Send my location")]
    browser.get("/")

    heard = browser.post("/chat", data={"lat": "43.25", "lon": "76.9"}, headers=JSON)
    wrong = [
        browser.post("/chat", data=data).status_code
        for data in (
            {"lat": "nan", "lon": "1"},
            {"lat": "91", "lon": "1"},
            {"lat": "1"},
            {"lat": "x", "lon": "y"},
        )
    ]

    assert heard.status_code == 200
    assert house.reception.heard[-1].point == (43.25, 76.9)
    assert ("Send my location", True) in house.kept(visitor(browser))
    assert wrong == [400, 400, 400, 400]


def test_a_language_of_the_row_is_a_button_as_any_other(house: House, browser: httpx.Client) -> None:
    browser.get("/")
    browser.post("/chat", data={"token": "l:ru"})
    house.reception.chosen = "ru"

    page = browser.get("/").text

    assert house.heard()[-1] == ("button", "l:ru")
    assert ("Русский", True) in house.kept(visitor(browser))
    assert '<html lang="ru">' in page
    assert 'value="l:ru" lang="ru" aria-current="true"' in page


def test_who_comes_from_a_page_in_another_language_is_heard_as_having_chosen_it(
    house: House, browser: httpx.Client
) -> None:
    kazakh = browser.get("/", params={"lang": "kk"}, headers={"Accept-Language": "kk"})
    said = len(house.heard())
    russian = browser.get("/", params={"lang": "ru"}, headers={"Accept-Language": "kk"})
    browser.get("/", params={"lang": "<b>"})

    assert (kazakh.status_code, russian.status_code, russian.headers["Location"]) == (303, 303, "/#end")
    assert house.heard()[said:] == [("button", "l:ru")]


def test_a_page_speaks_kazakh_when_nobody_says_anything(browser: httpx.Client) -> None:
    assert '<html lang="kk">' in browser.get("/", headers={"Accept-Language": "de"}).text


def test_an_unknown_token_is_heard_but_puts_no_words_in_the_mouth(
    house: House, browser: httpx.Client
) -> None:
    browser.get("/")

    press(browser, "forged")

    assert house.heard()[-1] == ("button", "forged")
    assert [own for _, own in house.kept(visitor(browser))] == [False, False]


def test_a_toast_becomes_the_answer_when_there_is_no_other(house: House, browser: httpx.Client) -> None:
    house.reception.toasts["t2"] = "This button belongs to an earlier question."
    browser.get("/")

    press(browser, "t2")

    assert house.kept(visitor(browser))[-1] == ("This button belongs to an earlier question.", False)


def test_words_sent_after_the_cookie_ended_are_heard_after_a_greeting(
    house: House, browser: httpx.Client
) -> None:
    browser.cookies.set("visitor", "A" * 22)

    browser.post("/chat", data={"text": "a boy carries bricks", "after": "90"})

    assert house.heard() == [("command", "start"), ("text", "a boy carries bricks")]
    assert browser.cookies.get("visitor", domain="127.0.0.1") != "A" * 22


def test_two_visitors_never_see_each_other(house: House, browser: httpx.Client) -> None:
    browser.get("/")
    browser.post("/chat", data={"text": "my secret"})
    with browsing(house.parts) as other:
        other.get("/")

        assert "my secret" not in other.get("/").text
        assert "my secret" not in other.get("/chat/messages?after=0").text


def test_leaving_deletes_what_waited_and_takes_the_cookie(house: House, browser: httpx.Client) -> None:
    browser.get("/")
    address = visitor(browser)

    answer = browser.post("/chat/leave")
    page = browser.get(answer.headers["Location"])

    assert answer.status_code == 303
    assert "visitor" not in browser.cookies
    assert house.kept(address) == []
    assert '<meta http-equiv="refresh" content="0;url=https://www.google.com/">' in page.text


def test_ticks_change_the_question_in_its_place_without_a_bubble_each(
    house: House, browser: httpx.Client
) -> None:
    ticked = Message("Which?", ((Button("✓ Beaten", "d1"),), (Button("Done", "d0"),)), replaces=1)
    house.reception.script["start"] = [
        Message("Which?", ((Button("Beaten", "d1"),), (Button("Done", "d0"),)))
    ]
    house.reception.script["d1"] = [ticked]
    browser.get("/")

    answer = browser.post("/chat", data={"token": "d1", "message": "1", "after": "1"}, headers=JSON).json()
    page = browser.get("/").text
    press(browser, "d0")

    assert [(one["id"], one["row"]) for one in answer["messages"]] == [(1, 3)]
    assert page.count("Which?") == 1
    assert "✓ Beaten" in page
    assert 'class="message own' not in page.partition("<template")[0]
    assert house.kept(visitor(browser))[-2:] == [("Done", True), ("heard d0", False)]


def test_only_the_newest_buttons_look_loud(house: House, browser: httpx.Client) -> None:
    house.reception.script["t1"] = [replace(GREETING, text="Again?")]
    browser.get("/")
    press(browser, "t1")

    page = browser.get("/").text

    assert 'class="message ours quiet" id="m1"' in page
    assert 'class="message ours" id="m3"' in page


def test_buttons_are_quiet_once_the_reader_has_said_something(house: House, browser: httpx.Client) -> None:
    browser.get("/")
    before = browser.get("/").text
    press(browser, "t1")

    assert 'class="message ours" id="m1"' in before
    assert 'class="message ours quiet" id="m1"' in browser.get("/").text
