"""Pages of acts that need words or a choice: described here as values, drawn by one template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from cases.casework import permitted
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.acts import doing
from web.desk.acts.doing import Became, Deed
from web.desk.caller import Caller
from web.desk.doors import Doors

NOTHING_CHOSEN = Text("desk.act.choose", "Please choose one.")
WORDS_MISSING = Text("desk.act.words_missing", "Please write something, at most {n} characters.")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values of a field; `group` is the heading that it stands under in a long list."""

    value: str
    label: str
    hint: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in: `kind` is radio, check, select, words, line, number or hidden."""

    name: str
    label: str
    kind: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    longest: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that sends the form, with the name and value that tell which one it was."""

    label: str
    kind: str = "main"
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """An act of one press that stands beside the form, with what it is about."""

    path: str
    label: str
    about: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A page: what it is for, what it says before the fields, the fields, the buttons.

    `wrong`: what was typed leads nowhere, which only drawing the page has shown.
    """

    title: str
    presses: tuple[Press, ...]
    fields: tuple[Field, ...] = ()
    said: tuple[str, ...] = ()
    careful: str = ""
    wrong: str = ""
    besides: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An act with a page: how the page is put together, and what is done when it comes back."""

    act: str
    form: Callable[[Deed], Form] = field(repr=False)
    unit: Callable[[Deed, Caller], Became] = field(repr=False)


def hang(doors: Doors, sheet: Sheet) -> None:
    """Hang both doors of an act: its page, and the form that comes back from there."""
    path = doing.door(sheet.act)

    @doors.get(path, access.CASEWORK)
    async def page(request: web.Request, caller: Caller) -> web.StreamResponse:
        return await show(request, caller, sheet)

    @doors.post(path, access.CASEWORK)
    async def sent(request: web.Request, caller: Caller) -> web.StreamResponse:
        return await send(request, caller, sheet)


_SHOWN = Became()  # nothing has been sent yet


async def show(request: web.Request, caller: Caller, sheet: Sheet) -> web.Response:
    """Show the page of an act, if it is open to this person now; else say why not (409)."""
    number = int(request.match_info["number"])
    found = await work.read(request, lambda tx: _form(doing.deed(tx, request, caller), sheet))
    if isinstance(found, Became):
        return doing.refuse(request, caller, number, found.refused)
    return _draw(request, caller, sheet, found)


async def send(request: web.Request, caller: Caller, sheet: Sheet) -> web.StreamResponse:
    """Do what the page asked for, and lead back to the case; what is not whole is shown again (422)."""
    became = await doing.done(request, caller, sheet.act, lambda deed: sheet.unit(deed, caller))
    if not (became.wrong or became.asks):
        return doing.answer(request, caller, became)
    found = await work.read(request, lambda tx: _form(doing.deed(tx, request, caller), sheet))
    if isinstance(found, Became):
        return doing.refuse(request, caller, int(request.match_info["number"]), found.refused)
    return _draw(request, caller, sheet, found, became)


def _form(deed: Deed, sheet: Sheet) -> Form | Became:
    if sheet.act not in permitted.acts(deed.stands):
        return doing.late(deed, sheet.act)
    return sheet.form(deed)


def _draw(
    request: web.Request, caller: Caller, sheet: Sheet, form: Form, became: Became = _SHOWN
) -> web.Response:
    wrong = became.wrong or form.wrong
    return drawing.draw(
        request,
        caller,
        "desk/acts/form.html",
        status=422 if wrong else 200,
        number=int(request.match_info["number"]),
        act=sheet.act,
        form=form,
        wrong=wrong,
        asks="" if wrong else became.asks,
    )
