"""Campaigns that a visit or raid can belong to, as `campaigns_kz.toml` has them."""

import tomllib
from functools import cache
from pathlib import Path

from locales.texts import Text

FILE = Path(__file__).with_name("campaigns_kz.toml")


@cache
def known() -> dict[str, Text]:
    """Give what each campaign is called, by its code; read once."""
    told = tomllib.loads(FILE.read_text("utf-8"))
    return {one["code"]: Text(*one["text"]) for one in told["campaign"]}
