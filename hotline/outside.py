"""The ways out besides Telegram: letters by the mail server of the settings, and webhooks of departments."""

import asyncio
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from cases import enrolment
from conversations import outward
from hotline.compose import Composed
from hotline.delivery import Carry
from hotline.settings import Settings
from web.outward import post, webhooks
from web.outward.letters import ByMail
from web.outward.pauses import Pauses
from web.outward.webhooks import ByWebhook


def carriers(composed: Composed) -> Mapping[str, Carry]:
    """Give the carrier of each way that these settings leave open, by its channel; none out of practice."""
    if composed.house.is_practice:
        return {}
    pauses = Pauses(time.monotonic)
    habits = webhooks.Habits(_now, loopback=composed.settings.webhooks_here)
    found: dict[str, Carry] = {
        outward.WEBHOOK: ByWebhook(lambda url: _secret(composed, url), pauses, habits).carry
    }
    mail = by_mail(composed.settings, pauses)
    return found | ({outward.MAIL: mail.carry} if mail is not None else {})


def by_mail(told: Settings, pauses: Pauses) -> ByMail | None:
    """Give the way by letter; None without a mail server."""
    address = told.smtp_url.get_secret_value()
    return ByMail(post.read(address), told.admin_email, _now, pauses) if address else None


async def _secret(composed: Composed, url: str) -> bytes | None:
    def read() -> str | None:
        with composed.database.reading() as tx:
            return enrolment.secret_of(tx, composed.keys, outward.WEBHOOK, url)

    found = await asyncio.to_thread(read)
    return None if found is None else found.encode()


def _now() -> datetime:
    return datetime.now(UTC)
