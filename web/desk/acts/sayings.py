"""What is said on the page of a case after an act, by the code in its address (`?said=`)."""

from locales.texts import Text

SAYINGS = {
    "acknowledge": Text("desk.act.acknowledged", "Thank you. The case is acknowledged."),
}
