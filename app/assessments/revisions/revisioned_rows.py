"""What lens marks, trade-off cards, options and voices share: a team lists them, takes them off and puts them
back, and every state is kept with who saved it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.assessments.events import tell_changed
from app.assessments.models import Assessment
from app.assessments.revisions.models import ADDED, CHANGED, PUT_BACK, REMOVED, ListedChange
from app.assessments.use_assessment import the_assessment
from app.database import Model, UTCDateTime, db, transaction, utcnow
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import lock_fresh, lock_if_version


class RevisionedRow(Model):
    """The columns of every row whose states are kept; `version` guards against stale saves."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def label(self) -> str:
        """What the row is called where a person looks for it."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        """What the row says, column by column, as its history keeps it; days are ISO dates.

        What refers to another row is left out: a class that needs it adds that row's name.
        """
        columns = [each for each in inspect(type(self)).columns if not each.foreign_keys]
        own = [str(each.key) for each in columns if each.key not in ("id", "removed_at", "version")]
        return {name: _plain(getattr(self, name)) for name in own}


class ListedRow(RevisionedRow):
    """A row that a team lists in an assessment."""

    __abstract__ = True

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)


Row = TypeVar("Row", bound=ListedRow)
KeptRow = TypeVar("KeptRow", bound=RevisionedRow)


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


def add_row(*, use: UseCase, row: Row, actor_id: int, nonce: str = "") -> Row:
    """Adds the row to the use's assessment.

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
        keep(session, ADDED, row, use, actor_id)
    return row


def change_row(
    *, use: UseCase, row: KeptRow, write: Callable[[KeptRow], None], seen: int, actor_id: int
) -> KeptRow:
    """Lets `write` change the row, if it is still the version `seen`.

    Raises:
        Stale: somebody saved it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, row, seen)
        write(fresh)
        session.flush()
        keep(session, CHANGED, fresh, use, actor_id)
    return fresh


def remove_row(*, use: UseCase, row: RevisionedRow, seen: int, actor_id: int) -> None:
    """Takes the row off the list; it stays in the database and can be put back.

    Raises:
        Stale: somebody saved it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, row, seen)
        fresh.removed_at = utcnow()
        keep(session, REMOVED, fresh, use, actor_id)


def put_back_row(*, use: UseCase, row: RevisionedRow, actor_id: int) -> None:
    """Undoes a removal; a row that is on the list stays there."""
    with transaction() as session:
        fresh = lock_fresh(session, row)
        if fresh.removed_at is None:
            return
        fresh.removed_at = None
        keep(session, PUT_BACK, fresh, use, actor_id)


def note(session: Session, action: str, subject_id: int, use: UseCase, actor_id: int) -> None:
    """Writes the audit event, and a new version of the assessment: nobody submits what they have not seen."""
    assessment = the_assessment(use)
    flag_modified(assessment, "state")
    subject = audit.AuditSubject(action.partition(".")[0], subject_id, use.organisation_id)
    audit.record(subject, action, actor_id=actor_id, use=use.id)
    tell_changed(session, assessment)


def keep(session: Session, action: str, row: RevisionedRow, use: UseCase, actor_id: int) -> None:
    """Keeps what the row says after the change, and notes it; `action` as in ListedChange."""
    kind, facts = row.__tablename__, row.facts()
    last = session.scalars(
        select(ListedChange)
        .where(ListedChange.kind == kind, ListedChange.row_id == row.id)
        .order_by(ListedChange.number.desc())
        .limit(1)
    ).first()
    if last is None or _is_news(last, action, facts):
        session.add(
            ListedChange(
                assessment_id=the_assessment(use).id,
                kind=kind,
                row_id=row.id,
                number=last.number + 1 if last else 1,
                action=action,
                facts=facts,
                saved_by_id=actor_id,
                saved_at=utcnow(),
            )
        )
    note(session, f"{kind}.{action}", row.id, use, actor_id)


def _is_news(last: ListedChange, action: str, facts: Mapping[str, Any]) -> bool:
    """Whether the row changed: saving the same again, or putting back what is there, is no news."""
    if action in (REMOVED, PUT_BACK):
        return (last.action == REMOVED) is (action == PUT_BACK)
    return facts != last.facts


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
