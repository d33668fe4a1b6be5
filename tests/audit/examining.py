"""Examines the rooms by our own rules, after each rule has been seen to find what it has to find.

    python -m tests.audit.examining PATH/TO/semgrep

Nothing is asked of the network: rules.yml is the only source of rules. Exit code 1 when anything is found.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.architecture import tree

HERE = Path(__file__).parent
SILENT = ("--metrics", "off", "--disable-version-check")
ALONE = {"SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"}
PASSED = "All tests passed"


def samples_are_found(semgrep: str) -> bool:
    """Tell whether the rules find what samples.txt marks as `ruleid`, and nothing that it marks as `ok`."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(HERE / "rules.yml", Path(folder, "rules.yml"))
        shutil.copy(HERE / "samples.txt", Path(folder, "rules.py"))
        done = _run(semgrep, "--test", *SILENT, folder)
    if PASSED not in done.stdout or done.returncode:
        print(done.stdout + done.stderr)
        return False
    return True


def rooms_are_clean(semgrep: str) -> bool:
    """Tell whether the rules find nothing in the rooms; what they find is printed."""
    rooms = [str(tree.ROOT / room) for room in tree.ROOMS]
    options = ("--config", str(HERE / "rules.yml"), *SILENT, "--error", "--quiet", "--no-git-ignore")
    done = _run(semgrep, "scan", *options, *rooms)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


def _run(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **ALONE}
    return subprocess.run([program, *words], env=environment, capture_output=True, text=True, check=False)


def main() -> None:
    """Examine, and say in one line what came of it."""
    semgrep = sys.argv[1]
    rules = (HERE / "rules.yml").read_text().count("\n  - id: ")
    found, clean = samples_are_found(semgrep), rooms_are_clean(semgrep)
    seen = "each seen failing" if found else "NOT ALL FIND THEIR SAMPLES"
    said = "nothing found" if clean else "SEE ABOVE"
    print(f"R35: {rules} rules of our own, {seen}; in {len(tree.ROOMS)} rooms: {said}")
    raise SystemExit(not (found and clean))


if __name__ == "__main__":
    main()
