"""The ladder of a department: itself, then those above it, up to the operator. Never one that is accused."""

from collections.abc import Collection, Iterable, Iterator

from directory.departments import Departments


def avoided(accused: Iterable[str]) -> frozenset[str]:
    """Give the bodies to pass by when these are accused: POLICE_JUV_OBL is POLICE_JUV one level up."""
    return frozenset(name for body in accused for name in (body, body.removesuffix("_OBL")))


def steps(departments: Departments, code: str, avoided: Collection[str]) -> Iterator[str]:
    """Give the department's code, then the codes of those above it that are not of an accused kind."""
    yield code
    above = departments.above(code)
    while above is not None:
        if above.body not in avoided:
            yield above.code
        above = departments.above(above.code)
