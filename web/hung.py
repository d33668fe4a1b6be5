"""The doors of one part of the pages, in the order in which they were hung."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

DoorT = TypeVar("DoorT")
HandlerT = TypeVar("HandlerT")


class Hung(Generic[DoorT, HandlerT]):
    """What every list of doors has in common; whoever may pass is told where each is hung."""

    def __init__(self) -> None:
        self._all: list[DoorT] = []

    def __iter__(self) -> Iterator[DoorT]:
        return iter(self._all)

    def _hang(self, door: Callable[[HandlerT], DoorT]) -> Callable[[HandlerT], HandlerT]:
        def hung(handler: HandlerT) -> HandlerT:
            self._all.append(door(handler))
            return handler

        return hung
