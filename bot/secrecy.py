"""Keeping the token, and what people write, out of logs and errors."""

import logging
import re

_TALKATIVE = ("telegram", "httpx", "httpcore")
_TOKEN = re.compile(r"\d{3,}:[\w-]{8,}")
_LONG_NUMBER = re.compile(r"-?\d{5,}")


def hush() -> None:
    """Silence the libraries that log addresses with the token (httpx) or messages (PTB), at every level."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def scrub(text: str, token: str) -> str:
    """Give `text` in one line of ≤ 200 characters, without the token or anything like a token or chat id."""
    clean = text.replace(token, "…") if token else text
    return " ".join(_LONG_NUMBER.sub("#", _TOKEN.sub("…", clean)).split())[:200]
