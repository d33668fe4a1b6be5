"""A served hotline under watch: probes, figures, and a letter when a case could not be told to anybody."""

import urllib.error
import urllib.request
from datetime import UTC, datetime

from prometheus_client.parser import text_string_to_metric_families

from cases import filing
from cases.report import Report
from hotline import compose
from hotline.settings import Settings
from tests.doubles.mailbox import Mailbox
from tests.journeys.conftest import Hotline


def test_a_case_that_nobody_could_be_told_of_is_written_to_the_admin(hotline: Hotline) -> None:
    _file_a_case(hotline)
    with Mailbox(user="bot", password="canary-password") as box:
        hotline.settings |= {
            "HOTLINE_SMTP_URL": box.url,
            "HOTLINE_ADMIN_EMAIL": "admin@hotline.example",
            "HOTLINE_METRICS_TOKEN": "canary-token-of-metrics",
        }
        hotline.serve()
        told = hotline.wait_until(lambda status, told: status == 503 and bool(told.get("troubles")))
        assert box.wait(1)
        [letter] = box.letters

        assert (told["troubles"], told["cases_untold"]) == ("untold", 1)
        assert letter["Subject"].endswith("Trouble with the hotline")
        assert "none has a chat" in letter.get_content()
        assert _get(hotline, "/health/live") == (200, '{"live": true}')
        assert _get(hotline, "/health/ready") == (200, '{"ready": true}')
        assert _figures(hotline)["hotline_trouble", "untold"] == 1
        assert _get(hotline, "/metrics", X_Forwarded_For="203.0.113.9")[0] == 404

        assert hotline.stop() == 0
    assert "canary" not in hotline.log()
    assert "admin@" not in hotline.log()


def _file_a_case(hotline: Hotline) -> None:
    there = hotline.folder
    told = Settings(
        database=f"sqlite:///{there}/cases.db", directory=there / "directory.db", keys=there / "keys"
    )
    house, now = compose.compose(told), datetime.now(UTC)
    with house.database.transaction() as tx:
        report = Report("probe", "web", "kk", {"age": 12, "activity": ["market"]}, "613800000")
        filing.file_report(tx, house.house.office_at(now), report, now=now)
    house.database.close()


def _get(hotline: Hotline, path: str, **headers: str) -> tuple[int, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(hotline.address + path, headers=named)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def _figures(hotline: Hotline) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(_get(hotline, "/metrics")[1])
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}
