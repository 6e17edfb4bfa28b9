"""How answers are written in the sample's files: a value alone, or keys that say more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from app.data_files import Made, Written
from app.questionnaire.model import NO, YES, Answer, AnswerState, Evidence


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer with keys: `value`, `unknown` or `not_applicable` (a reason), and what supports it."""

    value: object = None
    unknown: bool = False
    not_applicable: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


def _answer(said: object) -> Answer:
    if not isinstance(said, _Said):
        return Answer(AnswerState.ANSWERED, _value(said))
    if said.unknown:
        return Answer(AnswerState.UNKNOWN, note=said.note, evidence=said.evidence)
    if said.not_applicable:
        return Answer(AnswerState.NOT_APPLICABLE, reason=said.not_applicable, note=said.note)
    if said.value is None:
        raise ValueError('expected one of "value", "unknown" and "not_applicable"')
    return Answer(AnswerState.ANSWERED, _value(said.value), note=said.note, evidence=said.evidence)


def _value(value: object) -> Any:
    """Numbers as numbers, yes and no as the words that answers use, and all else as texts, lists and rows."""
    if isinstance(value, Mapping):
        return {name: _value(each) for name, each in value.items()}
    if not isinstance(value, Written):
        return [_value(each) for each in value] if isinstance(value, Sequence) else None
    if value.truth is not None:
        return YES if value.truth else NO
    return str(value).strip() if value.number is None else value.number


SampleAnswer: TypeAlias = Annotated[Answer, Made(_Said, _answer, short=object)]
