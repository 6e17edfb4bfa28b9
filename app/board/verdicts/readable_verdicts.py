"""Where the reviewers of one submission stand, target by target; knows no web and asks no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.board.verdicts.models import ReviewerNote, Verdict
from app.board.verdicts.targets import TargetKind, VerdictTarget


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """What one reviewer says and notes about one target."""

    code: str = ""
    note: str = ""
    condition: str = ""
    own: str = ""
    shared: bool = False

    @property
    def verdict(self) -> tuple[str, str, str]:
        """The part that is a verdict."""
        return self.code, self.note, self.condition

    @property
    def kept(self) -> tuple[str, bool]:
        """The part that is a note; an empty one is shared with nobody."""
        return self.own, self.shared and bool(self.own)

    @property
    def digest(self) -> str:
        """A short mark of these words: a form that comes back with the same was not touched."""
        said = json.dumps([*self.verdict, *self.kept], ensure_ascii=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ReadableVerdicts:
    """The newest verdicts and the notes of one review that one person may read."""

    reader_id: int
    verdicts: Mapping[VerdictTarget, tuple[Verdict, ...]] = field(default_factory=dict)
    notes: Mapping[VerdictTarget, tuple[ReviewerNote, ...]] = field(default_factory=dict)

    def of(self, target: VerdictTarget) -> tuple[Verdict, ...]:
        """The verdicts on a target, by name; words kept without a verdict are left out."""
        return tuple(each for each in self.verdicts.get(target, ()) if each.code)

    def mine(self, target: VerdictTarget) -> Verdict | None:
        """The reader's own verdict, or words kept without one."""
        return next((v for v in self.verdicts.get(target, ()) if v.author_id == self.reader_id), None)

    def my_code(self, target: VerdictTarget) -> str:
        """The code of the reader's own verdict; empty without one."""
        found = self.mine(target)
        return found.code if found else ""

    def others(self, target: VerdictTarget) -> tuple[Verdict, ...]:
        """What the other reviewers say."""
        return tuple(each for each in self.of(target) if each.author_id != self.reader_id)

    def my_note(self, target: VerdictTarget) -> ReviewerNote | None:
        """The reader's own note."""
        return next((n for n in self.notes.get(target, ()) if n.author_id == self.reader_id), None)

    def shared_notes(self, target: VerdictTarget) -> tuple[ReviewerNote, ...]:
        """What other reviewers noted and share."""
        return tuple(n for n in self.notes.get(target, ()) if n.author_id != self.reader_id and n.text)

    def words(self, target: VerdictTarget) -> VerdictWords:
        """What the reader says and notes now."""
        verdict, note = self.mine(target), self.my_note(target)
        return VerdictWords(
            verdict.code if verdict else "",
            verdict.note if verdict else "",
            verdict.condition if verdict else "",
            note.text if note else "",
            note.shared if note else False,
        )

    def seen(self, target: VerdictTarget) -> str:
        """Which state of these words a form was filled from: verdict and note, counted."""
        verdict, note = self.mine(target), self.my_note(target)
        return f"{verdict.number if verdict else 0}.{note.version if note else 0}"

    def agreed(self, target: VerdictTarget) -> bool:
        """Whether all who gave a verdict gave the same; False while nobody did."""
        return len({each.code for each in self.of(target)}) == 1

    def given(self, targets: Iterable[VerdictTarget]) -> int:
        """On how many of these the reader gave a verdict."""
        return sum(bool(self.my_code(target)) for target in targets)

    def last_batch(self, section: Iterable[VerdictTarget]) -> tuple[str, int]:
        """The newest bulk action of the reader that still holds on some of these, and on how many."""
        mine = [found for found in map(self.mine, section) if found is not None and found.batch]
        newest = max(mine, key=lambda each: each.id, default=None)
        if newest is None:
            return "", 0
        return newest.batch, sum(each.batch == newest.batch for each in mine)


def gathered(reader_id: int, verdicts: Iterable[Verdict], notes: Iterable[ReviewerNote]) -> ReadableVerdicts:
    """Puts rows together by target, in their order."""
    said: dict[VerdictTarget, list[Verdict]] = {}
    for verdict in verdicts:
        said.setdefault(verdict.target, []).append(verdict)
    noted: dict[VerdictTarget, list[ReviewerNote]] = {}
    for note in notes:
        noted.setdefault(note.target, []).append(note)
    return ReadableVerdicts(
        reader_id,
        {target: tuple(rows) for target, rows in said.items()},
        {target: tuple(rows) for target, rows in noted.items()},
    )


def is_open_question(target: VerdictTarget, standing: ReadableVerdicts) -> bool:
    """Whether it is a question on which the reader gave no verdict and keeps no words."""
    return target.kind is TargetKind.QUESTION and not any(standing.words(target).verdict)
