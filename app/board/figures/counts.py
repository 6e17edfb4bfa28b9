"""Counts a year from what is known of a board's work; knows no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from app.board.figures.facts import AdviceFact, ConditionFact, Facts, Happening
from app.board.figures.model import FigureGroup, FigureRow, Year, median
from app.register.record.board import days_late, is_overdue
from app.vocabulary.advice import AdviceOutcome, ConditionStatus, ResponseOutcome

APPEALS = ("stands", "changed", "waiting")
SEVERITIES = ("critical", "serious", "minor", "not_rated")
LOOKS = ("confirmed_unchanged", "round_opened", "dismissed", "raised")
STANDING = ("met_in_time", "met_late", "partly_met", "not_met", "overdue", "with_board", "not_yet_due")
Within = Callable[[date | None], bool]


def count(facts: Facts, year: int, today: date) -> Year:
    """The figures of a calendar year as they stand on `today`; a year that is not over is counted so far."""
    end = min(date(year, 12, 31), today)

    def within(day: date | None) -> bool:
        return day is not None and day.year == year and day <= end

    return Year(
        year,
        today,
        (
            _known(facts, within, end),
            _outcomes([each for each in facts.advices if within(each.issued_on)]),
            _responses([each for each in facts.advices if within(each.responded_on)]),
            _coded("appeals", APPEALS, facts.appeals, within),
            _conditions([each for each in facts.conditions if each.due_on.year == year], today),
            _stages(facts, within),
            _board(facts, within),
            _coded("incidents", SEVERITIES, facts.incidents, within),
            _after(facts, within),
        ),
    )


def _known(facts: Facts, within: Within, end: date) -> FigureGroup:
    def by_then(day: date | None) -> bool:
        return day is not None and day <= end

    known = [use for use in facts.uses if by_then(use.recorded_on) and not by_then(use.retired_on)]
    rows = (
        FigureRow("known", len(known)),
        FigureRow("assessed", sum(by_then(use.submitted_on) for use in known), len(known)),
        FigureRow("published", sum(by_then(use.published_on) for use in known), len(known)),
        FigureRow("new", sum(within(use.recorded_on) for use in facts.uses)),
        FigureRow("first_assessed", sum(within(use.submitted_on) for use in facts.uses)),
        FigureRow("retired", sum(within(use.retired_on) for use in facts.uses)),
    )
    return FigureGroup("known", rows)


def _tally(code: str, order: Iterable[str], found: Iterable[str]) -> FigureGroup:
    counts = Counter(found)
    whole = counts.total()
    return FigureGroup(code, tuple(FigureRow(each, counts[each], whole) for each in order))


def _outcomes(advices: Iterable[AdviceFact]) -> FigureGroup:
    return _tally("advice", [outcome.value for outcome in AdviceOutcome], (each.outcome for each in advices))


def _responses(advices: Iterable[AdviceFact]) -> FigureGroup:
    return _tally("responses", [each.value for each in ResponseOutcome], (each.response for each in advices))


def _coded(code: str, order: Iterable[str], happened: Iterable[Happening], within: Within) -> FigureGroup:
    return _tally(code, order, (each.code for each in happened if within(each.on)))


def standing(condition: ConditionFact, today: date) -> str:
    """Where a condition stands against its date: one of STANDING, or why its date no longer counts."""
    if condition.status == ConditionStatus.MET:
        late = days_late(condition.status, condition.due_on, condition.met_on)
        return "met_late" if late else "met_in_time"
    if condition.status != ConditionStatus.OPEN:
        return condition.status
    if is_overdue(condition.status, condition.due_on, condition.evidence_on, today):
        return "overdue"
    return "with_board" if condition.evidence_on else "not_yet_due"


def _conditions(conditions: list[ConditionFact], today: date) -> FigureGroup:
    counts = Counter(standing(each, today) for each in conditions)
    whole = sum(counts[code] for code in STANDING)
    moved = sum(each.first_due_on is not None and each.first_due_on < each.due_on for each in conditions)
    return FigureGroup(
        "conditions",
        (
            *(FigureRow(code, counts[code], whole) for code in STANDING),
            FigureRow("moved", moved),
            FigureRow("no_longer_needed", counts["no_longer_needed"]),
            FigureRow("departed", counts["departed"]),
        ),
    )


def _stages(facts: Facts, within: Within) -> FigureGroup:
    def days(pairs: Iterable[tuple[date | None, date | None]]) -> list[int]:
        return [(end - start).days for start, end in pairs if start and end and within(end)]

    measured = {
        "writing": days((use.recorded_on, use.submitted_on) for use in facts.uses),
        "with_board": days((each.opened_on, each.spoken_on) for each in facts.reviews),
        "with_owner": days((each.issued_on, each.responded_on) for each in facts.advices),
        "to_register": days((use.answered_on, use.published_on) for use in facts.uses),
    }
    return FigureGroup(
        "stages",
        tuple(
            FigureRow(code, median(found), len(found), "days", max(found, default=None))
            for code, found in measured.items()
        ),
    )


def _board(facts: Facts, within: Within) -> FigureGroup:
    issued = [each for each in facts.advices if within(each.issued_on)]
    return FigureGroup(
        "board",
        (
            FigureRow("meetings", sum(map(within, facts.meetings))),
            FigureRow("by_consensus", sum(each.rule == "consensus" for each in issued), len(issued)),
            FigureRow("by_vote", sum(each.rule == "vote" for each in issued), len(issued)),
            FigureRow("with_dissent", sum(each.dissents > 0 for each in issued), len(issued)),
            FigureRow("sent_back", sum(within(each.returned_on) for each in facts.reviews)),
            FigureRow("interests", sum(map(within, facts.interests))),
        ),
    )


def _after(facts: Facts, within: Within) -> FigureGroup:
    looks = _coded("looks", LOOKS, facts.looks, within)
    return FigureGroup("after", (*looks.rows, FigureRow("paused", sum(map(within, facts.pauses)))))
