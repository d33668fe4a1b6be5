"""Importers learn from a name which kind of service it is."""

import pytest

from directory import kinds
from directory.kinds import Kind


def codes_in(name: str) -> list[str]:
    return [kind.code for kind in kinds.kinds_in(name)]


@pytest.mark.parametrize("kind", kinds.all_kinds().values(), ids=lambda kind: kind.code)
def test_every_name_of_a_kind_in_every_language_says_that_kind_and_no_other(kind: Kind) -> None:
    names = [*kind.names.values(), *(phrase for phrases in kind.phrases.values() for phrase in phrases)]

    assert {name: codes_in(name) for name in names if codes_in(name) != [kind.code]} == {}


@pytest.mark.parametrize("kind", kinds.all_kinds().values(), ids=lambda kind: kind.code)
def test_every_abbreviation_before_a_name_says_its_kind(kind: Kind) -> None:
    names = [f"{short} «Үміт» №7" for short in kind.abbreviations]

    assert [name for name in names if kind.code not in codes_in(name)] == []


#: The services that the directory ships with, as their sources name them.
NAMED_SERVICES = [
    (
        "Контакт-центр 111 (единый государственный контакт-центр по вопросам семьи, "
        "защиты прав женщин и детей)",
        "hotline",
    ),
    ("Телефон доверия 150 для детей и молодежи", "hotline"),
    ("Горячая линия по борьбе с торговлей людьми", "hotline"),
    ("Единый контакт-центр 1414", "hotline"),
    ("Единый контакт-центр Министерства просвещения по вопросам образования (1450)", "hotline"),
    ("Единая служба экстренной помощи 112", "emergency"),
    ("Комитет по охране прав детей Министерства просвещения Республики Казахстан", "child_rights_committee"),
    (
        "Комитет государственной инспекции труда (МТСЗН РК), 20 территориальных департаментов",
        "labour_inspectorate",
    ),
    (
        "Департамент инспекции труда и социальной защиты населения Западно-Казахстанской области",
        "labour_inspectorate",
    ),
    ("Управление по защите прав детей Актюбинской области", "child_rights_department"),
    ('ГУ "Управление образования акимата Костанайской области"', "education_department"),
    ("Управление образования города Шымкент", "education_department"),
    ("Шығыс Қазақстан облысының білім басқармасы", "education_department"),
    (
        'ГУ "Шығыс Қазақстан облысының жұмыспен қамту және әлеуметтік бағдарламаларды үйлестіру басқармасы"',
        "employment_department",
    ),
    ("Отдел занятости и социальных программ города Семей", "employment_department"),
    ("Отдел занятости и социальных программ города Курчатов", "employment_department"),
    ("Отдел занятости и социальных программ Абайского района", "employment_department"),
    ("Отдел занятости и социальных программ района Ақсуат", "employment_department"),
    ("Отдел занятости и социальных программ Аягозского района", "employment_department"),
    ("Отдел занятости и социальных программ Бескарагайского района", "employment_department"),
    ("Отдел занятости и социальных программ Бородулихинского района", "employment_department"),
    ('КГУ "Центр занятости населения" акимата города Астаны (Жұмыспен қамту орталығы)', "employment_centre"),
    (
        "Центр адаптации несовершеннолетних Северо-Казахстанской области (г. Петропавловск)",
        "adaptation_centre",
    ),
    (
        "Центр адаптации несовершеннолетних Восточно-Казахстанской области (с. Донское, Уланский район)",
        "adaptation_centre",
    ),
    ("Центр адаптации несовершеннолетних (г. Жезказган)", "adaptation_centre"),
    ("Центр адаптации несовершеннолетних (г. Темиртау)", "adaptation_centre"),
    ("Центр поддержки детей акимата города Астана", "child_support_centre"),
    ("Центр поддержки семьи (г. Павлодар)", "family_support_centre"),
    ('КГУ "Жамбылский областной центр социальной помощи жертвам бытового насилия"', "crisis_centre"),
    ("Центр социальной помощи жертвам бытового насилия (г. Талдыкорган)", "crisis_centre"),
    ("Кризисный центр г. Семей", "crisis_centre"),
    ("Центр адаптации лиц (семей), оказавшихся в трудной жизненной ситуации (г. Костанай)", "crisis_centre"),
    ('ОФ "Дамыту" (кризисный центр "Дағдарыс"), г. Костанай', "crisis_centre public_foundation"),
    ('Кризисный центр "Комек"', "crisis_centre"),
    ('Общественное объединение "Правовой центр женских инициатив «Сана Сезім»"', "public_association"),
    (
        'Общественный фонд "Центр социально-психологической реабилитации и адаптации «Родник»"',
        "public_foundation",
    ),
    ('Фонд "Қорғау Астана"', "public_foundation"),
    ('Кризисный центр в г. Темиртау (филиал фонда "Қорғау Астана")', "crisis_centre public_foundation"),
    ("Казахстанская ассоциация по половому и репродуктивному здоровью, Костанайский филиал", "ngo"),
    ("Международная организация по миграции (МОМ), Казахстан", "international_org"),
    ("Коллегия адвокатов области Жетісу (Жетісу облыстық адвокаттар алқасы)", "bar_association"),
    ("Юридическая консультация г. Талдыкорган", "legal_aid"),
    ("Юридическая консультация г. Текели", "legal_aid"),
    ("Юридическая консультация Коксуского района", "legal_aid"),
    ("Юридическая консультация Каратальского района", "legal_aid"),
    ("Юридическая консультация Кербулакского района", "legal_aid"),
    ("Юридическая консультация Ескельдинского района", "legal_aid"),
    ("Юридическая консультация Аксуского района", "legal_aid"),
    ("Юридическая консультация Сарканского района", "legal_aid"),
    ("Юридическая консультация Алакольского района №1", "legal_aid"),
    ("Юридическая консультация Панфиловского района", "legal_aid"),
    ("Региональные уполномоченные по правам ребенка (20 регионов)", "ombudsman"),
]


@pytest.mark.parametrize(("name", "codes"), NAMED_SERVICES)
def test_the_kind_of_a_named_service_is_recognised(name: str, codes: str) -> None:
    assert codes_in(name) == codes.split()


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Мақтаарал аудандық ауруханасы", ["hospital"]),
        ("Облыстық балалар ауруханасында", ["hospital"]),
        ("Сайрам тумани 5-сон мактаби", ["school"]),
        ("Sayram tumani 5-maktab", ["school"]),
        ("Отдел образования по Жетысайскому району", ["education_department"]),
        ("Сарыағаш ауданының мамандандырылған кәсіптік колледжі", ["college"]),
        ("мектеп-интернаты №3", ["boarding_school"]),
        ("Mektep-gimnaziya", ["gymnasium"]),
        ("КГУ «Общеобразовательная школа № 12» отдела образования", ["school", "education_department"]),
    ],
)
def test_case_endings_numbers_and_alphabets_do_not_hide_a_kind(name: str, codes: list[str]) -> None:
    assert codes_in(name) == codes


@pytest.mark.parametrize(
    "name",
    [
        "Школьный автобус",
        "Центр школьного питания",
        "Centre of Arts",
        "Магазин «Школьник»",
        "Жастар театры",
        "",
    ],
)
def test_a_word_that_only_resembles_a_kind_says_nothing(name: str) -> None:
    assert codes_in(name) == []


def test_a_word_of_a_longer_phrase_is_not_looked_at_again() -> None:
    assert codes_in("школа-интернат") == ["boarding_school"]
    assert codes_in("Центр адаптации лиц (семей), оказавшихся в трудной жизненной ситуации") == [
        "crisis_centre"
    ]
    assert codes_in("Центр адаптации несовершеннолетних") == ["adaptation_centre"]


def test_an_abbreviation_counts_only_in_capitals_and_says_all_that_it_may_mean() -> None:
    assert codes_in("ОФ «Дамыту»") == ["public_foundation"]
    assert codes_in("оф «Дамыту»") == []
    assert codes_in("ОЗиСП г. Семей") == ["employment_department"]
    assert codes_in("КЦ Көмек") == ["crisis_centre", "employment_centre", "hotline"]


def test_the_longest_phrase_comes_first_and_abbreviations_last() -> None:
    assert codes_in("ОФ «Дамыту» (кризисный центр «Дағдарыс»)") == ["crisis_centre", "public_foundation"]
