"""Figures are measured in the house in which dialogues are tested; some in one that faults befall."""

from tests.conversations.conftest import database, house, talker  # noqa: F401 – fixtures
from tests.faults.conftest import furnished, mother  # noqa: F401 – fixtures
