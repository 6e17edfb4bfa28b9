"""Codes with a label beside each, in English and in Welsh."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

Member = TypeVar("Member", bound="Labelled")


class Labelled(StrEnum):
    """An enum whose members are written `CODE = "code", "English label", "Welsh label"`.

    A member is its code: it equals the text, is stored and compared as text.
    """

    label: str
    label_cy: str

    def __new__(cls: type[Member], code: str, label: str = "", label_cy: str = "") -> Member:
        """A member that is its code and knows its labels."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.label_cy = label_cy
        return member

    def in_language(self, language: str) -> str:
        """The label in a language: Welsh for `cy`, English for any other."""
        return self.label_cy if language == "cy" else self.label


def codes(kind: type[Labelled]) -> tuple[str, ...]:
    """The codes of an enum as plain texts, in its order."""
    return tuple(member.value for member in kind)
