"""Long texts cut into messages: Telegram counts UTF-16 units, 4096 to a message."""

LIMIT = 4096  # Bot API, sendMessage.text: 1-4096 characters after entities parsing, counted in UTF-16 units

CAPTION = 1024  # Bot API, sendPhoto.caption: 0-1024 characters after entities parsing


def units(text: str) -> int:
    """Give the length as Telegram counts it: 2 for an emoji, 1 for a letter."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, limit: int = LIMIT) -> list[str]:
    """Give the text in parts of at most `limit` units, cut at line ends, else at spaces, else anywhere.

    White space at a cut is dropped; a text without anything to read gives no part.
    """
    parts: list[str] = []
    rest = text.strip()
    while units(rest) > limit:
        end = _reach(rest, limit)
        head = rest[:end]
        for mark in ("\n", " "):
            if (found := rest.rfind(mark, 1, end + 1)) > 0:
                head = rest[:found]
                break
        parts.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [*parts, rest] if rest else parts


def _reach(text: str, limit: int) -> int:
    """Give how many characters of `text` fit into `limit` units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return index
    return len(text)
