"""The words of the digest: what its tables and rows are called, and the rows themselves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cases.referrals import templates
from cases.statistics import counting, groups
from cases.statistics.answering import Times
from cases.statistics.counting import Line
from cases.statistics.digest import Digest, Published
from cases.statistics.releasing import Told
from cases.visits import form
from conversations import figures
from conversations.dossier import rule_words
from conversations.rendering import Speaker
from locales.texts import Text

NUMBER = Text("dig.number", "Number")
SHARE = Text("dig.share", "In time, %")
MEDIAN = Text("dig.median", "Half confirmed within, hours")
NINETY = Text("dig.ninety", "Nine of ten within, hours")
HEADS = (
    Text("fig.table", "Table"),
    Text("fig.code", "Code"),
    Text("fig.row", "Row"),
    NUMBER,
    Text("fig.acknowledged", "Confirmed"),
    SHARE,
    MEDIAN,
    NINETY,
)
ALL = Text("fig.all", "All")
WITHHELD = Text("fig.withheld", "Not shown this time: some numbers are too small.")
OTHERS = Text("fig.others", "All others: fewer than five each")
REPORTS, TIMES = Text("fig.reports", "Reports"), Text("dig.times", "How soon each department confirmed")
HIDDEN = "<5"
TITLES: Mapping[str, Text] = {
    "sector": Text("dig.sector", "Visits by kind of workplace"),
    "result": Text("dig.result", "Visits: were working children found"),
    "decision": Text("dig.decision", "What was decided about the children found"),
    "severity": Text("dig.severity", "Children found, by severity"),
    "line": Text("dig.line", "Referrals and measures by line of form 2"),
    "became": Text("dig.became", "What became of referrals and measures"),
    "work_again": Text("dig.work_again", "Is the child working again?"),
    "at_school": Text("dig.at_school", "Does the child go to school?"),
    "reason": Text("dig.reason", "Pupils absent from school, by reason"),
    "reported": Text("dig.reported", "Pupils absent from school, reported or noted"),
}
_UNKNOWN = figures.UNKNOWN
_ROWS: Mapping[str, Mapping[str, Text]] = {
    "result": {
        groups.FOUND: Text("dig.found", "Working children found"),
        groups.NOBODY: Text("dig.nobody", "No working child found"),
    },
    "severity": {str(number): text for number, text in rule_words.SEVERITIES.items()},
    "became": {
        groups.DONE: Text("dig.done", "Done"),
        groups.ACCEPTED: Text("dig.accepted", "Taken on"),
        groups.CANNOT: Text("dig.cannot", "Cannot be done"),
        groups.WAITING: Text("dig.waiting", "No answer yet"),
    },
    "work_again": {
        "no": Text("dig.no_work", "Does not work"),
        "yes": Text("dig.works", "Returned to work"),
        "lawful": Text("f.lawful", "Works; the rules find nothing against it"),
        "could_not": Text("f.not_checked", "Could not be checked"),
    },
    "at_school": {
        "regularly": Text("dig.at_school_yes", "Returned to school, regularly"),
        "sometimes": Text("f.sometimes", "Sometimes"),
        "no": Text("dig.not_at_school", "Does not go to school"),
        "finished": Text("f.finished", "Too old for school or has finished"),
    },
    "reason": {
        groups.WORK: Text("t.reason.work", "Work"),
        groups.OTHER: Text("dig.other_reason", "Another reason"),
    },
    "reported": {
        groups.REPORTED: Text("dig.made_report", "Became a report"),
        groups.NOTED: Text("dig.only_noted", "Noted only"),
    },
}
Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One table: rows of HEADS without the first, which is its title. `name` is its code."""

    name: str
    title: str
    rows: tuple[Row, ...]

    @property
    def bars(self) -> tuple[tuple[str, int], ...]:
        """What a chart shows: every row with a number."""
        return tuple((str(row[1]), row[2]) for row in self.rows if row[0] != "" and isinstance(row[2], int))


def exact(speaker: Speaker, digest: Digest, department: Callable[[str], str] = str) -> tuple[Block, ...]:
    """Give every table of exact figures that has a row. `department`: the name of one, by its code."""
    whole = Block("all", speaker.say(REPORTS), (_line(("", speaker.say(ALL)), digest.cases.whole),))
    found = [whole]
    for name in counting.TABLES:
        lines = digest.cases.tables[name]
        ordered = figures.ordered(name, {code: line.reports for code, line in lines.items()})
        rows = tuple(_line((code, figures.row(speaker, name, code)), lines[code]) for code in ordered)
        found.append(Block(name, figures.title(speaker, name), rows))
    times = tuple(_times(department(one.department), one) for one in digest.times)
    found.append(Block("times", speaker.say(TIMES), times))
    for group in digest.groups:
        for name, counts in group.tables.items():
            found.append(Block(name, title(speaker, name), tuple(_counted(speaker, name, counts))))
    return tuple(one for one in found if one.rows)


def published(speaker: Speaker, told: Published) -> tuple[Block, ...]:
    """Give what the public may be told; a table that is withheld says so in its only row."""
    release = told.cases
    total: Row = ("", speaker.say(ALL), release.total or HIDDEN, None, None, release.hours, None)
    found = [Block("all", speaker.say(REPORTS), (total,))]
    cases = Told(release.total, release.tables, release.withheld, release.whole)
    for name in counting.TABLES:
        found.append(Block(name, figures.title(speaker, name), tuple(_told(speaker, name, cases))))
    for group, of_group in told.groups.items():
        for name in groups.CODES[group]:
            found.append(Block(name, title(speaker, name), tuple(_told(speaker, name, of_group))))
    return tuple(found)


def title(speaker: Speaker, table: str) -> str:
    """Give the title of a table of one of the groups."""
    return speaker.say(TITLES[table])


def row(speaker: Speaker, table: str, code: str) -> str:
    """Give what a row is called; a code that nobody knows stands for itself."""
    known = _ROWS.get(table, {}).get(code) or _borrowed(table, code)
    if known is not None:
        return speaker.say(known)
    if code in ("", "unknown"):
        return speaker.say(_UNKNOWN)
    return figures.row(speaker, table, code)


def rows(blocks: tuple[Block, ...]) -> Iterator[Row]:
    """Give every row with the title of its table before it, as HEADS have it."""
    for block in blocks:
        for one in block.rows:
            yield (block.title, *one)


def _borrowed(table: str, code: str) -> Text | None:
    """Words that stand elsewhere: the lines of form 2, the answers of form 1."""
    if table == "line":
        return templates.lines().get(code)
    question = form.question({"sector": "x_sector", "decision": "x_decision"}.get(table, ""))
    options = question.options if question else ()
    return next((one.text for one in options if one.code == code), None)


def _counted(speaker: Speaker, table: str, counts: Mapping[str, int]) -> Iterator[Row]:
    for code in _ordered(table, counts):
        yield (code, row(speaker, table, code), counts[code], None, None, None, None)


def _told(speaker: Speaker, table: str, told: Told) -> Iterator[Row]:
    empty = (None,) * 4
    if not told.total:
        yield ("", speaker.say(ALL), HIDDEN, *empty)
    elif table in told.withheld:
        yield ("", speaker.say(WITHHELD), None, *empty)
    else:
        counts = told.tables.get(table, {})
        yield from _counted(speaker, table, counts)
        if table not in told.whole:
            yield ("", speaker.say(OTHERS), HIDDEN, *empty)


def _ordered(table: str, counts: Mapping[str, int]) -> list[str]:
    for tables in groups.CODES.values():
        if table in tables:
            return [code for code in tables[table] if code in counts]
    return figures.ordered(table, counts)


def _line(first: tuple[str, str], line: Line) -> Row:
    hours = None if line.hours is None else round(line.hours, 1)
    share = round(100 * line.in_time / line.reports) if line.reports else None
    return (*first, line.reports, line.acknowledged, share, hours, None)


def _times(name: str, told: Times) -> Row:
    hours = [None if one is None else round(one, 1) for one in (told.median, told.ninety)]
    share = None if told.share is None else round(100 * told.share)
    return (told.department, name, told.cases, told.acknowledged, share, *hours)
