"""Takes lists of services into directory.db, whatever form they have."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from directory import reading
from directory.errors import ListUnreadable
from directory.exchange import (
    decoding,
    duplicates,
    gathering,
    ground,
    headings,
    hsds_csv,
    hsds_json,
    loading,
    open_eligibility,
    parcel,
    sheet,
    workbook,
    workshop,
)
from directory.exchange.duplicates import Pair
from directory.exchange.ground import Ground
from directory.exchange.journal import Journal
from directory.exchange.loading import Loaded
from directory.exchange.parcel import Handed
from directory.exchange.record import Origin, Record
from directory.exchange.renames import rename_for
from directory.exchange.withheld import Withheld

_JSON = (".json", ".ndjson", ".jsonl")
#: Who watches is told after so many records.
_STEP = 200

Watch = Callable[[str, int], None]
Entrust = Callable[[Mapping[str, Withheld]], None]
Look = Callable[[Database, Loaded], None]
Known = Callable[[], Ground]
Lines = Iterable[tuple[int, Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to take in. `source`: whose list it is, else its folder's name; `dry_run`: change nothing.

    `handed`: files that lie in memory, and on no disk.
    """

    directory: Path
    paths: tuple[Path, ...] = ()
    source: str = ""
    dry_run: bool = False
    handed: tuple[Handed, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has come of it."""

    loaded: Loaded
    journal: Journal
    likely: tuple[Pair, ...]


def take_in(
    wanted: Wanted,
    watch: Watch = lambda file, records: None,
    entrust: Entrust = lambda withheld: None,
    look: Look = lambda database, loaded: None,
) -> Outcome:
    """Read the lists and put what is right into directory.db, in one transaction, all or nothing.

    What is not public is handed to `entrust` before anything of it is taken out of the file: if that raises,
    nothing has changed. A dry run hands nothing on. `look` is shown the directory as it would be before
    that; if it raises, nothing has changed either.

    A row that is wrong stops no other: it stands in the journal with its file, line and reason. Taking in the
    same list again changes nothing. `watch` is told the file and how many records have been read so far.

    Raises:
        ListUnreadable: there is nothing at a path, or an archive is damaged.
        DirectoryMissing, DirectoryDamaged, DirectoryBusy: directory.db cannot be changed.
    """
    journal = Journal()
    with workshop.changing(wanted.directory, keep=not wanted.dry_run) as database:
        know = cache(partial(_ground, wanted.directory, database))
        records = _watched(_records(wanted, know, journal), watch)
        gathered = gathering.gather(records, journal)
        watch("comparing", sum(map(len, gathered.rows.values())))
        loaded = loading.load(database, gathered, journal)
        likely = tuple(duplicates.likely(database, loaded.touched))
        look(database, loaded)
        if journal.withheld and not wanted.dry_run:
            entrust(journal.withheld)
    return Outcome(loaded, journal, likely)


def _ground(path: Path, database: Database) -> Ground:
    """What only a list with a row for each service needs; reading it takes a moment."""
    known = reading.open_directory(path)
    return Ground(known.territories, known.places, ground.known_services(database), known.services)


def _watched(records: Iterable[Record], watch: Watch) -> Iterator[Record]:
    for number, record in enumerate(records, 1):
        if number % _STEP == 0:
            watch(record.origin.file, number)
        yield record


def _records(wanted: Wanted, know: Known, journal: Journal) -> Iterator[Record]:
    for handed in chain(parcel.files(wanted.paths), wanted.handed):
        source = wanted.source or handed.source
        try:
            yield from _of_file(handed, source, know, journal)
        except ListUnreadable as error:
            journal.refuse_row(Origin(handed.name, error.line, source), "", error.reason)
        except RecursionError:
            told = "objects stand in one another too deeply"
            journal.refuse_row(Origin(handed.name, 0, source), "", told)


def _of_file(handed: Handed, source: str, know: Known, journal: Journal) -> Iterator[Record]:
    if handed.suffix not in parcel.READ or Path(handed.name).name == parcel.DESCRIPTION:
        journal.left_out[f"{handed.name}: a file that holds no list"] += 1
    elif handed.suffix == ".xlsx":
        yield from _of_workbook(handed, source, know, journal)
    elif handed.suffix in _JSON:
        yield from _of_json(handed, source, know, journal)
    else:
        text = decoding.text_of(handed.data, handed.name)
        rows = list(decoding.table_of(text, handed.name))
        yield from _of_table(rows, (handed.name, handed.stem, source), know, journal)


def _of_workbook(handed: Handed, source: str, know: Known, journal: Journal) -> Iterator[Record]:
    """The sheets that list services; only where none does, each is tried as a table of the standard."""
    found = list(workbook.sheets(handed.data, handed.name))
    listing = [lines for lines in found if headings.is_sheet(_names(lines))]
    journal.left_out[f"{handed.name}: sheets that list no services"] += len(found) - len(listing or found)
    for lines in listing or found:
        yield from _of_table(lines, (handed.name, handed.stem, source), know, journal)


def _names(lines: Lines) -> list[str]:
    return list(dict.fromkeys(heading for _, row in lines for heading in row))


def _of_json(handed: Handed, source: str, know: Known, journal: Journal) -> Iterator[Record]:
    text = decoding.text_of(handed.data, handed.name)
    for place, document in hsds_json.documents(text, handed.name):
        origin = Origin(handed.name, place, source)
        if open_eligibility.is_one(document):
            yield from open_eligibility.records(document, origin)
        elif _is_package(document):
            for name, rows in document.items():
                lines = [(number, row) for number, row in enumerate(rows, 1) if isinstance(row, dict)]
                yield from _of_table(lines, (handed.name, Path(name).stem, source), know, journal)
        else:
            yield from hsds_json.records(document, origin, handed.stem, journal)


def _is_package(document: Any) -> bool:
    """Whether it is a folder of CSV tables, written as one object."""
    return (
        isinstance(document, dict)
        and bool(document)
        and all(name.endswith(".csv") and isinstance(rows, list) for name, rows in document.items())
    )


def _of_table(lines: Lines, file: tuple[str, str, str], know: Known, journal: Journal) -> Iterator[Record]:
    """Records of one table with headings: a row a service, or a table of the standard."""
    rows = list(lines)
    name, stem, source = file
    if not rows:
        journal.left_out[f"{name}: a table without rows"] += 1
        return
    names = _names(rows)
    if headings.is_sheet(names):
        yield from sheet.records(rows, (name, source), know(), journal)
        return
    rename = rename_for(stem, (heading.casefold() for heading in names))
    if rename and not rename.table:
        journal.left_out[f"{name}: a table about the files themselves"] += 1
    elif rename:
        yield from hsds_csv.records(rows, (name, source), rename, journal)
    else:
        told = "no table of HSDS, and no sheet with a row for each service, has such headings"
        journal.refuse_row(Origin(name, 1, source), "", told)
