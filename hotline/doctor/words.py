"""Languages and rules, and who still has to read them."""

from collections.abc import Iterator
from datetime import date

from cases import appeals, evidence, law
from hotline.doctor.finding import Finding
from locales import languages


def findings(today: date) -> Iterator[Finding]:
    """Say which languages await a native reader, and which rules a lawyer."""
    waiting = ", ".join(languages.OWN_NAMES[code] for code in languages.AWAITING_NATIVE_READER)
    yield Finding(
        "look", "languages", f"languages {', '.join(languages.CODES)}; awaiting a native reader: {waiting}"
    )
    yield Finding("ok", "rules", f"rules in force: {law.in_force(today).version}")
    rules = appeals.in_force(today)
    yield Finding(
        "look" if rules.pending else "ok",
        "legal_paths",
        f"legal paths {rules.version}, read on {rules.checked_on}: statements awaiting legal review:"
        f" {len(rules.pending)}; not known and not promised: {len(rules.unknown)} (cases/appeals_kz.toml)",
    )
    lists = evidence.book()
    yield Finding(
        "ok", "evidence", f"evidence lists {lists.version}, read on {lists.checked_on}: {lists.review}"
    )
