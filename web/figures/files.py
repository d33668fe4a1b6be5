"""The digest as a file: CSV, XLSX, PDF and PNG, the same rows in each. No cell of it is a formula."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from cases.statistics.period import Period
from conversations import digest as words
from conversations.digest import Block
from conversations.house import House
from conversations.rendering import Speaker
from directory.exchange import cells, workbook
from directory.exchange.workbook import Page
from locales import formatting
from locales.texts import Text
from web.figures import paper
from web.figures.paper import Part, Section

TITLE = Text("dig.title", "Digest of figures")
SPAN = Text("dig.span", "From {first} to {last}")
HOUSE = Text("dig.house", "Exact figures, for the house alone: do not pass them on.")
ROUNDED = Text("dig.rounded", "Numbers are rounded to fives, and fewer than five are not shown.")
WIDTHS = (40, 16, 48)


@dataclass(frozen=True, slots=True)
class Digest:
    """What stands in a file. `language`: of its words; `place`: whose figures, "" for the whole country."""

    house: House
    language: str
    period: Period
    blocks: tuple[Block, ...]
    place: str = ""
    title: Text = TITLE
    is_exact: bool = True

    @property
    def speaker(self) -> Speaker:
        """The voice of its language."""
        return self.house.speaker(self.language)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what a browser calls it, and who writes it. Some take tenths of a second."""

    kind: str
    write: Callable[[Digest], bytes]


def part(digest: Digest) -> Part:
    """Give the digest as one part of a paper."""
    speaker, period = digest.speaker, digest.period
    ends = (period.first, period.after - timedelta(days=1))
    first, last = (formatting.date(day, speaker.catalogue.language) for day in ends)
    said = speaker.say(SPAN, first=first, last=last)
    note = Section(lines=(speaker.say(HOUSE if digest.is_exact else ROUNDED),))
    return Part(
        lang=speaker.catalogue.language,
        title=speaker.say(digest.title),
        subtitle=" · ".join(filter(None, (said, digest.place))),
        sections=(note, Section(tables=tuple(paper.table(speaker, one) for one in digest.blocks))),
    )


def _heads(digest: Digest) -> list[str]:
    return [digest.speaker.say(head) for head in words.HEADS]


def _csv(digest: Digest) -> bytes:
    return cells.as_bytes(_heads(digest), words.rows(digest.blocks))


def _xlsx(digest: Digest) -> bytes:
    rows = list(words.rows(digest.blocks))
    return workbook.as_bytes([Page(digest.period.code, _heads(digest), rows, widths=WIDTHS)])


def _pdf(digest: Digest) -> bytes:
    return paper.draw([part(digest)], digest.house)


def _png(digest: Digest) -> bytes:
    return paper.draw([part(digest)], digest.house, form="png")


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "csv": Kind("text/csv", _csv),
        "xlsx": Kind(workbook.KIND, _xlsx),
        "pdf": Kind("application/pdf", _pdf),
        "png": Kind("image/png", _png),
    }
)
