"""The command `hotline`."""

import importlib
import sys
from collections.abc import Mapping

import typer
from typer.exceptions import Abort, TyperException

from bot.errors import BotError, TokenRefused
from cases.errors import CasesError
from conversations.dialogue.errors import DialogueError
from directory.errors import DirectoryError
from hotline import obstacle, settling
from hotline.errors import HotlineError
from store.errors import StoreError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("prepare", "init"),
    "serve": ("serve", "serve"),
    "demo": ("demo", "demo"),
    "assess": ("assess", "assess"),
    "walk": ("walk", "walk"),
    "check": ("check", "check"),
    "backup": ("safekeeping", "backup"),
    "restore": ("safekeeping", "restore"),
    "migrate-to": ("migrate", "migrate_to"),
    "cases": ("cases", "app"),
    "departments": ("departments", "app"),
    "directory": ("directory", "app"),
    "forms": ("forms", "forms"),
    "keys": ("keys", "app"),
    "people": ("people", "app"),
    "poster": ("poster", "poster"),
    "rules": ("rules", "rules"),
    "statistics": ("publishing", "app"),
    "training": ("training", "app"),
    "updates": ("updates", "app"),
    "visits": ("visits", "app"),
}
"""Every command, or group of them: its module in `hotline.commands`, and what it is called there."""


def commands(called: str = "") -> typer.Typer:
    """Give the program with the command that is called alone, for a module is loaded when it is needed.

    With every command where `called` is none of them: help, or a slip.
    """
    app = typer.Typer(
        help="Hotline for reports of child labour: bot, web chat, departments.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_alone)
    for name in [called] if called in COMMANDS else COMMANDS:
        module, what = COMMANDS[name]
        found = getattr(importlib.import_module(f"hotline.commands.{module}"), what)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def _alone() -> None:
    # Without it a program of one command would not be called by the command's name.
    pass


def main() -> None:
    """Run a command. What went wrong is said in one line; exit code 2."""
    with settling.settling():
        program = commands(*sys.argv[1:2])
    try:
        raise SystemExit(program(standalone_mode=False) or 0)
    except TyperException as error:  # a wrong option; without a message the help has been shown
        _end(_slip(error))
    except Abort:
        raise SystemExit(130) from None
    except TokenRefused:
        _end("Telegram does not know the token in HOTLINE_BOT_TOKEN. Ask @BotFather for the right one.")
    except (HotlineError, StoreError, DirectoryError, CasesError, DialogueError, BotError) as error:
        _end(str(error) or (error.__doc__ or type(error).__name__))
    except obstacle.KINDS as error:
        if not obstacle.said(error):
            raise
        _end(obstacle.said(error))


def _slip(error: TyperException) -> str:
    said, called = error.format_message().strip(), getattr(error, "ctx", None)
    return f"{said} `{called.command_path} --help` shows how it is called." if said and called else said


def _end(line: str) -> None:
    if line:
        print(line, file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
