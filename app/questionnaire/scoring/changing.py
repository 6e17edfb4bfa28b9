"""What would change the level: the nearest answers, found with a bounded amount of work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from app.logic import leaves
from app.questionnaire.model import UNANSWERED, Answer, Answers, AnswerState, Condition, Questionnaire
from app.questionnaire.path.walk import Path, path, possible
from app.questionnaire.scoring.finals import Final, Marks, Totals, conclude
from app.questionnaire.scoring.scores import scoring_of, tallies
from app.questionnaire.scoring.tallies import (
    NOTHING,
    AskedState,
    ScoreTally,
    chosen,
    contribution,
    has_many,
    marks_of,
)
from app.questionnaire.scoring_model import Exact, ScoreLevel

MOST_WALKS = 150
MOST_TRIES = 5_000
MOST_WAYS = 20
MOST_STEPS = 20
MOST_CHOICES = 200
LITTLE = Fraction(1, 1000)


@dataclass(frozen=True)
class AnswerChange:
    """One answer given otherwise; a single choice has one id, no choice is an answer not given yet."""

    question_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class LevelPath:
    """Changes that together lead to another level (or to another range of levels)."""

    changes: tuple[AnswerChange, ...]
    lowest_level: ScoreLevel
    highest_level: ScoreLevel
    raises: bool
    distance: float


@dataclass(frozen=True)
class _Step:
    """A possible change with the sums of the families after it."""

    change: AnswerChange
    gain: Mapping[str, Totals]


def what_would_change(
    questionnaire: Questionnaire, answers: Answers, known: Path | None = None
) -> tuple[LevelPath, ...]:
    """The nearest ways to another level, at most 20: single answers first, then the fewest that do together.

    Looks at one answer at a time; for a direction in which no single answer is enough, at answers of which
    no condition depends, largest effect first, at most 20. Raises NotScored.
    """
    return _LevelSearch(questionnaire, answers, known or path(questionnaire, answers)).ways()


class _LevelSearch:
    """Tries other answers; those on which conditions depend need a new walk, of which there are few."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers, walked: Path) -> None:
        self._questionnaire = questionnaire
        self._answers = answers
        self._walked = walked
        self._marks: Marks = marks_of(questionnaire, scoring_of(questionnaire))
        self._asked = AskedState(walked.presence(), possible(questionnaire, answers))
        self._tallies = tallies(questionnaire, answers, self._asked)
        self._start = _sums(self._tallies)
        self._base = conclude(self._marks, self._start)
        self._gates = _gates(questionnaire)

    def ways(self) -> tuple[LevelPath, ...]:
        """The ways found, nearest first."""
        steps = list(islice(self._free_steps(), MOST_TRIES))
        found = [self._way((step,), self._after(step.gain)) for step in steps]
        found.extend(self._gated_ways())
        singles = sorted(
            (way for way in found if self._is_other(way)), key=lambda way: (way.distance, str(way.changes))
        )
        together = [
            self._together(steps, raises)
            for raises in (False, True)
            if not any(way.raises is raises for way in singles)
        ]
        return (*singles[:MOST_WAYS], *(way for way in together if way is not None))

    def _after(self, gain: Mapping[str, Totals]) -> Final:
        sums = {name: total + gain.get(name, NOTHING) for name, total in self._start.items()}
        return conclude(self._marks, sums)

    def _way(self, steps: tuple[_Step, ...], final: Final) -> LevelPath:
        return self._told(tuple(step.change for step in steps), final)

    def _told(self, changes: tuple[AnswerChange, ...], final: Final) -> LevelPath:
        moved = self._rank(final) - self._rank(self._base)
        higher: Exact = final.highest - self._base.highest
        lower: Exact = final.lowest - self._base.lowest
        distance = float(max(higher, -higher)) + float(max(lower, -lower))
        return LevelPath(changes, final.lowest_level, final.highest_level, moved > 0, distance)

    def _rank(self, final: Final) -> int:
        rank = self._marks.scoring.rank
        return rank(final.lowest_level) + rank(final.highest_level)

    def _is_other(self, way: LevelPath) -> bool:
        base = (self._base.lowest_level, self._base.highest_level)
        return (way.lowest_level, way.highest_level) != base

    def _others(self, question_id: str) -> Iterator[AnswerChange]:
        """Every answer that differs by one choice."""
        before = chosen(self._answers.get(question_id, UNANSWERED))
        many = has_many(self._questionnaire, question_id)
        for choice in self._questionnaire.question(question_id).choice_ids[:MOST_CHOICES]:
            if not many:
                after: tuple[str, ...] = (choice,)
            elif choice in before:
                after = tuple(each for each in before if each != choice)
            else:
                after = (*before, choice)
            if after and after != before:
                yield AnswerChange(question_id, before, after)

    def _free_steps(self) -> Iterator[_Step]:
        """Changes on which no condition depends: the path stays, so the sums are known without a walk."""
        scored = self._marks.scoring.scored
        for question in self._walked.questions:
            if question.id in scored and question.id not in self._gates:
                for change in self._others(question.id):
                    yield _Step(change, self._gain(change))

    def _gain(self, change: AnswerChange) -> dict[str, Totals]:
        answer = self._given(change)
        many = has_many(self._questionnaire, change.question_id)
        gain = {}
        for sums in self._tallies:
            part = sums.parts.get(change.question_id)
            if part is not None:
                weights = sums.family.by_question[change.question_id]
                gain[sums.family.id] = contribution(weights, many, answer, self._asked) - part
        return gain

    def _given(self, change: AnswerChange) -> Answer:
        many = has_many(self._questionnaire, change.question_id)
        return Answer(AnswerState.ANSWERED, change.after if many else change.after[0])

    def _gated_ways(self) -> Iterator[LevelPath]:
        """Changes of answers on which conditions depend, those with choices only, as many as allowed."""
        walks = 0
        for question in self._walked.questions:
            if question.id not in self._gates:
                continue
            for change in self._others(question.id):
                walks += 1
                if walks > MOST_WALKS:
                    return
                yield self._told((change,), self._walk({**self._answers, question.id: self._given(change)}))

    def _walk(self, answers: Answers) -> Final:
        walked = path(self._questionnaire, answers)
        asked = AskedState(walked.presence(), possible(self._questionnaire, answers))
        return conclude(self._marks, _sums(tallies(self._questionnaire, answers, asked)))

    def _together(self, steps: list[_Step], raises: bool) -> LevelPath | None:
        """The few free changes that together lead up (or down), with none that is not needed."""
        best: dict[str, tuple[Exact, _Step]] = {}
        for step in steps:
            effect = self._effect(step) if raises else -self._effect(step)
            if effect > best.get(step.change.question_id, (0, step))[0]:
                best[step.change.question_id] = (effect, step)
        taken: list[_Step] = []
        for _effect, step in sorted(best.values(), key=lambda each: -each[0])[:MOST_STEPS]:
            taken.append(step)
            if self._is_other(self._way(tuple(taken), self._after(_joined(taken)))):
                return self._fewest(taken)
        return None

    def _effect(self, step: _Step) -> Exact:
        """How far the change moves the final score; other families count a little, as they lead to less."""
        gain = step.gain.get(self._marks.scoring.family, NOTHING)
        moved: Exact = gain.lowest + gain.highest
        for deduction in self._marks.scoring.deductions:
            other = step.gain.get(deduction.family, NOTHING)
            moved -= (other.lowest + other.highest) * LITTLE
        return moved

    def _fewest(self, taken: list[_Step]) -> LevelPath:
        kept = list(taken)
        for step in reversed(taken[:-1]):
            fewer = [each for each in kept if each is not step]
            if self._is_other(self._way(tuple(fewer), self._after(_joined(fewer)))):
                kept = fewer
        return self._way(tuple(kept), self._after(_joined(kept)))


def _sums(sums: tuple[ScoreTally, ...]) -> dict[str, Totals]:
    return {each.family.id: each.total for each in sums}


def _joined(steps: list[_Step]) -> dict[str, Totals]:
    joined: dict[str, Totals] = {}
    for step in steps:
        for name, gain in step.gain.items():
            joined[name] = joined.get(name, NOTHING) + gain
    return joined


def _gates(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions on which what is asked depends."""
    conditions: list[Condition | None] = [rule.when for rule in questionnaire.levels]
    for section in questionnaire.sections:
        conditions.append(section.show_if)
        for page in section.pages:
            conditions.extend((page.show_if, *(each.show_if for each in page.questions)))
    return frozenset(each.question for condition in conditions for each in leaves(condition))
