"""Sets a page: a template of ours and words as data, which are never read as markup."""

import importlib.util
from pathlib import Path
from typing import Any, Literal

import msgspec

FOLDER = Path(__file__).parent
Form = Literal["pdf", "png"]


def pages(template: str, told: object, *, form: Form = "pdf") -> bytes:
    """Give the page of a template, such as "poster.typ", filled with what is told. The same gives the same.

    Letters come from typst itself and from DejaVu Sans, which lies beside matplotlib and has every Kazakh
    letter; no font of the machine is used. About 0.2 s.
    """
    import typst  # here: it is large, and few commands draw anything

    source: Any = (FOLDER / template).read_bytes()
    drawn: object = typst.compile(
        source,
        format=form,
        ppi=150.0,
        sys_inputs={"told": msgspec.json.encode(told).decode()},
        font_paths=[str(_fonts())],
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
