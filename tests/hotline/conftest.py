"""Fixtures of more than one file: a house under watch, and an installation for the doctor."""

from tests.hotline.abroad import outside, tls  # noqa: F401 – fixtures
from tests.hotline.infirmary import folder, furnished, prepared  # noqa: F401 – fixtures
from tests.hotline.test_worker import house, keys  # noqa: F401 – fixtures
from tests.hotline.ward import database, ward  # noqa: F401 – fixtures
