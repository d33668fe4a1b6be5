"""What the engine remembers between two answers, and what it says: plain values that survive as JSON."""

from msgspec import Struct, field

from conversations.dialogue.answers import Answer
from conversations.dialogue.script import Words


class Inner(Struct, frozen=True, omit_defaults=True):
    """A question inside a question: "did you mean?", "city or oblast?", marks not yet confirmed."""

    form: str
    offered: tuple[str, ...] = ()
    text: str = ""
    point: tuple[float, float] | None = None
    ages: tuple[int, ...] = ()
    page: int = 0
    kept: tuple[str, ...] = ()  # marks set before this question came up
    message: int | None = None  # message in which `text` came: an edit of it is heard anew


class Session(Struct, frozen=True, omit_defaults=True):
    """One unfinished dialogue. `draft` names it in buttons and makes its filing happen once."""

    script: str
    version: int
    digest: str
    draft: str
    step: str
    answers: dict[str, Answer] = field(default_factory=dict)
    trail: tuple[str, ...] = ()  # steps answered or skipped, in order
    inner: Inner | None = None
    tries: int = 0
    marks: tuple[str, ...] = ()  # words noticed in what was typed
    suggested: str = ""  # code of a place that is offered first, and taken only when it is pressed
    warned: bool = False
    media: tuple[int, ...] = ()  # numbers of the files sent to this draft, in order
    pictures: int = 0  # how many of them are photos or videos
    refused: str = ""  # the album of the file that was refused last: said once


class Notice(Struct, frozen=True):
    """A short sentence before the next question, by code; the wording is made elsewhere."""

    code: str
    values: dict[str, float | str] = field(default_factory=dict)
    words: Words | None = None  # a sentence of the script, filled into the notice
    place: str = ""  # a territory, filled into the notice


class Choice(Struct, frozen=True):
    """One button: an option of the script, a territory, or a word of the engine such as "back"."""

    token: str
    option: str = ""
    place: str = ""
    word: str = ""
    marked: bool = False


class Ask(Struct, frozen=True):
    """The question that is open now. `form` is "" for the step itself, else the inner question."""

    step: str
    form: str = ""
    choices: tuple[Choice, ...] = ()
    nav: tuple[Choice, ...] = ()
    text: str = ""


class Turn(Struct, frozen=True):
    """What one input led to."""

    session: Session
    notices: tuple[Notice, ...] = ()
    ask: Ask | None = None
    ending: str = ""  # "send", "delete"; "" while the dialogue goes on
    in_place: bool = False  # the question changes the message whose button was pressed
    placed: bool = False  # the place has just become known: time to show who would receive it


class Input(Struct, frozen=True):
    """What a person did, as the engine sees it."""

    kind: str  # "press", "text", "voice", "photo", "point", "edited", "unclear"
    token: str = ""
    text: str = ""
    point: tuple[float, float] | None = None
    file: str = ""
    message: int | None = None
    medium: int = 0  # number that the file gets if it is taken
    picture: bool = False  # a photo or a video, or what may be one
    album: str = ""
    refused: Notice | None = None  # why it cannot be taken, as far as the channel tells
