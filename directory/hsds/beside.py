"""Three tables of our own beside the standard: words in other languages, who made sure, who said so.

All of them are public, as the whole of directory.db. In CSV they are files of their own.
"""

from collections.abc import Mapping

from directory.hsds.shape import Column, Table

_ENTITY = (Column("entity", required="json"), Column("entity_id", "uuid", "json"))

#: `entity`, `entity_id`, `field`: the table of HSDS, the row and the column whose text this is. `origin`:
#: "source" – the language in which the source wrote it, the text of the field itself; "human" or "machine" –
#: who translated it. `checked`: the day somebody compared it with the field.
_TRANSLATION = Table(
    "translation",
    "translations.csv",
    (
        *_ENTITY, Column("field", required="json"),
        Column("language", required="json"), Column("text", required="json"),
        Column("origin", "text", "json", "", ("source", "human", "machine")), Column("checked", "date"),
    ),
)  # fmt: skip

#: `by_role`: who looked (editor, monitor), never a person's name. `outcome`: right, dead_phone, closed …
_VERIFICATION = Table(
    "verification",
    "verifications.csv",
    (
        Column("id", "uuid", "json"), Column("service_id", "uuid", "json", references="service"),
        Column("on_day", "date", "json"), Column("by_role", required="json"),
        Column("outcome", required="json"),
    ),
)  # fmt: skip

#: `name`: the list it came from; `source_id`: its own id there. `dated`: when the source said so, in its own
#: words. `confidence`: "high", "medium" or "low-old" (years old and not seen since); empty: not judged.
_SOURCE = Table(
    "source",
    "sources.csv",
    (
        *_ENTITY, Column("name", required="json"),
        Column("source_id", required="json"), Column("url"), Column("dated"),
        Column("confidence", choices=("high", "medium", "low-old")), Column("note"),
    ),
)  # fmt: skip

#: The columns by which a row of each of these tables is told from the others.
KEYS: Mapping[str, tuple[str, ...]] = {
    "translation": ("entity", "entity_id", "field", "language"),
    "verification": ("id",),
    "source": ("entity", "entity_id", "name", "source_id"),
}

TABLES: Mapping[str, Table] = {table.name: table for table in (_TRANSLATION, _VERIFICATION, _SOURCE)}
