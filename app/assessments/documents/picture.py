"""The five principles of one assessment as a picture: counts side by side, never one number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.questionnaire.model import Answers, Questionnaire
from app.questionnaire.path.flags import RaisedFlag, red_flags
from app.questionnaire.path.progress import Counts, count
from app.questionnaire.path.walk import Path, path
from app.vocabulary.principles import Principle

PARTS = ("answered", "unknown", "apart", "open")


@dataclass(frozen=True, slots=True)
class PrincipleBar:
    """How the questions of one principle stand; `flags` counts its red flags."""

    principle: str
    counts: Counts
    flags: int

    def parts(self, longest: int, width: int = 100) -> list[tuple[str, float, float]]:
        """Name, start and width of each part of the bar, on a scale that `longest` questions fill."""
        scale = width / max(longest, 1)
        numbers = (
            self.counts.answered,
            self.counts.unknown,
            self.counts.not_applicable,
            self.counts.not_answered,
        )
        found, start = [], 0.0
        for name, number in zip(PARTS, numbers, strict=True):
            if number:
                found.append((name, round(start, 2), round(number * scale, 2)))
            start += number * scale
        return found


@dataclass(frozen=True, slots=True)
class Picture:
    """A bar for each principle that has questions on the path."""

    bars: tuple[PrincipleBar, ...]

    @property
    def longest(self) -> int:
        """The greatest number of questions, which the longest bar stands for."""
        return max((bar.counts.total for bar in self.bars), default=0)


def picture_of(
    questionnaire: Questionnaire,
    answers: Answers,
    known: Path | None = None,
    flags: Iterable[RaisedFlag] | None = None,
) -> Picture:
    """The picture of these answers; give `known` and `flags` to save working them out."""
    walked = known or path(questionnaire, answers)
    raised = red_flags(questionnaire, answers, walked) if flags is None else flags
    numbers = Counter(flag.principle for flag in raised)
    bars = []
    for principle in Principle:
        mine = [q for q in walked.questions if questionnaire.principle_of(q.id) is principle]
        if mine:
            bars.append(PrincipleBar(principle.value, count(mine, answers), numbers[principle]))
    return Picture(tuple(bars))
