"""The languages that the house speaks, and what each falls back on."""

from collections.abc import Mapping
from types import MappingProxyType

CODES = ("kk", "ru", "en", "uz", "ky")

OWN_NAMES: Mapping[str, str] = MappingProxyType(
    {"kk": "Қазақша", "ru": "Русский", "en": "English", "uz": "Oʻzbekcha", "ky": "Кыргызча"}
)

# Nobody who grew up with these has read our sentences yet; whoever runs the house is told so.
AWAITING_NATIVE_READER = ("uz", "ky")

# Most people in Kazakhstan who read Kazakh, Uzbek or Kyrgyz also read Russian; few read English.
FALLBACKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"kk": ("ru", "en"), "ru": ("en",), "en": (), "uz": ("ru", "en"), "ky": ("ru", "en")}
)


def known(code: str) -> str | None:
    """Our language for a code as phones and browsers send it: "kk-KZ" gives "kk", "de" gives None."""
    language = code.replace("_", "-").partition("-")[0].strip().lower()
    return language if language in CODES else None
