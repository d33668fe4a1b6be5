"""The evidence pack: what stands in it, for whom, and what never does."""

import hashlib
import io
import json
from typing import Any

import pypdf
import pytest

from cases import erasure, history, media, schema
from tests.cases.told import NOW
from tests.doubles import staff
from tests.web.desk.office import Desk

LEAD, COPY = "CHILD_RIGHTS:610000000", "EDU_LOC:614400000"
LETTERS = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ"
HOSTILE = (
    '#panic("x") #read("/etc/passwd") #sys.inputs $sum$ `raw` *b* _i_ @ref <label> // c /* d */ \\u{41}',
    '= Heading\n- list\n+ one\n#import "@preview/x:0.1.0": *',
    '"]}, "parts": [], "x": "',
    "﷽" * 40 + "W" * 400,
    '«"» $x$ @a [b] \\c #d \u202e\u2067שלום\u2069 مرحبا ' + "😀👨‍👩‍👧" * 2_500,
)
ANSWERS = {
    "script": "citizen_report",
    "answers": {
        "what": {"codes": ["cotton"], "text": f"Asan {LETTERS}"},
        "where": {"place": "614400000", "text": "Базар артында"},
    },
}


def test_the_pack_says_what_is_known_in_two_languages_with_law_place_and_handling(desk: Desk) -> None:
    number = _filed(desk, point=(41.1, 68.2))
    told = _json(desk, "aigul", number)

    assert (told["case"], told["made_on"], told["reader"]) == (number, "2026-11-23", "whole")
    assert (told["place"]["point"], told["place"]["territory"]) == ([41.1, 68.2], "614400000")
    assert told["evidence"]["missing"] == ["hours", "age", "photo"]
    assert told["evidence"]["source"]
    assert {"LC-31", "C182-3d"} <= {one["code"] for one in told["articles"]}
    assert all(one["source"] for one in told["articles"])
    assert {"kk", "ru"} == set(told["known"])
    assert [one["act"] for one in told["handling"]][:2] == ["filed", "forwarded"]


def test_nothing_of_the_reporter_is_in_it_and_their_words_only_when_they_are_asked_for(desk: Desk) -> None:
    number = _filed(
        desk,
        channel="telegram",
        language="uz",
        about_reporter={"relation": "neighbour"},
        point=(41.1, 68.2),
    )
    plain, worded = _json(desk, "aigul", number), _json(desk, "aigul", number, "?words=1")
    both = json.dumps([plain, worded], ensure_ascii=False)

    for secret in ("telegram", "neighbour", '"uz"', "06:00", "11:00", "reporter_link"):
        assert secret not in both
    assert "Asan" not in json.dumps(plain, ensure_ascii=False)
    assert f"Asan {LETTERS}" in _values(worded)
    assert "Базар артында" not in json.dumps(plain, ensure_ascii=False)
    assert "Базар артында" in _values(worded)
    assert any("описал место своими словами" in value for value in _values(plain))
    near = [value for value in _values(plain) if " км, " in value]
    assert near
    assert near == [value for value in _values(worded) if " км, " in value]


def test_whoever_has_the_extract_gets_the_extract_even_when_asking_for_more(desk: Desk) -> None:
    number = _filed(desk)
    desk.hire("copy", COPY)
    told = _json(desk, "copy", number, "?words=1")

    assert (told["reader"], told["with_words"], told["files"], told["handling"]) == ("extract", False, [], [])
    assert "Asan" not in json.dumps(told, ensure_ascii=False)
    assert told["evidence"] is None


def test_of_an_erased_case_there_is_no_pack_and_no_failure(desk: Desk) -> None:
    number = _filed(desk)
    with desk.database.transaction() as tx:
        erasure.erase(tx, number, actor="service", reason="term", now=NOW)
    with desk.at("aigul") as aigul:
        answers = [aigul.get(f"/desk/cases/{number}/pack.{kind}") for kind in ("json", "pdf")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_hash_of_the_json_stands_on_paper_and_in_the_history(desk: Desk) -> None:
    number = _filed(desk)
    with desk.at("aigul") as aigul:
        encoded = aigul.get(f"/desk/cases/{number}/pack.json").content
        paper = aigul.get(f"/desk/cases/{number}/pack.pdf").content
    digest = hashlib.sha256(encoded).hexdigest()

    assert digest in _text(paper).replace("\n", "").replace("\u200b", "")
    with desk.database.reading() as tx:
        acts = [row["act"] for row in history.of_case(tx, number)]
        assert acts.count(f"pack exported: {digest}") == 2
        assert history.verify(tx) is None


def test_the_same_case_on_the_same_day_gives_the_same_bytes(desk: Desk) -> None:
    number = _filed(desk)
    with desk.at("aigul") as aigul:
        twice = [
            [aigul.get(f"/desk/cases/{number}/pack.{kind}").content for kind in ("json", "pdf")]
            for _ in range(2)
        ]

    assert twice[0] == twice[1]


def test_every_kazakh_letter_is_drawn_and_read_back(desk: Desk) -> None:
    number = _filed(desk)
    with desk.at("aigul") as aigul:
        paper = aigul.get(f"/desk/cases/{number}/pack.pdf?words=1").content

    assert LETTERS in _text(paper)
    ends = [page.extract_text().split() for page in pypdf.PdfReader(io.BytesIO(paper)).pages]
    assert "іс" in ends[0]
    assert "іс" not in ends[-1]  # the foot of the Russian half is Russian


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_is_never_read_as_markup(desk: Desk, words: str) -> None:
    answers = {"script": "citizen_report", "answers": {"what": {"text": words}}}
    number = _filed(desk, answers=answers)
    with desk.at("aigul") as aigul:
        told = aigul.get(f"/desk/cases/{number}/pack.json?words=1").json()
        paper = aigul.get(f"/desk/cases/{number}/pack.pdf?words=1")

    assert words in _values(told)
    assert paper.status_code == 200
    assert _squeezed(words)[:60] in _squeezed(_text(paper.content))


def test_files_are_listed_with_the_hash_of_what_is_kept(desk: Desk) -> None:
    body = b"a cleaned photo"
    number = _with_photo(desk, body)
    (file,) = _json(desk, "aigul", number)["files"]

    assert file == {
        "number": file["number"],
        "kind": "photo",
        "ending": "jpg",
        "bytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def test_whoever_has_no_key_of_the_case_reads_why(desk: Desk) -> None:
    desk.hire("olga", role="operator")
    number = _filed(desk)
    with desk.database.transaction() as tx:
        signed = staff.signed_in(tx, desk.office, "olga")
        tx.delete(schema.part_key, {"case_number": number, "holder": signed.officer.department})
    with desk.at("olga") as olga:
        answer = olga.get(f"/desk/cases/{number}/pack.pdf")

    assert answer.status_code == 409


def test_another_departments_case_has_no_pack(desk: Desk) -> None:
    number = _filed(desk)
    desk.hire("stranger", "CHILD_RIGHTS:750000000")
    with desk.at("stranger") as stranger:
        for kind in ("json", "pdf"):
            assert stranger.get(f"/desk/cases/{number}/pack.{kind}").status_code == 404


def _filed(desk: Desk, **changed: Any) -> int:
    desk.hire("aigul", LEAD)
    return desk.file(**{"answers": ANSWERS, **changed}).number


def _json(desk: Desk, who: str, number: int, query: str = "") -> Any:
    with desk.at(who) as visit:
        answer = visit.get(f"/desk/cases/{number}/pack.json{query}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json()


def _values(told: Any) -> list[str]:
    return [line["value"] for one in told["known"]["ru"] for line in one["lines"]]


def _text(paper: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)


def _squeezed(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign in "#$@<>")


def _with_photo(desk: Desk, body: bytes) -> int:
    with desk.database.transaction() as tx:
        medium = media.number(tx)
        media.expect(tx, desk.office.keys, medium, "draft-1", "photo", now=NOW)
    told = media.description("photo", body + b" raw", ending="jpg", cleaned=len(body), received_at=NOW)
    with desk.database.transaction() as tx:
        media.keep(tx, desk.office, medium, media.sealed(medium, told, body), now=NOW)
    return _filed(desk, media=(medium,))
