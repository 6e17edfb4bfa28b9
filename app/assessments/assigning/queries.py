"""Reads of who deals with which section or question."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.assessments.assigning.models import QUESTION, SECTION, Assignment
from app.assessments.lifecycle import EDITABLE
from app.assessments.models import Assessment, QuestionnaireVersion
from app.database import db
from app.uses.models import UseCase, UseMember
from app.web.roles import Actor, Role

Target = tuple[str, str]


class Assigned(dict[Target, Assignment]):
    """The assignments of one assessment by target, those that were taken off included."""

    def section(self, section_id: str) -> Assignment | None:
        """Who deals with a section; None when nobody does."""
        return self._given((SECTION, section_id))

    def question(self, question_id: str) -> Assignment | None:
        """Who deals with a question on its own; None when nobody does."""
        return self._given((QUESTION, question_id))

    def version(self, target: Target) -> int:
        """The version of a target's row, 0 when there is none."""
        return self[target].version if target in self else 0

    def _given(self, target: Target) -> Assignment | None:
        found = self.get(target)
        return found if found is not None and found.person_id is not None else None


def assignments_of(assessment: Assessment) -> Assigned:
    """Every assignment of an assessment, read afresh: one statement."""
    rows = db.session.scalars(
        select(Assignment)
        .where(Assignment.assessment_id == assessment.id)
        .options(joinedload(Assignment.person))
        .order_by(Assignment.target, Assignment.target_id)
        .execution_options(populate_existing=True)
    )
    return Assigned({(row.target, row.target_id): row for row in rows})


def assigned_to(actor: Actor) -> list[Assignment]:
    """What the actor has to deal with on uses that are with their team, the earliest date first."""
    if not actor.has(Role.TEAM_MEMBER):
        return []
    return list(
        db.session.scalars(
            select(Assignment)
            .join(Assessment, Assessment.id == Assignment.assessment_id)
            .join(UseCase, UseCase.id == Assessment.use_id)
            .join(UseMember, (UseMember.use_id == UseCase.id) & (UseMember.person_id == actor.person_id))
            .where(
                UseCase.organisation_id == actor.organisation_id,
                Assignment.person_id == actor.person_id,
                Assessment.state.in_([state.value for state in EDITABLE]),
            )
            .options(
                joinedload(Assignment.assessment).joinedload(Assessment.use),
                joinedload(Assignment.assessment)
                .joinedload(Assessment.questionnaire_version)
                .defer(QuestionnaireVersion.source),
            )
            .order_by(Assignment.due_on.is_(None), Assignment.due_on, Assignment.id)
        )
    )
