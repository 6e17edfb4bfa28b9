"""Words as the index knows them, and a search text taken apart into them; knows no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

LONGEST_QUERY = 200
MOST_WORDS = 12
SHORTEST_KEPT, LONGEST_KEPT = 3, 60
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# Words that say nothing about what is looked for; used all the same when there are no others.
_FILLERS = frozenset(
    """
    a about am an and are as at be been being by can could did do does for from get has have how i if in is it
    its me my of on or our that the their there they this to us was we were what when where which who why will
    with would you your a'r am ar ac yn yr y i o wrth gan fy ei eu mae ydy yw beth sut pam pwy ble
    """.split()
)


def fold(text: str) -> str:
    """Lower case without accents, so that `Ŵyl` and `wyl` are one word."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """Every word of a text in order, folded: letters and digits, nothing else."""
    return _WORD.findall(fold(text))


def countable(words: Collection[str]) -> set[str]:
    """Those words that a typing error may be measured against."""
    return {w for w in words if SHORTEST_KEPT <= len(w) <= LONGEST_KEPT and _LETTERS.fullmatch(w)}


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody searches for: every group has to be found, by any one of its words.

    `open_end` says that the last word may go on: `park` finds parking.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    open_end: bool = False

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def text(self) -> str:
        """The words as a person would type them."""
        return " ".join(" OR ".join(group) for group in self.groups)

    def any_word(self) -> Query:
        """The same words, of which one is enough."""
        return Query((tuple(dict.fromkeys(w for group in self.groups for w in group)),), self.open_end)


def parse(text: str) -> Query:
    """Take a search text apart. `OR` in capitals between two words asks for either of them. Never fails."""
    kept = text[:LONGEST_QUERY].replace("\x00", " ")
    groups: list[tuple[str, ...]] = []
    either = False
    for raw in _WORD.findall(unicodedata.normalize("NFC", kept)):
        if raw == "OR":
            either = bool(groups)
            continue
        words = words_of(raw)
        if either and words:
            groups[-1] = tuple(dict.fromkeys((*groups[-1], *words)))
        else:
            groups.extend((word,) for word in words)
        either = False
    telling = [group for group in groups if not set(group) <= _FILLERS] or groups
    found = tuple(dict.fromkeys(telling))[:MOST_WORDS]
    return Query(found, bool(found) and len(found[-1][-1]) > 1)


def spellings(word: str) -> tuple[str, ...]:
    """The word with and without an English plural s, since no stemmer serves all our languages."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return (word,)
    if word.endswith("s"):
        return (word,) if word.endswith("ss") else (word, word[:-1])
    return (word, word + "s")


def corrected(query: Query, known: dict[str, int]) -> Query:
    """The query with each word that no entry holds replaced by the nearest that some do.

    `known` gives the number of entries of each word. A word without a near one stays as it is.
    """
    last = query.groups[-1][-1] if query else ""
    groups = tuple(
        tuple(
            word if _is_known(word, known, query.open_end and word == last) else _nearest(word, known)
            for word in group
        )
        for group in query.groups
    )
    return replace(query, groups=groups)


def _is_known(word: str, known: dict[str, int], may_go_on: bool) -> bool:
    if any(spelling in known for spelling in spellings(word)):
        return True
    return may_go_on and any(other.startswith(word) for other in known)


def _nearest(word: str, known: dict[str, int]) -> str:
    """The known word with the fewest typing errors (one, two in a long word), then that of most entries."""
    if len(word) < SHORTEST_KEPT or not _LETTERS.fullmatch(word):
        return word
    allowed = 1 if len(word) < 6 else 2
    near = process.extract(
        word, known.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=50
    )
    best = min(near, key=lambda hit: (hit[1], hit[0][0] != word[0], -known[hit[0]], hit[0]), default=None)
    return word if best is None else str(best[0])
