"""A real browser, in which pages are tried out: quiet, and asking nobody else for anything."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 30_000  # ms until what is expected of a page stands there: a busy machine is no fault


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a browser, closed at the end."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    expect.set_options(timeout=PATIENCE)
    assert path, "make test installs Chromium or says how; or set CHROMIUM to its path"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
