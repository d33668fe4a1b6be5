"""Is everything translated, current and sound? `python -m locales.checking` lists what is not and exits 1.

Checked: every text of the sources is in the glossary with the same English; messages.pot and the messages.po
are current; Kazakh, Russian and English are whole; and each sentence by itself (`faults`).
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from locales import catalogue, compiling, errors, extraction, glossary, languages, texts, upkeep
from locales.glossary import Glossary

WHOLE = ("kk", "ru", "en")  # the other languages may lack sentences and then fall back

# Telegram cuts longer labels off on a narrow phone; a description longer than its limit is refused.
BUTTON_LENGTH = 60
LONGEST = {"bot.short": 120, "bot.about": 512, "cmd.": 256}
BUTTONS = (
    *("nav.", "ans.", "opt.", "act.", "menu.", "dept.", "start.again", "place.more_list", "web.leave"),
    *("bot.open_private", "follow.answer", "follow.still", "follow.stopped", "follow.delete_link"),
)

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ALPHABETS = {"en": _LATIN + "é", "uz": _LATIN + "ʻʼ", "ru": _CYRILLIC}
_ALPHABETS |= {"kk": _CYRILLIC + "әғқңөұүһі", "ky": _CYRILLIC + "ңөү"}

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+")
_GLUED = re.compile(r"\w\{|\}[»”\"]?[-‑–'’ʼʻ`]?\w")  # "}де", "}-да", "}’ға", "}»де"
_WRONG_APOSTROPHE = re.compile(r"\w['`´’‘]\w")


def faults(language: str, context: str, english: str, sentence: str) -> Iterator[str]:
    """What is wrong with one sentence.

    Its placeholders must be those of the English and stand free: a Kazakh, Uzbek or Kyrgyz ending depends on
    the value, so "{place}де" is wrong for every other place. Its letters must be those of the language; a
    Latin word in Cyrillic text must be in the English too ("Telegram"). Buttons must be short.
    """
    try:
        if texts.placeholders(sentence) != texts.placeholders(english):
            yield "placeholders differ from the English"
    except ValueError:
        yield "damaged placeholder"
        return
    if _GLUED.search(sentence):
        yield "something is glued to a placeholder"
    if sentence != sentence.strip():
        yield "starts or ends with a space"
    known_words = set(_WORD.findall(_PLACEHOLDER.sub(" ", english)))
    for word in _WORD.findall(_PLACEHOLDER.sub(" ", sentence)):
        strange = set(word.lower()) - set(_ALPHABETS[language])
        if strange and word not in known_words:
            yield f"letters of another alphabet in “{word}”: {' '.join(sorted(strange))}"
    if language == "uz" and _WRONG_APOSTROPHE.search(sentence):
        yield "write ʻ (U+02BB) in oʻ gʻ, ʼ (U+02BC) elsewhere"
    limit = _limit(context)
    if limit and len(sentence) > limit:
        yield f"{len(sentence)} characters, at most {limit} fit"


def problems(house: Path, folder: Path, memory: Glossary) -> list[str]:
    """Everything that must be mended before a release, a line each; empty when all is well.

    Raises:
        SourceUnreadable: a source file is damaged.
    """
    used = extraction.in_house(house)
    lines = [*upkeep.complaints(used, memory), *_of_glossary(memory)]
    told = {line.partition(":")[0] for line in lines}
    template = upkeep.template(used, memory)
    committed = folder / "messages.pot"
    if not committed.exists() or committed.read_bytes() != template:
        lines.append("messages.pot is stale: run `python -m locales.upkeep extract update`")
    for language in languages.CODES:
        source = folder / language / "LC_MESSAGES" / "messages.po"
        old = source.read_bytes() if source.exists() else b""
        if not old or upkeep.updated(template, old, language, memory) != old:
            lines.append(f"{language}: messages.po is stale: run `python -m locales.upkeep extract update`")
        lines += [
            f"{language} {key}: {fault}" for key, fault in _of_catalogue(language, old) if key not in told
        ]
    return lines


def untranslated(folder: Path, language: str) -> int:
    """How many entries of a catalogue fall back to another language."""
    entries = _entries((folder / language / "LC_MESSAGES" / "messages.po").read_bytes())
    return sum(not all(sentences) for _, _, sentences in entries)


def main() -> int:
    """Lists the problems; 0 when there are none."""
    try:
        lines = problems(extraction.HOUSE, catalogue.FOLDER, glossary.read())
    except errors.LocalesError as error:
        lines = [str(error)]
    if not lines:
        missing = {code: untranslated(catalogue.FOLDER, code) for code in languages.AWAITING_NATIVE_READER}
        lines = [f"{code}: awaits a native reader, {n} texts fall back" for code, n in missing.items()]
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 0
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return 1


def _limit(context: str) -> int:
    for prefix, limit in LONGEST.items():
        if context.startswith(prefix):
            return limit
    return BUTTON_LENGTH if context.startswith(BUTTONS) else 0


def _of_glossary(memory: Glossary) -> Iterator[str]:
    for key, entry in memory.entries.items():
        for language, sentence in entry.sentences.items():
            for fault in faults(language, key, entry.text.english, sentence) if sentence else ():
                yield f"glossary.csv, {language} {key}: {fault}"
    for noun in memory.plurals.values():
        for language, forms in noun.forms.items():
            for fault in {
                fault for form in forms for fault in faults(language, noun.context, noun.other, form)
            }:
                yield f"glossary.csv, {language} {noun.context}: {fault}"


def _of_catalogue(language: str, source: bytes) -> Iterator[tuple[str, str]]:
    for context, english, sentences in _entries(source):
        if not all(sentences):
            if language in WHOLE:
                yield context, "not translated"
            continue
        for fault in sorted(
            {f for sentence in sentences for f in faults(language, context, english, sentence)}
        ):
            yield context, fault


def _entries(source: bytes) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Key, English (of a counted noun its plural) and sentences; a fuzzy sentence counts as missing."""
    for message in compiling.parsed(source) if source else Catalog():
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[1]
        strings = message.string or ""
        sentences = (strings,) if isinstance(strings, str) else tuple(strings)
        yield message.context or "", english, ("",) if message.fuzzy else sentences


if __name__ == "__main__":
    sys.exit(main())
