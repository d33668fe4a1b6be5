"""The tables of directory.db. All in them is public: it may be published, diffed, opened with Datasette."""

from sqlite_utils import Database

from directory import version
from directory.hsds import beside, tables
from directory.hsds.shape import Table

#: For people who open the file by hand: one line for each service.
_CARDS = """
    SELECT s.id, s.name, o.name AS organization, s.status,
        (SELECT group_concat(t.name, '; ') FROM attribute a JOIN taxonomy_term t ON t.id = a.taxonomy_term_id
            WHERE a.link_id = s.id AND t.taxonomy = 'kind') AS kinds,
        (SELECT group_concat(t.name, '; ') FROM attribute a JOIN taxonomy_term t ON t.id = a.taxonomy_term_id
            WHERE a.link_id = s.id AND t.taxonomy = 'need') AS needs,
        (SELECT group_concat(p.name_ru, '; ') FROM service_at_location x
            JOIN location l ON l.id = x.location_id AND l.external_identifier_type = 'KATO'
            JOIN territory p ON p.code = l.external_identifier WHERE x.service_id = s.id) AS territory,
        (SELECT group_concat(p.number, '; ') FROM phone p WHERE p.service_id = s.id) AS phones,
        s.assured_date,
        (SELECT max(confidence) FROM source WHERE entity = 'service' AND entity_id = s.id) AS confidence
    FROM service s LEFT JOIN organization o ON o.id = s.organization_id
"""


def create(database: Database) -> None:
    """Make the empty tables."""
    _create_places(database)
    for table in (*tables.TABLES.values(), *beside.TABLES.values()):
        _create(database, table, beside.KEYS.get(table.name, ("id",)))
    database.create_view("service_card", _CARDS)
    # nosemgrep: sql-from-pieces – a pragma takes no values beside it, and this one is our own constant
    database.execute(f"PRAGMA user_version = {version.NUMBER}")


def _create_places(database: Database) -> None:
    database.table("territory").create(
        {
            "code": str, "level": str, "kind": str, "parent": str,
            "name_kk": str, "name_ru": str, "name_en": str, "lat": float, "lon": float,
        },
        pk="code",
        not_null={"code", "level", "kind", "name_kk", "name_ru", "name_en"},
        foreign_keys=[("parent", "territory", "code")],
        strict=True,
    )  # fmt: skip
    database.table("territory_alias").create(
        {"territory": str, "alias": str, "language": str, "kind": str, "source": str},
        pk=("territory", "alias", "language"),
        not_null={"territory", "alias", "language", "kind", "source"},
        foreign_keys=[("territory", "territory", "code")],
        strict=True,
    )
    database.table("territory_key").create(
        {"key": str, "territory": str, "other": int},
        pk=("key", "territory"),
        not_null={"key", "territory", "other"},
        foreign_keys=[("territory", "territory", "code")],
        strict=True,
    )
    database.table("department").create(
        {
            "code": str,
            "body": str,
            "territory": str,
            "name_kk": str,
            "name_ru": str,
            "name_en": str,
            "phone": str,
            "email": str,
            "address": str,
        },
        pk="code",
        not_null={"code", "body", "name_kk", "name_ru", "name_en"},
        foreign_keys=[("territory", "territory", "code")],
        strict=True,
    )
    database.table("shipped").create(
        {"entity": str, "row": str, "digest": str},
        pk=("entity", "row"),
        not_null={"entity", "row", "digest"},
        strict=True,
    )
    database.table("territory").create_index(["parent"])
    database.table("department").create_index(["body", "territory"])


def _create(database: Database, table: Table, key: tuple[str, ...]) -> None:
    """A table of the standard: what JSON requires is NOT NULL, what points to a row is a foreign key."""
    columns = {one.name: float if one.kind == "number" else str for one in table.columns}
    made = database.table(table.name)
    made.create(
        columns,
        pk=key if len(key) > 1 else key[0],
        not_null={*table.needed, *key},
        foreign_keys=[(one.name, one.references, "id") for one in table.columns if one.references],
        strict=True,
    )
    for column in table.columns:
        if column.references or column.name == "link_id":
            made.create_index([column.name])
