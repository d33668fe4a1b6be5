"""Where a poster leads: into the bot or the web chat, with the place behind `start`."""

import re
from urllib.parse import urlsplit

from conversations import links
from hotline.errors import HotlineError
from web.outward import post

LONGEST = 64
"""Characters that Telegram allows behind ?start=, of A-Z a-z 0-9 _ and -."""

_ARGUMENT = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}", re.ASCII)


class LinkRefused(HotlineError):
    """A poster leads to https://t.me/<bot> or to the address of the web chat: no ?, # or password."""


def to(link: str, place: str) -> str:
    """Give the address for the code: the bot or the chat, which suggests the place where there is one.

    Raises:
        LinkRefused: the link is no whole https address (http on this machine alone), or says more than that.
    """
    told = urlsplit(link.strip())
    is_safe = told.scheme == "https" or (told.scheme == "http" and told.hostname in post.LOOPBACK)
    if not is_safe or not told.hostname or told.query or told.fragment or told.username or "\\" in link:
        raise LinkRefused
    address = f"{told.scheme}://{told.netloc}{told.path or '/'}"
    if not place:
        return address
    argument = f"{links.SUGGESTS}{place}"
    if not _ARGUMENT.fullmatch(argument):
        raise LinkRefused
    return f"{address}?start={argument}"


def spoken(link: str) -> str:
    """Give what a person types: the address without https:// and without what stands behind it."""
    told = urlsplit(link)
    return f"{told.netloc}{told.path}".rstrip("/")
