"""Pictures of every page, for a person to look at: `make pictures`, in a folder outside of the repository.

In Kazakh and Russian, on a desktop and on a telephone; the page whole, however long it is.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from directory import writing
from tests.doubles import chromium
from tests.journeys.desk import hall as halls
from tests.journeys.desk import looking, scenes
from tests.journeys.desk.hall import DESKTOP, PHONE, Hall
from tests.journeys.desk.looking import SIGHTS

LANGUAGES = ("kk", "ru")
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def take(hall: Hall, folder: Path, chosen: str = "") -> int:
    """Take the pictures of all pages, or of those whose name begins so; gives how many."""
    sights = [one for one in SIGHTS if one.name.startswith(chosen)]
    filled = scenes.played(hall)
    for language in LANGUAGES:
        for kind, size in SIZES.items():
            pages: dict[str, Page] = {}
            for one in sights:
                page = pages.get(one.who) or hall.somebody(one.who, language, size)
                pages[one.who] = page
                looking.look(page, one, filled)
                page.screenshot(path=folder / f"{one.name}.{language}.{kind}.png", full_page=True)
            hall.close_browsers()
    return len(sights) * len(LANGUAGES) * len(SIZES)


def main() -> None:
    """Take them into the folder that is named, or into one of the temporary ones."""
    named = [one for one in sys.argv[1:] if one]
    folder = Path(named[0] if named else Path(tempfile.gettempdir()) / "hotline-pictures").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as away, chromium.launched() as browser:
        listed = Path(away) / "sample.db"
        writing.make_directory(listed, sample=True)
        with halls.opened(Path(away), listed, browser) as hall:
            taken = take(hall, folder, named[1] if len(named) > 1 else "")
    sys.stdout.write(f"{taken} pictures in {folder}\n")


if __name__ == "__main__":
    main()
