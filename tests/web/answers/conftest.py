"""A desk with a database of its own, for those who have no account there."""

from tests.web.desk.conftest import desk

__all__ = ["desk"]
