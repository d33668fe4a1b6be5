"""Settings: what is unknown is refused with the nearest name, and nothing secret is shown."""

from pathlib import Path

import pytest
from aiohttp.web_urldispatcher import AbstractResource

from hotline import settings
from hotline.errors import SettingRefused
from web import server
from web.outward import post
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
        ("HOTLINE_METRICS_TOKEN", "short"),
        ("HOTLINE_ADMIN_EMAIL", "somebody"),
        ("HOTLINE_ADMIN_EMAIL", "a@hotline.example\nBcc: b@elsewhere.example"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingRefused, match=name):
        settings.read()


@pytest.mark.parametrize(
    "url",
    [
        "http://hotline.example",
        "hotline.example",
        "https://",
        "https://user@hotline.example",
        "https://[hotline.example",
        "ftp://hotline.example",
    ],
)
def test_a_public_address_that_is_not_encrypted_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("HOTLINE_PUBLIC_URL", url)

    with pytest.raises(SettingRefused, match=r"^HOTLINE_PUBLIC_URL: begin it with https://, such as"):
        settings.read()


@pytest.mark.parametrize("url", ["", "https://hotline.example", "http://127.0.0.1:8080", "http://[::1]:8080"])
def test_the_public_comes_encrypted_or_from_this_machine(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HOTLINE_PUBLIC_URL", url)

    assert settings.read().public_url == url


@pytest.mark.parametrize(
    "token",
    ["canary", "canary:1234", "7000:", "7000:can ary", '"7000:canary"', "bot7000:canary", "7000:canary\n"],
)
def test_what_is_no_token_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("HOTLINE_BOT_TOKEN", token)

    with pytest.raises(SettingRefused, match=r"^HOTLINE_BOT_TOKEN: .* from @BotFather") as refused:
        settings.read()

    assert "canary" not in str(refused.value)
    assert "7000" not in str(refused.value)


@pytest.mark.parametrize("line", ["HOTLINE_BOT_TOKEN 7000:canary", " HOTLINE_BOT_TOKEN: 7000:canary="])
def test_a_line_of_the_env_file_that_sets_nothing_is_refused_by_its_number(
    empty_folder: Path, line: str
) -> None:
    (empty_folder / ".env").write_text(f"# a note\nHOTLINE_LOG=info\n{line}\n")

    with pytest.raises(SettingRefused) as refused:
        settings.read()

    assert str(refused.value) == ".env, line 3: write NAME=value, such as HOTLINE_LOG=info."


@pytest.mark.parametrize("value", ["x", "", "0", "-1", "1.5", "1e3", "٣", "9" * 30])
def test_a_number_that_is_none_is_refused_in_our_own_words(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HOTLINE_MESSAGES_A_MINUTE", value)

    with pytest.raises(SettingRefused) as refused:
        settings.read()

    assert str(refused.value) == "HOTLINE_MESSAGES_A_MINUTE: a whole number from 1 to 1000000"


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://canary:canary@:587",
        "smtp://canary@mail.example",
        "smtp://canary:canary@mail.example:70000",
        "smtp://canary:canary@[mail.example",
        "smtp://canary:canary@mail.example/inbox",
    ],
)
def test_a_mail_server_that_is_none_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("HOTLINE_SMTP_URL", url)
    monkeypatch.setenv("HOTLINE_ADMIN_EMAIL", "admin@hotline.example")

    with pytest.raises(
        SettingRefused, match=r"HOTLINE_SMTP_URL: .*smtp://user:password@mail\.example:587"
    ) as refused:
        settings.read()

    assert "canary" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("HOTLINE_SMTP_URL", "smtp://mail.example"), ("HOTLINE_ADMIN_EMAIL", "admin@hotline.example")],
)
def test_mail_needs_a_server_and_somebody_to_write_to(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingRefused, match="HOTLINE_SMTP_URL and HOTLINE_ADMIN_EMAIL go together"):
        settings.read()


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("smtp://mail.example", ("mail.example", 587, "starttls", "", "")),
        ("smtp://a%40b:p%2Fw@mail.example:2525", ("mail.example", 2525, "starttls", "a@b", "p/w")),
        ("smtps://a:b@mail.example", ("mail.example", 465, "tls", "a", "b")),
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, "none", "", "")),
        ("smtps://localhost", ("localhost", 465, "tls", "", "")),
    ],
)
def test_mail_goes_encrypted_unless_it_stays_on_this_machine(url: str, named: tuple[object, ...]) -> None:
    told = post.read(url)

    assert (told.host, told.port, told.safety, told.user, told.password) == named


def test_token_and_secret_of_the_webhook_never_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_BOT_TOKEN", "7000:canary")
    monkeypatch.setenv("HOTLINE_WEBHOOK_SECRET", "canary-canary-canary")
    monkeypatch.setenv("HOTLINE_METRICS_TOKEN", "canary-canary-canary")
    monkeypatch.setenv("HOTLINE_SMTP_URL", "smtp://canary:canary@mail.example")
    monkeypatch.setenv("HOTLINE_ADMIN_EMAIL", "admin@hotline.example")

    told = settings.read()

    assert "canary" not in repr(told)
    assert "canary" not in repr(post.read(told.smtp_url.get_secret_value()))


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
        "https://hotline.example/metrics",
        "https://[hotline.example/telegram",
        "https://hotline.example:99999/telegram",
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
    told = {"demonstration": (), "house": object()}
    parts = Parts(*[None] * 5, **told)  # type: ignore[arg-type]  # only its routes are looked at
    return list(server.application(parts).router.resources())


def test_settings_come_from_the_env_file(empty_folder: Path) -> None:
    (empty_folder / ".env").write_text("HOTLINE_LISTEN=127.0.0.1:9000\n")

    assert settings.read().listen == "127.0.0.1:9000"
