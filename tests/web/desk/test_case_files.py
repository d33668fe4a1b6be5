"""The files of a case: each opening is noted first, nothing is kept, and a player may seek."""

from datetime import timedelta
from typing import Any

from cases import media
from cases.office import Office
from store.transaction import Transaction
from tests.web.desk.office import Desk
from tests.web.desk.test_case_page import acts, page


def with_file(tx: Transaction, office: Office, number: int, kind: str, body: bytes, now: Any) -> int:
    medium = media.number(tx)
    media.expect_for_case(tx, number, medium, kind, now=now)
    told = media.description(kind, b"raw", ending="jpg", cleaned=len(body), received_at=now)
    assert media.keep(tx, office, medium, media.sealed(medium, told, body), now=now)
    return medium


def test_a_photo_opens_by_a_press_of_its_own_and_is_kept_nowhere(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    with desk.database.transaction() as tx:
        medium = with_file(tx, desk.office, filed.number, "photo", b"picture", desk.clock.now)
    with desk.at("aigul") as aigul:
        assert f'href="/desk/cases/{filed.number}/media/{medium}"' in page(aigul, filed.number)
        assert "medium opened" not in acts(desk, filed.number)
        answer = aigul.get(f"/desk/cases/{filed.number}/media/{medium}")

        assert (answer.content, answer.headers["Content-Type"]) == (b"picture", "image/jpeg")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "medium opened" in acts(desk, filed.number)
        for other in ("0", "99", "x", "9" * 20):
            assert aigul.get(f"/desk/cases/{filed.number}/media/{other}").status_code == 404


def test_a_player_seeks_in_a_recording_and_one_playing_is_one_opening(desk: Desk) -> None:
    filed = desk.file()
    desk.hire("aigul", filed.lead.code)
    body = bytes(range(256)) * (3 * media.PIECE // 256) + b"the end"
    with desk.database.transaction() as tx:
        medium = with_file(tx, desk.office, filed.number, "voice", body, desk.clock.now)
    address = f"/desk/cases/{filed.number}/media/{medium}"

    def opened() -> int:
        return acts(desk, filed.number).count("medium opened")

    with desk.at("aigul") as aigul:
        for asked, start, stop in (
            ("bytes=0-", 0, len(body)),
            (f"bytes={media.PIECE - 3}-{media.PIECE + 3}", media.PIECE - 3, media.PIECE + 4),
            (f"bytes={2 * media.PIECE}-{3 * media.PIECE - 1}", 2 * media.PIECE, 3 * media.PIECE),
            ("bytes=-7", len(body) - 7, len(body)),
        ):
            answer = aigul.get(address, Range=asked)
            told = answer.headers["Content-Range"]
            assert (answer.status_code, told) == (206, f"bytes {start}-{stop - 1}/{len(body)}")
            assert answer.content == body[start:stop]
            assert answer.headers["Cache-Control"] == "no-store"
        assert opened() == 1
        beyond = aigul.get(address, Range=f"bytes={len(body)}-")
        assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(body)}")
        assert aigul.get(address, Range="seconds=9").status_code == 200  # not bytes: the whole
        assert opened() == 2
        desk.clock.now += timedelta(minutes=11)
        assert aigul.get(address, Range="bytes=0-1").status_code == 206
        assert opened() == 3
        assert aigul.get(address).headers["Accept-Ranges"] == "bytes"


def test_a_locked_picture_opens_for_the_police_alone(desk: Desk) -> None:
    filed = desk.file(facts={"age": 15, "wfcl": ["sexual_exploitation"]}, happening_now=True)
    police = filed.lead.code
    assert police.startswith("POLICE_JUV")
    desk.hire("oficer", police)
    desk.hire("everything", role="coordinator")
    with desk.database.transaction() as tx:
        medium = with_file(tx, desk.office, filed.number, "photo", b"picture", desk.clock.now)
    address = f"/desk/cases/{filed.number}/media/{medium}"
    with desk.at("oficer") as oficer:
        assert address in page(oficer, filed.number)
        assert oficer.get(address).content == b"picture"
    with desk.at("everything") as coordinator:
        assert "Only the police open it." in page(coordinator, filed.number)
        assert coordinator.get(address).status_code == 404
