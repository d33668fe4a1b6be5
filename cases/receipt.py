"""The receipt: a number that only the reporter knows, easy to say and to write in every script.

15 digits and a Luhn check digit, in four groups of four: "4821-0937-5516-2203". Digits look alike on Kazakh,
Russian and Latin keyboards. The number is derived from the draft with the index key and stored only as a
keyed hash, so that filing a draft again shows the same receipt and the database alone gives no receipt away.
"""

from sqlalchemy import bindparam, select

from cases import schema
from store.seal import Keys
from store.transaction import Transaction

_DIGITS = 15
_NOBODYS = "-" * (_DIGITS + 1)
_CASE = select(schema.receipt.c.case_number).where(schema.receipt.c.lookup == bindparam("lookup"))
_LIVING = _CASE.join(schema.case, schema.case.c.number == schema.receipt.c.case_number).where(
    schema.case.c.erased_at.is_(None)
)


def issue(tx: Transaction, keys: Keys, origin: str, number: int, *, is_free: bool = False) -> str:
    """Give the report's receipt and remember whose it is; the same again for the same draft and case.

    `is_free`: it has been looked up that no report has the first that is derived from this draft.
    """
    turn = 0
    while True:
        digits = _derived(keys, origin, turn)
        holder = None if is_free else case_number(tx, keys, digits)
        if holder is None:
            lookup = _lookup(keys, digits)
            tx.insert(schema.receipt, {"lookup": lookup, "case_number": number})
            issued(tx)[lookup] = number
        if holder in (None, number):
            return written(digits)
        turn += 1  # another report has these digits: about once in 10**15 / reports


def issued(tx: Transaction) -> dict[str, int]:
    """Give the receipts of this transaction, written or not: by what each is found, and its case."""
    return tx.recall("receipts issued", dict[str, int])


def first_lookup(keys: Keys, origin: str) -> str:
    """Give by what the receipt of this draft is found again, unless another report has its digits."""
    return _lookup(keys, _derived(keys, origin, 0))


def case_number(tx: Transaction, keys: Keys, digits: str) -> int | None:
    """Give the number of the case that this receipt belongs to, None if it belongs to none."""
    row = tx.row(_CASE, {"lookup": _lookup(keys, digits)})
    return None if row is None else row["case_number"]


def living(tx: Transaction, keys: Keys, text: str) -> int | None:
    """Give the number of the case whose receipt somebody typed, None if it is none.

    What is no receipt, one of nobody's, and one of a case that was erased take the same work: how long the
    answer takes tells nothing.
    """
    row = tx.row(_LIVING, {"lookup": _lookup(keys, read(text) or _NOBODYS)})
    return None if row is None else row["case_number"]


def read(text: str) -> str | None:
    """Give the sixteen digits of a receipt as somebody typed it, None if it cannot be one.

    Spaces, dashes and anything else between the digits is passed over; digits of every script are read.
    """
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())
    return digits if len(digits) == _DIGITS + 1 and _check_digit(digits[:-1]) == digits[-1] else None


def written(digits: str) -> str:
    """Give the digits as they are shown: four groups of four."""
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _derived(keys: Keys, origin: str, turn: int) -> str:
    value = origin if turn == 0 else f"{origin}#{turn}"
    body = str(int(keys.index("receipt-code", value), 16) % 10**_DIGITS).zfill(_DIGITS)
    return body + _check_digit(body)


def _check_digit(body: str) -> str:
    """Give Luhn's digit (ISO/IEC 7812-1): finds every single wrong digit and nearly every swapped pair."""
    total = 0
    for place, sign in enumerate(reversed(body)):
        doubled = int(sign) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def _lookup(keys: Keys, digits: str) -> str:
    return keys.index("receipt", digits)
