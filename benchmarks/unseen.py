"""The search of places without the spellings that it is to be measured by."""

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from directory import vocabulary, writing
from directory.places import Places
from directory.territory import Territories

Row = tuple[str, str]  # a code of KATO, a spelling
Alias = tuple[str, str, str]  # a code, another name, its kind


def halves(
    territories: Territories, aliases: Sequence[Alias], rows: Sequence[Row]
) -> Iterator[tuple[Places, list[Row]]]:
    """Twice: half of the rows, and places to search that know no spelling of theirs as another name.

    Names of the state's classifier itself stay. Which half a spelling is in, its letters say, every time.
    """
    for half in (0, 1):
        some = [(code, variant) for code, variant in rows if zlib.crc32(variant.encode()) % 2 == half]
        left_out = {variant for _, variant in some}
        kept = [alias for alias in aliases if alias[1] not in left_out]
        yield Places(territories, vocabulary.names_of(territories, kept)), some


def shipped_aliases() -> list[Alias]:
    """The other names of the directory as it is shipped."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "directory.db"
        writing.make_directory(path, sample=False)
        with closing(sqlite3.connect(path)) as database:
            return list(database.execute("SELECT territory, alias, kind FROM territory_alias"))
