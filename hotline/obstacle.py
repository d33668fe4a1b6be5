"""An obstacle: what the system refuses to a command, in one sentence with what to do."""

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


def said(error: OSError) -> str:
    """Give the sentence for what the system refused; what is rare is named by the system's own word."""
    at = f" ({error.filename})" if isinstance(error.filename, str) and error.filename else ""
    rare = f"The system refuses{{at}}: {error.strerror or type(error).__name__}"
    return _SAID.get(error.errno or 0, rare).format(at=at) + "."
