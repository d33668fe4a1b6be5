"""What a command says in one line before it ends; what the service says of itself.

HotlineError
├── SettingRefused      an unknown HOTLINE_ name, or a value that makes no sense
├── NotPrepared         `hotline init` has not been run
├── CommandRefused      the command cannot do what it was asked for
├── RolesApart          roles are wanted apart of a database that one process serves
├── AddressRefused      nothing can listen at HOTLINE_LISTEN
├── PracticeStaysInside a practice house was given a way out
└── CleanerBroken       the process that cleans files does not start
"""


class HotlineError(Exception):
    """The command cannot go on; the text says why and what to do."""

    exit_code = 2


class SettingRefused(HotlineError):
    """A setting is unknown or makes no sense."""


class NotPrepared(HotlineError):
    """There is no database here yet: run `hotline init` first."""


class CommandRefused(HotlineError):
    """This cannot be done."""


class RolesApart(HotlineError):
    """Roles are served apart on PostgreSQL only. On SQLite one process does everything: leave --role out."""


class AddressRefused(HotlineError):
    """Nothing can listen at HOTLINE_LISTEN; the text says why and what to do."""


class CleanerBroken(HotlineError):
    """The process that cleans files does not start: run `make setup`."""


class PracticeStaysInside(HotlineError):
    """This house is for practice: it has no Telegram, mail or webhook. Take those settings away."""
