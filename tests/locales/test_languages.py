"""Which language is spoken with whom."""

import pytest

from locales import languages


@pytest.mark.parametrize(
    ("code", "language"),
    [
        *(
            ("kk", "kk"),
            ("kk-KZ", "kk"),
            ("ru_RU", "ru"),
            ("EN-us", "en"),
            ("uz-Latn-UZ", "uz"),
            ("ky", "ky"),
        ),
        *(("de", None), ("", None), ("kkk", None), ("-", None), ("kk\0", None)),
    ],
)
def test_codes_of_phones_and_browsers_are_understood(code: str, language: str | None) -> None:
    assert languages.known(code) == language


def test_every_language_has_a_name_and_ends_in_english() -> None:
    for code in languages.CODES:
        assert languages.OWN_NAMES[code]
        assert (code, *languages.FALLBACKS[code])[-1] == "en"
