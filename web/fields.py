"""The fields of a form that a browser sent."""

from collections.abc import Collection, Mapping

from aiohttp import web

_MOST = 20  # fields whose words are shown again


async def read(request: web.Request) -> dict[str, tuple[str, ...]]:
    """Give every field with all its values; lines end as here, and there is no NUL.

    Raises:
        HTTPUnsupportedMediaType, HTTPBadRequest: this is no form, or not in UTF-8.
    """
    if not request.body_exists:
        return {}
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    try:
        sent = await request.post()
    except (ValueError, LookupError) as error:  # broken UTF-8; an alphabet nobody knows
        raise web.HTTPBadRequest from error
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in sent.items():
        if isinstance(value, str):  # PostgreSQL keeps no NUL
            fields[name] = (*fields.get(name, ()), value.replace("\0", "").replace("\r\n", "\n"))
    return fields


def written(sent: Mapping[str, tuple[str, ...]], *, but: Collection[str]) -> tuple[str, ...]:
    """Give what a person wrote, which has a space in it, without these fields; at most twenty of them."""
    told = (value for name, values in sent.items() if name not in but for value in values)
    return tuple(value for value in told if " " in value.strip() or "\n" in value.strip())[:_MOST]
