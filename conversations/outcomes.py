"""The words for how a case ended: the same at the desk, in the history and in the figures."""

from locales.texts import Text

WORDS = {
    "helped": Text("outcome.helped", "The child and the family were given help"),
    "stopped": Text("outcome.stopped", "The work was ended, no help was needed"),
    "not_confirmed": Text("outcome.not_confirmed", "Looked into; no child was found working"),
    "not_found": Text("outcome.not_found", "The place or the child could not be found"),
    "passed_on": Text("outcome.passed_on", "Handed over to a body outside this system"),
    "duplicate": Text("outcome.duplicate", "The same matter as another case"),
    "adult": Text("outcome.adult", "Whoever works is 18 or older"),
}
"""What each outcome of `cases.closing.OUTCOMES` says."""
