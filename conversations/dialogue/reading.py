"""A script from its TOML file, checked: what is wrong with it is found here, before anybody talks."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conversations.dialogue import conditions, plausible
from conversations.dialogue.errors import ScriptBroken
from conversations.dialogue.script import KINDS, Correction, Option, Script, Step, Words

_STEP_KEYS = frozenset(
    [
        "name",
        "kind",
        "ask",
        "label",
        "hint",
        "example",
        "note",
        "option",
        "options_of",
        "required",
        "ask_if",
        "fact",
        "lowest",
        "highest",
        "two_in_row",
        "check",
        "by_phone",
    ]
)
_OPTION_KEYS = frozenset(["code", "text", "values", "under", "alone", "words", "facts", "says", "sets"])
_SCRIPT_KEYS = frozenset(["name", "version", "step", "alarm", "barred", "noticed", "correction", "product"])


def read_file(path: Path) -> Script:
    """Give the script in a TOML file. Raises ScriptBroken with the file's name and what is wrong."""
    content = path.read_bytes()
    try:
        return read(tomllib.loads(content.decode()), hashlib.blake2b(content, digest_size=8).hexdigest())
    except (ScriptBroken, KeyError, TypeError, ValueError) as error:
        raise ScriptBroken(f"{path.name}: {error}") from error


def read(raw: Mapping[str, Any], digest: str) -> Script:
    """Give the script of parsed TOML. Raises ScriptBroken."""
    _known(raw, _SCRIPT_KEYS, "script")
    script = Script(
        name=raw["name"],
        version=raw["version"],
        digest=digest,
        steps=tuple(_step(one) for one in raw["step"]),
        alarm=conditions.read(raw["alarm"]) if "alarm" in raw else None,
        barred=conditions.read(raw["barred"]) if "barred" in raw else None,
        noticed={mark: tuple(words) for mark, words in raw.get("noticed", {}).items()},
        corrections=tuple(_correction(one) for one in raw.get("correction", ())),
        products={fact: (one[0], one[1]) for fact, one in raw.get("product", {}).items()},
    )
    _check(script)
    return script


def _step(raw: Mapping[str, Any]) -> Step:
    _known(raw, _STEP_KEYS, f"step {raw.get('name')}")
    if raw["kind"] not in KINDS:
        raise ScriptBroken(f"step {raw['name']}: no kind {raw['kind']!r}; kinds are {', '.join(KINDS)}")
    return Step(
        name=raw["name"],
        kind=raw["kind"],
        ask=_words(raw["ask"]),
        label=_maybe(raw, "label"),
        hint=_maybe(raw, "hint"),
        example=_maybe(raw, "example"),
        note=_maybe(raw, "note"),
        options=tuple(_option(one, raw["name"]) for one in raw.get("option", ())),
        options_of=raw.get("options_of", ""),
        required=raw.get("required", False),
        ask_if=conditions.read(raw["ask_if"]) if "ask_if" in raw else None,
        fact=raw.get("fact", ""),
        lowest=raw.get("lowest", 0),
        highest=raw.get("highest", 0),
        two_in_row=raw.get("two_in_row", False),
        check=raw.get("check", ""),
        by_phone=raw.get("by_phone", ""),
    )


def _option(raw: Mapping[str, Any], step: str) -> Option:
    _known(raw, _OPTION_KEYS, f"option {raw.get('code')} of step {step}")
    return Option(
        code=raw["code"],
        text=_words(raw["text"]),
        values=raw.get("values", {}),
        under=raw.get("under", ""),
        alone=raw.get("alone", False),
        words=tuple(raw.get("words", ())),
        facts=raw.get("facts", {}),
        says=_maybe(raw, "says"),
        sets=raw.get("sets", {}),
    )


def _correction(raw: Mapping[str, Any]) -> Correction:
    without = {fact: tuple(values) for fact, values in raw.get("without", {}).items()}
    return Correction(conditions.read(raw["if"]), without, raw.get("facts", {}))


def _words(raw: object) -> Words:
    match raw:
        case [str(key), str(english)]:
            return key, english
    raise ScriptBroken(f"not a sentence of the form [key, English]: {raw!r}")


def _maybe(raw: Mapping[str, Any], key: str) -> Words | None:
    return _words(raw[key]) if key in raw else None


def _known(raw: Mapping[str, Any], keys: frozenset[str], what: str) -> None:
    if unknown := set(raw) - keys:
        raise ScriptBroken(f"{what}: unknown {', '.join(sorted(unknown))}")


def _check(script: Script) -> None:
    """Check that names are unique, conditions look back at steps that exist, and a review comes last."""
    names = [step.name for step in script.steps]
    if len(set(names)) != len(names):
        raise ScriptBroken("two steps have the same name")
    for place, step in enumerate(script.steps):
        looked_at = (step.ask_if.steps() if step.ask_if else frozenset()) | {step.options_of} - {""}
        if missing := looked_at - set(names[:place]):
            raise ScriptBroken(f"step {step.name} looks at {', '.join(sorted(missing))}, not asked before it")
        codes = [option.code for option in step.options]
        if len(set(codes)) != len(codes):
            raise ScriptBroken(f"step {step.name} has two options with the same code")
        if lost := {one.under for one in step.options} - {""} - set(codes):
            raise ScriptBroken(f"step {step.name}: options under {', '.join(sorted(lost))}, which is none")
        if step.by_phone not in ("", *codes):
            raise ScriptBroken(f"step {step.name}: by phone {step.by_phone}, which is none of its options")
        if step.check and step.check not in plausible.CHECKS:
            raise ScriptBroken(f"step {step.name}: no check {step.check!r}")
        for name, code in (pair for option in step.options for pair in option.sets.items()):
            if name not in names[:place] or script.step(name).option(code) is None:
                raise ScriptBroken(f"step {step.name} sets {name} to {code}, which was not offered before it")
        if step.kind in ("choice", "many") and not (codes or step.options_of):
            raise ScriptBroken(f"step {step.name} has nothing to choose from")
    if script.steps[-1].kind != "review":
        raise ScriptBroken("the last step is not a review")
