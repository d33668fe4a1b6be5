"""What we say, in one language with its fallbacks: uz → ru → en, kk → ru → en, …"""

import io
from collections.abc import Sequence
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import NamedTuple

from locales import errors, formatting, languages, texts
from locales.texts import Text

FOLDER = Path(__file__).parent


class _Untranslated(NullTranslations):
    """Ends gettext's own search, so that a missing translation differs from one that equals the English."""

    def pgettext(self, context: str, message: str) -> str:
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return ""


class _Words(NamedTuple):
    language: str
    translations: NullTranslations


class Catalogue:
    """One language with its fallbacks. Plain text in, plain text out: nothing is escaped."""

    def __init__(self, language: str, chain: Sequence[_Words]) -> None:
        self.language = language
        self._chain = tuple(chain)
        self._found: dict[Text, str] = {}

    def say(self, text: Text, /, **values: object) -> str:
        """The text in this language, filled in; it never raises.

        A translation that is missing, or whose placeholders are not those of the English, gives way
        to the next language of the chain. With a value missing, the English comes back unfilled.
        """
        sentence = self._found.get(text) or self._find(text)
        if "{" not in sentence:
            return sentence
        return _filled(sentence, values, text.english)

    def count(self, context: str, one: str, other: str, n: int | float) -> str:
        """A number with its noun: `count("n.children", "{n} child", "{n} children", 5)`.

        Fractions take the form of 2 (Russian "2,5 часа"), which gettext cannot express by itself.
        """
        size = abs(n)
        whole = int(size) if size == int(size) else 2
        for language, translations in self._chain:
            form = translations.npgettext(context, one, other, whole)
            if _is_sound(form, other):
                return _filled(form, {"n": formatting.number(n, language)}, form)
        form = one if whole == 1 else other
        return _filled(form, {"n": formatting.number(n, "en")}, form)

    def _find(self, text: Text) -> str:
        for _, translations in self._chain:
            sentence = translations.pgettext(text.context, text.english)
            if _is_sound(sentence, text.english):
                break
        else:
            sentence = text.english
        self._found[text] = sentence
        return sentence


@cache
def load(language: str) -> Catalogue:
    """The catalogue of one of our languages, read once.

    Raises:
        UnknownLanguage: not one of `languages.CODES`.
        CatalogueMissing: a file of the checkout is gone.
    """
    return read(language, FOLDER)


def read(language: str, folder: Path) -> Catalogue:
    """The catalogue of one language, from a folder laid out as this one; errors as `load`."""
    if language not in languages.CODES:
        raise errors.UnknownLanguage(language)
    chain = (language, *languages.FALLBACKS[language])
    return Catalogue(language, [_Words(code, _translations(folder / code)) for code in chain])


def everywhere(text: Text, /, **values: object) -> dict[str, str]:
    """The text in each of our languages, for recognising an answer whatever language it came in."""
    return {code: load(code).say(text, **values) for code in languages.CODES}


def _translations(folder: Path) -> NullTranslations:
    """Reads messages.mo; where it was not compiled yet or is older than messages.po, compiles in memory."""
    source = folder / "LC_MESSAGES" / "messages.po"
    compiled = source.with_suffix(".mo")
    if compiled.exists() and not (source.exists() and source.stat().st_mtime > compiled.stat().st_mtime):
        content = compiled.read_bytes()
    elif source.exists():
        from locales import compiling  # Babel takes longer to import than five catalogues to read

        content = compiling.compiled(source.read_bytes())
    else:
        raise errors.CatalogueMissing(str(source))
    translations = GNUTranslations(io.BytesIO(content))
    translations.add_fallback(_Untranslated())
    return translations


def _is_sound(sentence: str, english: str) -> bool:
    try:
        return bool(sentence) and texts.placeholders(sentence) == texts.placeholders(english)
    except ValueError:
        return False


def _filled(sentence: str, values: dict[str, object], otherwise: str) -> str:
    try:
        return sentence.format(**values)
    except (LookupError, ValueError, TypeError, AttributeError):
        return otherwise
