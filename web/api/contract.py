"""The OpenAPI 3.1 document of the API, made from the tables by which requests are read."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from directory.hsds.shape import Column, Kind, Table
from directory.hsds.tables import TABLES
from web.api import asking, parameters, problem
from web.api.lists import LISTS, List

_TYPES: Mapping[Kind, Mapping[str, str]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "text": {"type": "string"},
    "number": {"type": "number"},
    "date": {"type": "string"},
    "time": {"type": "string"},
    "datetime": {"type": "string"},
    "uri": {"type": "string"},
    "email": {"type": "string"},
}
_COUNTS = ("total_items", "total_pages", "page_number", "size")
_FLAGS = ("first_page", "last_page", "empty")
_DEEDS: Mapping[str, tuple[str, str]] = {  # operations as the standard names them: of the list, of one
    "services": ("getPaginatedListOfServices", "getFullyNestedServiceById"),
    "organizations": ("getPaginatedListOfOrganizations", "getOrganizationById"),
    "service_at_locations": (
        "getPaginatedListOfServiceAtLocation", "getServiceAtLocationWithNestedDataById",
    ),
    "taxonomies": ("getPaginatedListOfTaxonomies", "getTaxonomyById"),
    "taxonomy_terms": ("getPaginatedListOfTaxonomyTerms", "getTaxonomyTermById"),
}  # fmt: skip
_TEXT = {"type": "string"}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT,
        "parameter": {"type": "string", "description": "The parameter of the query that is to blame."},
    },
}  # fmt: skip
_BY_FORM = {
    413: "Too much was sent at once.",
    415: "What was sent is no form.",
}
_REFUSALS = {
    400: "A parameter is unknown, stands there twice, or says what is not allowed.",
    405: "Only GET and HEAD; lists also by POST.",
    406: "The Accept header allows none of the media types.",
    503: "Try again in a moment.",
}


@cache
def document() -> dict[str, Any]:
    """The whole document; nobody may change it."""
    paths: dict[str, Any] = {
        "/": _named("getAPIMetaInformation", _path("Which standard this is", (), {"schema": _ROOT})),
        "/openapi.json": _named("getDescription", _path("This document", (), {"schema": {"type": "object"}})),
    }
    for what in LISTS.values():
        paths |= _paths(what)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Directory of services for children (HSDA, Open Referral HSDS 3.1)",
            "version": "3.1",
            "description": "Read only, public facts only. What is not told is left out; it never means no.",
        },
        "servers": [{"url": problem.ROOT}],
        "paths": paths,
        "components": {
            "schemas": {"problem": _PROBLEM} | {what.table: _item(what) for what in LISTS.values()}
        },
    }


def _paths(what: List) -> dict[str, Any]:
    """The list and one of it; the list says that its ids are what the other asks for."""
    of_list, of_one = _DEEDS[what.name]
    item = {"schema": {"$ref": f"#/components/schemas/{what.table}"}}
    listing = _path(f"A page of {what.name}", what.parameters, {"schema": _page(what)}, 304)
    listing["get"]["responses"]["200"]["links"] = {
        "first": {"operationId": of_one, "parameters": {"id": "$response.body#/contents/0/id"}}
    }
    single = _path(f"One of {what.name}", what.of_one, item, 304, 404)
    single["parameters"] = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    ]
    listing = _named(of_list, listing)
    listing["post"] = _posted(what, listing["get"])
    return {f"/{what.name}": listing, f"/{what.name}/{{id}}": _named(of_one, single)}


def _posted(what: List, got: Mapping[str, Any]) -> dict[str, Any]:
    """The same question as a form, so that what is looked for stands in no address and no log."""
    form = {
        "type": "object",
        "properties": {name: parameters.ALL[name].schema() for name in what.parameters},
        "additionalProperties": False,
    }
    responses = {status: told for status, told in got["responses"].items() if status != "304"}
    return {
        "operationId": f"{got['operationId']}ByForm",
        "summary": got["summary"],
        "requestBody": {"content": {asking.FORM: {"schema": form}}},
        "responses": responses | {str(status): _refusal(why) for status, why in _BY_FORM.items()},
    }


def _named(deed: str, path: dict[str, Any]) -> dict[str, Any]:
    path["get"] = {"operationId": deed} | path["get"]
    return path


_ROOT = {
    "type": "object",
    "required": ["version", "profile", "openapi_url"],
    "properties": {
        "version": _TEXT,
        "profile": {"type": "string", "format": "uri"},
        "openapi_url": {"type": "string", "format": "uri"},
    },
}


def _path(summary: str, names: tuple[str, ...], answer: Mapping[str, Any], *more: int) -> dict[str, Any]:
    content = {"application/json": answer}
    if "format" in names:
        content["application/x-ndjson"] = {"schema": _TEXT}
    responses: dict[str, Any] = {"200": {"description": summary, "content": content}}
    for status in more:
        responses[str(status)] = {"description": "Not changed."} if status == 304 else _refusal("No such id.")
    responses |= {str(status): _refusal(why) for status, why in _REFUSALS.items()}
    asked = [_parameter(parameters.ALL[name]) for name in names]
    return {"get": {"summary": summary, "parameters": asked, "responses": responses}}


def _parameter(one: parameters.Parameter) -> dict[str, Any]:
    told = {"name": one.name, "in": "query", "description": one.about, "schema": one.schema()}
    return told if one.example is None else told | {"example": one.example}


def _refusal(why: str) -> dict[str, Any]:
    problems = {"schema": {"$ref": "#/components/schemas/problem"}}
    return {"description": why, "content": {problem.MEDIA_TYPE: problems}}


def _page(what: List) -> dict[str, Any]:
    properties: dict[str, Any] = {name: {"type": "integer", "minimum": 0} for name in _COUNTS}
    properties |= {name: {"type": "boolean"} for name in _FLAGS}
    properties["contents"] = {"type": "array", "items": {"$ref": f"#/components/schemas/{what.table}"}}
    properties["places"] = {
        "type": "array", "items": _TEXT,
        "description": "Codes of territories of which one must be chosen: the words name several.",
    }  # fmt: skip
    return {"type": "object", "required": [*_COUNTS, *_FLAGS, "contents"], "properties": properties}


def _item(what: List) -> dict[str, Any]:
    """The fields of an object; with minimal=true only the first of them is sure."""
    table = TABLES[what.table]
    required = ["id"] if "minimal" in what.parameters else list(table.needed)
    properties = {column.name: _column(column) for column in table.columns} | _inside(table)
    if "minimal" in what.parameters:
        properties["modified_date"] = dict(_TEXT)
    return {"type": "object", "required": required, "properties": properties}


def _column(column: Column) -> dict[str, Any]:
    return dict(_TYPES[column.kind]) | ({"enum": list(column.choices)} if column.choices else {})


def _inside(table: Table) -> dict[str, Any]:
    item = {"type": "object"}
    return {
        nest.field: item if nest.form == "one" else {"type": "array", "items": item} for nest in table.nests
    }
