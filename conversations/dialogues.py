"""The dialogue that a person has open: begun, gone on with, sent or deleted."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from cases import erasure, media
from conversations import asides, files, hiding, menu, rendering, reporting, sentences, tracking
from conversations.asides import Occasion
from conversations.dialogue import engine, order, tokens
from conversations.dialogue.answers import Answer
from conversations.dialogue.script import Script
from conversations.dialogue.session import Input, Session, Turn
from conversations.dialogue.vocabulary import LIKELY
from conversations.hearing import Hearing
from conversations.message import Message
from conversations.person import DRAFT_LIVES
from conversations.reporting import Foreseen
from locales import daytime
from locales.texts import Text
from store import identifiers

REPORT = "citizen_report"
DELETED = Text("bot.draft_deleted", "Everything you wrote has been deleted.")

_KINDS = {"button": "press", "text": "text", "edited": "edited", "voice": "voice", "point": "point"}


def greet(hearing: Hearing, *more: Message) -> None:
    """Say the first words, and remember which: a report names the text that its reporter had read."""
    words = _first_words(hearing)
    hearing.remember(read=menu.version(words))
    hearing.say(words, *more)


def begin(hearing: Hearing, given: Mapping[str, Answer], suggested: str = "") -> None:
    """Begin a citizen's report; `given` answers are not asked, a `suggested` place is offered first.

    Nobody is asked before the first words.
    """
    _greet_once(hearing)
    script = hearing.house.scripts[REPORT]
    draft = identifiers.token(hearing.house.entropy, size=6)
    turn = engine.begin(script, draft, hearing.house.lexicon, hearing.now, given=given)
    if suggested:
        session = replace(turn.session, suggested=suggested)
        turn = engine.resume(script, session, hearing.house.lexicon, hearing.now)
    _go_on(hearing, script, turn)


def resume(hearing: Hearing) -> None:
    """Ask the open question again."""
    draft = hearing.person.draft
    if draft is None:
        hearing.say(menu.menu(hearing.speaker))
        return
    script, session = _current(hearing, draft)
    _go_on(hearing, script, engine.resume(script, session, hearing.house.lexicon, hearing.now))


def hear(hearing: Hearing) -> None:
    """Take what was said as an answer; with nothing open, it may begin a report."""
    draft = hearing.person.draft
    if draft is None:
        _hear_first(hearing)
        return
    script, session = _current(hearing, draft)
    _advance(hearing, script, session)


def _advance(hearing: Hearing, script: Script, session: Session) -> None:
    given = files.given(hearing, _input(hearing))
    turn = engine.advance(script, session, given, hearing.house.lexicon, hearing.now)
    files.take(hearing, session, turn.session)
    _go_on(hearing, script, turn)


def delete(hearing: Hearing, draft: Session) -> None:
    """Delete a draft with everything in it; its buttons are quiet from now on."""
    hearing.remember(draft=None, ended=draft.draft)
    erasure.drop_draft(hearing.tx, hearing.house.keys, f"{draft.script}:{draft.draft}")
    hearing.say(Message(hearing.speaker.say(DELETED), clear=True), menu.menu(hearing.speaker))


def is_expired(hearing: Hearing) -> bool:
    """Tell whether there is a draft that nobody has touched for too long."""
    person = hearing.person
    age = hearing.now.timestamp() - person.touched / 1000
    return person.draft is not None and timedelta(seconds=age) > DRAFT_LIVES


def _hear_first(hearing: Hearing) -> None:
    """Words that name a kind of work, a voice message or a place begin a report with that answer."""
    incoming = hearing.incoming
    if incoming.kind == "button":
        _old_button(hearing)
    elif incoming.kind in ("voice", "photo", "point") or (incoming.kind == "text" and names_work(hearing)):
        script = hearing.house.scripts[REPORT]
        _greet_once(hearing)
        draft = identifiers.token(hearing.house.entropy, size=6)
        opened = engine.begin(script, draft, hearing.house.lexicon, hearing.now)
        _advance(hearing, script, opened.session)
    elif tracking.answers(hearing):
        return
    elif hearing.person.touched:
        said = hearing.speaker.say(sentences.NOTICES["unclear"])
        hearing.say(Message(f"{said}\n\n{menu.helpline(hearing.speaker)}"), menu.menu(hearing.speaker))
    else:
        greet(hearing, menu.menu(hearing.speaker))


def _first_words(hearing: Hearing) -> Message:
    return menu.first_words(hearing.speaker, hearing.incoming.address.channel, daytime.day(hearing.now))


def _greet_once(hearing: Hearing) -> None:
    if hearing.person.read != menu.version(_first_words(hearing)):
        greet(hearing)


def _old_button(hearing: Hearing) -> None:
    """A button without a draft: silent when it belongs to what was just sent or deleted, else a short
    notice.
    """
    pressed = tokens.read(hearing.incoming.text)
    if pressed is not None and pressed.draft == hearing.person.ended:
        return
    hearing.say(Message(hearing.speaker.say(sentences.NOTICES["old_button"])), menu.menu(hearing.speaker))


def names_work(hearing: Hearing) -> bool:
    """Tell whether what was typed names a kind of work, so that it begins a report."""
    script = hearing.house.scripts[REPORT]
    what = script.step("what")
    found = hearing.house.lexicon.match(script.name, what.name, what.options, hearing.incoming.text)
    return bool(found) and found[0][1] > LIKELY


def _input(hearing: Hearing) -> Input:
    incoming = hearing.incoming
    kind = _KINDS.get(incoming.kind, "text" if incoming.text else "unclear")  # a caption is said too
    return Input(
        kind,
        token=incoming.text if kind == "press" else "",
        text=incoming.text if kind != "press" else "",
        point=incoming.point,
        file=incoming.file,
        message=incoming.message,
    )


def _current(hearing: Hearing, draft: Session) -> tuple[Script, Session]:
    """Give the script as it is today; answers to steps that no longer exist are left behind."""
    script = hearing.house.scripts.get(draft.script) or hearing.house.scripts[REPORT]
    if draft.digest == script.digest:
        return script, draft
    answers = {name: answer for name, answer in draft.answers.items() if _still_fits(script, name, answer)}
    kept = replace(
        draft,
        draft=identifiers.token(hearing.house.entropy, size=6),  # buttons count options: old ones are void
        script=script.name,
        version=script.version,
        digest=script.digest,
        answers=answers,
        trail=tuple(name for name in draft.trail if name in answers),
        inner=None,
    )
    return script, replace(kept, step=order.following(script, kept))


def _still_fits(script: Script, name: str, answer: Answer) -> bool:
    """Tell whether the script still has the question, and every option that was chosen."""
    step = next((step for step in script.steps if step.name == name), None)
    source = step and (script.step(step.options_of) if step.options_of else step)
    return source is not None and all(source.option(code) for code in answer.codes)


def _aside(hearing: Hearing, seen: Foreseen | None) -> Occasion:
    channel, law = hearing.incoming.address.channel, hearing.office.law
    if seen is None:
        return Occasion(hearing.speaker, law, channel, hearing.now)
    return Occasion(hearing.speaker, law, channel, hearing.now, seen.worst, seen.told)


def _go_on(hearing: Hearing, script: Script, turn: Turn) -> None:
    if turn.ending == "send":
        reporting.send(hearing, script, turn.session)
        return
    if turn.ending == "delete":
        delete(hearing, turn.session)
        return
    hearing.remember(draft=turn.session)
    if turn.session.media:
        media.touch(hearing.tx, turn.session.media, now=hearing.now)
    shows_receiver = turn.placed or (turn.ask is not None and turn.ask.form == "review")
    seen = reporting.foreseen(hearing, script, turn.session) if shows_receiver else None
    turn = files.asked_by(turn, hearing.incoming.address.channel)
    under = asides.under(script, turn, _aside(hearing, seen))
    receiver = seen.receiver if seen else ""
    messages = rendering.render(script, turn, hearing.speaker, receiver, under)
    if not messages:
        return
    if turn.ask:
        messages = hiding.with_exit(hearing, messages)
    if turn.in_place and hearing.incoming.message is not None:
        hearing.change(messages)
    else:
        hearing.say(*messages)
