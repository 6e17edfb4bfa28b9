"""Keeps each summary true: written again in the transaction that changed answers or harms."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.assessments.answers.queries import answers_of_many, frozen
from app.assessments.events import assessment_changed
from app.assessments.harms.queries import harms_of, unguarded
from app.assessments.models import Assessment, QuestionnaireVersion
from app.assessments.questionnaire_store.queries import questionnaire_of_version
from app.assessments.summaries.models import AssessmentSummary
from app.assessments.summaries.summary import PeopleGroup, Summary, Touch, summarise
from app.database import db, transaction, utcnow


@assessment_changed.add
def refresh(session: Session, assessment: Assessment) -> None:
    """Writes the assessment's summary as it stands in this transaction."""
    session.flush()
    summary, harms = summaries_of([assessment])[assessment.id], harms_of(assessment.id)
    row = session.get(AssessmentSummary, assessment.id) or AssessmentSummary(assessment_id=assessment.id)
    _fill(row, summary)
    row.harms, row.unguarded = len(harms), sum(unguarded(harm) for harm in harms)
    row.changed_at = utcnow()
    session.add(row)
    session.flush()


def summaries_of(assessments: Iterable[Assessment]) -> dict[int, Summary]:
    """Summaries worked out afresh, by assessment: one statement for the answers of all of them."""
    found = {each.id: each for each in assessments}
    answers = answers_of_many(found)
    return {
        key: summarise(
            questionnaire_of_version(each.questionnaire_version),
            {name: frozen(row) for name, row in answers[key].items()},
        )
        for key, each in found.items()
    }


def fill_gaps() -> int:
    """Writes the summaries that are missing (from before they were kept); gives how many."""
    with transaction() as session:
        missing = list(
            db.session.scalars(
                select(Assessment)
                .outerjoin(AssessmentSummary, AssessmentSummary.assessment_id == Assessment.id)
                .where(AssessmentSummary.assessment_id.is_(None))
                .options(joinedload(Assessment.questionnaire_version).defer(QuestionnaireVersion.source))
                .order_by(Assessment.id)
            )
        )
        for assessment in missing:
            refresh(session, assessment)
    return len(missing)


def groups_from(data: Iterable[Iterable[str]]) -> tuple[PeopleGroup, ...]:
    """Reads the groups of a stored summary."""
    return tuple(PeopleGroup(Touch(touch), code, words) for touch, code, words in data)


def _fill(row: AssessmentSummary, summary: Summary) -> None:
    for name in (
        "level_lowest",
        "level_highest",
        "level_settled",
        "red_flags",
        "unknowns",
        "dealt_with",
        "asked",
        "groups_unknown",
    ):
        setattr(row, name, getattr(summary, name))
    row.groups = [[group.touch.value, group.code, group.words] for group in summary.groups]
