"""What can go wrong while a service is edited.

DirectoryError
└── EditingError
    ├── Refused      a value cannot stand in its field
    ├── Overtaken    somebody else has changed a field meanwhile
    └── UnknownEntry nothing of that number is in the history of the service
"""

from collections.abc import Mapping

from directory.errors import DirectoryError


class EditingError(DirectoryError):
    """The service cannot be changed so"""


class Refused(EditingError):
    """Values that cannot stand in their fields"""

    def __init__(self, why: Mapping[str, str]) -> None:
        """`why`: by the key of the field a code: needed, long, phone, email, url, age, ages,
        hours, place, choice, point, abroad, day.
        """
        self.why = dict(why)
        super().__init__(", ".join(f"{key} ({code})" for key, code in self.why.items()))


class Overtaken(EditingError):
    """Somebody else has changed these fields meanwhile"""

    def __init__(self, now: Mapping[str, str]) -> None:
        """`now`: by the key of the field what stands there now."""
        self.now = dict(now)
        super().__init__(", ".join(self.now))


class UnknownEntry(EditingError):
    """There is no such entry in the history"""
