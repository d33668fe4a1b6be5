"""The menu and the first words: what somebody reads before the first question."""

from collections.abc import Sequence

from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales import languages
from locales.texts import Text

REPORT = Text("menu.report", "Report a working child")
FOLLOW_UP = Text("menu.status", "Check my report")
HELP = Text("cmd.help", "How this works")
LANGUAGE = Text("menu.language", "Language")
TITLE = Text("menu.title", "What would you like to do?")
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


def first_words(speaker: Speaker, channel: str) -> Message:
    """Give what is said before anything is asked: no emergency service, who receives it, what is seen."""
    said = [speaker.say(text) for text in WELCOME]
    said += [
        speaker.say(EMERGENCY, number=speaker.emergency),
        speaker.say(HELPLINE, number=speaker.helpline),
        speaker.say(RECEIVER),
    ]
    if channel == "telegram":
        said += [speaker.say(PRIVACY), speaker.say(TELEGRAM_SEES)]
    return Message("\n\n".join(said))


def whom_to_call(speaker: Speaker) -> list[str]:
    """Give the sentences that name the numbers to call now and at any time."""
    return [
        speaker.say(EMERGENCY, number=speaker.emergency),
        speaker.say(HELPLINE, number=speaker.helpline),
    ]


def menu(speaker: Speaker) -> Message:
    """Give the menu: only what works stands in it."""
    rows = ((REPORT, "m:report"), (FOLLOW_UP, "m:status"), (HELP, "m:help"), (LANGUAGE, "m:language"))
    return Message(
        speaker.say(TITLE), tuple((Button(speaker.say(text), token),) for text, token in rows), clear=False
    )


def choose_language(speaker: Speaker, offered: Sequence[str]) -> Message:
    """Ask for the language, each named in itself."""
    rows = tuple((Button(languages.OWN_NAMES[code], f"l:{code}"),) for code in offered)
    return Message(speaker.say(CHOOSE_LANGUAGE), rows)


def how_it_works(speaker: Speaker) -> Message:
    """Explain in five lines how this works, with a button to begin."""
    return Message(speaker.say(HELP_TEXT), ((Button(speaker.say(REPORT), "m:report"),),))


def unfinished(speaker: Speaker, draft: str) -> Message:
    """Say that a report was begun, and ask what to do with it."""
    rows = (Button(speaker.say(CONTINUE), "m:continue"), Button(speaker.say(DELETE), delete_token(draft)))
    return Message(speaker.say(UNFINISHED), tuple((one,) for one in rows))


def delete_token(draft: str) -> str:
    """Give the token of the button that deletes this draft, and no later one."""
    return f"m:delete:{draft}"
