"""The bot's commands and its description, in every language, as Telegram shows them."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot import errors
from bot.line import Line
from locales import catalogue, languages
from locales.texts import Text

log = structlog.get_logger(__name__)

COMMANDS = {
    "start": Text("cmd.start", "Start"),
    "report": Text("menu.report", "Report a working child"),
    "find": Text("menu.find_help", "Find help nearby"),
    "status": Text("menu.status", "Check my report"),
    "rules": Text("menu.rules", "What work is allowed at what age?"),
    "help": Text("cmd.help", "How this works"),
    "language": Text("menu.language", "Language"),
    "cancel": Text("nav.cancel", "Cancel"),
    "hide": Text("cmd.hide", "Delete the messages of this chat"),
    "forget": Text("cmd.forget", "Delete what is about me"),
}
SHORT = Text(
    "bot.short", "Tell us about a child who works instead of studying. You do not have to give your name."
)
ABOUT = Text(
    "bot.about",
    "Here you can tell us about a child who works instead of studying and resting. "
    "The responsible department receives your report, and with a code you can see what became of it. "
    "You do not have to give your name. "
    "This is not an emergency service: if a child is in danger now, call 112. "
    "Help for children and families, day and night: 111.",
)
FOR_ALL_OTHERS = "ru"  # what Telegram shows to people whose own language is none of ours
RETRY = 600.0  # seconds until the menu is tried again


async def publish(line: Line) -> None:
    """Tell Telegram commands and descriptions in every language.

    Raises:
        LineError, TokenRefused: as `Line.ask`; what was told before stays told.
    """
    for code in languages.CODES:
        await _publish_one(line, code, {"language_code": code})
    await _publish_one(line, FOR_ALL_OTHERS, {})


async def keep_trying(line: Line, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Publish, and try again as long as it fails: the bot works without its menu, so nobody waits for this.

    Raises:
        TokenRefused: Telegram does not know the token.
    """
    while True:
        try:
            await publish(line)
        except errors.LineError as error:
            wish = error.after.total_seconds() if isinstance(error, errors.LineBusy) else 0.0
            log.warning("telegram.menu_failed", kind=type(error).__name__, reason=str(error))
            await pause(max(RETRY, wish))
        else:
            return


async def _publish_one(line: Line, language: str, target: dict[str, object]) -> None:
    words = catalogue.load(language)
    commands = [{"command": name, "description": words.say(text)} for name, text in COMMANDS.items()]
    await line.ask("setMyCommands", {"commands": commands, **target})
    await line.ask("setMyShortDescription", {"short_description": words.say(SHORT), **target})
    await line.ask("setMyDescription", {"description": words.say(ABOUT), **target})
