"""The engine: one input gives one turn. Pure: nothing is stored, sent, translated or timed here.

What works in every script because it is here: back, skip, send now, changing an answer, typed words for
buttons, voice for anything, edited messages, stale and double buttons, help after wrong input – twice; the
third time the words are taken as they are and marked for a person. No input leads into a dead end.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from conversations.dialogue import asking, collecting, tokens
from conversations.dialogue.alarms import alarmed
from conversations.dialogue.answers import LONGEST, Answer
from conversations.dialogue.kinds import media, numbers, options, place, review, words
from conversations.dialogue.kinds.scene import Accepted, Asking, Ended, Outcome, Scene, Unclear
from conversations.dialogue.lexicon import Lexicon
from conversations.dialogue.order import applies, following, is_ready
from conversations.dialogue.script import Option, Script, Step
from conversations.dialogue.session import Input, Notice, Session, Turn

TRIES = 3
"""The third wrong input is taken as it is (DIALOGUES 0)."""
YES_OR_NO = frozenset({words.KEEP, options.MEANT, place.OUTSIDE, numbers.ADULT, review.SURE})
"""Questions inside a question that "yes" and "no" answer."""


def begin(
    script: Script, draft: str, lexicon: Lexicon, now: datetime, *, given: Mapping[str, Answer] | None = None
) -> Turn:
    """Start a dialogue; `given` answers (from a deep link) are not asked again."""
    answers = dict(given or {})
    first = Session(script.name, script.version, script.digest, draft, "", answers, tuple(answers))
    return resume(script, replace(first, step=following(script, first)), lexicon, now)


def resume(script: Script, session: Session, lexicon: Lexicon, now: datetime) -> Turn:
    """Ask the open question again, as after a restart or in another language."""
    return Turn(session, ask=asking.ask(Scene(script, session, script.step(session.step), lexicon, now)))


def advance(script: Script, session: Session, given: Input, lexicon: Lexicon, now: datetime) -> Turn:
    """Give the turn that an input leads to. Never raises for anything a person can do."""
    scene = Scene(script, session, script.step(session.step), lexicon, now)
    if given.kind == "press":
        return _pressed(scene, given)
    if given.kind == "edited":
        return _edited(scene, given)
    if given.kind == "point":
        where = script.first_of("place")
        if where is None or given.point is None:
            return _unclear(scene, Unclear())
        scene = _at(scene, where)
        return _come(scene, place.point(scene, given.point), given)
    if given.kind in ("voice", "photo"):
        return _sent(scene, given)
    if given.kind == "text" and given.text.strip():
        return _typed(scene, given)
    return _unclear(scene, Unclear())


def _sent(scene: Scene, given: Input) -> Turn:
    """A file: a voice answers what is asked, everything else is put to the draft; a caption is said too."""
    caption, asked = given.text.strip()[:LONGEST], scene.step.kind
    taken = collecting.take(scene, given)
    if given.kind == "voice" and asked not in ("media", "review") and not taken.refused:
        spoken = Answer(asking.marked(scene), caption, voice=given.file, medium=given.medium)
        return _come(replace(scene, session=taken.session), Accepted(spoken, (Notice("voice"),)), given)
    session, notices = taken.session, taken.notices
    if caption and asked not in ("media", "review"):
        turn = _typed(replace(scene, session=session), replace(given, kind="text"))
        return replace(turn, notices=(*notices, *turn.notices))
    session, alarm = collecting.noted(scene, session, caption)
    if taken.quiet and not alarm:
        return Turn(session)
    return _at_step(scene, session, (*notices, *alarm))


def _typed(scene: Scene, given: Input) -> Turn:
    """Words; where yes or no is asked back, these two can be typed as well as pressed."""
    said = scene.lexicon.agreement(given.text) if scene.inner and scene.inner.form in YES_OR_NO else ""
    if said == "yes" and scene.inner and scene.inner.form == options.MEANT:
        said = "" if len(scene.inner.offered) != 1 else said
        chosen = _option(scene, scene.inner.offered[0]) if said else None
        if chosen is not None:
            return _pressed(scene, replace(given, kind="press", token=scene.button(chosen).token))
        return _unclear(scene, Unclear())
    if said:
        return _pressed(scene, replace(given, kind="press", token=scene.token(said)))
    return _come(scene, _heard(scene, given.text.strip()), given)


def _option(scene: Scene, code: str) -> Option | None:
    return next((one for one in scene.all_options() if one.code == code), None)


def _heard(scene: Scene, text: str) -> Outcome:
    if len(text) > LONGEST and scene.step.kind != "review":
        return words.too_long(text)
    return asking.KINDS[scene.step.kind].hear(scene, text)


def _pressed(scene: Scene, given: Input) -> Turn:
    pressed = tokens.read(given.token)
    script, session = scene.script, scene.session
    if pressed is None or pressed.draft != session.draft or pressed.step >= len(script.steps):
        return Turn(session, (Notice("old_button"),), asking.ask(scene))
    step = script.steps[pressed.step]
    if pressed.act == "send":
        return _send(scene)
    if step.name != session.step:
        return _stale(scene, step, pressed)
    if pressed.act == "back":
        return _back(scene)
    if pressed.act == "skip":
        return _skip(scene)
    if scene.inner and scene.inner.form == words.KEEP and pressed.act in ("yes", "no"):
        return _kept(scene, pressed.act)
    outcome = asking.KINDS[step.kind].press(scene, pressed)
    if outcome is None:
        return Turn(session, (Notice("old_button"),), asking.ask(scene))
    return _come(scene, outcome, given)


def _stale(scene: Scene, step: Step, pressed: tokens.Press) -> Turn:
    """A button of an earlier question: the same answer again changes nothing; another one goes back to it."""
    session = scene.session
    before = session.answers.get(step.name)
    option = Scene(scene.script, session, step, scene.lexicon, scene.now).pressed(pressed.number())
    if before is None and pressed.act not in ("back", "skip"):
        return Turn(session, (Notice("old_button"),), asking.ask(scene))
    again = before is not None and (
        (option is not None and pressed.act in ("option", "mark") and option.code in before.codes)
        or (pressed.act == "place" and pressed.argument == before.place)
    )
    if again or pressed.act not in ("option", "mark", "unmark", "place", "change", "go"):
        return Turn(session)
    return _go(scene, step.name, (Notice("old_button"),))


def _send(scene: Scene) -> Turn:
    session = replace(scene.session, answers=asking.with_open(scene), inner=None)
    if is_ready(scene.script, session):
        return Turn(session, ending="send")
    return Turn(scene.session, (Notice("unclear"),), asking.ask(scene))


def _back(scene: Scene) -> Turn:
    session = scene.session
    if session.inner is not None and session.inner.form not in ("marks",):
        return _at_step(scene, replace(session, inner=None))
    if session.step in session.trail:  # it was being changed: the answer stays as it was
        return _at_step(scene, replace(session, step=following(scene.script, session), inner=None, tries=0))
    if not session.trail:
        return _at_step(scene, replace(session, inner=None))
    last = session.trail[-1]
    answers = {name: answer for name, answer in session.answers.items() if name != last}
    return _at_step(
        scene, replace(session, step=last, answers=answers, trail=session.trail[:-1], inner=None, tries=0)
    )


def _skip(scene: Scene) -> Turn:
    if scene.step.required or scene.step.kind == "review":
        return Turn(scene.session, (Notice("unclear"),), asking.ask(scene))
    if scene.step.kind == "media":
        return _accept(scene, media.done(scene))
    codes = asking.marked(scene)
    return _accept(scene, Accepted(Answer(codes=codes, skipped=not codes)))


def _kept(scene: Scene, act: str) -> Turn:
    inner = scene.inner
    text = inner.text if inner else ""
    open_again = Scene(scene.script, replace(scene.session, inner=None), scene.step, scene.lexicon, scene.now)
    if act == "no":
        return _at_step(open_again, open_again.session)
    again = Input("text", text=text, message=inner.message if inner else None)
    return _come(open_again, asking.KINDS[scene.step.kind].hear(open_again, text), again)


def _edited(scene: Scene, given: Input) -> Turn:
    """The edited words replace what was said in that message; the open question stays open if it can."""
    session, text = scene.session, given.text.strip()
    if given.message is None or not text:
        return Turn(session, ask=asking.ask(scene))
    if scene.inner and scene.inner.message == given.message:
        return _come(replace(scene, session=replace(session, inner=None)), _heard_anew(scene, text), given)
    named = [name for name, answer in session.answers.items() if answer.message == given.message]
    for name in named[:1]:
        there = replace(scene, step=scene.script.step(name))
        return _replaced(scene, there, _heard_anew(there, text), given)
    session, notices = collecting.captioned(scene, session, text)
    return _at_step(scene, session, notices)


def _heard_anew(scene: Scene, text: str) -> Outcome:
    """Understand edited words as if the earlier ones had not been said; what was ticked by hand stays."""
    answers = {name: one for name, one in scene.session.answers.items() if name != scene.step.name}
    fresh = replace(scene, session=replace(scene.session, answers=answers, inner=None))
    outcome, before = _heard(fresh, text), scene.session.answers.get(scene.step.name)
    if scene.step.kind != "many" or before is None or not isinstance(outcome, Accepted):
        return outcome
    typed = _heard(fresh, before.text) if before.text else None
    said = typed.answer.codes if isinstance(typed, Accepted) else ()
    ticked = tuple(code for code in before.codes if code not in said)
    codes = tuple(dict.fromkeys((*ticked, *outcome.answer.codes)))
    return Accepted(replace(outcome.answer, codes=codes), outcome.notices)


def _replaced(scene: Scene, there: Scene, outcome: Outcome, given: Input) -> Turn:
    """Put the edited answer in the place of the earlier one, or ask back about it at its own question."""
    name, text, session = there.step.name, given.text.strip()[:LONGEST], scene.session
    answer = Answer(text=text, review=True, message=given.message)
    if isinstance(outcome, Accepted):
        answer = replace(outcome.answer, message=given.message)
    session = replace(session, answers={**session.answers, name: answer})
    session, notices = alarmed(scene, session, text, (Notice("note"),))
    if isinstance(outcome, Accepted) or not applies(scene.script, session, there.step):
        return replace(_at_step(scene, session, notices), placed=there.step.kind == "place")
    if isinstance(outcome, Asking):
        inner = replace(outcome.inner, message=given.message) if outcome.inner else None
        return _at_step(scene, replace(session, step=name, inner=inner, tries=0), notices[1:])
    return _go(replace(scene, session=session), name, (Notice("unclear"), *notices[1:]))


def _come(scene: Scene, outcome: Outcome, given: Input) -> Turn:
    match outcome:
        case Accepted():
            told = replace(outcome.answer, message=_message(scene, given))
            return _accept(scene, Accepted(told, outcome.notices))
        case Asking():
            inner = replace(outcome.inner, message=_message(scene, given)) if outcome.inner else None
            session = replace(scene.session, step=scene.step.name, inner=inner)
            if outcome.notices:
                session = replace(session, tries=session.tries + 1)
            turn = _at_step(scene, session, outcome.notices)
            return replace(turn, in_place=outcome.in_place)
        case Unclear():
            return _unclear(scene, outcome)
        case Ended(ending="", go=go):
            return _go(scene, go)
    return Turn(scene.session, ending=outcome.ending)


def _message(scene: Scene, given: Input) -> int | None:
    """Name the message in which the words came; a button settles words that came before."""
    if given.kind != "press":
        return given.message
    return scene.inner.message if scene.inner else None


def _accept(scene: Scene, outcome: Accepted) -> Turn:
    script, session, name = scene.script, scene.session, scene.step.name
    after = replace(
        session,
        answers={**session.answers, name: outcome.answer},
        trail=(*(one for one in session.trail if one != name), name),
        inner=None,
        tries=0,
    )
    after = replace(after, answers=options.taken_back(scene.step, after.answers, outcome.answer))
    after, notices = alarmed(scene, after, outcome.answer.text, outcome.notices)
    turn = _at_step(scene, replace(after, step=following(script, after)), notices)
    return replace(turn, placed=scene.step.kind == "place")


def _unclear(scene: Scene, outcome: Unclear) -> Turn:
    """Help twice; the third time take the words as they are and mark them for a person."""
    session, step = scene.session, scene.step
    if step.kind == "review":
        return Turn(session, (Notice("unclear"),), asking.ask(scene))
    if session.tries + 1 >= TRIES:
        said = " / ".join(filter(None, (scene.inner.text if scene.inner else "", outcome.raw)))[:LONGEST]
        raw = Answer(text=said, codes=asking.marked(scene), review=True, skipped=not said)
        return _accept(scene, Accepted(raw, (Notice("note"),)))
    again = replace(session, tries=session.tries + 1)
    notices = [outcome.notice]
    if session.tries == 1 and step.example:
        notices.append(Notice("example", words=step.example))
    return _at_step(scene, again, tuple(notices))


def _go(scene: Scene, name: str, notices: tuple[Notice, ...] = ()) -> Turn:
    return _at_step(scene, replace(scene.session, step=name, inner=None, tries=0), notices)


def _at(scene: Scene, step: Step) -> Scene:
    """Give the scene of another step; the question inside the question is kept only in its own step."""
    if step.name == scene.step.name:
        return scene
    session = replace(scene.session, inner=None, tries=0, answers=asking.with_open(scene))
    return Scene(scene.script, session, step, scene.lexicon, scene.now)


def _at_step(scene: Scene, session: Session, notices: tuple[Notice, ...] = ()) -> Turn:
    there = Scene(scene.script, session, scene.script.step(session.step), scene.lexicon, scene.now)
    return Turn(session, notices, asking.ask(there))
