"""Saving what the team says to a duty or about the facts: never over something unseen, every state kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.assessments.answers.actions import NotEditable
from app.assessments.duties.models import DutySheet, DutySheetRevision
from app.assessments.lifecycle import EDITABLE
from app.assessments.use_assessment import the_assessment
from app.database import transaction, utcnow
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import Stale, lock_fresh


def save_sheet(
    *,
    use: UseCase,
    page: str,
    answers: Mapping[str, Any],
    not_applicable: str = "",
    seen: int,
    actor_id: int | None,
    nonce: str = "",
) -> DutySheet:
    """Saves one page; `answers` as in sheets.py, `seen` is 0 when the page had not been saved before.

    What is the same as before makes no new version.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        NotEditable: the assessment is not with the team.
        Stale: somebody saved a newer version.
    """
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        # Overlapping saves wait in line here, also for a sheet that is not there yet.
        assessment = lock_fresh(session, the_assessment(use))
        if assessment.state not in EDITABLE:
            raise NotEditable
        sheet = _sheet(session, assessment.id, page)
        if (sheet.version if sheet else 0) != seen:
            raise Stale(sheet)
        if sheet is None:
            sheet = DutySheet(assessment_id=assessment.id, page=page, answers={}, not_applicable="")
        elif (sheet.answers, sheet.not_applicable) == (answers, not_applicable):
            return sheet
        _write(session, sheet, answers, not_applicable, actor_id)
        flag_modified(assessment, "state")  # a new version: nobody submits unseen answers
        audit.record(
            audit.AuditSubject("duty_sheet", sheet.id, use.organisation_id),
            "duty.saved",
            actor_id=actor_id,
            use=use.id,
            page=sheet.page,
            version=sheet.version,
        )
    return sheet


def _sheet(session: Session, assessment_id: int, page: str) -> DutySheet | None:
    return session.scalars(
        select(DutySheet)
        .where(DutySheet.assessment_id == assessment_id, DutySheet.page == page)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _write(
    session: Session, sheet: DutySheet, answers: Mapping[str, Any], not_applicable: str, actor_id: int | None
) -> None:
    sheet.answers = dict(answers)
    sheet.not_applicable = not_applicable
    sheet.saved_by_id = actor_id
    sheet.saved_at = utcnow()
    session.add(sheet)
    session.flush()
    session.add(
        DutySheetRevision(
            sheet_id=sheet.id,
            number=sheet.version,
            answers=sheet.answers,
            not_applicable=not_applicable,
            saved_by_id=actor_id,
            saved_at=sheet.saved_at,
        )
    )
