"""Settings: from the environment or `.env`; every name begins with HOTLINE_. See README."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import process

from conversations import limits
from hotline.errors import SettingRefused
from locales import languages

PREFIX = "HOTLINE_"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
TAKEN = ("chat", "demo", "health", "left", "static")  # first parts of the paths of the web chat
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}", re.ASCII)  # Bot API, setWebhook: 1-256 of these; 16 are ours
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+", re.ASCII)


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
    languages: str = Field(",".join(languages.CODES), description="languages on offer, comma between them")
    lead: str = Field("child_rights", description="who organises monitoring: child_rights or akimat")
    log: str = Field("info", description="debug, info, warning or error")

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
        told = urlsplit(value)
        local = told.scheme == "http" and told.hostname in LOOPBACK
        if not (told.scheme == "https" or local) or not told.hostname or told.username or told.fragment:
            raise ValueError("a whole https address, such as https://hotline.example/telegram")
        if not _PATH.fullmatch(told.path) or told.path.split("/")[1] in TAKEN:
            raise ValueError("the address needs a path of its own, such as https://hotline.example/telegram")
        return value

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
        raise SettingRefused(".env cannot be read: it has to be a text file in UTF-8.") from None
    for name in told:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest = process.extractOne(name.upper(), sorted(known))
            raise SettingRefused(f"There is no setting {name}. Did you mean {nearest[0]}?")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"{PREFIX}{str(first['loc'][0]).upper()}: " if first["loc"] else ""  # "": it names several
        raise SettingRefused(f"{name}{first['msg'].removeprefix('Value error, ')}") from None


def path_of(address: str) -> str:
    """Give the path of an address, under which we serve what is asked for there."""
    return urlsplit(address).path


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return value


def _names_in_file(path: Path) -> list[str]:
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[0].strip().removeprefix("export ").strip() for line in lines if "=" in line]
