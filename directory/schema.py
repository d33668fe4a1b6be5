"""The tables of directory.db. All in them is public: it may be published, diffed, opened with Datasette."""

from sqlite_utils import Database

from directory import version


def create(database: Database) -> None:
    """Make the empty tables."""
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
        {"code": str, "body": str, "territory": str, "name_kk": str, "name_ru": str, "name_en": str},
        pk="code",
        not_null={"code", "body", "name_kk", "name_ru", "name_en"},
        foreign_keys=[("territory", "territory", "code")],
        strict=True,
    )
    database.table("territory").create_index(["parent"])
    database.table("department").create_index(["body", "territory"])
    # nosemgrep: sql-from-pieces – a pragma takes no values beside it, and this one is our own constant
    database.execute(f"PRAGMA user_version = {version.NUMBER}")
