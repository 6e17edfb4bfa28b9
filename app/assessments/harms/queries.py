"""Reads of harms."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.assessments.models import Assessment, Harm
from app.assessments.snapshots.model import HarmFacts, SafeguardFacts
from app.database import db
from app.uses.models import UseCase
from app.web.access import loads


def harms_of(assessment_id: int, *, removed: bool = False) -> list[Harm]:
    """Harms in the order in which they were added; with `removed`, only those taken off the list."""
    gone = Harm.removed_at.is_not(None) if removed else Harm.removed_at.is_(None)
    return list(
        db.session.scalars(
            select(Harm)
            .where(Harm.assessment_id == assessment_id, gone)
            .options(selectinload(Harm.safeguards))
            .order_by(Harm.id)
        )
    )


def titles_of(assessment_id: int) -> dict[int, str]:
    """The titles of the harms on the list by id, in the order in which they were added."""
    rows = db.session.execute(
        select(Harm.id, Harm.title)
        .where(Harm.assessment_id == assessment_id, Harm.removed_at.is_(None))
        .order_by(Harm.id)
    )
    return {row.id: row.title for row in rows}


@loads("harm_id", "harm")
def harm(organisation_id: int, harm_id: int) -> Harm | None:
    """One harm of the organisation, removed or not."""
    return db.session.scalars(
        select(Harm)
        .join(Assessment, Assessment.id == Harm.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(UseCase.organisation_id == organisation_id, Harm.id == harm_id)
        .options(selectinload(Harm.safeguards))
    ).one_or_none()


def facts(harm: Harm) -> HarmFacts:
    """The harm as a frozen value."""
    return HarmFacts(
        id=harm.id,
        title=harm.title,
        who=harm.who,
        principle=harm.principle,
        severity=harm.severity,
        likelihood=harm.likelihood,
        reversible=harm.reversible,
        severity_after=harm.severity_after,
        likelihood_after=harm.likelihood_after,
        accepted_reason=harm.accepted_reason,
        is_public=harm.is_public,
        safeguards=tuple(
            SafeguardFacts(
                text=s.text,
                responsible=s.responsible,
                due_on=s.due_on.isoformat() if s.due_on else "",
                in_place=s.in_place,
                severity_steps=s.severity_steps,
                likelihood_steps=s.likelihood_steps,
                evidence=s.evidence,
            )
            for s in harm.safeguards
        ),
    )


def unguarded(harm: Harm | HarmFacts) -> bool:
    """Whether the harm has neither a safeguard nor a reason for accepting it."""
    return not harm.safeguards and not harm.accepted_reason.strip()
