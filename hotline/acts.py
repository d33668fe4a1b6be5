"""What is done with each kind of duty: the one list that the worker works from."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.outcome import Act


def of_house(
    composed: Composed, delivery: Delivery, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Mapping[str, Act]:
    """Give the acts of this house by kind of duty; messages go out by `delivery`."""
    return {"say": delivery.act, "leave": delivery.act}
