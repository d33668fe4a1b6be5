"""Sets a page: a template of ours and words as data, which are never read as markup."""

import importlib.util
from pathlib import Path
from typing import Any, Literal

import msgspec

from conversations.house import House
from web import mark

Form = Literal["pdf", "png"]


def pages(template: Path, told: object, house: House | None = None, *, form: Form = "pdf") -> bytes:
    """Give the page of a template, such as poster.typ, filled with what is told. The same gives the same.

    Letters come from typst itself and from DejaVu Sans, which lies beside matplotlib and has every Kazakh
    letter; no font of the machine is used. In a practice house with its mark. About 0.2 s: for a thread.
    """
    source = template.read_bytes() if house is None else mark.source(template, house)
    return _drawn(source, told, form, [str(_fonts())])


def document(template: Path, told: object, house: House) -> bytes:
    """Give the PDF of a template that makes do with the letters of typst itself, such as form.typ.

    The same gives the same. In a practice house with its mark. Tens of milliseconds: for a thread.
    """
    return _drawn(mark.source(template, house), told, "pdf", [])


def _drawn(source: Any, told: object, form: Form, fonts: list[str]) -> bytes:
    import typst  # here: it is large, and few commands draw anything

    drawn: object = typst.compile(
        source,
        format=form,
        ppi=150.0,
        sys_inputs={"told": msgspec.json.encode(told).decode()},
        font_paths=fonts,
        ignore_system_fonts=True,
        timestamp=0,
    )
    assert isinstance(drawn, bytes)  # one page, or all of them in one file
    return drawn


def _fonts() -> Path:
    found = importlib.util.find_spec("matplotlib")  # where it lies; loading it would take a second
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
