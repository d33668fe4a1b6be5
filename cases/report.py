"""What one reporter told once."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Report:
    """One finished draft, as the dialogue hands it over. It never changes after filing.

    `origin` is the draft's id: filing it again gives the case that it already became. `facts` are the inputs
    of the assessment, `answers` everything that was said, as JSON can hold it; both are sealed whole.
    `territory` is the finest known code, "" where the place is unknown; `point` is latitude and longitude.
    `address` is where the reporter wants to be told, already sealed by the caller, `lookup` its keyed hash;
    both are kept only with `contact`. `about_reporter` is what was said of the reporter, which no department
    reads; `sender` the name and address that a reporter chose to give to the department. `sex` of the
    children: female, male, or "" where it was not told or differs.
    `media` are the numbers of its files (`cases.media`); `guarded`: photos among them may show abuse.
    `doubtful`: the account has sent more than its share, so that the operator looks first, unless a worst
    form of child labour is reported.
    """

    origin: str
    channel: str
    language: str
    facts: Mapping[str, object]
    territory: str = ""
    point: tuple[float, float] | None = None
    happening_now: bool = False
    answers: Mapping[str, object] = field(default_factory=dict)
    contact: bool = False
    address: bytes = b""
    lookup: str = ""
    sex: str = ""
    doubtful: bool = False
    about_reporter: Mapping[str, object] = field(default_factory=dict)
    sender: Mapping[str, object] = field(default_factory=dict)
    media: tuple[int, ...] = ()
    guarded: bool = False
