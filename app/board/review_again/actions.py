"""Raising, answering and dismissing triggers; each one transaction with its audit event in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.assessments.events import reopened
from app.assessments.lifecycle import ASSESSMENT, EDITABLE, AssessmentAction, AssessmentState
from app.assessments.submissions import actions
from app.assessments.use_assessment import the_assessment
from app.board.review_again import queries
from app.board.review_again.kinds import UnchangedAnswer, all_kinds
from app.board.review_again.lifecycle import TRIGGER, TriggerAction, TriggerState
from app.board.review_again.models import Confirmation, NewRound, Trigger
from app.board.review_again.notifications import tell_raised
from app.board.review_again.publishing import publish_confirmation, publish_round
from app.board.review_again.recheck import mark_for_another_look
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import Stale, lock_fresh


class NotUnchanged(Exception):
    """`kinds` need a new round, or words where `words` is set: no tick alone answers them."""

    def __init__(self, kinds: Sequence[str], *, words: bool) -> None:
        super().__init__(", ".join(kinds))
        self.kinds = tuple(kinds)
        self.words = words


def raise_trigger(
    session: Session,
    *,
    use: UseCase,
    kind: str,
    detail: str = "",
    source: str = "",
    once: bool = False,
    actor_id: int | None = None,
    today: date | None = None,
) -> Trigger | None:
    """Raises a trigger in the caller's transaction and tells the owner.

    `kind` is a code of triggers.yaml; `source` names the row or day that it comes from. None when the same is
    open already (or, with `once`, was ever raised), and for a use whose first round is not over.

    Raises:
        KeyError: there is no such kind.
    """
    days = all_kinds()[kind].days
    lock_fresh(session, use)
    if not queries.standings(use.organisation_id, use.id) or _is_known(session, use, kind, source, once):
        return None
    trigger = Trigger(
        organisation_id=use.organisation_id,
        use_id=use.id,
        kind=kind,
        source=source,
        detail=detail,
        raised_by_id=actor_id,
        raised_at=utcnow(),
        due_on=(today or utcnow().date()) + timedelta(days=days),
    )
    session.add(trigger)
    session.flush()
    audit.record(use, "trigger.raised", actor_id=actor_id, trigger=trigger.id, kind=kind)
    tell_raised(session, use, trigger, actor_id)
    return trigger


def _is_known(session: Session, use: UseCase, kind: str, source: str, once: bool) -> bool:
    same = select(Trigger.state).where(
        Trigger.use_id == use.id, Trigger.kind == kind, Trigger.source == source
    )
    states = set(session.scalars(same))
    return TriggerState.RAISED in states or (once and bool(states))


def declare(*, use: UseCase, kind: str, detail: str, actor_id: int, nonce: str) -> Trigger | None:
    """Says that something changed; None when the same is waiting already.

    Raises:
        AlreadyDone: the form was sent before.
        OutOfTurn: the board has not advised on this use yet, so there is nothing to look at again.
    """
    with transaction() as session:
        spend(session, nonce)
        if queries.standings(use.organisation_id, use.id) == {}:
            raise OutOfTurn("first_round", "declare")
        return raise_trigger(session, use=use, kind=kind, detail=detail, actor_id=actor_id)


def confirm_unchanged(
    *,
    use: UseCase,
    statements: Sequence[str],
    words: str,
    post: str,
    seen: Sequence[int],
    actor_id: int,
    nonce: str,
) -> Confirmation:
    """The owner confirms that nothing changed, which answers every open trigger and is published.

    `seen` are the ids of the triggers that the page showed.

    Raises:
        AlreadyDone: the form was sent before.
        Stale: other triggers are open than the page showed.
        NotUnchanged: one of them needs words, or a new round.
        OutOfTurn: a round is open.
    """
    with transaction() as session:
        spend(session, nonce)
        _between_rounds(session, use, "confirm")
        waiting = _answerable(use, seen, words)
        confirmation = Confirmation(
            use_id=use.id,
            statements=list(statements),
            words=words,
            post=post,
            confirmed_by_id=actor_id,
            confirmed_at=utcnow(),
        )
        session.add(confirmation)
        session.flush()
        for trigger in waiting:
            _settle(session, trigger, TriggerAction.CONFIRM, actor_id)
            trigger.confirmation_id = confirmation.id
        audit.record(use, "use.confirmed_unchanged", actor_id=actor_id, confirmation=confirmation.id)
        publish_confirmation(use, confirmation, actor_id)
    return confirmation


def _between_rounds(session: Session, use: UseCase, action: str) -> None:
    state = lock_fresh(session, the_assessment(use)).state
    if state != AssessmentState.RESPONDED:
        raise OutOfTurn(state, action)


def _answerable(use: UseCase, seen: Sequence[int], words: str) -> list[Trigger]:
    """The open triggers, if they are those that were seen and such a confirmation answers them all."""
    waiting = queries.open_triggers(use.id)
    if {trigger.id for trigger in waiting} != set(seen):
        raise Stale(use)
    kinds = {trigger.kind: all_kinds()[trigger.kind].unchanged for trigger in waiting}
    never = [kind for kind, unchanged in kinds.items() if unchanged is UnchangedAnswer.NO]
    if never:
        raise NotUnchanged(never, words=False)
    wordy = [kind for kind, unchanged in kinds.items() if unchanged is UnchangedAnswer.WORDS]
    if wordy and not words:
        raise NotUnchanged(wordy, words=True)
    return waiting


def open_round(*, use: UseCase, why: str, actor_id: int, nonce: str) -> None:
    """Opens a new round with the last answers in place, or takes open triggers into the one that is open.

    Raises:
        AlreadyDone: the form was sent before.
        OutOfTurn: the assessment is with the board or the owner.
    """
    with transaction() as session:
        spend(session, nonce)
        assessment = lock_fresh(session, the_assessment(use))
        if assessment.state not in EDITABLE:
            ASSESSMENT.after(assessment.state, AssessmentAction.REOPEN)
            actions.reopen(use=use, why=why, actor_id=actor_id)
            return
        waiting = queries.open_triggers(use.id)
        if not waiting or not assessment.reopened_at:
            raise OutOfTurn(assessment.state, "open_round")
        _take_in(session, use, waiting, why, actor_id)


@reopened.add
def note_round(session: Session, use: UseCase, why: str, actor_id: int) -> None:
    """Writes down a new round, whoever opened it, with everything that waited for one."""
    _take_in(session, use, queries.open_triggers(use.id), why, actor_id)


def _take_in(session: Session, use: UseCase, waiting: Sequence[Trigger], why: str, actor_id: int) -> None:
    kinds = list(dict.fromkeys(trigger.kind for trigger in waiting))
    new = NewRound(use_id=use.id, kinds=kinds, words=why, opened_by_id=actor_id, opened_at=utcnow())
    session.add(new)
    session.flush()
    for trigger in waiting:
        _settle(session, trigger, TriggerAction.OPEN_ROUND, actor_id)
        trigger.round_id = new.id
    audit.record(use, "use.round_opened", actor_id=actor_id, round=new.id, kinds=kinds)
    mark_for_another_look(session, use, kinds)
    publish_round(use, actor_id)


def dismiss(*, trigger: Trigger, reason: str, actor_id: int) -> None:
    """The board says that a trigger needs no answer, and why.

    Raises:
        OutOfTurn: it was answered or dismissed already.
    """
    with transaction() as session:
        fresh = lock_fresh(session, trigger)
        _settle(session, fresh, TriggerAction.DISMISS, actor_id)
        fresh.settled_words = reason
        use = session.get_one(UseCase, fresh.use_id)
        audit.record(use, "trigger.dismissed", actor_id=actor_id, trigger=fresh.id, kind=fresh.kind)


def _settle(session: Session, trigger: Trigger, action: TriggerAction, actor_id: int) -> None:
    trigger.state = TRIGGER.after(trigger.state, action)
    trigger.settled_at = utcnow()
    trigger.settled_by_id = actor_id
    session.flush()
