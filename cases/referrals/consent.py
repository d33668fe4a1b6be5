"""Whether the family agreed that data of the child go to an organisation (DIALOGUES 4, step 5)."""

YES, NO, NOT_NEEDED, LATER = "yes", "no", "not_needed", "later"
GRAVE = 4
"""From this severity on nobody is asked: an unconditional worst form."""
CHILD, PARENT, GUARDIAN = "child", "parent", "guardian"


def choices(severity: int) -> tuple[str, ...]:
    """Give what can be said of consent: that it is not needed only for an unconditional worst form."""
    return (YES, NO, NOT_NEEDED, LATER) if severity >= GRAVE else (YES, NO, LATER)


def askable(*, parents_barred: bool) -> tuple[str, ...]:
    """Give who can be asked: never a parent who is the suspect (DOMAIN C-2)."""
    return (CHILD, GUARDIAN) if parents_barred else (CHILD, PARENT, GUARDIAN)


def lets_go(consent: str) -> bool:
    """Tell whether anything may go to an organisation now."""
    return consent in (YES, NOT_NEEDED)
