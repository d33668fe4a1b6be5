"""Figures are measured in the house in which dialogues are tested."""

from tests.conversations.conftest import database, directory, house, talker  # noqa: F401 – fixtures
