"""What every transport takes, does and raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail as it leaves; `reference` is ours and is the same at every try."""

    to: str
    subject: str
    body: str
    reference: str


class Undelivered(Exception):
    """The e-mail did not leave; the text is the reason, in one line."""


class Refused(Undelivered):
    """It never will: the address or the content was refused for good."""


class TryLater(Undelivered):
    """It may later; it is sure that this time it did not leave."""


class Unreachable(TryLater):
    """Nothing can leave at present, so others need not be tried now."""


class Lost(Undelivered):
    """The connection broke at the last moment, so nobody knows whether it left."""


class Transport(Protocol):
    """Takes e-mails away. One that `remembers` can be asked for those of the last days."""

    remembers: bool

    def deliver(self, letter: Letter) -> None:
        """Sends the letter.

        Raises:
            Refused: it will never be taken.
            TryLater: it was not taken now.
            Lost: nobody knows whether it was taken.
        """

    def was_taken(self, reference: str) -> bool:
        """Whether a letter with this reference was taken before; only for one that remembers.

        Raises:
            TryLater: there is no answer now.
        """


def one_line(text: str, most: int = 300) -> str:
    """The text in one line, without control characters, cut to `most` characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:most]
