"""A key as it would be if it had been written in another language: "temirtaou" is French for "temirtau"."""

from collections.abc import Iterator

#: How German, French, Polish, Hungarian, Dutch, Turkish, Uzbek and Kyrgyz write what the key alphabet writes
#: otherwise; ^ is the beginning.
_LANGUAGES = (
    (("dş", "ž"), ("tş", "ç"), ("z", "s"), ("au", "av")),
    (("dş", "ž"), ("tş", "ç"), ("s", "z"), ("au", "av")),
    (("ou", "u"), ("tç", "ç"), ("dž", "ž"), ("ç", "ş")),
    (("kz", "ç"), ("sz", "ş"), ("ş", "v")),
    (("sz", "s"),),
    (("oe", "u"), ("tž", "ç"), ("dž", "ž")),
    (("^k", "^ž"),),
    (("^o", "^a"), ("ov", "au")),
    (("ov", "au"), ("o", "a")),
    (("oi", "ai"),),
)


def respelt(key: str) -> Iterator[str]:
    """The key read as each of these languages writes, where that makes a difference."""
    for pairs in _LANGUAGES:
        other = f"^{key}"
        for spelt, meant in pairs:
            other = other.replace(spelt, meant)
        if other[1:] != key:
            yield other[1:]
