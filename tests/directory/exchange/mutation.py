"""Lists spoilt at random: bytes lost, doubled, swapped, and values of another kind where one is expected."""

import copy
import json
from random import Random
from typing import Any

_ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, 10**30, "", " ", "\x00", "\u202e", "=1+1", "🙂" * 300, "2026-99-99", "25:61",
    [], {}, [[]], {"id": None}, [None], "http://[", "1" * 400, "\ud800",
)  # fmt: skip
_BYTES = (
    b"",
    b"\xff\xfe",
    b"\x00",
    b'"',
    b",",
    b";",
    b"\n",
    b"\r",
    b"{",
    b"]",
    b"\xd0",
    b"'",
    b"\\u",
    b"\xef\xbb\xbf",
)


def spoilt(data: bytes, chance: Random) -> bytes:
    """The bytes of a list with one to eight things wrong in them; of JSON sometimes in its values only."""
    if data[:1] in (b"{", b"[") and chance.random() < 0.5:
        document = json.loads(data)
        for _ in range(chance.randint(1, 8)):
            _spoil(document, chance)
        return json.dumps(document).encode()
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.choice((0, 1, 5, 40)))
        match chance.randrange(4):
            case 0:
                del found[at:end]
            case 1:
                found[at:at] = found[at:end] * 2
            case 2:
                found[at:end] = chance.choice(_BYTES)
            case _:
                other = chance.randrange(len(found) + 1)
                found[at:end] = found[other : other + 7]
    return bytes(found)


def _spoil(document: Any, chance: Random) -> None:
    """Put something odd in one place, however deep it lies."""
    while True:
        keys = list(document) if isinstance(document, dict) else list(range(len(document)))
        if not keys:
            return
        key = chance.choice(keys)
        inside = document[key]
        if isinstance(inside, dict | list) and inside and chance.random() < 0.8:
            document = inside
            continue
        if isinstance(document, dict) and chance.random() < 0.2:
            document[chance.choice(("id", "name", "services", "location", "attributes"))] = document.pop(key)
        else:
            document[key] = copy.deepcopy(chance.choice(_ODD))
        return
