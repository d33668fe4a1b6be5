"""The machine on which was measured: no number means anything without it."""

import os
import platform
import sqlite3
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_SYNCS = 50


def described(folder: Path) -> dict[str, Any]:
    """Give its kind, its cores, how busy it is, and how long its disk takes to keep 4 KiB, in `folder`."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "fdatasync_ms": round(sync_time(folder), 2),
    }


def sync_time(folder: Path) -> float:
    """Give the median time that the disk takes to keep 4 KiB (write, fdatasync), in milliseconds."""
    path, took = folder / "sync", []
    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        for _ in range(_SYNCS):
            before = time.perf_counter()
            os.write(handle, b"x" * 4096)
            os.fdatasync(handle)
            took.append((time.perf_counter() - before) * 1000)
    finally:
        os.close(handle)
        path.unlink()
    return statistics.median(took)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )
