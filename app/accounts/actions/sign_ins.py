"""Sign-in, sign-out and passwords, each one transaction with its audit event."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app import audit
from app.accounts.models import Person, SignIn, SignInAttempt
from app.accounts.passwords import hash_password
from app.accounts.queries import digest, locked_out
from app.database import transaction, utcnow, wait_in_line


class TooManyTries(Exception):
    """Too many passwords were tried for this account, or from this address."""


def admit_try(*, account: str, peer: str, limited: bool) -> int:
    """Admits one try of a password and gives its id, for `try_succeeded`; call it before looking at it.

    The try is kept as a failed one at once, and those for one account or from one address take turns here. So
    no more than the allowed number is admitted, however many come at the same moment. `account` is what
    `queries.locked_out` counts by; with `limited` false every try is admitted.

    Raises:
        TooManyTries: the account or the address rests.
    """
    with transaction() as session:
        wait_in_line(session, f"password tries of {digest(account)}", f"password tries from {digest(peer)}")
        if limited and locked_out(account, peer):
            raise TooManyTries
        attempt = SignInAttempt(account_hash=digest(account), peer_hash=digest(peer), succeeded=False)
        session.add(attempt)
        session.execute(delete(SignInAttempt).where(SignInAttempt.at < utcnow() - timedelta(days=30)))
        session.flush()
        return attempt.id


def try_succeeded(*, attempt_id: int) -> None:
    """Says that the password of this try was right: the account's count begins again."""
    with transaction() as session:
        session.execute(
            update(SignInAttempt)
            .where(SignInAttempt.id == attempt_id)
            .values(succeeded=True, at=utcnow())
            .execution_options(synchronize_session=False)
        )


def sign_in(*, person_id: int, organisation_id: int, hours: int, instead_of: str = "") -> str:
    """Starts a session and gives its token, which only the person's cookie holds.

    The session of the token `instead_of`, which the browser had before, ends (OWASP ASVS 5.0, 7.2.4).
    """
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        _end_session(session, instead_of)
        session.add(
            SignIn(
                token_hash=digest(token),
                person_id=person_id,
                organisation_id=organisation_id,
                expires_at=utcnow() + timedelta(hours=hours),
            )
        )
        audit.record(
            audit.AuditSubject("person", person_id, organisation_id), "person.signed_in", actor_id=person_id
        )
    return token


def sign_out(*, token: str, person_id: int, organisation_id: int) -> None:
    """Ends the session on the server: its cookie is worth nothing from now on."""
    with transaction() as session:
        _end_session(session, token)
        audit.record(
            audit.AuditSubject("person", person_id, organisation_id), "person.signed_out", actor_id=person_id
        )


def change_password(*, person_id: int, organisation_id: int, password: str, keep_token: str) -> None:
    """Sets a new password and ends every other session of the person."""
    with transaction() as session:
        person = session.get_one(Person, person_id)
        person.password_hash = hash_password(password)
        end_sessions(session, person_id, keep_token)
        audit.record(
            audit.AuditSubject("person", person_id, organisation_id),
            "person.password_changed",
            actor_id=person_id,
        )


def _end_session(session: Session, token: str) -> None:
    session.execute(
        update(SignIn)
        .where(SignIn.token_hash == digest(token), SignIn.ended_at.is_(None))
        .values(ended_at=utcnow())
    )


def end_sessions(session: Session, person_id: int, keep_token: str = "") -> None:
    """Ends the person's sessions, all but the one of `keep_token`, in the caller's transaction."""
    session.execute(
        update(SignIn)
        .where(
            SignIn.person_id == person_id,
            SignIn.ended_at.is_(None),
            SignIn.token_hash != digest(keep_token),
        )
        .values(ended_at=utcnow())
    )
