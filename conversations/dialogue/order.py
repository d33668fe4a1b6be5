"""The order of questions: which come, which is next, and when everything needed has been answered."""

from conversations.dialogue.answers import Answer
from conversations.dialogue.conditions import holds
from conversations.dialogue.script import Option, Script, Step
from conversations.dialogue.session import Session


def offered(script: Script, session: Session, step: Step) -> tuple[Option, ...]:
    """Give the options on offer: the first screen, or what lies under an earlier answer."""
    if not step.options_of:
        return step.first_screen
    chosen = session.answers.get(step.options_of, Answer()).codes
    return tuple(one for one in script.step(step.options_of).options if one.under and one.under in chosen)


def following(script: Script, session: Session) -> str:
    """Give the next question: the first that applies and has no answer yet; a review comes last."""
    for step in script.steps:
        if step.name not in session.answers and applies(script, session, step):
            return step.name
    return script.steps[-1].name


def applies(script: Script, session: Session, step: Step) -> bool:
    """Tell whether a step is asked, given the answers so far."""
    if step.options_of and not offered(script, session, step):
        return False
    return step.ask_if is None or holds(step.ask_if, session.answers, session.marks)


def is_ready(script: Script, session: Session) -> bool:
    """Tell whether everything that must be answered is: from here on the report can be sent."""
    return all(step.name in session.answers or not applies(script, session, step) for step in script.needed)
