"""What can go wrong below the rooms.

StoreError
├── StoreUnavailable    the disk or the database cannot do it now: nothing was committed, try again later
│   └── Clash           others wrote at the same time: the same again, alone
├── RowRefused          the database refused a row: a key twice, a missing parent, a wrong type
├── ReadingOnly         a row was to be written where one only reads
├── WriterClosed        work was handed in after the writer had been closed
├── DatabaseRefused     this address is not one of a database that we can keep cases in
├── DatabaseHeld        another process serves this database
├── SchemaTooNew        the database was written by a newer version of the program
├── NoRoom              the disk has no room for what has to be done first
├── SealBroken          a sealed value cannot be opened: other key, other context, or changed bytes
├── RecoveryKeyUnreadable  what was typed is no recovery key
├── PasswordWrong       the password does not open this lock
├── MoveRefused         what a database keeps cannot be put into another
├── BackupRefused       a backup cannot be written or restored here
└── KeyTrouble
    ├── KeyMissing      a key file is not there
    ├── KeyDamaged      a key file is there but is not a key
    ├── KeyLost         there are sealed rows, but the key that opens them is gone
    └── KeyWrong        these are the keys of another database
"""


class StoreError(Exception):
    """The store cannot do this."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class StoreUnavailable(StoreError):
    """The database cannot be written or read now; nothing was kept. Check disk space and try again."""


class Clash(StoreUnavailable):
    """Others wrote at the same time. Nothing was kept; it has to be run again, alone."""


class RowRefused(StoreError):
    """The database refused a row."""


class ReadingOnly(StoreError):
    """Nothing can be written while reading: use `Database.transaction` or `Writer.submit`."""


class WriterClosed(StoreError):
    """The writer is closed and takes no more work."""


class DatabaseRefused(StoreError):
    """This is not the address of a database. Use sqlite:///var/cases.db, or postgresql://user@host/name."""


class DatabaseHeld(StoreError):
    """Another process serves this database. Stop it first, or choose another database."""


class SchemaTooNew(StoreError):
    """The database was written by a newer version. Install that version, or go back: docs/OPERATIONS.md."""


class NoRoom(StoreError):
    """The disk has no room for this. Nothing was changed: make room and try again."""


class SealBroken(StoreError):
    """A sealed value cannot be opened: it was changed, or sealed with another key or for another purpose."""


class RecoveryKeyUnreadable(StoreError):
    """This is no recovery key: a letter is wrong or missing. It begins with AGE-SECRET-KEY-1."""


class PasswordWrong(StoreError):
    """The password does not open this."""


class MoveRefused(StoreError):
    """What this database keeps cannot be put into the other one."""


class BackupRefused(StoreError):
    """The backup cannot be written or restored here."""


class KeyTrouble(StoreError):
    """The keys cannot be used."""


class KeyMissing(KeyTrouble):
    """A key file is missing. Restore it, or run `hotline init` for a new installation."""


class KeyDamaged(KeyTrouble):
    """A key file is damaged. Restore it from your backup of the keys."""


class KeyLost(KeyTrouble):
    """There is data, but a key that opens it is gone. Restore the key; a new one would not open it."""


class KeyWrong(KeyTrouble):
    """These are not the keys of this database: nothing in it would open. Point HOTLINE_KEYS at its own."""
