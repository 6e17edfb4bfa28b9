"""What lens marks, trade-off cards and voices share: a team lists them, takes them off and puts them back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.assessments.events import changed
from app.assessments.models import Assessment, UseCase
from app.database import Model, UTCDateTime, db, transaction, utcnow
from app.web.nonces import spend
from app.web.versions import lock, take


class Listed(Model):
    """The columns of every row that a team lists in an assessment; `version` guards against stale saves."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def label(self) -> str:
        """What the row is called where a person looks for it."""
        raise NotImplementedError


Row = TypeVar("Row", bound=Listed)


def rows_of(model: type[Row], assessment_id: int, *, removed: bool = False) -> list[Row]:
    """Rows in the order in which they were added; with `removed`, only those taken off the list."""
    gone = model.removed_at.is_not(None) if removed else model.removed_at.is_(None)
    return list(
        db.session.scalars(select(model).where(model.assessment_id == assessment_id, gone).order_by(model.id))
    )


def row_of(model: type[Row], organisation_id: int, row_id: int) -> Row | None:
    """One row of the organisation, removed or not."""
    return db.session.scalars(
        select(model)
        .join(Assessment, Assessment.id == model.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(UseCase.organisation_id == organisation_id, model.id == row_id)
    ).one_or_none()


def add_row(*, use: UseCase, row: Row, kind: str, actor_id: int, nonce: str = "") -> Row:
    """Adds the row to the use's assessment; `kind` is its word in the audit events.

    Raises:
        AlreadyDone: the form with this nonce was sent before; its result is the row's id.
        LookupError: the use has no assessment.
    """
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        row.assessment_id = the_assessment(use).id
        session.add(row)
        session.flush()
        if spent:
            spent.result = str(row.id)
        note(session, f"{kind}.added", row.id, use, actor_id)
    return row


def change_row(
    *, use: UseCase, row: Row, write: Callable[[Row], None], seen: int, kind: str, actor_id: int
) -> Row:
    """Lets `write` change the row, if it is still the version `seen`.

    Raises:
        Stale: somebody saved it since.
    """
    with transaction() as session:
        fresh = lock(session, row, seen)
        write(fresh)
        session.flush()
        note(session, f"{kind}.changed", fresh.id, use, actor_id)
    return fresh


def remove_row(*, use: UseCase, row: Row, seen: int, kind: str, actor_id: int) -> None:
    """Takes the row off the list; it stays in the database and can be put back.

    Raises:
        Stale: somebody saved it since.
    """
    with transaction() as session:
        fresh = lock(session, row, seen)
        fresh.removed_at = utcnow()
        note(session, f"{kind}.removed", fresh.id, use, actor_id)


def put_back_row(*, use: UseCase, row: Row, kind: str, actor_id: int) -> None:
    """Undoes a removal; a row that is on the list stays there."""
    with transaction() as session:
        fresh = take(session, row)
        fresh.removed_at = None
        note(session, f"{kind}.put_back", fresh.id, use, actor_id)


def the_assessment(use: UseCase) -> Assessment:
    """The use's assessment.

    Raises:
        LookupError: it has none.
    """
    if use.assessment is None:
        raise LookupError(f"Use {use.id} has no assessment.")
    return use.assessment


def note(session: Session, action: str, subject_id: int, use: UseCase, actor_id: int) -> None:
    """Writes the audit event, and a new version of the assessment: nobody submits what they have not seen."""
    assessment = the_assessment(use)
    flag_modified(assessment, "state")
    audit.record(
        session,
        action=action,
        subject_type=action.partition(".")[0],
        subject_id=subject_id,
        actor_id=actor_id,
        organisation_id=use.organisation_id,
        details={"use": use.id},
    )
    changed.send(session, assessment=assessment)
