"""Writes the bill of materials of what is installed with the hotline, and lists the licences.

    python -m tests.audit.bill PATH/TO/cyclonedx-py dist/sbom.json

CycloneDX, from the installed packages themselves; packages that only tests need are left out, and so is
every address, so that two machines with different indexes write the same file.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.architecture import tree

Json = dict[str, Any]
ELSEWHERE = "sys_platform == 'win32'"
FREE = ("MIT", "BSD", "Apache", "PSF", "Python", "LGPL", "MPL", "Mozilla", "ISC", "0BSD", "Public Domain")
"""Licences (by their beginnings) under which what we use may be used and handed on beside our own code."""
READ = {"pyrage": "MIT", "sqlite-fts4": "Apache-2.0"}
"""Packages that carry their licence as a text alone, which was read."""
COMPONENT = ("type", "bom-ref", "name", "version", "purl", "licenses", "description", "hashes")


def pins() -> dict[str, str]:
    """Give what an installation on Linux has: names and versions of requirements/run.txt."""
    lines = (tree.ROOT / "requirements/run.txt").read_text().splitlines()
    found = (line.split(" ")[0].partition("==") for line in lines if "==" in line and ELSEWHERE not in line)
    return {name: version for name, _, version in found}


def bill(told: Json) -> Json:
    """Give the bill of an installation out of that of this environment."""
    known = pins()
    parts = [
        {name: value for name, value in one.items() if name in COMPONENT}
        for one in told["components"]
        if one["name"].lower().replace("_", "-").replace(".", "-") in known
    ]
    kept = {one["bom-ref"] for one in parts}
    links = [
        {**one, "dependsOn": [ref for ref in one.get("dependsOn", ()) if ref in kept]}
        for one in told.get("dependencies", ())
        if one["ref"] in kept
    ]
    project = tree.project()["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": told["specVersion"],
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": project["name"], "version": project["version"]}
        },
        "components": sorted(parts, key=lambda one: str(one["name"])),
        "dependencies": links,
    }


def licences(part: Json) -> Iterator[str]:
    """Give the licences that a package names."""
    if part["name"] in READ and not part.get("licenses"):
        yield READ[part["name"]]
    for one in part.get("licenses", ()):
        inner = one.get("license", {})
        name = one.get("expression") or inner.get("id") or inner.get("name") or ""
        yield name.removeprefix("License :: ").removeprefix("OSI Approved :: ").splitlines()[0][:60]


def main() -> None:
    """Write the bill; print the licences; exit code 1 where one is missing or not known to be free."""
    program, target = sys.argv[1], Path(sys.argv[2])
    words = (program, "environment", sys.executable, "--of", "JSON", "--output-reproducible")
    told = json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)
    made = bill(told)
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    by_licence, doubtful = defaultdict(list), []
    for part in made["components"]:
        names = sorted(set(licences(part)))
        by_licence[" / ".join(names) or "none named"].append(part["name"])
        if not any(name.startswith(FREE) for name in names):
            doubtful.append(part["name"])
    for licence, packages in sorted(by_licence.items()):
        print(f"{licence}: {', '.join(packages)}")
    print(
        f"R35: {len(made['components'])} packages of an installation in {target}, {len(pins())} pinned "
        f"with hashes; licences to look at: {', '.join(doubtful) or 'none'}"
    )
    raise SystemExit(bool(doubtful) or len(made["components"]) != len(pins()))


if __name__ == "__main__":
    main()
