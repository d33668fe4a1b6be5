"""What a neighbour, a teacher, a mother types, without the word of the trade, leads to the right service."""

from datetime import UTC, datetime

import pytest

from directory import kinds
from directory.reading import Directory
from directory.search.asked import Asked
from directory.search.finding import Finder
from tests.directory.search import cast

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def finder(directory: Directory) -> Finder:
    """One service of each kind, all in one district: only words tell them apart."""
    return cast.one_of_each_kind(directory)


def found(finder: Finder, text: str) -> list[str]:
    return [hit.service.id for hit in finder.find(Asked(text, limit=3), NOW).hits]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("не платят зарплату мактаарал", "labour_inspectorate"),
        ("жалақымды бермей жатыр мақтаарал", "labour_inspectorate"),
        ("oylik bermayapti maqtaaral", "labour_inspectorate"),
        ("айлык бербей жатат мактаарал", "labour_inspectorate"),
        ("муж бьёт мактаарал", "crisis_centre"),
        ("бытовое насилие убежище мактаарал", "crisis_centre"),
        ("күйеуім ұрады мақтаарал", "crisis_centre"),
        ("erim uradi maqtaaral", "crisis_centre"),
        ("күйөөм сабайт мактаарал", "crisis_centre"),
        ("сироты мактаарал", "child_support_centre"),
        ("балалар үйі мақтаарал", "residential_care"),
        ("детский приемник мактаарал", "adaptation_centre"),
        ("қараусыз балалар мақтаарал", "adaptation_centre"),
        ("street children maktaaral", "adaptation_centre"),
        ("биржа труда мактаарал", "employment_centre"),
        ("безработный отец мактаарал", "employment_centre"),
        ("жұмыс іздеп жүрмін мақтаарал", "employment_centre"),
        ("ish topish maqtaaral", "employment_centre"),
        ("жумуш табуу мактаарал", "employment_centre"),
        ("психолог подростку мактаарал", "psychology_office"),
        ("балаға психолог мақтаарал", "psychology_office"),
        ("ерекше бала мақтаарал", "assessment_commission"),
        ("заңгер кеңесі мақтаарал", "legal_aid"),
        ("bepul advokat maqtaaral", "legal_aid"),
        ("акысыз юрист мактаарал", "legal_aid"),
        ("не берут в школу мактаарал", "education_department"),
        ("баланы мектепке алышпайт мактаарал", "education_department"),
        ("гороно мактаарал", "education_department"),
        ("собес мактаарал", "employment_department"),
        ("детская комната милиции мактаарал", "juvenile_police"),
        ("инспекция по делам мактаарал", "juvenile_police"),
        ("участковый по подросткам мактаарал", "juvenile_police"),
        ("рабство мактаарал", "trafficking_shelter"),
        ("паспорт алып қойды құлдық мақтаарал", "trafficking_shelter"),
        ("опека над внуком мактаарал", "guardianship_body"),
        ("шетелдікті тіркеу мақтаарал", "migration_service"),
        ("свидетельство о рождении мактаарал", "public_service_centre"),
        ("дворец пионеров мактаарал", "creativity_centre"),
        ("lager yozgi dam olish maqtaaral", "summer_camp"),
        ("птушка колледж мактаарал", "college"),
        ("куда после девятого класса мактаарал", "college"),
        ("дети собирают хлопок мактаарал", "child_rights_department"),
        ("бала еңбегі туралы хабарлау мақтаарал", "child_rights_department"),
        ("child labour report maktaaral", "child_rights_department"),
    ],
)  # fmt: skip
def test_everyday_words_find_the_kind_among_the_first_three(finder: Finder, text: str, kind: str) -> None:
    assert kind in found(finder, text)


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("негде ночевать мактаарал", "shelter"),
        ("қонатын жер жоқ мақтаарал", "shelter"),
        ("tunaydigan joy yoʻq maqtaaral", "shelter"),
        ("түнөй турган жер жок мактаарал", "shelter"),
        ("бездомный ребёнок мактаарал", "shelter"),
        ("ұрып-соғу мақтаарал", "protection"),
        ("балам мектепке бармайды мақтаарал", "education"),
        ("ребёнок не ходит в школу мактаарал", "education"),
        ("школьная форма мактаарал", "school_aid"),
        ("нечего есть мактаарал", "benefit"),
        ("жұмыссыз әке мақтаарал", "work_parents"),
        ("летняя подработка мактаарал", "work_youth"),
        ("документы потеряли мактаарал", "documents"),
        ("просит милостыню заставляют мактаарал", "trafficking_victim"),
        ("child is ill maktaaral", "medical"),
    ],
)
def test_everyday_words_find_services_that_answer_the_need(finder: Finder, text: str, need: str) -> None:
    answering = [code for code in found(finder, text) if need in kinds.get_kind(code).needs]

    assert answering != []
