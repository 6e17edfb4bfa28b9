"""The board's conditions, the answers to its points and the second look, in the words that residents read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.register import words
from app.register.record import BoardFindings, PublicAppeal, PublicCondition, PublicPoint
from app.vocabulary.advice import AppealOutcome, ConditionStatus


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition: its status as a word and a code for its colour, how it stands as a sentence.

    `answer` is what the organisation answered to it, `answer_word` that in a word.
    """

    condition: PublicCondition
    word: str
    code: str
    overdue: bool
    sentence: str
    answer: PublicPoint | None = None
    answer_word: str = ""


@dataclass(frozen=True, slots=True)
class AppealView:
    """The second look: what came of it in a word, and the advice that it was about."""

    appeal: PublicAppeal
    word: str
    earlier: str


def condition_views(board: BoardFindings, today: date) -> tuple[ConditionView, ...]:
    """The conditions as they stand on a day, each with the organisation's answer."""
    answers = {point.asked: point for point in board.points}
    return tuple(
        condition_view(condition, today, answers.get(condition.text)) for condition in board.conditions
    )


def condition_view(
    condition: PublicCondition, today: date, answer: PublicPoint | None = None
) -> ConditionView:
    """One condition as it stands on a day."""
    code = "evidence_given" if condition.evidence_on else condition.status.value
    return ConditionView(
        condition=condition,
        word=words.word(words.CONDITIONS, code),
        code=code,
        overdue=condition.overdue_on(today),
        sentence=_sentence(condition, today),
        answer=answer,
        answer_word=words.word(words.POINTS, answer.outcome.value) if answer else "",
    )


def itself(board: BoardFindings) -> PublicPoint | None:
    """The answer to the advice as such: the point that is about no condition."""
    conditions = {condition.text for condition in board.conditions}
    return next((point for point in board.points if point.asked not in conditions), None)


def appeal_view(board: BoardFindings) -> AppealView | None:
    """The second look that the team asked for, if it did."""
    appeal = board.appeal
    if appeal is None:
        return None
    changed = appeal.outcome is AppealOutcome.CHANGED and appeal.earlier_outcome is not None
    return AppealView(
        appeal=appeal,
        word=words.word(words.APPEALS, appeal.outcome.value),
        earlier=words.word(words.ADVICE, appeal.earlier_outcome or "") if changed else "",
    )


def _sentence(condition: PublicCondition, today: date) -> str:
    status = condition.status
    if status is ConditionStatus.MET:
        return _met(condition)
    if status is ConditionStatus.DEPARTED:
        return _("The organisation departs from this condition, so nobody has to meet it.")
    if condition.evidence_on:
        return _(
            "Evidence came in on %(day)s. The board has not ruled on it yet.", day=_day(condition.evidence_on)
        )
    if condition.overdue_on(today) and condition.due_on:
        late = (today - condition.due_on).days
        return ngettext("It is %(num)d day late.", "It is %(num)d days late.", late)
    if status is ConditionStatus.OPEN or condition.ruled_on is None:
        return ""
    return _("The board ruled on %(day)s.", day=_day(condition.ruled_on))


def _met(condition: PublicCondition) -> str:
    met_on = condition.met_on or condition.ruled_on
    if met_on is None:
        return ""
    late, day = condition.days_late, _day(met_on)
    if late:
        return ngettext(
            "Met on %(day)s, %(num)d day late.", "Met on %(day)s, %(num)d days late.", late, day=day
        )
    if condition.due_on is None:
        return _("Met on %(day)s.", day=day)
    return _("Met on %(day)s, in time.", day=day)


def _day(day: date) -> str:
    return format_date(day, "d MMMM y")
