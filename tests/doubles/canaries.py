"""Canaries: words that stand nowhere else, and a search for them in every shape that a file may give them."""

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

WORDS = ("Qanarygul", "Канарейкина", "Құсбала")
"""Latin, Russian, Kazakh: each of them in every canary sentence."""
PHONE = "77017770077"


def sentence(number: int) -> str:
    """Give a sentence of a reporter, with every canary in it."""
    return f"{WORDS[0]} {WORDS[1]}, {WORDS[2]}, +{PHONE}, үй {number}"


def shapes() -> tuple[bytes, ...]:
    """Give the canaries as bytes: encodings, capital and small, escaped for JSON, base64 at every offset."""
    found: set[bytes] = set()
    for word in (*WORDS, PHONE):
        for form in {word, word.lower(), word.upper(), word.casefold()}:
            plain = form.encode()
            found |= {plain, plain.hex().encode(), form.encode("utf-16-le"), form.encode("utf-16-be")}
            found.add(json.dumps(form).strip('"').encode())
            found |= {base64.b64encode(b"x" * skip + plain)[4:-4] for skip in range(3)}
    return tuple(sorted(found))


def hits(files: Iterable[Path]) -> list[str]:
    """Give the names of the files in which a canary is found, with the shape."""
    wanted = shapes()
    return [f"{path.name}: {shape!r}" for path in files for shape in _within(path.read_bytes(), wanted)]


def _within(content: bytes, wanted: tuple[bytes, ...]) -> Iterator[bytes]:
    return (shape for shape in wanted if shape in content)
