"""Settings: what is unknown is refused with the nearest name, and nothing secret is shown."""

from pathlib import Path

import pytest

from hotline import settings
from hotline.errors import SettingRefused


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_unknown_setting_names_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_BOT_TOKN", "x")

    with pytest.raises(SettingRefused, match=r"HOTLINE_BOT_TOKN\. Did you mean HOTLINE_BOT_TOKEN"):
        settings.read()


def test_an_unknown_name_in_the_env_file_is_refused_too(empty_folder: Path) -> None:
    (empty_folder / ".env").write_text("# a note\nHOTLINE_DATABSE=sqlite:///x.db\n")

    with pytest.raises(SettingRefused, match="Did you mean HOTLINE_DATABASE"):
        settings.read()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOTLINE_LISTEN", "8080"),
        ("HOTLINE_LISTEN", "127.0.0.1:99999"),
        ("HOTLINE_LEAD", "somebody"),
        ("HOTLINE_LOG", "loud"),
        ("HOTLINE_LANGUAGES", "kk,de"),
        ("HOTLINE_TELEGRAM_URL", "api.telegram.org"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingRefused, match=name):
        settings.read()


def test_the_token_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_BOT_TOKEN", "7000:secret")

    assert "secret" not in repr(settings.read())


def test_settings_come_from_the_env_file(empty_folder: Path) -> None:
    (empty_folder / ".env").write_text("HOTLINE_LISTEN=127.0.0.1:9000\n")

    assert settings.read().listen == "127.0.0.1:9000"
