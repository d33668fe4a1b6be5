"""Asking for secrets: unseen at a terminal, line by line from a pipe. Never from the command line, where
every user of the machine can read them.
"""

import getpass
import sys

from hotline.errors import CommandRefused


def secret(question: str) -> str:
    """Give what was typed.

    Raises:
        CommandRefused: a script gave fewer lines than were asked for.
    """
    if sys.stdin.isatty():
        return getpass.getpass(f"{question}: ")
    line = sys.stdin.readline()
    if not line:
        raise CommandRefused(f"{question}: nothing came. In a script give it as a line of standard input.")
    return line.rstrip("\r\n")


def new_password(name: str) -> str:
    """Give a new password, typed twice.

    Raises:
        CommandRefused: the two differ.
    """
    first = secret(f"New password for {name}, at least 12 characters")
    if secret("The same password again") != first:
        raise CommandRefused("The two passwords differ. Nothing has been changed; please try again.")
    return first
