"""Asking for a second look, answering it by two members, and ending it by a new advice."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import audit
from app.board.appeals.lifecycle import APPEAL, OPEN, AppealAction, AppealState
from app.board.appeals.models import Appeal, AppealSubstitute
from app.board.appeals.queries import appeal_of, may_stand_in, who_may_answer
from app.board.conditions.actions import close_superseded
from app.board.deliberation.actions import put_away
from app.board.deliberation.hooks import advice_signed
from app.board.lifecycle import REVIEW, ReviewAction
from app.board.models import Advice, Review
from app.board.publishing import standing_advice
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages import MessageKind, tell
from app.register.words import APPEALS
from app.vocabulary.advice import AppealOutcome
from app.web.versions import lock_fresh, lock_if_version


class NotAmongThem(ValueError):
    """The person cannot stand in: they signed, are recused, answer already, or are not of the board."""


def ask(*, review: Review, grounds: str, actor_id: int) -> Appeal:
    """Asks for a second look in the team's name; the owner cannot respond until it is answered.

    Raises:
        OutOfTurn: the board has not advised, the owner has responded, or the team has asked before.
    """
    with transaction() as session:
        fresh = lock_fresh(session, review)
        if appeal_of(fresh.id) is not None:
            raise OutOfTurn("appealed_before", ReviewAction.APPEAL)
        fresh.state = REVIEW.after(fresh.state, ReviewAction.APPEAL)
        appeal = Appeal(
            review_id=fresh.id,
            advice_id=standing_advice(review).id,
            state=AppealState.ASKED,
            grounds=grounds,
            asked_by_id=actor_id,
            asked_at=utcnow(),
        )
        session.add(appeal)
        session.flush()
        audit.record(review, "appeal.asked", actor_id=actor_id, appeal=appeal.id)
        _tell_board(session, review, appeal, actor_id)
    return appeal


def take_back(*, review: Review, actor_id: int) -> None:
    """Takes the wish back, so that the owner can respond. It was the one that the team had.

    Raises:
        OutOfTurn: it is answered already, or there is none.
    """
    with transaction() as session:
        fresh = lock_fresh(session, review)
        appeal = _turn(session, fresh, AppealAction.TAKE_BACK)
        fresh.state = REVIEW.after(fresh.state, ReviewAction.TAKE_APPEAL_BACK)
        put_away(session, fresh)
        session.flush()
        audit.record(fresh, "appeal.taken_back", actor_id=actor_id, appeal=appeal.id)


def write_answer(*, review: Review, outcome: AppealOutcome, reasons: str, seen: int, actor_id: int) -> Appeal:
    """Writes the answer; it counts when another member agrees to it.

    Raises:
        OutOfTurn: somebody has written one already, or the second look is over.
        Stale: it changed since the form was filled.
    """
    with transaction() as session:
        fresh = lock_fresh(session, review)
        appeal = _turn(session, fresh, AppealAction.WRITE_ANSWER, seen)
        appeal.outcome, appeal.reasons, appeal.objection = outcome.value, reasons, ""
        appeal.answered_by_id = actor_id
        session.flush()
        audit.record(fresh, "appeal.answer_written", actor_id=actor_id, outcome=outcome.value)
        _tell_board(session, fresh, appeal, actor_id)
    return appeal


def disagree(*, review: Review, objection: str, seen: int, actor_id: int) -> None:
    """Sends the answer back, so that a member writes another one.

    Raises:
        OutOfTurn: no answer waits.
        Stale: it changed since it was read.
    """
    with transaction() as session:
        fresh = lock_fresh(session, review)
        appeal = _turn(session, fresh, AppealAction.OBJECT, seen)
        appeal.objection = objection
        session.flush()
        audit.record(fresh, "appeal.answer_sent_back", actor_id=actor_id)
        _tell_board(session, fresh, appeal, actor_id)


def agree(*, review: Review, seen: int, actor_id: int) -> Appeal:
    """Agrees to the answer of another member, which makes it the board's.

    An advice that stands goes back to the owner at once; one that changes waits for the new advice.

    Raises:
        OutOfTurn: no answer waits, or it is the member's own.
        Stale: it changed since it was read.
    """
    with transaction() as session:
        fresh = lock_fresh(session, review)
        appeal = appeal_of(fresh.id)
        if appeal is None or appeal.answered_by_id == actor_id:
            raise OutOfTurn(appeal.state if appeal else "none", "agree")
        stands = appeal.outcome == AppealOutcome.STANDS
        appeal = _turn(
            session,
            fresh,
            AppealAction.AGREE_THAT_IT_STANDS if stands else AppealAction.AGREE_TO_CHANGE,
            seen,
        )
        appeal.agreed_by_id, appeal.answered_at = actor_id, utcnow()
        if stands:
            fresh.state = REVIEW.after(fresh.state, ReviewAction.ANSWER_APPEAL)
            put_away(session, fresh)
        session.flush()
        audit.record(fresh, "appeal.answered", actor_id=actor_id, outcome=appeal.outcome)
        _tell_answered(session, fresh, appeal, actor_id)
    return appeal


def name_substitute(*, review: Review, person_id: int, actor_id: int) -> None:
    """Lets somebody of the board answer although they led the review, or are not a member.

    Raises:
        OutOfTurn: the second look is over.
        NotAmongThem: this person cannot.
    """
    with transaction() as session:
        fresh = lock_fresh(session, review)
        appeal = appeal_of(fresh.id)
        if appeal is None or appeal.state not in OPEN:
            raise OutOfTurn(fresh.state, "name_substitute")
        if person_id not in {person.id for person in may_stand_in(fresh)}:
            raise NotAmongThem(person_id)
        session.add(
            AppealSubstitute(
                appeal_id=appeal.id, person_id=person_id, named_by_id=actor_id, named_at=utcnow()
            )
        )
        session.flush()
        session.expire(appeal, ["substitutes"])
        audit.record(fresh, "appeal.substitute_named", actor_id=actor_id, person=person_id)
        _tell_board(session, fresh, appeal, actor_id)


@advice_signed.add
def end_by_new_advice(session: Session, advice: Advice, actor_id: int) -> None:
    """Ends an appeal whose members wanted another advice; the conditions of the earlier one are over.

    Raises:
        OutOfTurn: a second look is open, and its members have not agreed to a change.
    """
    appeal = appeal_of(advice.review_id)
    if appeal is None or appeal.state not in OPEN:
        return
    appeal.state = APPEAL.after(appeal.state, AppealAction.ADVISE_AGAIN)
    reasons = _("The board gave another advice after a second look, so this is no longer needed.")
    for condition in appeal.advice.conditions:
        close_superseded(session, condition, reasons, actor_id)
    session.flush()
    audit.record(advice.review, "appeal.ended", actor_id=actor_id, appeal=appeal.id, advice=advice.id)


def _turn(session: Session, review: Review, action: AppealAction, seen: int | None = None) -> Appeal:
    appeal = appeal_of(review.id)
    if appeal is None:
        raise OutOfTurn("none", action)
    fresh = lock_fresh(session, appeal) if seen is None else _seen(session, appeal, action, seen)
    fresh.state = APPEAL.after(fresh.state, action)
    return fresh


def _seen(session: Session, appeal: Appeal, action: AppealAction, seen: int) -> Appeal:
    """What came too late is told before what is out of date."""
    fresh = lock_fresh(session, appeal)
    APPEAL.after(fresh.state, action)
    return lock_if_version(session, fresh, seen)


def _tell_board(session: Session, review: Review, appeal: Appeal, actor_id: int) -> None:
    _send(
        session,
        MessageKind.APPEAL_ASKED,
        review,
        appeal,
        who_may_answer(review).ids,
        "board.answer_appeal",
        actor_id,
    )


def _tell_answered(session: Session, review: Review, appeal: Appeal, actor_id: int) -> None:
    use = review.submission.assessment.use
    people = {person.id for person in use.team} | ({use.owner_id} if use.owner_id else set())
    _send(session, MessageKind.APPEAL_ANSWERED, review, appeal, frozenset(people), "board.said", actor_id)


def _send(
    session: Session,
    kind: MessageKind,
    review: Review,
    appeal: Appeal,
    to: frozenset[int],
    endpoint: str,
    actor_id: int,
) -> None:
    use = review.submission.assessment.use
    tell(
        session,
        kind=kind,
        organisation_id=review.organisation_id,
        to=to,
        about=use.name,
        endpoint=endpoint,
        arguments={"use_id": use.id} if endpoint == "board.said" else {"review_id": review.id},
        words={"outcome": APPEALS[appeal.outcome]} if kind is MessageKind.APPEAL_ANSWERED else {},
        key=f"appeal-{appeal.id}-{appeal.state}-{appeal.version}",
        actor_id=actor_id,
    )
