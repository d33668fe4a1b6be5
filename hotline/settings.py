"""Settings: from the environment or `.env`; every name begins with HOTLINE_. See README."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import process

from conversations import limits
from hotline.errors import SettingRefused
from locales import languages
from web.outward import post

PREFIX = "HOTLINE_"
TAKEN = (
    *("answer", "api", "chat", "demo", "desk", "field", "figures", "health", "left", "materials", "metrics"),
    *("privacy", "rules", "services", "static", "status"),
)  # first parts of our paths
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}", re.ASCII)  # Bot API, setWebhook: 1-256 of these; 16 are ours
MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9.-]+", re.ASCII)  # RFC 5322, the plain form
MOST_A_MINUTE = 1_000_000
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+", re.ASCII)
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+", re.ASCII)  # Bot API: "123456:ABC-DEF…"; no length is promised

_PUBLIC = (
    "begin it with https://, such as https://hotline.example, and put a server with a certificate in front: "
    "without one, what people write travels readable (http:// is for 127.0.0.1 alone)."
)


class Settings(BaseSettings):
    """All settings with their defaults; secrets never show in a representation."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", frozen=True, extra="ignore")

    bot_token: SecretStr = Field(SecretStr(""), description="Telegram's token of the bot; empty: no Telegram")
    telegram_url: str = Field("https://api.telegram.org", description="the Bot API server")
    database: str = Field("sqlite:///var/cases.db", description="the cases database")
    directory: Path = Field(Path("var/directory.db"), description="places and departments")
    keys: Path = Field(Path("var/keys"), description="folder of the key files")
    listen: str = Field("127.0.0.1:8080", description="address and port of the web chat; empty: no web")
    webhook_url: str = Field("", description="address to which Telegram brings updates; empty: we poll")
    webhook_secret: SecretStr = Field(SecretStr(""), description="by which we know Telegram at the webhook")
    messages_a_minute: int = Field(
        limits.MESSAGES_A_MINUTE, ge=1, description="of one account, before we ask it to slow down"
    )
    public_url: str = Field("", description="address under which the public reaches the web chat")
    metrics_token: SecretStr = Field(SecretStr(""), description="by which a stranger may read /metrics")
    smtp_url: SecretStr = Field(SecretStr(""), description="the mail server for alarms, smtp:// or smtps://")
    admin_email: str = Field("", description="who is told by mail when something is wrong")
    webhooks_here: bool = Field(False, description="webhooks may lead to this machine itself: for trials")
    languages: str = Field(",".join(languages.CODES), description="languages on offer, comma between them")
    lead: str = Field("child_rights", description="who organises monitoring: child_rights or akimat")
    log: str = Field("info", description="debug, info, warning or error")

    @field_validator("bot_token")
    @classmethod
    def _token_as_given(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError(
                "this is no token of a bot: copy it whole from @BotFather, digits, a colon and letters, "
                "without quotes or spaces."
            )
        return value

    @field_validator("public_url")
    @classmethod
    def _seen_encrypted(cls, value: str) -> str:
        if not value:
            return value
        told = _split(value, _PUBLIC)
        local = told.scheme == "http" and told.hostname in post.LOOPBACK
        if not (told.scheme == "https" or local) or not told.hostname or told.username:
            raise ValueError(_PUBLIC)
        return value

    @field_validator("telegram_url")
    @classmethod
    def _server_alone(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("the server alone, such as http://127.0.0.1:8091")
        return value.rstrip("/")

    @field_validator("lead")
    @classmethod
    def _known_lead(cls, value: str) -> str:
        return _one_of(value, ("child_rights", "akimat"))

    @field_validator("log")
    @classmethod
    def _known_level(cls, value: str) -> str:
        return _one_of(value.lower(), ("debug", "info", "warning", "error"))

    @field_validator("listen")
    @classmethod
    def _address_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if value and not (host and port.isdigit() and int(port) < 65536):
            raise ValueError("an address and a port, such as 127.0.0.1:8080")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        if not value:
            return value
        told = _split(value, "a whole https address, such as https://hotline.example/telegram")
        local = told.scheme == "http" and told.hostname in post.LOOPBACK
        if not (told.scheme == "https" or local) or not told.hostname or told.username or told.fragment:
            raise ValueError("a whole https address, such as https://hotline.example/telegram")
        if not _PATH.fullmatch(told.path) or told.path.split("/")[1] in TAKEN:
            raise ValueError("the address needs a path of its own, such as https://hotline.example/telegram")
        return value

    @field_validator("messages_a_minute", mode="before")
    @classmethod
    def _whole_number(cls, value: object) -> int:
        told = str(value).strip()
        if not (told.isascii() and told.isdigit() and 1 <= int(told[:9]) <= MOST_A_MINUTE):
            raise ValueError(f"a whole number from 1 to {MOST_A_MINUTE}")
        return int(told)

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            post.read(value.get_secret_value())
        return value

    @field_validator("admin_email")
    @classmethod
    def _mail_address(cls, value: str) -> str:
        if value and not MAILBOX.fullmatch(value):
            raise ValueError("one mail address, such as admin@hotline.example")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _strong_token(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("16 to 256 of A-Z a-z 0-9 _ - by chance")
        return value

    @model_validator(mode="after")
    def _mail_goes_somewhere(self) -> Self:
        if bool(self.smtp_url.get_secret_value()) != bool(self.admin_email):
            raise ValueError("HOTLINE_SMTP_URL and HOTLINE_ADMIN_EMAIL go together: set both, or neither.")
        return self

    @model_validator(mode="after")
    def _guarded_webhook(self) -> Self:
        if self.webhook_url and not _SECRET.fullmatch(self.webhook_secret.get_secret_value()):
            raise ValueError(
                "HOTLINE_WEBHOOK_URL needs HOTLINE_WEBHOOK_SECRET: 16 to 256 of A-Z a-z 0-9 _ - by chance."
            )
        if self.webhook_url and not self.listen:
            raise ValueError("HOTLINE_WEBHOOK_URL needs HOTLINE_LISTEN: its path is served there.")
        return self

    @field_validator("languages")
    @classmethod
    def _known_languages(cls, value: str) -> str:
        for code in value.split(","):
            _one_of(code.strip(), languages.CODES)
        return value


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises:
        SettingRefused: an unknown HOTLINE_ name (the nearest is named), or a value that makes no sense.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    try:
        told = [*environment, *_names_in_file(Path(".env"))]
    except (OSError, UnicodeDecodeError):
        raise SettingRefused(
            ".env cannot be read: it has to be a text file in UTF-8 that belongs to the user who runs this."
        ) from None
    for name in told:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest = process.extractOne(name.upper(), sorted(known))
            raise SettingRefused(f"There is no setting {name}. Did you mean {nearest[0]}?")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]  # what was typed may be a secret
        name = f"{PREFIX}{str(first['loc'][0]).upper()}: " if first["loc"] else ""  # "": it names several
        own = first["type"] == "value_error"
        said = first["msg"].removeprefix("Value error, ") if own else "this value cannot be read"
        raise SettingRefused(f"{name}{said}") from None


def path_of(address: str) -> str:
    """Give the path of an address, under which we serve what is asked for there."""
    return urlsplit(address).path


def _split(address: str, wanted: str) -> SplitResult:
    try:
        told = urlsplit(address)
        _ = told.port  # read only now: a port that is none is noticed here
    except ValueError:
        raise ValueError(wanted) from None
    return told


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return value


def _names_in_file(path: Path) -> list[str]:
    """Give our names in the file. A line that is none is refused by its number: it may hold a secret."""
    if not path.is_file():
        return []
    names = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        name, equals, _ = line.strip().removeprefix("export ").partition("=")
        if name.lstrip().upper().startswith(PREFIX):
            if not (equals and name.strip().isidentifier()):
                raise SettingRefused(f".env, line {number}: write NAME=value, such as HOTLINE_LOG=info.")
            names.append(name.strip())
    return names
