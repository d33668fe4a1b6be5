"""Help is looked for in five languages: by buttons, in one line, in any chat; and a refuge stays hidden."""

import csv
import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from conversations import sentences
from conversations.lookup import card, conditions, listing, looking, narrowing, showing
from locales import catalogue, languages
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.journeys.conftest import Hotline
from tests.journeys.test_languages import faults

CANARY = "Жасырынқанарейка"  # the street of the refuge
LIGHTHOUSE, POINT = "Маяк", (40.87543, 68.51764)
SAFE_PLACE = listing.NEEDS[1]
PLACES = {"kk": "Мақтаарал ауданы", "ru": "Мактааральский район", "en": "Maktaaral district"}
PLACES |= {"uz": "Maqtaaral tumani", "ky": "Мактаарал району"}
IN_ONE_LINE = {"kk": "баспана Мақтаарал ауданы", "ru": "приют Мактааральский район"}
IN_ONE_LINE |= {"en": "shelter Maktaaral district", "uz": "boshpana Maqtaaral tumani"}
IN_ONE_LINE |= {"ky": "коопсуз жашоочу жай Мактаарал"}
LONG = 20.0  # seconds: five people talk at once
SERVICES = (
    {
        "name_ru": f"Приют «{LIGHTHOUSE}»",
        "name_kk": f"«{LIGHTHOUSE}» баспанасы",
        "address": "Абая, 5",
        "hidden": "нет",
        "phone": "+7 725 300 00 01",
        "cost": "бесплатно",
    },
    {
        "name_ru": "Очень длинное название приюта " * 20,
        "name_kk": "Баспананың өте ұзақ атауы " * 20,
        "address": "Абая, 6",
        "hidden": "нет",
        "phone": "+7 725 300 00 02",
        "about": "Ночлег и еда для детей. " * 300,
    },
    {
        "name_ru": "Приют «Тихая гавань»",
        "name_kk": "«Тыныш айлақ» баспанасы",
        "kind": "crisis_centre",
        "address": f"{CANARY} 7",
        "hidden": "да",
        "phone": "+7 725 300 00 03",
    },
)


@pytest.fixture
def hotline(hotline: Hotline) -> Hotline:
    """Give an installation whose directory has a shelter on the map, one without end, and a refuge."""
    also = {"needs": "shelter", "territory": "614400000", "serves": "614400000", "assured": "2026-11-01"}
    rows = [{"number": number, **also, **one} for number, one in enumerate(SERVICES, start=1)]
    with (hotline.folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, sorted({name for row in rows for name in row}))
        sheet.writeheader()
        sheet.writerows(rows)
    done = hotline.run("directory", "import", "list.csv")
    assert done.returncode == 0, done.stderr
    (hotline.folder / "list.csv").unlink()
    with closing(sqlite3.connect(hotline.folder / "directory.db")) as database, database:
        placed = database.execute(
            "UPDATE location SET latitude = ?, longitude = ? WHERE id IN (SELECT location_id FROM"
            " service_at_location JOIN service ON service.id = service_id WHERE service.name LIKE ?)",
            (*POINT, f"%{LIGHTHOUSE}%"),
        )
        assert placed.rowcount == 1
    return hotline


def test_help_is_found_in_every_language_and_a_refuge_by_nobody(bot: Hotline, telegram: Telegram) -> None:
    phones = {code: Phone(telegram, 800 + n, code) for n, code in enumerate(languages.CODES)}
    with ThreadPoolExecutor(len(phones)) as people:
        walks = [people.submit(walk, phone, language) for language, phone in phones.items()]
    for one in walks:
        one.result()

    assert [fault for language, phone in phones.items() for fault in faults(phone, language)] == []
    labels = [button["text"] for phone in phones.values() for button in phone.all_buttons()]
    assert any(re.fullmatch(r"\d\. (\w+ )+\w+… · .+", label) for label in labels)  # cut at the end of a word
    assert all(len(label) <= 64 for label in labels)
    said = json.dumps([request.fields for request in telegram.log], ensure_ascii=False)
    assert CANARY not in said + bot.log()
    assert [path for path in bot.folder.glob("*.db*") if CANARY.encode() in path.read_bytes()] == []
    words = [*PLACES.values(), *IN_ONE_LINE.values(), "Canary"]
    assert [word for word in words if word in bot.log()] == []


def walk(phone: Phone, language: str) -> None:
    """By buttons, narrowed, on the map; then in one line; then in any chat."""
    say = catalogue.load(language).say
    always = say(card.ALWAYS, number="111")
    phone.type("/find")
    phone.tap(say(SAFE_PLACE), limit=LONG)
    phone.wait_for(say(looking.WHERE), LONG)
    phone.type(PLACES[language])
    assert always in phone.wait_for(LIGHTHOUSE, LONG)
    phone.tap(say(listing.NARROW), limit=LONG)
    phone.tap(say(conditions.TEXTS["free"]), limit=LONG)
    phone.see(say(sentences.MARKED, option=say(conditions.TEXTS["free"])), LONG)
    phone.tap(say(narrowing.SHOW))
    phone.see(say(listing.NARROW), LONG)
    phone.tap(listed(phone, LIGHTHOUSE))
    assert "Абая, 5" in phone.wait_for(say(card.FREE), LONG)
    phone.tap(say(showing.MAP))
    assert f"{POINT[0]}, {POINT[1]}: " in phone.wait_for("📍", LONG)
    phone.tap(say(sentences.WORDS["back_list"]))
    phone.see(say(listing.NARROW), LONG)
    phone.tap(listed(phone, "Тихая гавань" if language != "kk" else "Тыныш айлақ"))
    hidden = phone.wait_for(say(card.HIDDEN, number="|").partition("|")[0], LONG)
    assert always in hidden
    assert say(showing.MAP) not in phone.buttons()
    phone.type(f"/find {IN_ONE_LINE[language]}")
    assert always in phone.wait_for(LIGHTHOUSE, LONG)
    offers = phone.wait_for_offers(phone.ask(IN_ONE_LINE[language]), LONG)
    texts = [one["input_message_content"]["message_text"] for one in offers["results"]]
    assert 3 <= len(texts) <= 5
    assert all(always in text for text in texts)
    assert any("+7 725 300 00 01" in text for text in texts)


def listed(phone: Phone, words: str) -> str:
    """Give the label of the button of a service on the newest list."""
    return next(label for label in phone.buttons() if words in label)
