"""One statement for all that was changed in an assessment, and what a reader filters it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, literal, select, union_all

from app.assessments.assigning.models import QUESTION, SECTION, AssignmentRevision
from app.assessments.duties.models import DutySheet, DutySheetRevision
from app.assessments.models import AnswerRevision, AnswerRow, Assessment, Harm
from app.assessments.revisions.models import HarmRevision, ListedChange
from app.audit import AuditEvent
from app.questionnaire.model import Questionnaire

ANSWER, HARM, LISTED, DUTY = "answer", "harm", "listed", "duty"
ASSIGNMENT, EVENT = "assignment", "event"
# What the filter by section offers beside the sections, and the kinds of rows that stand on lists there.
HARMS, LENSES, TRADE_OFFS, VOICES = "harms", "lenses", "trade_offs", "voices"
DUTIES, WHOLE = "duties", "whole"
LISTED_KINDS = {
    LENSES: ("lens_mark",),
    TRADE_OFFS: ("trade_off_card", "trade_off_option", "no_tension"),
    VOICES: ("voice",),
}
EVENTS = (
    "use.started",
    "use.imported",
    "use.edited",
    "use.member_added",
    "use.member_removed",
    "assessment.submitted",
    "assessment.withdrawn",
    "assessment.reopened",
)


@dataclass(frozen=True, slots=True)
class Only:
    """What a reader asks to see: one person's changes, one section's (or HARMS, or WHOLE), or all."""

    person_id: int | None = None
    section_id: str = ""


def everything(assessment: Assessment, questionnaire: Questionnaire, only: Only) -> CompoundSelect[Any]:
    """Kind, id, moment and person of every change that fits; the rows that the ids name are read after it."""
    return union_all(
        _answer_rows(assessment, questionnaire, only),
        _harm_rows(assessment, only),
        _listed_rows(assessment, only),
        _duty_rows(assessment, only),
        _assignment_rows(assessment, questionnaire, only),
        _event_rows(assessment, only),
    )


def _columns(kind: str, row_id: Any, at: Any, person_id: Any) -> Select[Any]:
    kinds = literal(kind, String)
    return select(kinds.label("kind"), row_id.label("id"), at.label("at"), person_id.label("person_id"))


def _by(query: Select[Any], person_id: Any, only: Only) -> Select[Any]:
    return query if only.person_id is None else query.where(person_id == only.person_id)


def _questions(questionnaire: Questionnaire, section_id: str) -> list[str]:
    sections = [each for each in questionnaire.sections if each.id == section_id]
    return [question.id for section in sections for question in section.questions()]


def _answer_rows(assessment: Assessment, questionnaire: Questionnaire, only: Only) -> Select[Any]:
    saved = AnswerRevision
    query = _columns(ANSWER, saved.id, saved.saved_at, saved.saved_by_id)
    query = query.join(AnswerRow, AnswerRow.id == saved.answer_id)
    query = query.where(AnswerRow.assessment_id == assessment.id)
    if only.section_id:
        query = query.where(AnswerRow.question_id.in_(_questions(questionnaire, only.section_id)))
    return _by(query, saved.saved_by_id, only)


def _harm_rows(assessment: Assessment, only: Only) -> Select[Any]:
    saved = HarmRevision
    query = _columns(HARM, saved.id, saved.saved_at, saved.saved_by_id)
    query = query.join(Harm, Harm.id == saved.harm_id).where(Harm.assessment_id == assessment.id)
    if only.section_id not in ("", HARMS):
        query = query.where(saved.id < 0)
    return _by(query, saved.saved_by_id, only)


def _listed_rows(assessment: Assessment, only: Only) -> Select[Any]:
    saved = ListedChange
    query = _columns(LISTED, saved.id, saved.saved_at, saved.saved_by_id)
    query = query.where(saved.assessment_id == assessment.id)
    if only.section_id:
        query = query.where(saved.kind.in_(LISTED_KINDS.get(only.section_id, ())))
    return _by(query, saved.saved_by_id, only)


def _duty_rows(assessment: Assessment, only: Only) -> Select[Any]:
    saved = DutySheetRevision
    query = _columns(DUTY, saved.id, saved.saved_at, saved.saved_by_id)
    query = query.join(DutySheet, DutySheet.id == saved.sheet_id)
    query = query.where(DutySheet.assessment_id == assessment.id)
    if only.section_id not in ("", DUTIES):
        query = query.where(saved.id < 0)
    return _by(query, saved.saved_by_id, only)


def _assignment_rows(assessment: Assessment, questionnaire: Questionnaire, only: Only) -> Select[Any]:
    saved = AssignmentRevision
    query = _columns(ASSIGNMENT, saved.id, saved.saved_at, saved.saved_by_id)
    query = query.where(saved.assessment_id == assessment.id)
    if only.section_id:
        section = (saved.target == SECTION) & (saved.target_id == only.section_id)
        question = (saved.target == QUESTION) & saved.target_id.in_(
            _questions(questionnaire, only.section_id)
        )
        query = query.where(section | question)
    return _by(query, saved.saved_by_id, only)


def _event_rows(assessment: Assessment, only: Only) -> Select[Any]:
    event = AuditEvent
    query = _columns(EVENT, event.sequence, event.at, event.actor_id).where(
        event.subject_type == "use", event.subject_id == str(assessment.use_id), event.action.in_(EVENTS)
    )
    if only.section_id not in ("", WHOLE):
        query = query.where(event.sequence < 0)
    return _by(query, event.actor_id, only)
