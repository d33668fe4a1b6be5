"""Is Telegram within reach, with this token, and can it bring what it has?"""

from datetime import UTC, datetime, timedelta

from bot import errors, inline, subscribing
from bot.line import Line
from bot.subscribing import Info
from hotline import idle
from hotline.doctor import finding
from hotline.doctor.finding import Finding
from hotline.settings import Settings

PATIENCE = 10.0
"""Seconds for each question."""
_SLOW = "no answer within ten seconds. Look at the network and at the firewall: TCP 443 has to be let out"
_CUT = "the connection breaks off. Look at the network, at a firewall or a proxy in between"
_FALSE = (
    "its certificate is not trusted. Is the clock of this machine right, are its certificates new (package "
    "ca-certificates), and does nobody in between read along?"
)
_NO_ADDRESS = "an address is none. Look at HTTPS_PROXY and HOTLINE_TELEGRAM_URL"
_AWAY = {
    "ClientConnectorDNSError": "its name is not known here. Look at DNS, or set HTTPS_PROXY where only a "
    "proxy gets out",
    "ClientConnectorError": "nothing answers there. Look at the network, at the firewall, and at "
    "HOTLINE_TELEGRAM_URL if it is set",
    "ClientProxyConnectionError": "the proxy in HTTPS_PROXY does not answer. Look at its address",
    "ClientHttpProxyError": "the proxy in HTTPS_PROXY lets nobody through. Look at its user and password, "
    "and whether it allows this host",
    "ClientConnectorCertificateError": _FALSE,
    "ClientConnectorSSLError": _FALSE,
    "TimeoutError": _SLOW,
    "ConnectionTimeoutError": _SLOW,
    "SocketTimeoutError": _SLOW,
    "ServerTimeoutError": _SLOW,
    "ServerDisconnectedError": _CUT,
    "ClientOSError": _CUT,
    "ConnectionResetError": _CUT,
    "InvalidURL": _NO_ADDRESS,
    "InvalidUrlClientError": _NO_ADDRESS,
    "NonHttpUrlClientError": _NO_ADDRESS,
}
"""What a broken line is called (aiohttp's classes of errors), and what a person does about it."""


async def findings(told: Settings, now: datetime) -> list[Finding]:
    """Ask Telegram who we are and what it knows of the webhook; it is not asked for updates."""
    token = told.bot_token.get_secret_value()
    if not token:
        apart = " Processes with --role bot do nothing." if told.database.startswith("postgres") else ""
        return [Finding("look", "telegram", f"{idle.NO_TOKEN}{apart}")]
    line = Line(told.telegram_url, token)
    try:
        is_inline = await inline.is_on(line, seconds=PATIENCE)
        known = await subscribing.info(line)
    except errors.TokenRefused:
        refused = "Telegram does not know the token in HOTLINE_BOT_TOKEN: ask @BotFather for the right one"
        return [Finding("wrong", "telegram", refused)]
    except errors.LineError as error:
        return [Finding("wrong", "telegram", f"Telegram cannot be reached: {away(error.reason)}")]
    finally:
        await line.close()
    answers = Finding("ok", "telegram", "Telegram answers and knows the token")
    return [answers, _inline(is_on=is_inline), _webhook(told, known, now)]


def away(reason: str) -> str:
    """Give what a reason of `LineError` means, and what to do; Telegram's own words are left as they are."""
    return _AWAY.get(reason, f"{reason or 'no reason'}. Look at the network, or at a proxy")


def _inline(*, is_on: bool) -> Finding:
    """Say whether cards can be asked for in any chat: it is a choice, and no fault."""
    how = "inline mode is off. If you want it, send /setinline to @BotFather"
    return Finding("ok", "telegram_inline", "inline mode is on" if is_on else how)


def _webhook(told: Settings, known: Info, now: datetime) -> Finding:
    if known.url != told.webhook_url:
        wanted = "the address in HOTLINE_WEBHOOK_URL" if told.webhook_url else "none"
        other = (
            f"Telegram brings updates to another address than the settings say ({wanted}): the service "
            "sets that right when it starts; if it runs, another program uses the same token"
        )
        return Finding("look", "telegram_webhook", other)
    waits = f"{known.pending_update_count} updates wait at Telegram"
    if not subscribing.is_brought(known, since=now - timedelta(days=1)):
        failed_at = datetime.fromtimestamp(known.last_error_date, UTC)
        vain = (
            f"Telegram could not bring updates, last on {failed_at:%Y-%m-%d at %H:%M} UTC; {waits}. Its "
            f"reason: {known.last_error_message[:100] or 'none'}. Look at the server in front"
        )
        return Finding("wrong", "telegram_webhook", vain)
    return finding.of("telegram_webhook", waits)
