"""An obstacle: what the system, or a database file, refuses to a command, in one sentence with what to do."""

import sqlite3
from errno import EACCES, EDQUOT, EFBIG, EIO, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS

_SAID = {
    ENOSPC: "The disk is full{at}: make room, then try again",
    EDQUOT: "No more room is allowed{at}: raise the quota or make room, then try again",
    EFBIG: "The file has become larger than is allowed{at}: look at `ulimit -f`, then try again",
    EACCES: "This user may not use it{at}: run the command as the user of the service, and in its folder",
    EPERM: "This user may not change it{at}: run the command as the user of the service, and in its folder",
    EROFS: "Nothing can be written{at}: the disk is mounted read-only. Look at its health first",
    ENOENT: "There is nothing{at}: look at the name, and at the folder in which the command is run",
    ENOTDIR: "A file is where a folder should be{at}: look at the name",
    EIO: "The disk does not read or write{at}: look at its health (`dmesg`), and at the last backup",
}


_FILE = {
    sqlite3.SQLITE_FULL: ENOSPC,
    sqlite3.SQLITE_PERM: EACCES,
    sqlite3.SQLITE_READONLY: EROFS,
    sqlite3.SQLITE_IOERR: EIO,
    sqlite3.SQLITE_CANTOPEN: ENOENT,
}
_DAMAGED = "A database file is damaged, or is none: `hotline check` says which. Restore it from a backup."
_BUSY = "Another process has locked the database: try again in a minute."
_OF_FILE = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}

KINDS = (OSError, sqlite3.Error)
"""What `said` has words for."""


def said(error: Exception) -> str:
    """Give the sentence for what was refused; "" where it is a fault of the program, and nobody's obstacle.

    https://www.sqlite.org/rescode.html: the low eight bits are the primary code.
    """
    if isinstance(error, OSError):
        return _of_system(error)
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    return _of_system(OSError(_FILE[code], "")) if code in _FILE else _OF_FILE.get(code, "")


def _of_system(error: OSError) -> str:
    at = f" ({error.filename})" if isinstance(error.filename, str) and error.filename else ""
    rare = f"The system refuses{{at}}: {error.strerror or type(error).__name__}"
    return _SAID.get(error.errno or 0, rare).format(at=at) + "."
