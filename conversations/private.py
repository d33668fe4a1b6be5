"""A private chat: commands, the menu, and the dialogue that is open."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cases import people, receipt
from conversations import (
    departments,
    dialogues,
    hiding,
    joining,
    links,
    menu,
    reporting,
    ruling,
    sentences,
    tracking,
)
from conversations.fieldwork import absence, entrance, registering, visits, working
from conversations.followups import details, pressed, putting
from conversations.hearing import Hearing
from conversations.lookup import correcting, looking, searching, telling_back
from conversations.message import Message
from locales import languages
from locales.texts import Text

NO_CONTACT = Text("err.no_contact", "A phone number is not needed. We did not save it.")
NO_DRAFT = Text("err.no_draft", "There is no unfinished report.")
EXPIRED = Text(
    "err.expired", "There was no answer for a long time, so the draft was deleted. You can start again."
)
INVITED = "inv_"
_SAID = frozenset({"text", "point", "voice", "photo", "file", "other", "edited"})
_OWN_COMMANDS = frozenset({"start", "report", "find", "help", "language", "cancel", "rules"})
_OWN_BUTTONS = (
    "d:",
    "l:",
    menu.REPORT_TOKEN,
    "m:help",
    "m:language",
    "m:menu",
    menu.RULES_TOKEN,
    ruling.BUTTON,
    "m:continue",
    menu.FIND_TOKEN,
    searching.BUTTON,
)


def hear(hearing: Hearing) -> None:
    """Hear something said in a private chat, or in the web chat."""
    if not _is_own_matter(hearing):
        hearing.tx.alone()
    if dialogues.is_expired(hearing):
        hearing.remember(draft=None, awaits="")
        hearing.say(Message(hearing.speaker.say(EXPIRED)))
    incoming = hearing.incoming
    if hearing.person.awaits and not tracking.is_awaited(hearing):
        hearing.remember(awaits="")
    is_code = _is_code(hearing)
    _leave_the_rest(hearing, is_code)
    match incoming.kind:
        case "joined" | "left":
            return
        case "command":
            _command(hearing)
        case "button":
            _button(hearing)
        case "contact":
            hearing.say(Message(hearing.speaker.say(NO_CONTACT), clear=True))
            _again(hearing)
        case kind if kind in _SAID and details.is_waiting(hearing):
            details.hear(hearing)
        case kind if kind in _SAID and absence.is_waiting(hearing):
            absence.hear(hearing)
        case "text" if hearing.person.corrects:
            correcting.hear(hearing)
        case _ if hearing.person.corrects:
            correcting.hear_other(hearing)
        case "text" if is_code:
            tracking.hear(hearing, incoming.text)
        case "text" if hearing.person.awaits == "code":
            tracking.hear(hearing, incoming.text)
        case _ if hearing.person.awaits:
            tracking.hear_more(hearing)
        case kind if kind in _SAID and looking.is_waiting(hearing):
            looking.hear(hearing)
        case kind if kind in _SAID and hearing.person.draft is None and visits.is_writing(hearing):
            visits.lead(hearing)
        case "edited" if hearing.person.draft is None and tracking.takes_edits(hearing):
            tracking.hear_more(hearing)
        case "edited" if hearing.person.draft is None:
            hearing.say(Message(hearing.speaker.say(NO_DRAFT)))
        case _:
            dialogues.hear(hearing)


def _leave_the_rest(hearing: Hearing, is_code: bool) -> None:
    """Listen no more to what was asked beside a report, where something else was begun."""
    if not absence.is_awaited(hearing):
        absence.leave(hearing)
    if not details.is_awaited(hearing):
        details.leave(hearing)
    if is_code or not looking.is_awaited(hearing):
        looking.leave(hearing)
    if is_code or not correcting.is_awaited(hearing):
        correcting.leave(hearing)


def _is_own_matter(hearing: Hearing) -> bool:
    """Tell whether nothing is touched but one's own draft, or a new case is made of it.

    Then it may be heard beside what other people say. Whatever else there is, and will be, is heard alone.
    """
    incoming, person = hearing.incoming, hearing.person
    if person.register is not None or person.begun:  # absences and checks are shared with others
        return False
    if (
        person.awaits or person.corrects or _is_code(hearing) or dialogues.is_expired(hearing)
    ):  # without its draft, a word may belong to a case
        return False
    if incoming.kind == "command":
        return incoming.text in _OWN_COMMANDS and not incoming.argument.startswith(INVITED)
    if incoming.kind == "button":
        return incoming.text.startswith(_OWN_BUTTONS)
    return person.draft is not None or looking.is_awaited(hearing)


def _is_code(hearing: Hearing) -> bool:
    """Tell whether a receipt came where the look-up asks for words: no editor may read it."""
    incoming, asks = hearing.incoming, hearing.person.corrects or looking.is_waiting(hearing)
    return incoming.kind == "text" and bool(asks) and receipt.read(incoming.text) is not None


def start(hearing: Hearing) -> None:
    """Begin: a deep link does what it says; else first words and menu, or the unfinished report."""
    argument = hearing.incoming.argument
    if argument.startswith(INVITED):
        joining.join(hearing, argument.removeprefix(INVITED))
        return
    if not hearing.person.language and not languages.known(hearing.incoming.language):
        hearing.say(menu.choose_language(hearing.speaker, hearing.house.languages))
    hearing.remember(awaits="")
    if argument == links.FIND:
        looking.begin(hearing)
        return
    given, suggested = links.answers(hearing.house, argument), links.suggested(hearing.house, argument)
    speaker = hearing.speaker
    if hearing.person.draft is not None:
        hearing.say(menu.unfinished(speaker, hearing.person.draft.draft))
    elif given or suggested:
        dialogues.greet(hearing)
        dialogues.begin(hearing, given, suggested)
    else:
        dialogues.greet(hearing, menu.menu(speaker))


def report(hearing: Hearing) -> None:
    """Begin a report, or offer to go on with the unfinished one."""
    hearing.remember(awaits="")
    if hearing.person.draft is not None:
        hearing.say(menu.unfinished(hearing.speaker, hearing.person.draft.draft))
    else:
        dialogues.begin(hearing, {})


def cancel(hearing: Hearing) -> None:
    """Ask whether to delete the unfinished report; without one, say so."""
    hearing.remember(awaits="")
    if hearing.person.draft is None:
        hearing.say(Message(hearing.speaker.say(NO_DRAFT)), menu.menu(hearing.speaker))
    else:
        hearing.say(menu.unfinished(hearing.speaker, hearing.person.draft.draft))


def delete(hearing: Hearing) -> None:
    """Delete the unfinished report with everything in it."""
    draft = hearing.person.draft
    if draft is None:
        hearing.say(Message(hearing.speaker.say(NO_DRAFT)), menu.menu(hearing.speaker))
        return
    dialogues.delete(hearing, draft)


def explain(hearing: Hearing) -> None:
    """Explain how this works; the unfinished report stays where it is."""
    hearing.say(menu.how_it_works(hearing.speaker, hearing.incoming.address.channel))


def choose_language(hearing: Hearing) -> None:
    """Ask for the language."""
    hearing.say(menu.choose_language(hearing.speaker, hearing.house.languages))


def speak(hearing: Hearing, language: str) -> None:
    """Go on in this language, with the question that is open; no answer is lost."""
    hearing.remember(language=language)
    people.speak(hearing.tx, entrance.account(hearing), language)
    if details.is_waiting(hearing):
        details.again(hearing)
    elif absence.is_waiting(hearing):
        absence.again(hearing)
    elif hearing.person.corrects:
        correcting.again(hearing)
    elif looking.is_waiting(hearing):
        looking.again(hearing)
    elif hearing.person.draft is not None:
        dialogues.resume(hearing)
    else:
        dialogues.greet(hearing, menu.menu(hearing.speaker))


COMMANDS: Mapping[str, Callable[[Hearing], None]] = MappingProxyType(
    {
        "start": start,
        "report": report,
        "find": looking.find,
        "status": tracking.ask,
        "rules": ruling.ask,
        "help": explain,
        "language": choose_language,
        "cancel": cancel,
        "hide": hiding.hide,
        "forget": hiding.ask_to_forget,
        "work": working.work,
    }
)
"""What `/name` does; bot.menu describes the same names."""

_MENU: Mapping[str, Callable[[Hearing], None]] = MappingProxyType(
    {
        menu.REPORT_TOKEN: report,
        menu.FIND_TOKEN: looking.begin,
        "m:status": tracking.ask,
        menu.RULES_TOKEN: ruling.ask,
        "m:help": explain,
        "m:language": choose_language,
        "m:menu": lambda hearing: hearing.say(menu.menu(hearing.speaker)),
        "m:continue": lambda hearing: dialogues.resume(hearing),
    }
)


def _command(hearing: Hearing) -> None:
    act = COMMANDS.get(hearing.incoming.text)
    if act is not None:
        act(hearing)
        return
    hearing.say(Message(hearing.speaker.say(sentences.NOTICES["unclear"])))
    _again(hearing)


def _button(hearing: Hearing) -> None:
    token = hearing.incoming.text
    if departments.press(hearing, token):
        return
    if token.startswith("f:"):
        tracking.press(hearing, token.removeprefix("f:"))
    elif token.startswith(registering.BUTTON) or registering.owns(hearing.person.register, token):
        absence.press(hearing, token)
    elif token.startswith(hiding.BUTTON):
        hiding.press(hearing, token.removeprefix(hiding.BUTTON))
    elif token.startswith(searching.BUTTON):
        looking.press(hearing, token)
    elif token.startswith(telling_back.BUTTON):
        correcting.press(hearing, token)
    elif token.startswith("t:"):
        reporting.consent(hearing, token.removeprefix("t:"))
    elif token.startswith(ruling.BUTTON):
        ruling.press(hearing, token)
    elif token.startswith(putting.BUTTON):
        pressed.press(hearing, token)
    elif token in _MENU:
        _MENU[token](hearing)
    elif hearing.person.draft is not None and token == menu.delete_token(hearing.person.draft.draft):
        delete(hearing)
    elif token.startswith("l:") and token[2:] in hearing.house.languages:
        speak(hearing, token[2:])
    else:
        dialogues.hear(hearing)


def _again(hearing: Hearing) -> None:
    """Ask the open question again; with none open, show the menu."""
    if hearing.person.draft is not None:
        dialogues.resume(hearing)
    else:
        hearing.say(menu.menu(hearing.speaker))
