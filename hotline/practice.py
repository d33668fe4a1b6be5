"""The practice house: a folder of its own, in which people learn, and from which nothing leads out.

A file in its folder of keys marks it. Whoever opens a marked house, by whichever command, gets no way out:
no Telegram, no mail, no webhook; and with settings that name one it does not open at all.
"""

from pathlib import Path

from hotline.errors import PracticeStaysInside
from hotline.settings import Settings

FOLDER = Path("var/training")
MARK = "practice"
_SAYS = "This house is for practice: nothing leads out of it, and nothing in it is counted.\n"


def settings(told: Settings, folder: Path = FOLDER) -> Settings:
    """Give the settings of the practice house. Of the real one's only the address, languages and log remain.

    Whatever the environment names – database, keys, token, mail server – it is another house's.
    """
    return Settings(  # nosec B106 – no secret at all is what is wanted
        database=f"sqlite:///{folder}/cases.db",
        directory=folder / "directory.db",
        keys=folder / "keys",
        bot_token="",
        webhook_url="",
        webhook_secret="",
        smtp_url="",
        admin_email="",
        webhooks_here=False,
        metrics_token="",
        public_url="",
        listen=told.listen,
        languages=told.languages,
        lead=told.lead,
        log=told.log,
    )


def mark(told: Settings) -> None:
    """Mark the house of these settings; what is marked stays so."""
    told.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    (told.keys / MARK).write_text(_SAYS, encoding="utf-8")


def is_practice(told: Settings) -> bool:
    """Tell whether the house of these settings is one for practice."""
    return (told.keys / MARK).is_file()


def check(told: Settings) -> None:
    """Let no practice house be opened with a way out.

    Raises:
        PracticeStaysInside: the settings name one.
    """
    secrets = (told.bot_token, told.smtp_url)
    ways = (*(one.get_secret_value() for one in secrets), told.webhook_url, told.webhooks_here)
    if is_practice(told) and any(ways):
        raise PracticeStaysInside
