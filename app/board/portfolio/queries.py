"""Reads of the portfolio: a fixed number of statements, however many uses there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, not_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.models import Person
from app.assessments.models import Assessment, Harm, QuestionnaireVersion, Safeguard, Submission
from app.assessments.summaries.models import AssessmentSummary
from app.assessments.summaries.store import groups_from, summaries_of
from app.assessments.summaries.summary import Summary
from app.board.conditions.queries import is_late
from app.board.models import Advice, Condition, Review
from app.board.portfolio.rows import LevelSpan, PortfolioRow, attention_of
from app.board.review_again.queries import due_dates
from app.database import db, utcnow
from app.uses.access import may_read
from app.uses.areas.queries import areas_of_many
from app.uses.models import UseCase
from app.web.roles import Actor


def portfolio(actor: Actor) -> list[PortfolioRow]:
    """Every use that the actor may read, by name: nine statements, and one for those without a summary."""
    now = utcnow()
    result = db.session.execute(
        select(Assessment, AssessmentSummary, Person.name)
        .join(Assessment.use)
        .outerjoin(AssessmentSummary, AssessmentSummary.assessment_id == Assessment.id)
        .outerjoin(Person, Person.id == UseCase.owner_id)
        .where(UseCase.organisation_id == actor.organisation_id, may_read(actor))
        .options(
            contains_eager(Assessment.use),
            joinedload(Assessment.questionnaire_version).defer(QuestionnaireVersion.source),
        )
        .order_by(func.lower(UseCase.name), UseCase.id)
    )
    found: list[tuple[Assessment, AssessmentSummary | None, str | None]]
    found = [(row[0], row[1], row[2]) for row in result]
    fresh = summaries_of(assessment for assessment, summary, _owner in found if summary is None)
    areas = areas_of_many(assessment.use_id for assessment, _summary, _owner in found)
    advised, conditions = _advised_at(actor), _overdue_conditions(actor, now)
    safeguards, due = _overdue_safeguards(actor, now), due_dates(actor.organisation_id)
    rows = []
    for assessment, summary, owner in found:
        row = (
            _from_summary(assessment, summary)
            if summary is not None
            else _worked_out(assessment, fresh[assessment.id])
        )
        row = replace(
            row,
            owner=owner or "",
            areas=tuple(areas[assessment.use_id]),
            advised_at=advised.get(assessment.id),
            review_due=due.get(assessment.use_id),
            conditions_overdue=conditions.get(assessment.id, 0),
            safeguards_overdue=safeguards.get(assessment.id, 0),
        )
        rows.append(replace(row, attention=attention_of(row, now)))
    return rows


def count_hidden(actor: Actor) -> int:
    """How many drafts of the organisation the actor may not read: one statement."""
    return (
        db.session.scalar(
            select(func.count(Assessment.id))
            .join(Assessment.use)
            .where(UseCase.organisation_id == actor.organisation_id, not_(may_read(actor)))
        )
        or 0
    )


def _from_summary(assessment: Assessment, summary: AssessmentSummary) -> PortfolioRow:
    use = assessment.use
    return PortfolioRow(
        use_id=use.id,
        name=use.name,
        kind=use.kind,
        phase=use.phase,
        service_area=use.service_area,
        state=assessment.state,
        owner="",
        level=LevelSpan(summary.level_lowest, summary.level_highest),
        level_settled=summary.level_settled,
        red_flags=summary.red_flags,
        unknowns=summary.unknowns,
        dealt_with=summary.dealt_with,
        asked=summary.asked,
        changed_at=summary.changed_at,
        groups=groups_from(summary.groups),
        groups_unknown=summary.groups_unknown,
        unguarded=summary.unguarded,
    )


def _worked_out(assessment: Assessment, summary: Summary) -> PortfolioRow:
    """A row for an assessment that has no summary yet; its harms are not looked at."""
    use = assessment.use
    return PortfolioRow(
        use_id=use.id,
        name=use.name,
        kind=use.kind,
        phase=use.phase,
        service_area=use.service_area,
        state=assessment.state,
        owner="",
        level=LevelSpan(summary.level_lowest, summary.level_highest),
        level_settled=summary.level_settled,
        red_flags=summary.red_flags,
        unknowns=summary.unknowns,
        dealt_with=summary.dealt_with,
        asked=summary.asked,
        changed_at=assessment.created_at,
        groups=summary.groups,
        groups_unknown=summary.groups_unknown,
    )


def _advised_at(actor: Actor) -> Mapping[int, datetime]:
    rows = db.session.execute(
        select(Submission.assessment_id, func.max(Advice.issued_at))
        .join(Review, Review.submission_id == Submission.id)
        .join(Advice, Advice.review_id == Review.id)
        .where(Review.organisation_id == actor.organisation_id)
        .group_by(Submission.assessment_id)
    )
    return {row[0]: row[1] for row in rows}


def _overdue_conditions(actor: Actor, now: datetime) -> Mapping[int, int]:
    rows = db.session.execute(
        select(Submission.assessment_id, func.count(Condition.id))
        .join(Review, Review.submission_id == Submission.id)
        .join(Advice, Advice.review_id == Review.id)
        .join(Condition, Condition.advice_id == Advice.id)
        .where(Review.organisation_id == actor.organisation_id, is_late(now.date()))
        .group_by(Submission.assessment_id)
    )
    return {row[0]: row[1] for row in rows}


def _overdue_safeguards(actor: Actor, now: datetime) -> Mapping[int, int]:
    rows = db.session.execute(
        select(Harm.assessment_id, func.count(Safeguard.id))
        .join(Safeguard, Safeguard.harm_id == Harm.id)
        .join(Assessment, Assessment.id == Harm.assessment_id)
        .join(Assessment.use)
        .where(
            UseCase.organisation_id == actor.organisation_id,
            Harm.removed_at.is_(None),
            Safeguard.in_place.is_(False),
            Safeguard.due_on < now.date(),
        )
        .group_by(Harm.assessment_id)
    )
    return {row[0]: row[1] for row in rows}
