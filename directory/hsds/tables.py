"""Every table of HSDS 3.1: columns, what is required, what points where, what stands in what.

Source: the compiled schemas of Open Referral HSDS 3.1 (docs.openreferral.org), in their order of columns.
"""

from collections.abc import Mapping
from typing import Literal

from directory.hsds.shape import Column, Kind, Nest, Table

_ID = Column("id", "uuid", "json")
_MARKS = (
    Nest("attributes", "attribute", "link_id", "linked", "link_entity"),
    Nest("metadata", "metadata", "resource_id", "linked", "resource_type"),
)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _needed(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, required="json") for name in names)


def _of(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name in names)


def _to(*tables: str, required: Literal["", "csv", "json"] = "") -> tuple[Column, ...]:
    return tuple(Column(f"{table}_id", "uuid", required, references=table) for table in tables)


def _many(key: str, **fields: str) -> tuple[Nest, ...]:
    return tuple(Nest(field, table, key) for field, table in fields.items())


_ORGANIZATION = Table(
    "organization",
    "organizations.csv",
    (
        _ID, *_needed("name"), *_texts("alternate_name"), *_needed("description"),
        *_of("email", "email"), *_of("uri", "website"), *_texts("tax_status", "tax_id"),
        *_of("number", "year_incorporated"), *_texts("legal_status", "logo"), *_of("uri", "uri"),
        Column("parent_organization_id", "uuid", references="organization"),
    ),
    (
        *_many(
            "organization_id", additional_websites="url", funding="funding", contacts="contact",
            phones="phone", locations="location", programs="program",
            organization_identifiers="organization_identifier", services="service",
        ),
        *_MARKS,
    ),
)  # fmt: skip

_SERVICE = Table(
    "service",
    "services.csv",
    (
        _ID, *_to("organization", required="csv"), *_to("program"), *_needed("name"),
        *_texts("alternate_name", "description"), *_of("uri", "url"), *_of("email", "email"),
        Column("status", "text", "json", "", ("active", "inactive", "defunct", "temporarily closed")),
        *_texts("interpretation_services", "application_process", "fees_description", "wait_time", "fees"),
        *_texts("accreditations", "eligibility_description"),
        *_of("number", "minimum_age", "maximum_age"),
        *_of("date", "assured_date"), *_of("email", "assurer_email"), *_texts("licenses", "alert"),
        *_of("datetime", "last_modified"),
    ),
    (
        *_many(
            "service_id", additional_urls="url", phones="phone", schedules="schedule",
            service_areas="service_area", service_at_locations="service_at_location", languages="language",
            funding="funding", cost_options="cost_option", required_documents="required_document",
            contacts="contact", capacities="service_capacity",
        ),
        Nest("organization", "organization", "organization_id", "one"),
        Nest("program", "program", "program_id", "one"),
        *_MARKS,
    ),
)  # fmt: skip

_LOCATION = Table(
    "location",
    "locations.csv",
    (
        _ID, Column("location_type", "text", "json", "", ("physical", "postal", "virtual")),
        *_of("uri", "url"), *_to("organization"),
        *_texts("name", "alternate_name", "description", "transportation"),
        *_of("number", "latitude", "longitude"),
        *_texts("external_identifier", "external_identifier_type"),
    ),
    (
        *_many(
            "location_id", languages="language", addresses="address", contacts="contact",
            accessibility="accessibility", phones="phone", schedules="schedule",
        ),
        *_MARKS,
    ),
)  # fmt: skip

_SERVICE_AT_LOCATION = Table(
    "service_at_location",
    "service_at_location.csv",
    (_ID, *_to("service", "location", required="csv"), *_texts("description")),
    (
        *_many(
            "service_at_location_id", service_areas="service_area", contacts="contact", phones="phone",
            schedules="schedule",
        ),
        Nest("location", "location", "location_id", "one"),
        Nest("service", "service", "service_id", "one"),
        *_MARKS,
    ),
)  # fmt: skip

_PHONE = Table(
    "phone",
    "phones.csv",
    (
        _ID, *_to("location", "service", "organization", "contact", "service_at_location"),
        *_needed("number"), *_of("number", "extension"), *_texts("type", "description"),
    ),
    (*_many("phone_id", languages="language"), *_MARKS),
)  # fmt: skip

_SCHEDULE = Table(
    "schedule",
    "schedules.csv",
    (
        _ID, *_to("service", "location", "service_at_location"),
        *_of("date", "valid_from", "valid_to", "dtstart"), *_of("number", "timezone"),
        *_of("date", "until"), *_of("number", "count"), Column("wkst", choices=_DAYS),
        Column("freq", choices=("WEEKLY", "MONTHLY")), *_of("number", "interval"),
        *_texts("byday", "byweekno", "bymonthday", "byyearday", "description"),
        *_of("time", "opens_at", "closes_at"), *_of("uri", "schedule_link"),
        *_texts("attending_type", "notes"),
    ),
    _MARKS,
)  # fmt: skip

_ADDRESS = Table(
    "address",
    "addresses.csv",
    (
        _ID, *_to("location"), *_texts("attention"), *_needed("address_1"), *_texts("address_2"),
        *_needed("city"), *_texts("region"), *_needed("state_province", "postal_code", "country"),
        Column("address_type", "text", "json", "", ("physical", "postal", "virtual")),
    ),
    _MARKS,
)  # fmt: skip

_CONTACT = Table(
    "contact",
    "contacts.csv",
    (
        _ID, *_to("organization", "service", "service_at_location", "location"),
        *_texts("name", "title", "department"), *_of("email", "email"),
    ),
    (*_many("contact_id", phones="phone"), *_MARKS),
)  # fmt: skip

_PROGRAM = Table(
    "program",
    "programs.csv",
    (
        _ID, *_to("organization", required="csv"),
        *_needed("name"), *_texts("alternate_name"), *_needed("description"),
    ),
    _MARKS,
)  # fmt: skip

_COST_OPTION = Table(
    "cost_option",
    "cost_options.csv",
    (
        _ID, *_to("service", required="csv"), *_of("date", "valid_from", "valid_to"),
        *_texts("option", "currency"), *_of("number", "amount"), *_texts("amount_description"),
    ),
    _MARKS,
)  # fmt: skip

_SERVICE_CAPACITY = Table(
    "service_capacity",
    "service_capacity.csv",
    (
        _ID, *_to("service", "unit", required="csv"), Column("available", "number", "json"),
        *_of("number", "maximum"), *_texts("description"), Column("updated", "datetime", "json"),
    ),
    (Nest("unit", "unit", "unit_id", "one"), *_MARKS),
)  # fmt: skip

_TAXONOMY_TERM = Table(
    "taxonomy_term",
    "taxonomy_terms.csv",
    (
        _ID, *_texts("code"), *_needed("name", "description"),
        Column("parent_id", "uuid", references="taxonomy_term"), *_texts("taxonomy", "language"),
        *_to("taxonomy"), *_of("uri", "term_uri"),
    ),
    (Nest("taxonomy_detail", "taxonomy", "taxonomy_id", "one"), _MARKS[1]),
)  # fmt: skip

_ATTRIBUTE = Table(
    "attribute",
    "attributes.csv",
    (
        _ID, Column("link_id", "uuid", "csv"), *_to("taxonomy_term", required="csv"),
        *_texts("link_type"), Column("link_entity", required="csv"), *_texts("value", "label"),
    ),
    (Nest("taxonomy_term", "taxonomy_term", "taxonomy_term_id", "one"), _MARKS[1]),
)  # fmt: skip

_METADATA = Table(
    "metadata",
    "metadata.csv",
    (
        _ID, Column("resource_id", "uuid", "csv"), Column("resource_type", required="csv"),
        Column("last_action_date", "date", "json"),
        *_needed("last_action_type", "field_name", "previous_value", "replacement_value", "updated_by"),
    ),
)  # fmt: skip

_ORGANIZATION_IDENTIFIER = Table(
    "organization_identifier",
    "organization_identifiers.csv",
    (
        _ID, *_to("organization", required="csv"), *_texts("identifier_scheme"),
        *_needed("identifier_type", "identifier"),
    ),
    _MARKS,
)  # fmt: skip

_SERVICE_AREA = Table(
    "service_area",
    "service_areas.csv",
    (
        _ID, *_to("service", "service_at_location"),
        *_texts("name", "description", "extent", "extent_type", "uri"),
    ),
    _MARKS,
)  # fmt: skip

_URL = Table(
    "url", "url.csv",
    (_ID, *_texts("label"), Column("url", "uri", "json"), *_to("organization", "service")), _MARKS,
)  # fmt: skip

_FUNDING = Table(
    "funding", "funding.csv", (_ID, *_to("organization", "service"), *_texts("source")), _MARKS
)  # fmt: skip

_REQUIRED_DOCUMENT = Table(
    "required_document", "required_documents.csv",
    (_ID, *_to("service"), *_texts("document"), *_of("uri", "uri")), _MARKS,
)  # fmt: skip

_LANGUAGE = Table(
    "language", "languages.csv",
    (_ID, *_to("service", "location", "phone"), *_texts("name", "code", "note")), _MARKS,
)  # fmt: skip

_ACCESSIBILITY = Table(
    "accessibility", "accessibility.csv",
    (_ID, *_to("location"), *_texts("description", "details"), *_of("uri", "url")), _MARKS,
)  # fmt: skip

_UNIT = Table(
    "unit", "units.csv",
    (_ID, *_needed("name"), *_texts("scheme", "identifier"), *_of("uri", "uri")), _MARKS,
)  # fmt: skip

_TAXONOMY = Table(
    "taxonomy", "taxonomies.csv",
    (_ID, *_needed("name", "description"), *_of("uri", "uri"), *_texts("version")), (_MARKS[1],),
)  # fmt: skip

#: Every table by its name. A table stands after those it points to, so that rows can be written in this
#: order; only a table that points to itself needs its own order.
TABLES: Mapping[str, Table] = {table.name: table for table in (
    _TAXONOMY, _TAXONOMY_TERM, _UNIT, _ORGANIZATION, _ORGANIZATION_IDENTIFIER, _PROGRAM, _SERVICE, _LOCATION,
    _SERVICE_AT_LOCATION, _URL, _FUNDING, _CONTACT, _PHONE, _ADDRESS, _SCHEDULE, _SERVICE_AREA, _LANGUAGE,
    _ACCESSIBILITY, _COST_OPTION, _REQUIRED_DOCUMENT, _SERVICE_CAPACITY, _ATTRIBUTE, _METADATA,
)}  # fmt: skip
