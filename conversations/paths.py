"""How far a reporter goes, in plain words: what a body must do on each path, and what is still unknown.

The statements are dated data with sources (`cases/appeals_kz.toml`), the sentences stand here; none has been
read by a lawyer yet, and `hotline check` says so.
"""

from collections.abc import Mapping
from typing import Any

from cases.appeals import ANONYMOUS, Appeals
from conversations.dialogue.answers import Answer
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text

APPEAL = "appeal"
SENDER = ("path", "here", "name", "reach", "address")
"""Questions whose answers are for whoever works on the case, sealed apart from the report."""

EXPLAINED = {
    ANONYMOUS: Text(
        "path.anonymous",
        "Anonymous signal: you give no name."
        " By law it is considered only if it tells of a crime or a threat to public safety.",
    ),
    "confidential": Text(
        "path.confidential",
        "Confidential report: your name is encrypted. Only those who work on the case can open it."
        " What the law then asks of them is not known to us yet.",
    ),
    APPEAL: Text(
        "path.appeal",
        "Signed appeal: it is registered on the day it arrives. A department that is not responsible passes"
        " it on within {n} working days and tells you. It needs your name, postal address and signature.",
    ),
}
AS_OF = Text("path.as_of", "Rules as read on: {date}. This is not legal advice.")
NO_NAME_NEEDED = Text("path.no_name_needed", "What you describe may be a crime. No name is needed for it.")
STAYS_IN_CHAT = Text("path.stays_in_chat", "Your name will also stay in this chat until you delete it.")
MISSING = Text("path.missing", "For an appeal this is still missing: {fields}.")
SIGNATURE = Text(
    "path.signature",
    "An appeal also needs your signature, on paper or electronic. It cannot be given in this chat.",
)
NO_IIN = Text(
    "path.no_iin",
    "The department may ask for your individual identification number (IIN). Do not write it here.",
)
FIELDS = {"name": Text("lbl.name", "Your name"), "address": Text("lbl.address", "Postal address")}


def explained(speaker: Speaker, rules: Appeals, *, grave: bool) -> list[str]:
    """Say what each path means; `grave`: a worst form is told of, which nobody needs to sign."""
    days = rules.obligations["passed_on"].working_days
    said = [speaker.say(EXPLAINED[code], n=days) for code in rules.paths if code in EXPLAINED]
    day = formatting.date(rules.checked_on, speaker.catalogue.language)
    first = [speaker.say(NO_NAME_NEEDED)] if grave else []
    return [*first, *said, speaker.say(AS_OF, date=day)]


def left_to_do(speaker: Speaker, rules: Appeals, answers: Mapping[str, Answer]) -> list[str]:
    """Say what an appeal still lacks: fields, and always the signature; nothing on the other paths."""
    if chosen(answers) != APPEAL:
        return []
    missing = rules.missing(APPEAL, given(answers))
    fields = ", ".join(speaker.say(FIELDS[code]) for code in missing)
    told = [speaker.say(MISSING, fields=fields)] if missing else []
    return [*told, speaker.say(SIGNATURE), speaker.say(NO_IIN)]


def chosen(answers: Mapping[str, Answer]) -> str:
    """Give the code of the path; whoever chose none stays anonymous."""
    return next(iter(answers.get("path", Answer()).codes), ANONYMOUS)


def given(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Give the fields that were filled in as they were asked for."""
    return tuple(name for name in FIELDS if name in answers and _is_filled(answers[name]))


def sender(rules: Appeals, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Give what is sealed for those who work on the case; nothing of whoever stays anonymous.

    `missing` names the fields that an appeal lacks: it is no appeal yet, and without a signature never is.
    """
    path = chosen(answers)
    told = {name: answers[name].text for name in SENDER[2:] if name in answers and answers[name].text}
    if path == ANONYMOUS or not told:
        return {}
    return {"path": path, **told, "missing": list(rules.missing(path, given(answers))), "law": rules.version}


def left_over(answers: Mapping[str, Answer], sender: Mapping[str, Any]) -> dict[str, Answer]:
    """Give what was said at these questions and is not sealed for the department: it is of the reporter."""
    said = {name: answers[name] for name in SENDER if name in answers and name not in sender}
    return {name: one for name, one in said.items() if one.text or one.voice}


def _is_filled(answer: Answer) -> bool:
    return bool(answer.text) and not answer.review
