"""What says nothing finds nothing; a short word, an abbreviation, a misspelt word do find something."""

import pytest

from directory import kinds
from directory.reading import Directory
from directory.search import finding
from directory.search.asked import Asked
from directory.search.finding import Finder
from directory.service import Seat, Service
from tests.directory.search import cast

NONSENSE = (
    "zzzz", "qqqq wwww", "asdf", "фывфыв", "1234567890", "......", "ааааа", "zzz", "яяяя", "йцукен",
    "qwerty", "qwertyuiop", "asdfgh", "zxcvbn", "фыва", "фываолдж", "ячсмить", "йййй", "ъъъъ", "ыыыы",
    "hjkl", "jkl", "dfgdfg", "sdfsdf", "вапвап", "пролд", "лололо", "блаблабла", "xxx", "абвгд",
    "abcabc", "0000", "99999", "-----", "?!?!", ")))", "🙂🙂🙂", "хзхзхз", "ghjghj", "mnbvcx", "тттттт",
    "kkkkk", "а", "я", "ф", "ъ", "w", "zx", "фф", "пп", "jjjj kkkk", "lkjhgf", "ывап", "цццц", "щщщщ",
    "uiop", "йцу", "wer", "фывапролдж", "ячс", "dsfsdf", "zxc", "sss", "ллл", "хахаха", "hahaha",
    "ываываыва", "йцукенг шщз", "поиуыва", "gfhgfh", "пыщпыщ", "бубубу", "жжжжж", "asdasd", "qweqwe",
    "вввв", "ddddd ffff", "ололо", "…", "asdf asdf", "qwerty 12345678", "zzzz ......",
    "8 701 234 56 78 90123",
)  # fmt: skip
WORDS = (
    "ИДН", "ЦАН", "ЦЗН", "ПМПК", "КДН", "ЮП", "ДОПД", "ЦОН", "ПДН", "КППК", "КЦ", "ГУВД", "ДС", "СШ",
    "ВА", "ГП", "собес", "роно", "гороно", "опека", "приют", "псих", "юрист", "мектеп", "балабақша",
    "адвокат", "психолог", "прокурор", "полиция", "полис", "милиция", "школа", "садик", "лицей",
    "колледж", "гимназия", "интернат", "детдом", "логопед", "врач", "доктор", "больница", "дәрігер",
    "емхана", "аурухана", "заң", "құқық", "көмек", "паспорт", "жұмыс", "работа", "ЗАГС", "акимат",
    "әкімдік", "омбудсмен", "суд", "приют для детей", "насилие", "бьют", "рабство", "shelter",
    "lawyer", "police", "school", "hospital", "clinic", "doctor", "college", "hotline", "job", "abuse",
    "trafficking", "passport", "maktab", "boshpana", "yurist", "psixolog", "shifoxona", "advokat",
    "politsiya", "bolalar bog'chasi", "ish", "мектеп интернат", "мугалим", "оорукана", "жумуш",
    "баш калка", "милийса", "мактаб", "бошпана", "ҳуқуқ", "шифохона", "боғча", "ИИМ", "полицыя",
    "прют", "юристт", "мктеп", "мектп", "шкла", "психлог", "психалог", "адвакат", "бальница",
    "поликлинка", "колледш", "балабакша", "балалар уйи", "kolledzh", "detsad", "zhumys", "balabaqsha",
    "mektep", "битьё", "пособие", "АСП", "жилье", "инвалид", "сирота", "жетім", "наркоман", "суицид",
    "беременна", "кружок", "спорт", "лагерь", "профсоюз", "трудинспекция", "еңбек", "приютт", "садк",
    "логапед", "логпед", "паспрт", "мектеб", "школаа", "лагрь", "больнца", "палиция", "прокрор",
    "опка", "апека", "интрнат", "mktp", "polise", "shelterr", "abus", "maktb", "psixlog", "boshpna",
    "дрігер", "құқк", "заңгр", "мектепте", "полицияға", "юриста", "психологу", "ювеналка",
)  # fmt: skip


@pytest.fixture(scope="module")
def every_kind(directory: Directory) -> Finder:
    """One service of each kind."""
    services = [Service(code, {}, (code,), seats=(Seat(cast.SARYAGASH),)) for code in kinds.all_kinds()]
    return Finder(services, directory.territories, directory.places, directory.aliases)


@pytest.fixture(scope="module")
def shipped(directory: Directory) -> Finder:
    """The services that the directory is shipped with."""
    return finding.finder_of(directory)


@pytest.mark.parametrize("territory", ["", cast.SARYAGASH])
def test_nonsense_finds_nothing(every_kind: Finder, shipped: Finder, territory: str) -> None:
    answered = [
        text
        for text in NONSENSE
        for finder in (every_kind, shipped)
        if finder.find(Asked(text, territory=territory), cast.NOW).hits
    ]

    assert len(NONSENSE) >= 70
    assert answered == []


def test_a_word_that_says_something_finds_something(every_kind: Finder) -> None:
    unanswered = [text for text in WORDS if not every_kind.find(Asked(text), cast.NOW).hits]

    assert len(WORDS) >= 150
    assert unanswered == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [("ИДН", "juvenile_police"), ("ЦАН", "adaptation_centre"), ("ПМПК", "assessment_commission"),
     ("мектеп", "school"), ("ОО", "public_association"), ("юрист", "legal_aid"), ("vtrntg", "school"),
     ("приииют", "trafficking_shelter")],
)  # fmt: skip
def test_so_does_an_abbreviation_or_another_keyboard(every_kind: Finder, text: str, kind: str) -> None:
    assert kind in [hit.service.id for hit in every_kind.find(Asked(text), cast.NOW).hits]


def test_what_was_not_understood_is_said(shipped: Finder) -> None:
    answer = shipped.find(Asked("......", territory=cast.SARYAGASH), cast.NOW)

    assert answer.which is not None
    assert (answer.which.kind, answer.hits, answer.territory) == ("none", (), cast.SARYAGASH)
