"""R34: in operation only Telegram is talked to, and in tests nobody: the guard that counts it does bite.

The count of a whole run stands at the end of each run of the tests.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.doubles import hosts

FOREIGN = "192.0.2.1"  # RFC 5737: an address for documents, nobody's
ASKING = {
    "connect": f"import socket; socket.create_connection(('{FOREIGN}', 443), 5)",
    "name": "import socket; socket.getaddrinfo('hotline.example', 443)",
    "datagram": f"import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('{FOREIGN}', 53))",
    "hidden": "\n".join(
        (
            "import urllib.request",
            "try: urllib.request.urlopen('http://hotline.example/', timeout=5)",
            "except Exception: pass",
        )
    ),
}


@pytest.mark.parametrize("way", ASKING)
def test_whoever_asks_for_another_host_is_refused_and_counted(way: str, tmp_path: Path) -> None:
    done = _watched(ASKING[way], tmp_path)

    assert (done.returncode, done.stderr.splitlines()[-1].split(":")[0]) == (
        1,
        "tests.doubles.hosts.OtherHost",
    )
    assert hosts.counted(str(tmp_path)) == (0, [FOREIGN if FOREIGN in ASKING[way] else "hotline.example"])


def test_what_stays_on_the_machine_is_counted_and_goes_on(tmp_path: Path) -> None:
    script = "import socket\nwith socket.create_server(('127.0.0.1', 0)) as s: "
    done = _watched(
        script + "socket.create_connection(('localhost', s.getsockname()[1]), 5).close()", tmp_path
    )
    here, others = hosts.counted(str(tmp_path))

    assert (done.returncode, others) == (0, [])
    assert here >= 1


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "localhost", "", None])
def test_what_is_this_machine(host: str | None) -> None:
    assert hosts.is_here(host)


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "fe80::1%eth0", "localhost.example"]
)
def test_what_is_not_this_machine(host: str) -> None:
    assert not hosts.is_here(host)


def _watched(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": hosts.PYTHONPATH, hosts.FOLDER: str(folder)}
    return subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
