"""A typed hook: the one way in which a lower layer calls higher layers, which it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Hook(Generic[T]):
    """What higher layers add and a lower one calls, in the order in which it was added.

    The lower layer makes it and goes through it: `for listener in use_edited: listener(session, edit)`. A
    higher layer adds a function as a decorator, `@use_edited.add`, in a module that its package declares.
    """

    def __init__(self, about: str) -> None:
        """Makes a hook; `about` says in a sentence when what it holds is called."""
        self.about = about
        self._added: list[T] = []

    def add(self, added: T) -> T:
        """Adds it, once however often that is asked; gives it back, so that it decorates."""
        if added not in self._added:
            self._added.append(added)
        return added

    def __iter__(self) -> Iterator[T]:
        return iter(self._added)
