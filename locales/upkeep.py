"""Keeps the catalogues up with the sources: `python -m locales.upkeep extract update compile`.

    extract   the texts of the sources → messages.pot
    update    messages.pot → every messages.po; new entries are filled from glossary.csv, others kept
    refill    as update, but the glossary's sentences replace what the messages.po had
    compile   messages.po → messages.mo

Running it again without a change leaves every file as it was, to the byte.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from locales import catalogue, compiling, errors, extraction, glossary, languages
from locales.glossary import Glossary, Plural
from locales.texts import Text

Used = Mapping[Text, tuple[str, ...]]
"""The texts of the sources, with the files that use each (`extraction.in_house`)."""


def template(used: Used, memory: Glossary) -> bytes:
    """The content of messages.pot: the texts of the sources (`extraction.in_house`) and all counted nouns."""
    catalog = Catalog()
    of_context: dict[str, list[Text]] = {context: [] for context in memory.plurals}
    for text in used:
        of_context.setdefault(text.context, []).append(text)
    for context in sorted(of_context):
        if noun := memory.plurals.get(context):
            catalog.add((noun.one, noun.other), context=context, locations=[("locales/glossary.csv", 1)])
        for text in of_context[context]:
            entry = memory.entries.get(context)
            notes = [entry.note] if entry and entry.note else []
            places = [(file, 1) for file in used[text]]
            catalog.add(text.english, context=context, locations=places, auto_comments=notes)
    return compiling.written(catalog)


def updated(source: bytes, old: bytes, language: str, memory: Glossary, *, refill: bool = False) -> bytes:
    """The content of messages.po: entries of the template, translated as before or else by the glossary."""
    before = compiling.parsed(old) if old else Catalog()
    after = Catalog(locale=language)
    for message in compiling.parsed(source):
        if not message.id:
            continue
        known = before.get(message.id, message.context)
        fresh = _remembered(message, language, memory)
        kept = known.string if known and _is_translated(known) and not (refill and fresh) else None
        after.add(
            message.id,
            kept or fresh,
            context=message.context,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            flags=message.flags | ({"fuzzy"} if known and known.fuzzy and kept else set()),
        )
    return compiling.written(after, language)


def complaints(used: Used, memory: Glossary) -> list[str]:
    """What the developers must mend in glossary.csv, a line each."""
    lines = []
    for text, files in used.items():
        entry = memory.entries.get(text.context)
        if entry is None:
            lines.append(f"{text.context}: not in glossary.csv; add it in five languages ({files[0]})")
        elif entry.text.english != text.english:
            both = f"“{text.english}”, the glossary “{entry.text.english}”"
            lines.append(f"{text.context}: {files[0]} says {both}")
    return lines


def main(arguments: list[str]) -> int:
    """Runs the named commands in their order; 1 when the glossary lacks what the sources say."""
    parser = argparse.ArgumentParser(prog="python -m locales.upkeep", description="Keeps the catalogues up.")
    parser.add_argument("commands", nargs="+", choices=["extract", "update", "refill", "compile"])
    commands = parser.parse_args(arguments).commands
    try:
        memory = glossary.read()
        for command in commands:
            _run(command, memory)
        lines = complaints(extraction.in_house(), memory) if set(commands) - {"compile"} else []
    except errors.LocalesError as error:
        lines = [str(error)]
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


def _run(command: str, memory: Glossary) -> None:
    pot = catalogue.FOLDER / "messages.pot"
    if command == "extract":
        _write(pot, template(extraction.in_house(), memory))
        return
    for language in languages.CODES:
        po = catalogue.FOLDER / language / "LC_MESSAGES" / "messages.po"
        if command == "compile":
            _write(po.with_suffix(".mo"), compiling.compiled(po.read_bytes()), always=True)
        else:
            old = po.read_bytes() if po.exists() else b""
            _write(po, updated(pot.read_bytes(), old, language, memory, refill=command == "refill"))


def _write(file: Path, content: bytes, *, always: bool = False) -> None:
    """Writes the file whole or not at all; an unchanged one keeps its time unless it must look new."""
    if not always and file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(file)


def _remembered(message: Message, language: str, memory: Glossary) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return memory.translation(Text(message.context or "", message.id), language)
    noun: Plural | None = memory.plurals.get(message.context or "")
    return noun.forms[language] if noun and message.id == (noun.one, noun.other) else ()


def _is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(strings) and all(strings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
