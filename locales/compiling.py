"""Reads, writes and compiles the catalogues' files, with Babel. The same entries give the same bytes."""

import io
from datetime import UTC, datetime

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog

from locales import languages

# Babel would write the hour of each run into the files.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def parsed(source: bytes) -> Catalog:
    """The entries of a messages.po or messages.pot.

    Raises:
        PoFileError: the file is damaged (Babel's).
    """
    return pofile.read_po(io.BytesIO(source), abort_invalid=True)


def written(catalog: Catalog, language: str = "") -> bytes:
    """The content of messages.po, or of messages.pot without a language; entries keep their order."""
    target = io.BytesIO()
    pofile.write_po(target, catalog, width=0, omit_header=True, include_lineno=False)
    return _header(catalog, language).encode() + b"\n" + target.getvalue()


def compiled(source: bytes) -> bytes:
    """The content of messages.mo for that of messages.po; untranslated and fuzzy entries are left out."""
    catalog = parsed(source)
    catalog.creation_date = catalog.revision_date = _NO_DATE
    target = io.BytesIO()
    mofile.write_mo(target, catalog)
    return target.getvalue()


def _header(catalog: Catalog, language: str) -> str:
    lines = ["# Written by `python -m locales.upkeep`. Translate the msgstr; keep the names in braces."]
    if language:
        order = " → ".join((language, *languages.FALLBACKS[language]))
        lines.append(f"# {languages.OWN_NAMES[language]}. What is not translated falls back: {order}.")
    if language in languages.AWAITING_NATIVE_READER:
        lines.append("# Awaits a native reader.")
    fields = {"Project-Id-Version": "child-labour-hotline", "Language": language, "MIME-Version": "1.0"}
    fields |= {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    if language:
        fields["Plural-Forms"] = f"{catalog.plural_forms};".replace(";;", ";")
    quoted = [f'"{name}: {value}\\n"' for name, value in fields.items()]
    return "\n".join([*lines, 'msgid ""', 'msgstr ""', *quoted, ""])
