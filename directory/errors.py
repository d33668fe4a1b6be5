"""What can go wrong in the directory.

    DirectoryError
    ├── UnknownTerritory      a code that is not in the territory tree
    ├── UnknownDepartment     a department code that is not in the directory
    ├── UnknownBody           a body code that the rules do not know
    ├── UnknownKind           a kind of service that data/kinds.toml does not have
    ├── UnknownNeed           a need that data/needs.toml does not have
    ├── UnknownService        an id that no service of the directory has
    ├── DirectoryMissing      there is no directory file at that path
    ├── DirectoryDamaged      the file is there, but it is no directory (or an older one)
    ├── DirectoryBusy         somebody else is changing the directory file just now
    ├── Misshapen             a list or an object of HSDS stands where the other should
    └── ListUnreadable        a list of services that is to be imported cannot be read at all

The docstring of a class is its message when none is given.
"""

from directory.reason import Reason


class DirectoryError(Exception):
    """The directory cannot answer"""

    def __init__(self, what: str = "") -> None:
        self.what = what
        message = (type(self).__doc__ or "").strip()
        super().__init__(f"{message}: {what}" if what else message)


class UnknownTerritory(DirectoryError):
    """No territory has this code"""


class UnknownDepartment(DirectoryError):
    """No department has this code"""


class UnknownBody(DirectoryError):
    """No body has this code"""


class UnknownKind(DirectoryError):
    """No kind of service has this code"""


class UnknownNeed(DirectoryError):
    """No need has this code"""


class UnknownService(DirectoryError):
    """No service of the directory has this id"""


class DirectoryMissing(DirectoryError):
    """There is no directory file; make one with `hotline init`"""


class DirectoryDamaged(DirectoryError):
    """The directory file cannot be read; make it again with `hotline init`"""


class DirectoryBusy(DirectoryError):
    """Somebody else is changing the directory file; try again in a minute"""


class ListUnreadable(DirectoryError):
    """A file of the list cannot be read"""

    def __init__(self, name: str, reason: Reason, line: int = 0) -> None:
        """`name` of the file; `line` from 1, 0 where it has none."""
        self.reason, self.line = reason, line
        super().__init__(f"{name}, line {line}: {reason}" if line else f"{name}: {reason}")


class Misshapen(DirectoryError):
    """A list stands where HSDS has an object, or an object where it has a list"""
