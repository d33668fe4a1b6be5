"""The command `hotline`."""

import sys
from errno import EADDRINUSE

import typer
from typer.exceptions import Abort, TyperException

from bot.errors import BotError, TokenRefused
from cases.errors import CasesError
from conversations.dialogue.errors import DialogueError
from directory.errors import DirectoryError
from hotline.commands import (
    assess,
    cases,
    check,
    departments,
    errands,
    keys,
    migrate,
    people,
    prepare,
    safekeeping,
    serve,
    trail,
    updates,
    walk,
)
from hotline.errors import HotlineError
from store.errors import StoreError

app = typer.Typer(
    help="Hotline for reports of child labour: bot, web chat, departments.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(prepare.init)
app.command()(serve.serve)
app.command()(serve.demo)
app.command()(assess.assess)
app.command()(walk.walk)
app.command()(check.check)
app.command()(safekeeping.backup)
app.command()(safekeeping.restore)
app.command()(migrate.migrate_to)
cases.app.command()(errands.tasks)
cases.app.command()(errands.reroute)
cases.app.command()(trail.history)
app.add_typer(cases.app, name="cases")
app.add_typer(departments.app, name="departments")
app.add_typer(keys.app, name="keys")
app.add_typer(people.app, name="people")
app.add_typer(updates.app, name="updates")


def main() -> None:
    """Run a command. What went wrong is said in one line; exit code 2."""
    try:
        raise SystemExit(app(standalone_mode=False) or 0)
    except TyperException as error:  # a wrong option; without a message the help has been shown
        _end(error.format_message().strip())
    except Abort:
        raise SystemExit(130) from None
    except TokenRefused:
        _end("Telegram does not know the token in HOTLINE_BOT_TOKEN. Ask @BotFather for the right one.")
    except (HotlineError, StoreError, DirectoryError, CasesError, DialogueError, BotError) as error:
        _end(str(error) or (error.__doc__ or type(error).__name__))
    except OSError as error:
        if error.errno == EADDRINUSE:
            _end("Another program has this address: choose another port, HOTLINE_LISTEN=127.0.0.1:8092.")
        _end(f"{error.strerror or type(error).__name__}{f': {error.filename}' if error.filename else ''}")


def _end(line: str) -> None:
    if line:
        print(line, file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
