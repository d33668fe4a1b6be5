"""A trial letter: whether alarms can go out by mail is best known before there is one."""

from datetime import datetime

from hotline.doctor.finding import Finding
from hotline.settings import Settings
from web.outward import mail, post, unsent
from web.outward.errors import MailNotSent
from web.outward.mail import Letter

_SUBJECT = "A trial letter of the hotline"
_TEXT = "Nothing is wrong. Somebody ran `hotline check --mail`, to see whether alarms arrive here.\n"


async def finding(told: Settings, now: datetime) -> Finding:
    """Hand a trial letter to the mail server of the settings."""
    address = told.smtp_url.get_secret_value()
    if not address:
        return Finding("wrong", "mail", "no letter was sent: set HOTLINE_SMTP_URL and HOTLINE_ADMIN_EMAIL")
    server = post.read(address)
    try:
        await mail.send(server, Letter(told.admin_email, _SUBJECT, _TEXT, now))
    except MailNotSent as error:
        where = f"{server.host}:{server.port}"
        refused = f"the mail server at {where} took no letter: {unsent.WHAT_TO_DO[error.reason]}"
        return Finding("wrong", "mail", refused)
    return Finding("ok", "mail", "a trial letter was handed in: look whether it arrived")
