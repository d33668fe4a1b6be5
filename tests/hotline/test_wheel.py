"""What is installed from a wheel is the whole program: scripts, migrations, catalogues and pages."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture import tree
from tests.doubles import hosts

NOT_CARRIED = {".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=tree.ROOT, check=True, capture_output=True, timeout=60)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The wheel as an installation lays it down, beside nothing of the checkout."""
    folder = wheel.parent / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def test_the_wheel_holds_every_file_of_the_rooms_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        carried = {name for name in packed.namelist() if ".dist-info/" not in name}
    here = {
        str(path.relative_to(tree.ROOT))
        for room in tree.ROOMS
        for path in (tree.ROOT / room).rglob("*")
        if path.is_file() and path.suffix not in NOT_CARRIED
    }

    assert carried == here
    for kind in (".toml", ".mo", ".html", ".css", ".js", ".csv"):
        assert any(name.endswith(kind) for name in carried), kind


def test_a_house_is_set_up_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    said = f"import {', '.join(tree.ROOMS)}; print(*[one.__path__[0] for one in ({', '.join(tree.ROOMS)})])"
    done = _python(installed, tmp_path, f"{said}; from hotline.__main__ import main; main()", "init")

    assert (done.returncode, "AGE-SECRET-KEY-1" in done.stdout) == (0, True), done.stderr
    assert {Path(one).parent for one in done.stdout.splitlines()[0].split()} == {installed}
    assert (tmp_path / "var/cases.db").is_file()


def _python(installed: Path, folder: Path, script: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the wheel first on the path; the checkout is taken off it."""
    off = f"import sys; sys.path = [one for one in sys.path if one != {str(tree.ROOT)!r}]; "
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
    return subprocess.run(
        [sys.executable, "-c", off + script, *words],
        cwd=folder,
        env={**clean, "PYTHONPATH": os.pathsep.join((str(installed), hosts.PYTHONPATH))},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
