"""Handing in evidence, ruling on it, moving a date; each tells the public register at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.board.conditions.lifecycle import CONDITION, TAKES_EVIDENCE, ConditionAction, action_for, state_of
from app.board.conditions.models import ConditionDate, ConditionEvidence, ConditionRuling
from app.board.interests.queries import others_of
from app.board.models import Condition, Review
from app.board.publishing import amend_public
from app.board.words import CONDITION_STATUSES
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages import MessageKind, tell
from app.vocabulary.advice import ConditionStatus
from app.web.nonces import spend
from app.web.roles import Role
from app.web.versions import lock_fresh, lock_if_version

LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """What is handed in: words, and perhaps a link and a file."""

    text: str
    link: str = ""
    file_id: int | None = None


class SameDate(ValueError):
    """The date is the one that the condition has already."""


def give_evidence(
    *, condition: Condition, evidence: EvidenceInput, actor_id: int, nonce: str = ""
) -> ConditionEvidence:
    """Hands in evidence, which asks the board for a ruling.

    Raises:
        OutOfTurn: the condition is settled or departed from.
        AlreadyDone: the form with this nonce was sent before.
    """
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        fresh = lock_fresh(session, condition)
        CONDITION.after(state_of(fresh), ConditionAction.GIVE_EVIDENCE)
        review = condition.advice.review
        row = ConditionEvidence(
            condition_id=fresh.id,
            text=evidence.text,
            link=evidence.link,
            file_id=evidence.file_id,
            given_by_id=actor_id,
            given_at=utcnow(),
        )
        session.add(row)
        fresh.evidence_on = fresh.evidence_on or utcnow().date()
        session.flush()
        audit.record(
            review, "condition.evidence_given", actor_id=actor_id, condition=fresh.id, evidence=row.id
        )
        amend_public(session, review, actor_id)
        _tell(session, MessageKind.EVIDENCE_GIVEN, fresh, review, key=f"evidence-{row.id}", actor_id=actor_id)
    return row


def rule_on_condition(
    *, review: Review, condition: Condition, status: ConditionStatus, note: str, seen: int, actor_id: int
) -> None:
    """Says whether a condition is met, and tells the public register at once.

    A condition that is met counts as met on the day when the evidence came in, however long the board took.

    Raises:
        Stale: somebody ruled, or handed in evidence, since the form was filled.
        OutOfTurn: the condition is departed from, or cannot be opened again because it is open.
    """
    with transaction() as session:
        fresh = lock_if_version(session, condition, seen)
        CONDITION.after(state_of(fresh), action_for(status))
        last = session.scalar(
            select(func.max(ConditionEvidence.id)).where(ConditionEvidence.condition_id == fresh.id)
        )
        ruling = ConditionRuling(
            condition_id=fresh.id,
            evidence_id=last,
            status=status.value,
            reasons=note,
            ruled_by_id=actor_id,
            ruled_at=utcnow(),
        )
        session.add(ruling)
        _stand(fresh, status, note, actor_id)
        session.flush()
        audit.record(review, "condition.ruled", actor_id=actor_id, condition=fresh.id, status=status.value)
        amend_public(session, review, actor_id)
        _tell(
            session, MessageKind.CONDITION_RULED, fresh, review, key=f"ruling-{ruling.id}", actor_id=actor_id
        )


def _stand(condition: Condition, status: ConditionStatus, note: str, actor_id: int) -> None:
    met_on = condition.evidence_on or condition.met_on or utcnow().date()
    condition.met_on = met_on if status is ConditionStatus.MET else None
    condition.status, condition.status_note = status.value, note
    condition.evidence_on = None
    condition.ruled_by_id, condition.ruled_at = actor_id, utcnow()


def close_superseded(session: Session, condition: Condition, reasons: str, actor_id: int) -> None:
    """Ends a condition of an advice that another one has replaced; the caller audits and publishes."""
    fresh = lock_fresh(session, condition)
    if not CONDITION.may(state_of(fresh), ConditionAction.SUPERSEDE):
        return
    session.add(
        ConditionRuling(
            condition_id=fresh.id,
            status=ConditionStatus.NO_LONGER_NEEDED.value,
            reasons=reasons,
            ruled_by_id=actor_id,
            ruled_at=utcnow(),
        )
    )
    _stand(fresh, ConditionStatus.NO_LONGER_NEEDED, reasons, actor_id)


def move_date(
    *, review: Review, condition: Condition, due_on: date, reasons: str, seen: int, actor_id: int
) -> None:
    """Gives a condition another date; the first one stays visible.

    Raises:
        Stale: somebody changed the condition since the form was filled.
        OutOfTurn: the condition is settled or departed from.
        SameDate: it is due on that day already.
    """
    with transaction() as session:
        fresh = lock_if_version(session, condition, seen)
        if state_of(fresh) not in TAKES_EVIDENCE:
            raise OutOfTurn(state_of(fresh), "move_date")
        if fresh.due_on == due_on:
            raise SameDate(due_on)
        session.add(
            ConditionDate(
                condition_id=fresh.id,
                was_due_on=fresh.due_on,
                due_on=due_on,
                reasons=reasons,
                moved_by_id=actor_id,
                moved_at=utcnow(),
            )
        )
        fresh.first_due_on = fresh.first_due_on or fresh.due_on
        fresh.due_on, fresh.lapsed_at = due_on, None
        session.flush()
        audit.record(
            review, "condition.date_moved", actor_id=actor_id, condition=fresh.id, due=due_on.isoformat()
        )
        amend_public(session, review, actor_id)


def owed_by(condition: Condition) -> set[int]:
    """Ids of the people who must know of a condition: who sees to it, the accountable owner and the team."""
    use = condition.advice.review.submission.assessment.use
    found = {condition.owner_id, use.owner_id, *(person.id for person in use.team)}
    return {person_id for person_id in found if person_id is not None}


def _tell(
    session: Session, kind: MessageKind, condition: Condition, review: Review, *, key: str, actor_id: int
) -> None:
    to_board = kind is MessageKind.EVIDENCE_GIVEN
    board = others_of(review, Role.BOARD_CHAIR, Role.BOARD_SECRETARY) if to_board else []
    tell(
        session,
        kind=kind,
        organisation_id=review.organisation_id,
        to={person.id for person in board} if to_board else owed_by(condition),
        about=review.submission.assessment.use.name,
        endpoint="board.condition",
        arguments={"condition_id": condition.id},
        words={
            "what": condition.text[:LONGEST_QUOTE],
            **({} if to_board else {"outcome": CONDITION_STATUSES[condition.status]}),
        },
        key=key,
        actor_id=actor_id,
    )
