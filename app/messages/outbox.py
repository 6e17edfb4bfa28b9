"""The outbox: claiming an e-mail for one worker, handing it over, and keeping what came of it.

Claimed and committed before it is handed over, so no second worker takes it. What nobody knows to have left
is never sent again by itself: GOV.UK Notify is asked for it, otherwise an administrator decides.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts.models import Person
from app.database import db, reading_only, transaction, utcnow
from app.jobs.registry import queued_work
from app.messages.letters import letter
from app.messages.lifecycle import MAIL, MailAction, MailState
from app.messages.models import Mail, MessageSettings
from app.messages.transports import Letter, Lost, Refused, Transport, TryLater, Unreachable, transport_of
from app.messages.transports.transport import Undelivered
from app.web.language import DEFAULT

log = structlog.get_logger(__name__)
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
# Longer than any transport waits. After it a claim without a result is that of a worker that died.
LONGEST_CLAIM = timedelta(minutes=15)
INSIST = (1, 2, 5, 10, 20)  # seconds between tries to keep a result
LONGEST_START = timedelta(minutes=3)  # of these, before the transport begins
ASK_AGAIN = timedelta(minutes=5)
# A provider forgets what it took; after that its "no" means nothing. GOV.UK Notify keeps a week.
REMEMBERED = timedelta(days=6)
CLAIMABLE = (MailState.QUEUED, MailState.WAITING)
# What a mistake in the code raises; it ends the work on one e-mail and on none of the others.
MISTAKES = (LookupError, ValueError, TypeError, AttributeError, RuntimeError)
_WHAT_FOLLOWS: dict[type[Undelivered], MailAction] = {
    Refused: MailAction.REFUSE,
    Lost: MailAction.LOSE,
    TryLater: MailAction.FAIL,
    Unreachable: MailAction.FAIL,
}


@dataclass(frozen=True, slots=True)
class MailClaim:
    """An e-mail that one worker has; `at` tells this claim from a later one of the same e-mail."""

    mail_id: int
    at: datetime


@queued_work.add
def deliver_due() -> Counter[str]:
    """Looks after e-mails that were lost and sends those that are due, where the service sends any."""
    transport = transport_of(current_app.extensions["candour"])
    if transport is None:
        return Counter()
    return look_after_lost(transport) + deliver_all(transport)


def deliver_all(transport: Transport) -> Counter[str]:
    """Hands over every e-mail that is due, one after the other; gives how many came to which state."""
    done: Counter[str] = Counter()
    reachable = True
    while reachable and (claimed := claim()) is not None:
        state, reachable = _deliver(transport, claimed)
        done[state.value] += 1
    return done


def claim() -> MailClaim | None:
    """Takes the e-mail that is due longest, for this worker alone; None when there is none."""
    due = Mail.state.in_(CLAIMABLE), Mail.due_at <= utcnow()
    with reading_only():  # most looks find nothing and keep no writer waiting
        if db.session.scalar(select(Mail.id).where(*due).limit(1)) is None:
            return None
    with transaction() as session:
        mail = session.scalars(
            select(Mail)
            .where(*due)
            .order_by(Mail.due_at, Mail.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).first()
        if mail is None:
            return None
        claimed = MailClaim(mail.id, utcnow())
        mail.state = MAIL.after(mail.state, MailAction.CLAIM)
        mail.claimed_at = claimed.at
        mail.attempts += 1
    return claimed


def _deliver(transport: Transport, claimed: MailClaim) -> tuple[MailState, bool]:
    """Hands over a claimed e-mail outside of any transaction, then writes down what came of it.

    Gives the state that it came to, and whether others are worth trying now.
    """
    try:
        content = _content(claimed.mail_id)
    except MISTAKES as error:  # one that cannot be written keeps none of the others back
        log.error("mail not written", mail=claimed.mail_id, exc_info=error)
        return _settle(claimed, MailAction.REFUSE, f"it could not be written: {type(error).__name__}"), True
    if content is None:
        return _settle(claimed, MailAction.DROP), True
    if utcnow() - claimed.at > LONGEST_START:  # the machine slept; it may be thought lost any moment
        return _settle(claimed, MailAction.FAIL, "the worker was too slow to start"), True
    try:
        transport.deliver(content)
    except Undelivered as error:
        reason = str(error).replace(content.to, "…")  # servers like to repeat the address
        state = _settle(claimed, _WHAT_FOLLOWS[type(error)], reason)
        return state, not isinstance(error, Unreachable)
    except MISTAKES as error:
        log.error("mail perhaps not sent", mail=claimed.mail_id, exc_info=error)
        return _settle(claimed, MailAction.LOSE, f"a mistake while sending: {type(error).__name__}"), True
    return _settle(claimed, MailAction.DELIVER), True


def _content(mail_id: int) -> Letter | None:
    """The words of an e-mail; None when its reader cannot sign in any more, or there is nothing to say."""
    with reading_only():
        mail = db.session.scalars(
            select(Mail)
            .where(Mail.id == mail_id)
            .options(
                joinedload(Mail.person).selectinload(Person.memberships),
                joinedload(Mail.organisation),
                selectinload(Mail.messages),
            )
        ).one()
        if mail.person is not None and not _reads(mail.person, mail.organisation_id):
            return None
        language = db.session.scalar(
            select(MessageSettings.language).where(MessageSettings.person_id == mail.person_id)
        )
        return letter(mail, language or DEFAULT)


def _reads(person: Person, organisation_id: int) -> bool:
    """Whether the person can still read it inside too."""
    belongs = any(membership.organisation_id == organisation_id for membership in person.memberships)
    return person.active and bool(person.email) and belongs


def _settle(claimed: MailClaim, action: MailAction, reason: str = "") -> MailState:
    """Writes down what came of a claim; insists, because what is not written down nobody knows any more.

    Raises:
        OperationalError: the database did not answer for a minute.
    """
    for pause in INSIST:
        try:
            return _write_down(claimed, action, reason)
        except OperationalError as error:
            log.warning("result not kept yet", mail=claimed.mail_id, error=type(error).__name__)
            time.sleep(pause)
    return _write_down(claimed, action, reason)


def _write_down(claimed: MailClaim, action: MailAction, reason: str) -> MailState:
    """Writes down what came of a claim, unless it is no longer this one."""
    with transaction() as session:
        fresh = _locked(session, claimed.mail_id)
        if fresh.claimed_at != claimed.at or fresh.state not in (MailState.SENDING, MailState.UNKNOWN):
            return MailState(fresh.state)
        if action is MailAction.FAIL and fresh.attempts > len(PAUSES):
            action = MailAction.REFUSE
        move(fresh, action, reason)
        log.info("mail", mail=fresh.id, kind=fresh.kind, state=fresh.state, attempts=fresh.attempts)
        return MailState(fresh.state)


def _locked(session: Session, mail_id: int) -> Mail:
    """The e-mail as the database has it, kept from others until the transaction ends."""
    query = select(Mail).where(Mail.id == mail_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def move(mail: Mail, action: MailAction, reason: str = "") -> None:
    """Takes an e-mail one step on, in the caller's transaction.

    Raises:
        OutOfTurn: its state has no such step.
    """
    now = utcnow()
    mail.state = MAIL.after(mail.state, action)
    mail.reason = reason[:300]
    if mail.state == MailState.WAITING:
        mail.due_at = now + PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    elif mail.state == MailState.QUEUED:
        mail.due_at, mail.attempts = now, 0
    elif mail.state == MailState.UNKNOWN:
        mail.due_at = now + ASK_AGAIN
    elif mail.state == MailState.SENT:
        mail.sent_at = now
    if mail.state in MAIL.final or mail.state == MailState.GIVEN_UP:
        mail.address, mail.private = "", None


def look_after_lost(transport: Transport) -> Counter[str]:
    """Finds claims whose worker died, and asks a transport that remembers for e-mails of which nobody knows.

    Gives how many turned out how.
    """
    done: Counter[str] = Counter()
    with reading_only():
        died = db.session.scalars(_died().limit(1)).first() is not None
    if died:
        with transaction() as session:
            for mail in session.scalars(_died().with_for_update(skip_locked=True)):
                move(mail, MailAction.LOSE, "the worker stopped while it sent this")
                done[MailState.UNKNOWN] += 1
    if transport.remembers:
        with reading_only():
            lost = [(mail.id, mail.reference) for mail in db.session.scalars(_to_ask_for())]
        for mail_id, reference in lost:
            done.update(_ask(transport, mail_id, reference))
    return done


def _died() -> Select[Mail]:
    return (
        select(Mail)
        .where(Mail.state == MailState.SENDING, Mail.claimed_at <= utcnow() - LONGEST_CLAIM)
        .order_by(Mail.id)
        .limit(100)
        .execution_options(populate_existing=True)
    )


def _to_ask_for() -> Select[Mail]:
    now = utcnow()
    return (
        select(Mail)
        .where(Mail.state == MailState.UNKNOWN, Mail.due_at <= now, Mail.claimed_at >= now - REMEMBERED)
        .order_by(Mail.due_at, Mail.id)
        .limit(100)
        .execution_options(populate_existing=True)
    )


def _ask(transport: Transport, mail_id: int, reference: str) -> list[str]:
    """Asks for one e-mail: what was taken is sent, what was not waits again, no answer is asked for later."""
    reason = ""
    try:
        taken: bool | None = transport.was_taken(reference)
    except TryLater as error:
        taken, reason = None, str(error)
    with transaction() as session:
        fresh = _locked(session, mail_id)
        if fresh.state != MailState.UNKNOWN:
            return []
        if taken is None:
            fresh.due_at, fresh.reason = utcnow() + ASK_AGAIN, reason[:300]
            return []
        move(fresh, MailAction.FIND if taken else MailAction.MISS)
        return [MailState(fresh.state).value]
