"""Finds the texts that the sources use: in Python, in scripts (TOML) and in web templates (HTML).

Python     Text("nav.skip", "Skip")
scripts    text = ["q.what", "What work is the child doing?"]     (an array of two, at any depth)
forms      the same, in the data files of cases/
templates  {{ say("web.title", "Report a working child") }}
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import extract_from_ast

from locales import errors
from locales.texts import Text

HOUSE = Path(__file__).parent.parent

# "q.what", "opt.d_beaten", "urgency.U0": what the first element of a text in a script looks like.
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)+")


def in_python(source: str) -> Iterator[Text]:
    """The texts of a Python file: calls of `Text` with two string literals; other calls are not ours."""
    tree = ast.parse(source)
    # To walk through a file takes several times as long as to read it: hence only where there may be a text.
    for node in ast.walk(tree) if "Text" in source else ():
        if isinstance(node, ast.Call) and _called(node.func) == "Text":
            match [*node.args, *(keyword.value for keyword in node.keywords)]:
                case [ast.Constant(value=str(context)), ast.Constant(value=str(english))]:
                    yield Text(context, english)


def in_script(source: str) -> Iterator[Text]:
    """The texts of a script: arrays of a key and a sentence."""
    yield from _in_value(tomllib.loads(source))


def in_template(source: str) -> Iterator[Text]:
    """The texts of a web template: `say` with two string literals, whatever values follow."""
    tree = Environment(autoescape=True).parse(source)
    for _, _, strings in extract_from_ast(tree, ("say",)):
        literals = (strings,) if isinstance(strings, str) else strings
        match literals:
            case (str(context), str(english), *_):
                yield Text(context, english)


def in_house(house: Path = HOUSE) -> dict[Text, tuple[str, ...]]:
    """Every text of the sources, sorted, with the files that use it.

    Raises:
        SourceUnreadable: a file that is not valid Python, TOML or Jinja.
    """
    found: dict[Text, set[str]] = {}
    for file in _sources(house):
        name = file.relative_to(house).as_posix()
        try:
            for text in _READERS[file.suffix](file.read_text(encoding="utf-8")):
                found.setdefault(text, set()).add(name)
        except (SyntaxError, tomllib.TOMLDecodeError, TemplateSyntaxError, UnicodeDecodeError) as error:
            raise errors.SourceUnreadable(f"{name}: {error}") from error
    return {text: tuple(sorted(found[text])) for text in sorted(found)}


_READERS: Mapping[str, Callable[[str], Iterator[Text]]] = MappingProxyType(
    {".py": in_python, ".toml": in_script, ".html": in_template}
)


def _sources(house: Path) -> list[Path]:
    rooms = [sign.parent for sign in house.glob("*/__init__.py") if sign.parent.name != "tests"]
    code = [file for room in rooms for file in room.rglob("*.py")]
    scripts = [*(house / "conversations" / "scripts").rglob("*.toml"), *(house / "cases").rglob("*.toml")]
    templates = (house / "web" / "templates").rglob("*.html")
    return sorted([*code, *scripts, *templates])


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _in_value(value: object) -> Iterator[Text]:
    match value:
        case [str(key), str(sentence)] if _KEY.fullmatch(key) and not _KEY.fullmatch(sentence):
            yield Text(key, sentence)
        case list():
            for item in value:
                yield from _in_value(item)
        case dict():
            for item in value.values():
                yield from _in_value(item)
