"""What of the directory is made when somebody first asks for it, so that the first answer need not wait.

Threads may ask at the same time: one makes it, the others wait for it.
"""

from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any

from directory.places import Places
from directory.service import Service


class LaterPlaces(Places):
    """Places as `make` gives them, from the first question on."""

    def __init__(self, make: Callable[[], Places]) -> None:
        self._make, self._gate = make, Lock()

    def __getattr__(self, name: str) -> Any:
        """Give what is not there yet; once all is there, Python asks here no more."""
        if name.startswith("__"):  # nothing of ours: somebody wants to know what this object can do
            raise AttributeError(name)
        with self._gate:
            if name not in vars(self):
                vars(self).update(vars(self._make()))
        return vars(self)[name]


class LaterServices(Mapping[str, Service]):
    """Services as `read` gives them, from the first question on."""

    def __init__(self, read: Callable[[], Mapping[str, Service]]) -> None:
        self._read, self._gate = read, Lock()
        self._services: Mapping[str, Service] | None = None

    def __getitem__(self, own: str) -> Service:
        """Give the service of this id."""
        return self._all()[own]

    def __iter__(self) -> Iterator[str]:
        """Give the ids in their order."""
        return iter(self._all())

    def __len__(self) -> int:
        """Tell how many there are."""
        return len(self._all())

    def _all(self) -> Mapping[str, Service]:
        if self._services is None:
            with self._gate:
                if self._services is None:
                    self._services = self._read()
        return self._services
