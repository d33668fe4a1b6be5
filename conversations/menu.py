"""The menu and the first words: what somebody reads before the first question."""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from cases import retention
from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales import languages
from locales.texts import Text

REPORT = Text("menu.report", "Report a working child")
FIND_HELP = Text("menu.find_help", "Find help nearby")
FOLLOW_UP = Text("menu.status", "Check my report")
RULES = Text("menu.rules", "What work is allowed at what age?")
HELP = Text("cmd.help", "How this works")
LANGUAGE = Text("menu.language", "Language")
FORGET_ME = Text("cmd.forget", "Delete what is about me")
TITLE = Text("menu.title", "What would you like to do?")
REPORT_TOKEN, FIND_TOKEN, RULES_TOKEN = "m:report", "m:find", "m:rules"
CHOOSE_LANGUAGE = Text("bot.choose_language", "Choose your language")
HELP_TEXT = Text(
    "help.text",
    "You answer a few short questions. Only two are needed: what work, and where.\n"
    "You can skip every other question.\n"
    "You can write or send a voice message instead of pressing buttons.\n"
    "Nothing is sent before you press “Send”.\n"
    "After that you get a code to see the answer.",
)
UNFINISHED = Text("bot.unfinished", "You have an unfinished report.")
CONTINUE = Text("nav.continue", "Continue")
DELETE = Text("nav.delete_draft", "Delete my draft")

WELCOME = (
    Text(
        "bot.welcome",
        "Hello! Here you can tell us about a child who works instead of studying and resting."
        " You do not have to give your name.",
    ),
    Text("bot.not_emergency", "This is not an emergency service."),
)
EMERGENCY = Text("bot.emergency", "If a child is in danger right now, call {number} first.")
HELPLINE = Text(
    "bot.helpline",
    "Children and families can call {number} day and night. It is free. You need not give a name.",
)
RECEIVER = Text(
    "bot.receiver",
    "Your report goes to the department responsible for that place. You will see its name before you send.",
)
PRIVACY = Text(
    "bot.privacy",
    "The bot does not see your phone number. Your Telegram name is not saved in the report.",
)
TELEGRAM_SEES = Text("bot.telegram_sees", "Telegram can see what is written in this chat.")
KEPT = Text(
    "bot.kept",
    "An unsent report is kept for {hours}, a sent one for {days} after the case is closed.",
)
DUTY = Text(
    "bot.duty",
    "For teachers and doctors: a report here does not replace your duty to report officially.",
)
TELEGRAM = "telegram"


@lru_cache(maxsize=32)
def first_words(speaker: Speaker, channel: str, day: date) -> Message:
    """Give what is said before anything is asked: no emergency service, whom to call, who receives it, what
    is kept and how long, who sees it, that no name is needed, and that it replaces no duty to report.
    """
    welcome, not_emergency = (speaker.say(text) for text in WELCOME)
    sees = [speaker.say(TELEGRAM_SEES)] if channel == TELEGRAM else []
    paragraphs = (
        [welcome],
        [not_emergency, *whom_to_call(speaker)],
        [speaker.say(RECEIVER), _kept(speaker, day), *sees],
        [speaker.say(DUTY)],
    )
    return Message("\n\n".join("\n".join(lines) for lines in paragraphs))


@lru_cache(maxsize=32)
def version(words: Message) -> str:
    """Give a short digest of first words, kept with a report: it names exactly the text that was read."""
    return hashlib.blake2b(words.text.encode(), digest_size=8).hexdigest()


def helpline(speaker: Speaker) -> str:
    """Offer the line for children and families, where it helps better than a report."""
    return speaker.say(HELPLINE, number=speaker.helpline)


def _kept(speaker: Speaker, day: date) -> str:
    terms, count = retention.in_force(day), speaker.catalogue.count
    hours = count("n.hours", "{n} hour", "{n} hours", terms.draft.total_seconds() / 3600)
    days = count("n.days", "{n} day", "{n} days", terms.content.days)
    return speaker.say(KEPT, hours=hours, days=days)


def whom_to_call(speaker: Speaker) -> list[str]:
    """Give the sentences that name the numbers to call now and at any time."""
    return [
        speaker.say(EMERGENCY, number=speaker.emergency),
        helpline(speaker),
    ]


@lru_cache(maxsize=32)
def menu(speaker: Speaker) -> Message:
    """Give the menu: only what works stands in it."""
    rows = (
        (REPORT, REPORT_TOKEN),
        (FIND_HELP, FIND_TOKEN),
        (FOLLOW_UP, "m:status"),
        (RULES, RULES_TOKEN),
        (HELP, "m:help"),
        (LANGUAGE, "m:language"),
    )
    return Message(
        speaker.say(TITLE), tuple((Button(speaker.say(text), token),) for text, token in rows), clear=False
    )


def choose_language(speaker: Speaker, offered: Sequence[str]) -> Message:
    """Ask for the language, each named in itself."""
    rows = tuple((Button(languages.OWN_NAMES[code], f"l:{code}"),) for code in offered)
    return Message(speaker.say(CHOOSE_LANGUAGE), rows)


def how_it_works(speaker: Speaker, channel: str) -> Message:
    """Explain in a few lines how this works, with buttons to begin and to be forgotten."""
    promise = [speaker.say(PRIVACY)] if channel == TELEGRAM else []
    said = "\n".join([speaker.say(HELP_TEXT), *promise])
    rows = ((REPORT, REPORT_TOKEN), (FORGET_ME, "h:forget"))
    return Message(said, tuple((Button(speaker.say(text), token),) for text, token in rows))


def unfinished(speaker: Speaker, draft: str) -> Message:
    """Say that a report was begun, and ask what to do with it."""
    rows = (Button(speaker.say(CONTINUE), "m:continue"), Button(speaker.say(DELETE), delete_token(draft)))
    return Message(speaker.say(UNFINISHED), tuple((one,) for one in rows))


def delete_token(draft: str) -> str:
    """Give the token of the button that deletes this draft, and no later one."""
    return f"m:delete:{draft}"
