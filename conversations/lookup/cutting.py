"""Long words of others cut at the end of a word, so that nothing breaks off in the middle of one."""

MORE = "…"


def cut(text: str, most: int) -> str:
    """Give at most so many characters of a text, its white space made single; "…" where some is missing.

    >>> cut("a shelter for girls", 12)
    'a shelter…'
    """
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    kept, _, _ = words[:most].rpartition(" ")
    return (kept.rstrip(" ,.;:–-") or words[: most - len(MORE)]) + MORE
