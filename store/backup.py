"""Backups: one file that only the recovery key opens, with the database, the directory and the key files.

A tar inside an `age` file (age-encryption.org): the ordinary programs `age -d` and `tar -x` open it as well.
Written and read as a stream, so that no key lies unsealed in a temporary file.
"""

import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage

from store import copying, recovery
from store.errors import BackupRefused

DATABASES = ("cases.db", "directory.db")
KEYS = ("keys/service.key", "keys/index.key")
NAMES = (*DATABASES, *KEYS)
"""What a backup holds, under these names."""

_OTHER_KEY = "No matching keys"


def write(target: Path, places: Mapping[str, Path], public: bytes) -> None:
    """Write these files (`NAMES`) to a new file, for the recovery key with this public half.

    Databases are copied as they stand at one instant, also while they are served.

    Raises:
        BackupRefused: the target exists, or its folder does not.
        OSError: there is no room, or a file cannot be read.
    """
    if target.exists():
        raise BackupRefused(f"{target} exists already. Choose another name: a backup is never overwritten.")
    if not target.parent.is_dir():
        raise BackupRefused(f"There is no folder {target.parent}. Make it, or choose another one.")
    recipient = pyrage.x25519.Recipient.from_str(recovery.recipient(public))
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copied = {name: places[name] for name in KEYS}
        for name in DATABASES:  # sealed rows stay sealed: the copy tells no more than the database itself
            copied[name] = Path(folder) / name
            copying.copy(places[name], copied[name])
        draft = Path(folder) / "backup"
        with copying.new(draft) as file:
            with _piped(lambda into: _pack(copied, into)) as packed:
                pyrage.encrypt_io(packed, file, [recipient])
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, target)  # unlike a rename, a link never replaces a file that is there


def read(source: Path, private: bytes, folder: Path) -> None:
    """Lay the files of a backup (`NAMES`) into an empty folder; nothing else that it may hold.

    Raises:
        BackupRefused: it is no backup, was changed or cut off, or the recovery key is another.
    """
    identity = pyrage.x25519.Identity.from_str(recovery.written(private))
    try:
        with source.open("rb") as file, _piped(lambda into: _decrypt(file, into, identity)) as packed:
            _unpack(packed, folder)
    except (pyrage.DecryptError, tarfile.TarError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # a disk's; age's own have no number
            raise
        raise BackupRefused(f"{source} {_what_to_do(error)}") from error
    missing = [name for name in NAMES if not (folder / name).is_file()]
    if missing:
        raise BackupRefused(f"{source} is not a whole backup: {', '.join(missing)} is missing.")


def _what_to_do(error: Exception) -> str:
    if _OTHER_KEY in str(error):  # age says the same of a file that was changed in its first lines
        return "does not open with this recovery key. Take the sheet that was valid when it was made."
    return "is no backup, or was cut off or changed. Take another backup."


def _pack(places: Mapping[str, Path], into: BinaryIO) -> None:
    with tarfile.open(fileobj=into, mode="w|") as tar:
        for name in NAMES:
            with places[name].open("rb") as file:
                member = tarfile.TarInfo(name)
                member.size, member.mode = os.fstat(file.fileno()).st_size, 0o600
                tar.addfile(member, file)


def _unpack(packed: BinaryIO, folder: Path) -> None:
    (folder / "keys").mkdir(mode=0o700)
    with tarfile.open(fileobj=packed, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isreg() and member.name in NAMES else None
            if content is not None:
                with copying.new(folder / member.name) as file:
                    while block := content.read(2**20):
                        file.write(block)
                    file.flush()
                    os.fsync(file.fileno())
    while packed.read(2**16):  # to the end: only there is it certain that nothing was cut off
        pass


def _decrypt(file: BinaryIO, into: BinaryIO, identity: pyrage.x25519.Identity) -> None:
    pyrage.decrypt_io(file, into, [identity])


@contextmanager
def _piped(source: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """Give what `source` writes, to be read while it writes; its error comes first."""
    reading, writing = os.pipe()

    def run() -> None:
        with os.fdopen(writing, "wb") as into:
            source(into)

    with ThreadPoolExecutor(1) as pool, os.fdopen(reading, "rb") as packed:
        done = pool.submit(run)
        try:
            yield packed
        finally:
            packed.close()
            failed = done.exception()
            if failed is not None and not isinstance(failed, BrokenPipeError):
                raise failed
