"""What can go wrong with a case.

CasesError
├── FactsRefused      a fact has a name or a value that the rules do not know
├── NobodyResponsible the directory has no department for this, not even an operator
├── LawUnsound        the file of the law says something that cannot be meant
├── LawNotInForce     no rules are known for that day
├── UnknownCase       there is no case of this number
├── UnknownForwarding no button has this token
├── UnknownOutcome    no case is closed with that
├── UnknownRole       nobody can be invited as that
├── InvitationExpired the invitation is unknown, too old, or used by somebody else
├── MediumRefused     a file cannot be kept
├── UnknownMedium     the case has no such file, or it is not there (any more)
├── ReroutingRefused  a case cannot go to that department
├── UrgencyRefused    a case is not made that urgent
├── ReopeningRefused  a case is not opened again for that
├── DuplicateRefused  a case is not closed as the duplicate of a duplicate
├── WordsUnfit        a person's words are missing, or too many
├── UnknownSchool     there is no school of this code
├── UnknownClass      there is no class of this name, or not theirs
├── UnknownPupil      the class has no such pupil
├── UnknownAbsence    there is no such absence
└── KeyringError      keys of departments, officers, coordinator
    ├── KeyringMissing   no keyring has been begun
    ├── KeyringThere     a keyring has been begun before
    ├── RecoveryKeyWrong this is not the recovery key of this database
    ├── NotForThisKey    the part is sealed for others
    ├── SignInRefused    no officer has this name and this password
    ├── OfficerKnown     there is an officer of this name already
    ├── UnknownOfficer   there is no officer of this name
    ├── NotUnderstood    nobody else could do what this person does, and it was not said that this is meant
    ├── PasswordTooWeak  the password is too short, or it is the name
    ├── NotTheirCase     their department has not been told of this case
    └── ReleaseRefused   the case cannot be given to this department, or not by them
"""

import re
from datetime import date

_CODE = re.compile(r"[\w<>=.+:-]{1,40}")


class CasesError(Exception):
    """Something is wrong with a case."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "").strip().splitlines()[0]


class FactsRefused(CasesError):
    """A fact has a name or a value that the rules do not know.

    `name` is the fact, `value` what it was given (only if it looks like a code: anything longer could be a
    person's own words and is not repeated), `nearest` what was probably meant ("" when nothing is near).
    """

    def __init__(self, name: str, value: object = None, *, nearest: str = "", reason: str = "") -> None:
        self.name = _shown(name)
        self.value = None if value is None else _shown(value)
        self.nearest = nearest
        said = f"fact {self.name!r}" if value is None else f"fact {self.name!r}: {self.value!r}"
        hint = f"; did you mean {nearest!r}?" if nearest else ""
        super().__init__(f"{said} {reason or 'is not known'}{hint}")


class NobodyResponsible(CasesError):
    """The directory has no department for this, not even an operator."""

    def __init__(self, body: str) -> None:
        self.body = body
        super().__init__(f"the directory has no department for {body}, not even an operator")


class LawUnsound(CasesError):
    """The file of the law says something that cannot be meant."""


class LawNotInForce(CasesError):
    """No rules are known for that day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"no rules are known for {day.isoformat()}")


class UnknownCase(CasesError):
    """There is no case of this number."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"there is no case {number}")


class UnknownForwarding(CasesError):
    """No button has this token."""


class UnknownOutcome(CasesError):
    """No case is closed with that."""

    def __init__(self, outcome: str) -> None:
        self.outcome = outcome
        super().__init__(f"no case is closed as {_shown(outcome)!r}")


class UnknownRole(CasesError):
    """Nobody can be invited as that."""

    def __init__(self, role: str) -> None:
        self.role = role
        super().__init__(f"nobody can be invited as {_shown(role)!r}")


class InvitationExpired(CasesError):
    """The invitation is unknown, too old, or was used by somebody else."""


class MediumRefused(CasesError):
    """This file cannot be kept. `code` is one of `cases.file_limits.REASONS`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"the file is refused: {code}")


class UnknownMedium(CasesError):
    """The case has no such file, or the file has not been fetched, was refused or is erased."""


class ReroutingRefused(CasesError):
    """The case is closed or was passed on; or that department declined, is accused or held."""


class UrgencyRefused(CasesError):
    """The case is closed, there is no such urgency or reason, or the case must not be made less urgent."""


class ReopeningRefused(CasesError):
    """A case is not opened again for that reason."""


class DuplicateRefused(CasesError):
    """The other case is closed as a duplicate itself."""


class WordsUnfit(CasesError):
    """There are no words, or too many of them."""


class UnknownSchool(CasesError):
    """There is no school of this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"there is no school {_shown(code)}")


class UnknownClass(CasesError):
    """There is no such class."""


class UnknownPupil(CasesError):
    """The class has no such pupil."""


class UnknownAbsence(CasesError):
    """There is no such absence."""


class RegisterRefused(CasesError):
    """A list of a school cannot be read; `code` says why, `columns` which columns are missing."""

    def __init__(self, code: str, columns: tuple[str, ...] = ()) -> None:
        self.code, self.columns = code, columns
        super().__init__(f"the list cannot be read: {' '.join((code, *columns))}")


class KeyringError(CasesError):
    """Something is wrong with the keys of departments and people."""


class KeyringMissing(KeyringError):
    """There are no keys of departments yet: run `hotline init`."""


class KeyringThere(KeyringError):
    """The keys of departments have been made before."""


class RecoveryKeyWrong(KeyringError):
    """This is not the recovery key of this database."""


class NotForThisKey(KeyringError):
    """None of the keys at hand opens this. `hotline keys list` shows who still waits for a grant."""


class SignInRefused(KeyringError):
    """The name or the password is not right."""


class OfficerKnown(KeyringError):
    """There is somebody of this name already. Choose another sign-in name."""


class UnknownOfficer(KeyringError):
    """There is nobody of this name. `hotline keys list` shows who there is."""


class NotUnderstood(KeyringError):
    """Nobody else could do what this person does. Whoever goes on has to say that they know it."""


class PasswordTooWeak(KeyringError):
    """The password needs at least 12 characters and must not hold the name. Three or four words do well."""


class NotTheirCase(KeyringError):
    """Their department has not been told of this case, so it stays closed to them."""


class ReleaseRefused(KeyringError):
    """This case cannot be given to this department."""


def _shown(value: object) -> str:
    text = str(value)
    return text if _CODE.fullmatch(text) else "(not a code)"
