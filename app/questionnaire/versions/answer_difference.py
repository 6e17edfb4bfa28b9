"""Says what changed between two sets of answers; used when something is submitted again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from app.questionnaire.model import UNANSWERED, Answer, Answers, AnswerState, Value

Frozen: TypeAlias = tuple[object, ...]


class ChangeKind(StrEnum):
    """What happened to an answer."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class AnswerDifference:
    """One changed answer; `before` is None when added, `after` is None when removed."""

    question_id: str
    kind: ChangeKind
    before: Answer | None
    after: Answer | None


def changes(before: Answers, after: Answers) -> tuple[AnswerDifference, ...]:
    """Every difference by question id; not answered and not there are the same thing."""
    found = []
    for name in sorted({*before, *after}):
        old, new = _given(before, name), _given(after, name)
        if old is None and new is not None:
            found.append(AnswerDifference(name, ChangeKind.ADDED, None, new))
        elif old is not None and new is None:
            found.append(AnswerDifference(name, ChangeKind.REMOVED, old, None))
        elif old is not None and new is not None and not same(old, new):
            found.append(AnswerDifference(name, ChangeKind.CHANGED, old, new))
    return tuple(found)


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same; lists equal tuples, and values that the state hides are left out."""
    return _essence(one) == _essence(other)


def _given(answers: Answers, name: str) -> Answer | None:
    answer = answers.get(name, UNANSWERED)
    said = answer.state is not AnswerState.NOT_ANSWERED or answer.note or answer.evidence
    return answer if said else None


def _essence(answer: Answer) -> tuple[Answer, Frozen]:
    reason = answer.reason if answer.state is AnswerState.NOT_APPLICABLE else ""
    value = _frozen(answer.value) if answer.state is AnswerState.ANSWERED else ()
    return replace(answer, value=None, reason=reason, evidence=tuple(answer.evidence)), value


def _frozen(value: Value) -> Frozen:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(tuple(sorted(item.items())) if isinstance(item, Mapping) else item for item in value)
    return (type(value).__name__ if isinstance(value, str) else "", value)
