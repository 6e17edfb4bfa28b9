"""The assessment of a use, which the use itself does not know."""

from __future__ import annotations

from weakref import WeakValueDictionary

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import QueryContext, Session, joinedload, object_session
from sqlalchemy.sql.base import ExecutableOption

from app.assessments.models import Assessment, QuestionnaireVersion
from app.database import db
from app.uses.models import UseCase

_KNOWN = "assessments by use"


def with_version() -> ExecutableOption:
    """Loads an assessment's questionnaire version with it, but for its long text."""
    return joinedload(Assessment.questionnaire_version).defer(QuestionnaireVersion.source)


def assessment_of(use: UseCase) -> Assessment | None:
    """The assessment of a use, None when it has none; no statement when the session holds it already."""
    state = inspect(use)
    session = object_session(use) or db.session()
    held = state.info.get("assessment") or _known(session).get(use.id)
    if held is None or inspect(held).session is not session or inspect(held).deleted:
        held = session.scalars(
            select(Assessment).where(Assessment.use_id == use.id).options(with_version())
        ).one_or_none()
    state.info["assessment"] = held  # lives as long as the use does
    return held


def with_assessment(use: UseCase, assessment: Assessment | None) -> UseCase:
    """The use, keeping the assessment that was read with it."""
    inspect(use).info["assessment"] = assessment
    return use


def the_assessment(use: UseCase) -> Assessment:
    """The assessment of a use that has one.

    Raises:
        LookupError: it has none.
    """
    found = assessment_of(use)
    if found is None:
        raise LookupError(f"Use {use.id} has no assessment.")
    return found


def _known(session: Session) -> WeakValueDictionary[int, Assessment]:
    known: WeakValueDictionary[int, Assessment] = session.info.setdefault(_KNOWN, WeakValueDictionary())
    return known


@event.listens_for(Assessment, "load")
def _remember(assessment: Assessment, context: QueryContext) -> None:
    _known(context.session)[assessment.__dict__["use_id"]] = assessment
