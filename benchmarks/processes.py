"""What the kernel says of a process: CPU time and memory (Linux, /proc)."""

import os
import time
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(pid: int) -> float:
    """Give the seconds of CPU that all threads of a process have used, to the nanosecond."""
    return time.clock_gettime((~pid << 3) | 2)  # clock_getcpuclockid(3): the number of its CPU clock


def cpu_of_family(pid: int) -> float:
    """Give the seconds of CPU of a process and its children, living and ended: a PostgreSQL server is such.

    The kernel tells it in hundredths of a second.
    """
    return sum(sum(map(int, _stat(one)[11:15])) / _TICKS for one in (pid, *children_of(pid)))


def children_of(pid: int) -> list[int]:
    """Give the children of a process that are alive."""
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [one for one in numbers if _parent(one) == pid]


def memory_of(pid: int) -> float:
    """Give the resident memory of a process, in MB (10^6 bytes)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kibibytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(kibibytes) * 1024 / 1e6


def _parent(pid: int) -> int:
    try:
        return int(_stat(pid)[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0  # ended meanwhile


def _stat(pid: int) -> list[str]:
    """Fields of /proc/PID/stat after the name: state, ppid, …; utime, stime, cutime, cstime are 11 to 14."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
