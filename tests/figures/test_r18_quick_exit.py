"""R18: quick exit at every step of a report, in five languages: at most one message is left, and neutral."""

import re
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from conversations import hiding, menu, person, sending
from conversations.house import House
from locales import catalogue, languages
from locales.texts import Text
from store import schema
from store.database import Database
from tests.doubles.correspondence import Post, Writer

SCRIPT = "citizen_report"
TYPED = "Qanareika"


@pytest.fixture
def post(database: Database, house: House) -> Iterator[Post]:
    opened = Post(database, house)
    yield opened
    opened.close()


def test_quick_exit_at_every_step_leaves_one_neutral_message(
    post: Post, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    steps = post.house.scripts[SCRIPT].steps
    spoken = languages.CODES
    pairs = [
        (step.name, spoken[(place + turn) % len(spoken)])
        for turn in range(len(spoken))
        for place, step in enumerate(steps)
    ]
    chosen = pairs[:: len(pairs) // so_many(len(pairs))]
    most = wordy = drafts = 0
    for number, (step, language) in enumerate(chosen, start=1):
        writer = Writer(post, str(500 + number), language)
        _come_to(writer, step)
        _exit(writer)
        left = post.chat(writer.name)
        most = max(most, len(left))
        wordy += any(_words(text) & _telling(writer) for text in writer.texts())
        drafts += _is_something_left(writer)

    assert (most, wordy, drafts) == (1, 0, 0)
    figure(
        f"R18: quick exit at {len(chosen)} of {len(pairs)} steps × languages: at most {most} message left, "
        f"{wordy} that tell of the case, {drafts} drafts left"
    )


def _come_to(writer: Writer, step: str) -> None:
    """Begin as people do, then stand at this step, with words typed there that are not understood."""
    writer.begin()
    post, known = writer.post, writer.remembered()
    assert known is not None
    assert known.draft is not None
    there = replace(known, draft=replace(known.draft, step=step, inner=None, tries=0))
    with post.database.transaction() as tx:
        person.keep(tx, post.house.keys, writer.sender, there, post.now)
    writer.send("button", "m:continue")
    writer.send("text", TYPED)
    assert writer.draft == known.draft.draft


def _exit(writer: Writer) -> None:
    """Press the button under the question that is open, or fail: it stands under every one."""
    newest = [one.message for one in writer.post.chat(writer.name).values() if one.message][-1]
    label = catalogue.load(writer.language).say(hiding.EXIT)
    token = next(button.token for row in newest.buttons for button in row if button.label == label)
    writer.send("button", token)


def _is_something_left(writer: Writer) -> bool:
    """Tell whether there is still a draft, a duty with words for this chat, or a button under its input."""
    lane = sending.lane(writer.post.house.keys, writer.address)
    with writer.post.database.reading() as tx:
        waiting = tx.rows(
            select(schema.duty).where(schema.duty.c.lane == lane, schema.duty.c.settled_at.is_(None))
        )
    return bool(writer.remembered() or waiting or writer.name in writer.post.keyboards)


def _telling(writer: Writer) -> set[str]:
    """The words that would tell: what was answered, where, what was typed, and what the bot is for."""
    house, say = writer.post.house, catalogue.load(writer.language).say
    what = house.scripts[SCRIPT].step("what").options[0].text
    place = house.directory.places.at(40.875, 68.517)
    names = house.directory.territories.full_name(place.code, writer.language) if place else ""
    return _words(" ".join([say(Text(*what)), say(menu.REPORT), names, TYPED]))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[\w’ʻ]+", text.casefold()) if len(word) > 3}
