"""Settings: what is unknown is refused with the nearest name, and nothing secret is shown."""

from pathlib import Path

import pytest
from aiohttp.web_urldispatcher import AbstractResource

from hotline import settings
from hotline.errors import SettingRefused
from web import server
from web.parts import Parts


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


def test_token_and_secret_of_the_webhook_never_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_BOT_TOKEN", "7000:canary")
    monkeypatch.setenv("HOTLINE_WEBHOOK_SECRET", "canary-canary-canary")

    assert "canary" not in repr(settings.read())


@pytest.mark.parametrize("secret", ["", "short", "fifteen-letters", "sixteen letters!", "х" * 20, "x" * 257])
def test_a_webhook_without_a_strong_secret_is_refused(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("HOTLINE_WEBHOOK_URL", "https://hotline.example/telegram")
    monkeypatch.setenv("HOTLINE_WEBHOOK_SECRET", secret)

    with pytest.raises(SettingRefused, match="HOTLINE_WEBHOOK_URL needs HOTLINE_WEBHOOK_SECRET: 16 to 256"):
        settings.read()


@pytest.mark.parametrize(
    "url",
    [
        "hotline.example/telegram",
        "http://hotline.example/telegram",
        "https:///telegram",
        "https://user@hotline.example/telegram",
        "https://hotline.example/telegram#x",
        "https://hotline.example",
        "https://hotline.example/",
        "https://hotline.example/chat",
        "https://hotline.example/static/hook",
    ],
)
def test_an_address_where_telegram_cannot_come_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HOTLINE_WEBHOOK_URL", url)
    monkeypatch.setenv("HOTLINE_WEBHOOK_SECRET", "0123456789abcdef")

    with pytest.raises(SettingRefused, match="HOTLINE_WEBHOOK_URL: "):
        settings.read()


def test_a_webhook_needs_somewhere_to_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_WEBHOOK_URL", "https://hotline.example/telegram")
    monkeypatch.setenv("HOTLINE_WEBHOOK_SECRET", "0123456789abcdef")
    assert settings.read().webhook_url == "https://hotline.example/telegram"

    monkeypatch.setenv("HOTLINE_LISTEN", "")
    with pytest.raises(SettingRefused, match="needs HOTLINE_LISTEN"):
        settings.read()


def test_no_path_of_the_web_chat_can_be_given_to_the_webhook() -> None:
    used = {resource.canonical.split("/")[1] for resource in every_resource()}

    assert used - {""} == set(settings.TAKEN)


def every_resource() -> list[AbstractResource]:
    parts = Parts(*[None] * 5, demonstration=())  # type: ignore[misc,arg-type]  # only its routes are looked at
    return list(server.application(parts).router.resources())


def test_settings_come_from_the_env_file(empty_folder: Path) -> None:
    (empty_folder / ".env").write_text("HOTLINE_LISTEN=127.0.0.1:9000\n")

    assert settings.read().listen == "127.0.0.1:9000"
