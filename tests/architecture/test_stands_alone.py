"""The project stands alone: nothing in it leans on one machine, one index or a folder next door."""

import re

from tests.architecture import tree

# Put together here, so that this file does not find itself.
MACHINE = re.compile(
    "|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w\w", "/o" + "pt/", "/tm" + r"p/\w"])
)
INDEX = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "simple" + "/$", "extra-" + "index"])
)
NEXT_DOOR = re.compile(r"(\.\./|/)sha" + r"red\b")
MAY_LOOK_NEXT_DOOR = {"tests/doubles/telegram.py"}  # compares with the published Bot API when it is at hand


def test_no_file_names_a_path_of_one_machine() -> None:
    assert _files_with(MACHINE) == {}


def test_no_file_names_a_package_index() -> None:
    assert _files_with(INDEX) == {}


def test_no_file_leans_on_a_folder_next_door() -> None:
    leaning = {
        path: words for path, words in _files_with(NEXT_DOOR).items() if path not in MAY_LOOK_NEXT_DOOR
    }

    assert leaning == {}


def test_locked_requirements_hold_versions_and_hashes_and_no_address() -> None:
    for path in sorted((tree.ROOT / "requirements").glob("*.txt")):
        lines = [line for line in path.read_text().splitlines() if line]
        strange = [
            line
            for line in lines
            if not re.match(r"( {4}--hash=sha256:[0-9a-f]{64}|[a-z0-9._-]+==\S+)", line)
        ]
        packages = [line for line in lines if not line.startswith(" ")]

        assert (path.name, strange) == (path.name, [])
        assert all(line.endswith("\\") for line in packages), f"{path.name}: a package without hashes"


def test_tests_are_locked_to_the_same_versions_as_the_installation() -> None:
    run, test = (_pins(name) for name in ("run.txt", "test.txt"))

    assert run.items() <= test.items()


def _files_with(pattern: re.Pattern[str]) -> dict[str, str]:
    return {
        tree.where(path): found.group()
        for path in tree.texts()
        if (found := pattern.search(path.read_text(encoding="utf-8")))
    }


def _pins(name: str) -> dict[str, str]:
    lines = (tree.ROOT / "requirements" / name).read_text().splitlines()
    return {
        package: version for line in lines if "==" in line for package, _, version in [line.partition("==")]
    }
