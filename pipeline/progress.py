"""How a stage tells of its progress: it passes what it goes through to a `Track`."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Track(Protocol):
    """Passes items through and shows how far it has come."""

    def __call__(self, items: Iterable[T], *, what: str, total: int | None = None) -> Iterable[T]:
        """Yield ``items``; ``what`` says what they are, ``total`` how many there will be."""
        ...


def silent(items: Iterable[T], *, what: str, total: int | None = None) -> Iterable[T]:  # noqa: ARG001 the signature is Track's
    """Pass items through and show nothing."""
    return items
