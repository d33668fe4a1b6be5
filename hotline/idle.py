"""Idle: what a process, or the whole house, cannot do with the settings that it has."""

from collections.abc import Iterator

from hotline.settings import Settings

NO_TOKEN = (
    "Telegram is off, because HOTLINE_BOT_TOKEN is not set: nobody reports by it, and no department is told "
    "of a case by it. Departments are told by mail and webhook only."
)
NO_DOOR = "Nobody can report anything: neither HOTLINE_LISTEN nor HOTLINE_BOT_TOKEN is set."
_NO_BOT = "The role bot does nothing, because HOTLINE_BOT_TOKEN is not set: set it, or stop this process."
_NO_WEB = "The role web does nothing, because HOTLINE_LISTEN is empty: set it, or stop this process."
_NO_HEALTH = "Nothing can ask how this process is, because HOTLINE_LISTEN is empty: /health is served there."


def in_vain(settings: Settings, roles: frozenset[str], *, apart: bool) -> Iterator[str]:
    """Give a sentence for everything that a process of these roles is there for and cannot do.

    `apart`: the roles were given by hand, and others may do the rest.
    """
    token, door = bool(settings.bot_token.get_secret_value()), bool(settings.listen)
    if apart and "bot" in roles and not token:
        yield _NO_BOT
    if apart and "web" in roles and not door:
        yield _NO_WEB
    if "worker" in roles and not token:
        yield NO_TOKEN if apart or door else NO_DOOR
    if not door and (apart or token):
        yield _NO_HEALTH
