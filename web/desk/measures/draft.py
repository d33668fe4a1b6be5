"""A measure as it is being written down: read from the form, and what is missing or cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cases.referrals import choosing, consent, measures, templates
from cases.referrals.choosing import Wish
from cases.referrals.measures import New
from cases.referrals.templates import Template
from directory import kinds
from directory.errors import UnknownNeed
from locales import daytime, languages
from locales.texts import Text
from web import days
from web.desk.measures.situation import Situation

LONGEST, LONGEST_LINE = 1000, 200
_DUE: Mapping[str, int] = {"U0": 1, "U1": 3, "U2": 14, "U3": 30}
"""Days until a measure is due, proposed by its urgency; whoever writes it down changes that."""
FAULTS: Mapping[str, Text] = {
    "line": Text("measure.fault.line", "Please choose the line of the form."),
    "words": Text("desk.act.words_missing", "Please write something, at most {n} characters."),
    "date": Text("measure.fault.date", "Please write the day as 2026-11-23 or 23.11.2026."),
    "due": Text("measure.fault.due", "The day by which it is to be done lies before the day of the measure."),
    "consent": Text(
        "measure.fault.consent", "Please say whether the family agreed, and if it did, who was asked."
    ),
    "asked": Text("measure.fault.asked", "Please say who was asked. A parent who may be the threat is not."),
    "informed": Text("measure.fault.informed", "A parent who may be the threat is not told."),
    "mailbox": Text("measure.fault.mailbox", "This is no mail address."),
    "contact": Text("measure.fault.contact", "Please write whom the organisation can call."),
    "name": Text("measure.fault.name", "Please write the name, or take the tick away."),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the form as they were typed; ticks are "1" or ""."""

    fields: Mapping[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def template(self) -> Template | None:
        """The measure of the data file that it is, if it is one."""
        return templates.find(self["template"])

    @property
    def is_named(self) -> bool:
        """Whether the name goes along: ticked, agreed to, and needed for this measure."""
        needs = self.template is not None and self.template.named
        return bool(self["named"]) and needs and self["consent"] == consent.YES

    def wish(self, situation: Situation) -> Wish:
        """Give what is looked for in the directory."""
        return Wish(
            need=self["need"],
            territory=situation.territory,
            ages=situation.ages,
            sex=situation.sex,
            language=self["spoken"] if self["spoken"] in languages.CODES else "",
            papers=not self["no_papers"],
            near=situation.near,
            text=self["q"],
            wider=bool(self["wider"]),
        )

    def new(self) -> New:
        """Give the measure to be kept, once it has no faults."""
        words = {
            name: self[name] for name in ("template", "asked", "informed", "speaks", "contact", "mailbox")
        }
        return New(
            line=self["line"],
            need=self["need"],
            service=self["service"],
            mode=self["mode"],
            consent=self["consent"],
            agreed_on=_iso(self["agreed_on"]),
            due_on=_iso(self["due_on"]),
            words={**words, "text": self["words"]},
        )


def begun(situation: Situation, template: Template | None, line: str, now: datetime) -> Draft:
    """Give a form with what is known already."""
    today = daytime.day(now)
    due = today + timedelta(days=_DUE[template.urgency]) if template is not None else None
    office = situation.deed.stands.officer.department
    department = situation.house.directory.departments.find(office)
    return Draft(
        {
            "template": template.code if template else "",
            "line": template.line if template else line,
            "words": situation.deed.speaker.say(template.text) if template else "",
            "need": template.need if template else "",
            "mode": template.mode if template else "direct",
            "agreed_on": today.isoformat(),
            "due_on": due.isoformat() if due else "",
            "contact": department.phone if department is not None else "",
            "name": situation.name,
        }
    )


def faults(draft: Draft, situation: Situation, *, goes_out: bool, mail: bool) -> tuple[str, ...]:
    """Give the codes of what is missing or cannot be."""
    agreed, due = days.read(draft["agreed_on"]), days.read(draft["due_on"])
    told = {
        "line": draft["line"] not in templates.LINES,
        "words": not 0 < len(draft["words"]) <= LONGEST,
        "date": agreed is None or (due is None and bool(draft["due_on"])),
        "due": agreed is not None and due is not None and due < agreed,
        "consent": draft["consent"] not in situation.consents or draft["mode"] not in measures.MODES,
        "asked": draft["consent"] == consent.YES and draft["asked"] not in situation.askable,
        "informed": draft["informed"] not in ("", *situation.askable),
        "mailbox": bool(draft["mailbox"]) and not (mail and is_mailbox(draft["mailbox"])),
        "contact": goes_out and not 0 < len(draft["contact"]) <= LONGEST_LINE,
        "name": draft.is_named and not 0 < len(draft["name"]) <= LONGEST_LINE,
    }
    return tuple(code for code, is_so in told.items() if is_so)


def fit(draft: Draft, situation: Situation) -> Draft:
    """Give the draft without a need or a service that the directory does not have."""
    fields = dict(draft.fields)
    fields["need"] = draft["need"] if _is_need(draft["need"]) else ""
    fields["service"] = draft["service"] if situation.service(draft["service"]) is not None else ""
    return Draft(fields)


def is_mailbox(typed: str) -> bool:
    """Tell whether this may be a mail address."""
    name, at, host = typed.partition("@")
    plain = typed.isascii() and typed.isprintable() and " " not in typed and len(typed) <= 254
    return bool(plain and name and at and "." in host.strip(".") and "@" not in host)


def warnings(draft: Draft, situation: Situation, now: datetime) -> tuple[str, ...]:
    """Give what speaks against the service that was chosen: codes of `choosing.against`."""
    service = situation.service(draft["service"])
    if service is None:
        return ()
    return choosing.against(service, draft.wish(situation), situation.house.directory.territories, now)


def _iso(typed: str) -> str:
    found = days.read(typed)
    return found.isoformat() if found is not None else ""


def _is_need(code: str) -> bool:
    if not code:
        return True
    try:
        kinds.get_need(code)
    except UnknownNeed:
        return False
    return True
