"""The published Bot API as a judge of what we send: methods, fields, types and limits.

The document is the JSON edition of core.telegram.org/bots/api: {"methods": {...}, "types": {...}}.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class Specification:
    """What one edition of the Bot API allows."""

    def __init__(self, path: Path) -> None:
        document = json.loads(path.read_text(encoding="utf-8"))
        self.methods: Json = document["methods"]
        self._types: Json = document["types"]

    def faults(self, method: str, fields: Mapping[str, Any], files: Iterable[str] = ()) -> list[str]:
        """Everything that is wrong with a request; [] when nothing is."""
        if method not in self.methods:
            return [f"no method {method}"]
        return [
            *self._object(dict(fields), self.methods[method], method, set(files)),
            *_limits(method, fields),
        ]

    def _object(self, value: object, kind: Json, path: str, files: set[str]) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path}: not an object"
            return
        known = {field["name"]: field for field in kind.get("fields", [])}
        for key, part in value.items():
            if key in known:
                yield from self._any(part, known[key]["types"], f"{path}.{key}")
            else:
                yield f"{path}.{key}: unknown field of {kind['name']}"
        for name, field in known.items():
            if field["required"] and name not in value and name not in files:
                yield f"{path}.{name}: required, missing"

    def _any(self, value: object, types: list[str], path: str) -> Iterator[str]:
        tried = [list(self._one(value, one, path)) for one in types]
        if all(tried):
            yield f"{path}: {json.dumps(value, ensure_ascii=False)[:80]} is none of {types} ({tried[0][0]})"

    def _one(self, value: object, kind: str, path: str) -> Iterator[str]:
        if kind in _PLAIN:
            if not _PLAIN[kind](value):
                yield f"{path}: not {kind}"
            return
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                yield f"{path}: not JSON for {kind}"
                return
        if kind.startswith("Array of "):
            yield from self._array(value, kind, path)
        elif subtypes := self._types[kind].get("subtypes"):
            yield from self._any(value, subtypes, path)
        else:
            yield from self._object(value, self._types[kind], path, set())

    def _array(self, value: object, kind: str, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path}: not a list"
            return
        inner = [part.strip() for part in kind.removeprefix("Array of ").replace(" and ", ", ").split(", ")]
        for index, part in enumerate(value):
            yield from self._any(part, inner, f"{path}[{index}]")


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _limits(method: str, fields: Mapping[str, Any]) -> Iterator[str]:
    text, caption = str(fields.get("text", "x")), str(fields.get("caption", ""))
    if method in ("sendMessage", "editMessageText") and not 1 <= units(text) <= 4096:
        yield f"{method}.text: {units(text)} UTF-16 units (1-4096)"
    if units(caption) > 1024:
        yield f"{method}.caption: {units(caption)} UTF-16 units (0-1024)"
    for name, most in (("short_description", 120), ("description", 512)):
        if len(str(fields.get(name, ""))) > most:
            yield f"{method}.{name}: over {most} characters"


def _is_integer(value: object) -> bool:
    return type(value) is int or (isinstance(value, str) and value.lstrip("-").isdigit())


def _is_float(value: object) -> bool:
    try:
        return not isinstance(value, bool) and float(str(value)) is not None
    except ValueError:
        return False


_PLAIN: dict[str, Callable[[object], bool]] = {
    "Integer": _is_integer,
    "Float": _is_float,
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool) or value in ("True", "False", "true", "false"),
    "InputFile": lambda value: True,
}
