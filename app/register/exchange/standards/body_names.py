"""When two names mean one public body, and the part of an address that stands for it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

SLUG_LENGTH = 80
DIGEST_LENGTH = 8
# Letters that do not come apart into a plain letter and an accent.
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def name_key(name: str) -> str:
    """Give what makes two names one: case, kinds of spaces and full stops do not count, letters do."""
    return " ".join(unicodedata.normalize("NFKC", name).lower().replace(".", "").split())


def slug(name: str) -> str:
    """Give the part of an address that names a body; empty for an empty name only.

    Names that would share one because letters were dropped or the end was cut off carry a digest of the name.
    """
    lower = unicodedata.normalize("NFC", name).lower()
    plain = "".join(
        each
        for each in unicodedata.normalize("NFKD", lower)
        if not unicodedata.category(each).startswith("M")
    )
    words = _words(plain)
    lost = not words or any(each.isalnum() and not each.isascii() for each in plain)
    if not lost and len(words) <= SLUG_LENGTH:
        return words
    return with_digest(_words(plain.translate(LETTERS)), name) if name_key(name) else ""


def with_digest(words: str, name: str) -> str:
    """Give a slug that no other name has: the words, as far as there is room, and a digest of the name."""
    digest = hashlib.sha256(name_key(name).encode()).hexdigest()[:DIGEST_LENGTH]
    return f"{words[: SLUG_LENGTH - DIGEST_LENGTH - 1].strip('-') or 'body'}-{digest}"


def _words(plain: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class BodyNames:
    """Gives the body that a name in a file stands for.

    `known` are the organisations of this installation as (name, slug), each under its own slug: a row counts
    as theirs by their name only, never because the slug of another name happens to be the same.
    """

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        self._known = {name_key(name): (name, own) for name, own in known}
        self._taken = {own for _name, own in self._known.values()}

    def body(self, name: str) -> tuple[str, str]:
        """Give name and slug of the body."""
        found = self._known.get(name_key(name))
        if found is not None:
            return found
        words = slug(name)
        return name, with_digest(words, name) if words in self._taken else words
