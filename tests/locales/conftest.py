"""A small house with its own sources, glossary and catalogues."""

from collections.abc import Callable
from pathlib import Path

import pytest

from locales import languages

SaveCatalogues = Callable[..., Path]


@pytest.fixture
def save_catalogues(tmp_path: Path) -> SaveCatalogues:
    """Writes a messages.po per language, of (key, English) → sentence; languages not named stay empty."""

    def save(**sentences: dict[tuple[str, str], str]) -> Path:
        for language in languages.CODES:
            lines = ['msgid ""', 'msgstr ""', f'"Language: {language}\\n"']
            lines.append('"Content-Type: text/plain; charset=UTF-8\\n"')
            for (context, english), sentence in sentences.get(language, {}).items():
                lines += ["", f'msgctxt "{context}"', f'msgid "{english}"', f'msgstr "{sentence}"']
            file = tmp_path / language / "LC_MESSAGES" / "messages.po"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return tmp_path

    return save
