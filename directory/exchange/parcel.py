"""What was handed in – files, folders, archives – as single files with their bytes."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from directory.errors import ListUnreadable
from directory.reason import Reason

#: Kinds of file that are read; others in a folder or archive are noted.
READ = (".csv", ".json", ".ndjson", ".jsonl", ".xlsx", ".txt")
#: Describes the tables of a package, and holds none.
DESCRIPTION = "datapackage.json"
#: An archive that would unpack to more bytes is not unpacked.
MOST_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Handed:
    """One file: its name for people, its bytes, and whose list it belongs to unless another name is given."""

    name: str
    data: bytes
    source: str

    @property
    def stem(self) -> str:
        """The name without folder and ending."""
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        """The ending, in small letters, with its dot."""
        return PurePosixPath(self.name).suffix.lower()


def files(paths: Iterable[Path]) -> Iterator[Handed]:
    """Every file under these paths, in order of name; hidden ones are left alone.

    A list is named after its folder or archive, so that its files may come one at a time.

    Raises:
        ListUnreadable: nothing is there, or an archive is damaged or bursts.
    """
    for path in paths:
        if path.is_dir():
            for inside in sorted(path.rglob("*")):
                if inside.is_file() and not inside.name.startswith("."):
                    yield Handed(str(inside.relative_to(path)), inside.read_bytes(), path.resolve().name)
        elif not path.is_file():
            raise ListUnreadable(path.name, Reason("there is no such file"))
        elif path.suffix.lower() == ".zip":
            yield from _unpacked(path)
        else:
            yield Handed(path.name, path.read_bytes(), path.resolve().parent.name)


def _unpacked(path: Path) -> Iterator[Handed]:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = sorted(archive.infolist(), key=lambda one: one.filename)
            if sum(one.file_size for one in inside) > MOST_BYTES:
                raise ListUnreadable(path.name, Reason("unpacked it would be larger than 2 GB"))
            for one in inside:
                name = PurePosixPath(one.filename)
                is_hidden = any(part.startswith((".", "__MACOSX")) for part in name.parts)
                if not one.is_dir() and not is_hidden:
                    yield Handed(str(name), archive.read(one), path.stem)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise ListUnreadable(path.name, Reason("this archive is damaged: {error}", error=error)) from error
