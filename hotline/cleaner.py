"""The process in which one file is cleaned: bytes come by stdin, go by stdout, and it may die of them.

    python -m hotline.cleaner photo < raw > answer        answer: b"ok jpg\\n" + bytes, or b"refused CODE\\n"

Before the first byte of a stranger is looked at, it gives up what it does not need: a gigabyte of memory and
some seconds of work are left, and no file or connection can be opened any more.
"""

import resource
import sys

from cases import cleaning, file_limits
from cases.errors import MediumRefused

MOST_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space; a picture of 50 megapixels needs less than half of it."""
MOST_WORK = 10
"""Seconds of CPU."""
_STANDARD = 3  # stdin, stdout, stderr


def main() -> None:
    """Clean what comes by stdin; the only argument is its kind: photo, video or voice."""
    kind = sys.argv[1]
    _give_up()
    raw = sys.stdin.buffer.read(file_limits.MOST_BYTES + 1)
    try:
        cleaned = cleaning.clean(raw, kind)
    except MediumRefused as refused:
        sys.stdout.buffer.write(f"refused {refused.code}\n".encode())
    else:
        sys.stdout.buffer.write(f"ok {cleaned.ending}\n".encode() + cleaned.body)


def _give_up() -> None:
    cleaning.prepare()  # from here on nothing can be loaded
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_WORK),
        (resource.RLIMIT_CORE, 0),  # a core dump would hold the file
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _STANDARD),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
