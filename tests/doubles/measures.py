"""A measure as the desk keeps it, for tests that only need one to be there."""

from cases.referrals.measures import New

_SAID = ("template", "asked", "informed", "speaks", "contact", "mailbox")
CLOTHES = New(
    line="12b",
    need="school_aid",
    service="",
    mode="direct",
    consent="yes",
    agreed_on="2026-11-23",
    due_on="2026-12-23",
    words={**dict.fromkeys(_SAID, ""), "text": "Мектепке киім"},
)
