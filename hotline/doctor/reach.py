"""Is Telegram within reach, with this token, and can it bring what it has?"""

from datetime import UTC, datetime, timedelta

from bot import errors, subscribing
from bot.line import Line
from bot.subscribing import Info
from hotline import idle
from hotline.doctor import finding
from hotline.doctor.finding import Finding
from hotline.settings import Settings

PATIENCE = 10.0
"""Seconds for each question."""


async def findings(told: Settings, now: datetime) -> list[Finding]:
    """Ask Telegram who we are and what it knows of the webhook; it is not asked for updates."""
    token = told.bot_token.get_secret_value()
    if not token:
        apart = " Processes with --role bot do nothing." if told.database.startswith("postgres") else ""
        return [Finding("look", "telegram", f"{idle.NO_TOKEN}{apart}")]
    line = Line(told.telegram_url, token)
    try:
        await line.ask("getMe", {}, seconds=PATIENCE)
        known = await subscribing.info(line)
    except errors.TokenRefused:
        refused = "Telegram does not know the token in HOTLINE_BOT_TOKEN: ask @BotFather for the right one"
        return [Finding("wrong", "telegram", refused)]
    except errors.LineError as error:
        kind = type(error).__name__
        away = f"Telegram cannot be reached ({kind}, {error.reason}): look at the network, or at a proxy"
        return [Finding("wrong", "telegram", away)]
    finally:
        await line.close()
    return [Finding("ok", "telegram", "Telegram answers and knows the token"), _webhook(told, known, now)]


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
