"""Letters of other scripts than Cyrillic and Latin, each as one letter of the key alphabet or none.

Kazakh in Arabic letters, as people from China write it («شىمكەنت»), has all its vowels; Arabic and
Persian leave most of them out, and Hebrew too. A letter for a vowel and a consonant both («و») is taken
for the vowel.
"""

_ARABIC = {
    "a": "اآأإٱ", "b": "ب", "p": "پ", "t": "تطٹټةث", "ž": "جژ", "ç": "چ", "h": "حخهھہۀ", "d": "دڈډ",
    "z": "ذزضظ", "r": "رړڑڕ", "s": "سصښ", "ş": "ش", "g": "عغگګڠ", "f": "ف", "k": "قكکګڪ", "l": "لڵ", "m": "م",
    "n": "نڭںڼ", "u": "وؤۇۈ", "o": "ۆۅ", "v": "ۋڤ", "i": "يیےۍى", "e": "ەێې", "": "ءئ",
}  # fmt: skip
_ALPHABETS = (
    ("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "abgdevztiklmnopžrstupkgkşçszsçhžh"),
    ("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև", "abgdezeitžilhskhzgçminşoçpžrsvtrsupkofe"),
    ("αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ", "avgdezitiklmnsoprstufhpoaeiioio"),
    ("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhuzhtikklmmnnsappssksşt"),
)


def letters() -> dict[str, str]:
    """The key letter of each letter."""
    found = {letter: key for key, spelt in _ARABIC.items() for letter in spelt}
    for alphabet, keys in _ALPHABETS:
        found |= dict(zip(alphabet, keys, strict=True))
    return found
