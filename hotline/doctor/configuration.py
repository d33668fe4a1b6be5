"""Settings that are allowed each by itself and make no sense together."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from hotline import idle
from hotline.doctor import finding
from hotline.doctor.finding import Finding
from hotline.settings import Settings
from web.outward import post

PORTS = (443, 80, 88, 8443)
"""Bot API, setWebhook: the ports to which Telegram comes."""


def findings(told: Settings) -> Iterator[Finding]:
    """Look at the settings and the file that holds them."""
    token = bool(told.bot_token.get_secret_value())
    yield _webhook(told, has_token=token)
    yield finding.of("public_url", _public(told))
    mail = f"alarms go to the operator's chats{' and by mail' if told.admin_email else ''}"
    nobody = (
        "alarms go to the operator's chats only: set HOTLINE_SMTP_URL and HOTLINE_ADMIN_EMAIL, "
        "so that somebody hears of it when Telegram is what is broken"
    )
    yield finding.of("alarms", mail, "" if told.admin_email else nobody, mark="look")
    yield finding.of("doors", "there is a way in", "" if told.listen or token else idle.NO_DOOR)
    yield _open_door(told)
    yield _env_file(Path(".env"))


def _webhook(told: Settings, *, has_token: bool) -> Finding:
    if not told.webhook_url:
        return Finding("ok", "webhook", "no webhook: Telegram is asked for updates")
    address = urlsplit(told.webhook_url)
    port = address.port or (443 if address.scheme == "https" else 80)
    trouble = ""
    if not has_token:
        trouble = "HOTLINE_WEBHOOK_URL is set and HOTLINE_BOT_TOKEN is not: set both, or neither"
    elif address.hostname not in post.LOOPBACK and port not in PORTS:
        known = ", ".join(map(str, PORTS))
        trouble = f"HOTLINE_WEBHOOK_URL has port {port}, where Telegram does not come: use one of {known}"
    return finding.of("webhook", "the webhook has an address where Telegram comes", trouble)


def _public(told: Settings) -> str:
    return "the web chat has a public address" if told.public_url else "the web chat has no public address"


def _open_door(told: Settings) -> Finding:
    host = told.listen.rpartition(":")[0].strip("[]")
    everywhere = (
        f"HOTLINE_LISTEN is {told.listen}: whoever reaches this machine reaches the web chat without a "
        "certificate. Use 127.0.0.1 and a server with a certificate in front"
    )
    return finding.of(
        "listen",
        "the web listens where it should",
        everywhere if host in ("0.0.0.0", "::") else "",
        mark="look",
    )


def _env_file(path: Path) -> Finding:
    if not path.is_file():
        return Finding("ok", "env_file", "no file .env: settings come from the environment")
    open_to_all = path.stat().st_mode & 0o077
    return finding.of(
        "env_file",
        ".env can be read by its owner only",
        "other users of this machine can read .env, and the token in it: chmod 600 .env"
        if open_to_all
        else "",
    )
