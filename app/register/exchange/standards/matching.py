"""Recognises headings and choices however they were typed: letters in front, other dashes, misspellings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from app.register.exchange.standards.model import ChoiceValue, Standard, StandardColumn

# Below these a likeness is chance; measured on the headings and values that agencies really typed.
HEADING_LIKENESS = 92
CHOICE_LIKENESS = 87
SHORTEST_FUZZY = 5
LONGEST_CHOICE = 400

_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"^(?:\s*[a-zA-Z][)\]]\s*)+")
_DEFINITION = re.compile(r"\s[-–—]\s|[:;(]")


def plain(text: str) -> str:
    """Give the words of a text in lower case with single spaces and nothing else."""
    return " ".join(_WORD.findall(text.casefold()))


def without_letter(text: str) -> str:
    """Take away the letters with which a form numbers its choices: "b) Yes" becomes "Yes"."""
    return _LETTER.sub("", text).strip()


class Headings:
    """Recognises the columns of one standard by their headings."""

    def __init__(self, standard: Standard) -> None:
        self._keys: dict[str, str] = {}
        for column in standard.columns:
            for name in column.headings:
                for form in _heading_forms(name):
                    self._keys.setdefault(form, column.key)
        self._seen: dict[str, str | None] = {}

    def key_of(self, heading: str) -> str | None:
        """Give the column's key, or None for a heading that the standard does not know."""
        if heading not in self._seen:
            self._seen[heading] = self._find(heading)
        return self._seen[heading]

    def _find(self, heading: str) -> str | None:
        for form in _heading_forms(heading):
            if form in self._keys:
                return self._keys[form]
        for form in _heading_forms(heading):
            if len(form) >= 2 * SHORTEST_FUZZY:
                near = process.extractOne(
                    form, self._keys.keys(), scorer=fuzz.ratio, score_cutoff=HEADING_LIKENESS
                )
                if near is not None:
                    return self._keys[near[0]]
        return None


def _heading_forms(heading: str) -> list[str]:
    """Give the whole heading and its question alone, since forms print advice after the question mark."""
    forms = [plain(heading)]
    question, mark, _ = heading.partition("?")
    if mark and plain(question) != forms[0]:
        forms.append(plain(question))
    return [form for form in forms if form]


@dataclass(frozen=True, slots=True)
class Match:
    """What a cell was read as: `value` None when nothing is like it; `text` to show; `guessed`."""

    value: ChoiceValue | None
    text: str
    guessed: bool = False


class Choices:
    """Recognises the values of one column; remembers what it has seen, since columns repeat themselves."""

    def __init__(self, column: StandardColumn) -> None:
        self._values: dict[str, ChoiceValue] = {}
        for value in column.values:
            for spelling in (value.label, *value.spellings):
                self._values.setdefault(plain(without_letter(spelling)), value)
        self._seen: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """Read one cell, exactly, by what stands before a definition, or by likeness, in that order."""
        if text not in self._seen:
            self._seen[text] = self._find(text)
        return self._seen[text]

    def _find(self, text: str) -> Match:
        bare = without_letter(text)
        whole = plain(bare)
        if whole in self._values:
            value = self._values[whole]
            return Match(value, value.label)
        head = plain(_DEFINITION.split(bare, maxsplit=1)[0])
        if head in self._values:
            return Match(self._values[head], bare)
        if SHORTEST_FUZZY <= len(whole) <= LONGEST_CHOICE:
            near = process.extractOne(
                whole, self._values.keys(), scorer=fuzz.ratio, score_cutoff=CHOICE_LIKENESS
            )
            if near is not None:
                value = self._values[near[0]]
                return Match(value, value.label, guessed=True)
        return Match(None, bare)
