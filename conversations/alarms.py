"""What is said to those who run the house when something is wrong, lasts, or is over. No case, no person."""

from collections.abc import Mapping
from datetime import datetime

from locales import catalogue, formatting
from locales.texts import Text

BEGUN = Text("alarm.begun", "Trouble with the hotline")
LASTS = Text("alarm.lasts", "The trouble with the hotline still lasts")
OVER = Text("alarm.over", "The trouble with the hotline is over")

SILENT = Text("alarm.silent", "Nothing is heard from Telegram. It keeps messages for 24 hours at most.")
WAITING = Text("alarm.waiting", "Messages that should have been sent are still waiting.")
UNKEPT = Text("alarm.unkept", "Nothing can be saved, and no report is taken. Look at the disk first.")
UNTOLD = Text("alarm.untold", "There is a case that no department could be told of: none has a chat.")
TELEPHONE = Text("alarm.telephone", "The police should have been called an hour ago. Nobody has ticked it.")
SINCE = Text("alarm.since", "Since: {since}")
CHECK = Text("alarm.check", "On the server, this command says what to do: {command}")

HEADS: Mapping[str, Text] = {"begun": BEGUN, "lasts": LASTS, "over": OVER}
TROUBLES: Mapping[str, Text] = {
    "silent": SILENT,
    "waiting": WAITING,
    "unkept": UNKEPT,
    "untold": UNTOLD,
    "telephone": TELEPHONE,
}
COMMAND = "hotline check"


def head(kind: str, language: str) -> str:
    """Give the first line: has it begun, does it last, or is it over."""
    return catalogue.load(language).say(HEADS[kind])


def text(code: str, kind: str, since: datetime, language: str) -> str:
    """Give the whole message; what is over needs nothing to be done."""
    words = catalogue.load(language)
    began = words.say(SINCE, since=formatting.moment(since, language))
    lines = [head(kind, language), words.say(TROUBLES[code]), began]
    if kind != "over":
        lines.append(words.say(CHECK, command=COMMAND))
    return "\n\n".join(lines)
