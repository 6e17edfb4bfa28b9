"""What is wrong with a data file, told by line and path; knows no rule of what a file says."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

Read = TypeVar("Read")
MOST_MISTAKES = 1000
MOST_SUGGESTIONS = 50
MOST_CANDIDATES = 1000
LONGEST_WORD = 80
UNSHOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Mistake:
    """One mistake: the 1-based line, the path inside the file, and a sentence for its writer."""

    filename: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.filename}:{self.line}: "
        return f"{where}{self.path}: {self.message}" if self.path else f"{where}{self.message}"


class DataFileError(ValueError):
    """Raised for a data file that cannot be used; holds every mistake that was found."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class Report:
    """Collects mistakes, remembers the line of every path, and stops collecting when there are too many."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self._mistakes: list[Mistake] = []
        self._lines: dict[str, int] = {}
        self._owners: dict[tuple[str, str, str], str] = {}
        self._suggestions = 0

    def mark(self, path: str, line: int) -> None:
        """Remember on which line a path stands."""
        self._lines[path] = line

    def add(self, path: str, message: str, line: int | None = None) -> None:
        """Note a mistake at a path; without a line the line of the path (or of what holds it) is taken."""
        if len(self._mistakes) <= MOST_MISTAKES:
            where = self._line_of(path) if line is None else line
            self._mistakes.append(Mistake(self.filename, where, path, message))

    @property
    def has_mistakes(self) -> bool:
        """Whether something is wrong so far."""
        return bool(self._mistakes)

    def claim(self, kind: str, name: str, path: str, scope: str = "") -> None:
        """Note a mistake when this name of this kind was claimed in the scope from another path before."""
        first = self._owners.setdefault((kind, scope, name), path)
        if first != path:
            line = self._line_of(first)
            self.add(path, f"{kind} {quoted(name)} is used twice; it is already on line {line}")

    def suggest(self, word: str, known: Iterable[str], closeness: float = 0.75) -> str:
        """A hint such as ' (did you mean "x"?)', or nothing when no known word is that close (0 to 1)."""
        if self._suggestions >= MOST_SUGGESTIONS or len(word) > LONGEST_WORD:
            return ""
        candidates = [name for _index, name in zip(range(MOST_CANDIDATES), known, strict=False)]
        self._suggestions += 1
        close = difflib.get_close_matches(word, candidates, n=1, cutoff=closeness)
        return f" (did you mean {quoted(close[0])}?)" if close else ""

    def result(self) -> tuple[Mistake, ...]:
        """Every mistake by line; when there are too many, the last one says so."""
        kept = sorted(self._mistakes[:MOST_MISTAKES], key=lambda mistake: (mistake.line, mistake.path))
        if len(self._mistakes) > MOST_MISTAKES:
            more = f"there are more than {MOST_MISTAKES} mistakes; the rest are not listed"
            kept.append(Mistake(self.filename, kept[-1].line, "", more))
        return tuple(kept)

    def sound(self, value: Read | None) -> Read:
        """What was read, if nothing is wrong with it.

        Raises:
            DataFileError: something is, with every mistake.
        """
        if value is None or self._mistakes:
            raise DataFileError(self.result())
        return value

    def _line_of(self, path: str) -> int:
        while path and path not in self._lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self._lines.get(path, 1)


def quoted(word: object) -> str:
    """The word in quotation marks, cut when it is long, with nothing in it that a terminal would obey."""
    text = str(word)
    short = text if len(text) <= LONGEST_WORD else text[: LONGEST_WORD - 1] + "…"
    return '"' + "".join(letter if letter.isprintable() else UNSHOWN for letter in short) + '"'
