"""`tell`: writes messages to people in the caller's transaction; e-mail follows later by the worker."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta

from flask import current_app
from flask_babel import force_locale
from flask_babel.speaklater import LazyString
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Membership
from app.database import utcnow
from app.jobs.daily import NOT_BEFORE
from app.messages.kinds import DEFAULTS, WORDS, Delivery, MessageKind
from app.messages.models import LONGEST_KEY, Mail, Message, MessageSettings
from app.settings import Settings

Word = str | date | datetime | LazyString


def tell(
    session: Session,
    *,
    kind: MessageKind,
    organisation_id: int,
    to: Collection[int],
    endpoint: str,
    key: str,
    about: str = "",
    arguments: Mapping[str, int | str] | None = None,
    words: Mapping[str, Word] | None = None,
    actor_id: int | None = None,
) -> int:
    """Tells each person of `to` (ids) who belongs to the organisation, but the actor; gives how many now.

    `key` names the event: whoever was told of it before is not told again. `about` is the name of the use,
    `words` those of `kinds.DETAILS` (a date is written out in the reader's language, a lazy string
    translated), `endpoint` and `arguments` the page that deals with it.

    Raises:
        BuildError: there is no such page, which is a mistake in the caller.
    """
    page = dict(arguments or {})
    current_app.url_map.bind("localhost").build(endpoint, page, force_external=True)
    facts = {
        "organisation_id": organisation_id,
        "kind": kind.value,
        "key": _short(key),
        "about": about[:300],
        "endpoint": endpoint,
        "arguments": page,
        "words": _kept(words or {}),
    }
    people = _members(session, organisation_id, {person_id for person_id in to if person_id != actor_id})
    try:
        return _write(session, people, facts)
    except IntegrityError:  # somebody tells of the same event at this moment; by now they are done
        return _write(session, people, facts)


def _members(session: Session, organisation_id: int, people: Collection[int]) -> set[int]:
    """Those of the people who belong to the organisation; nobody else is told of its affairs."""
    return set(
        session.scalars(
            select(Membership.person_id).where(
                Membership.organisation_id == organisation_id, Membership.person_id.in_(people)
            )
        )
    )


def _write(session: Session, people: Collection[int], facts: Mapping[str, object]) -> int:
    told = set(
        session.scalars(
            select(Message.person_id).where(Message.key == facts["key"], Message.person_id.in_(people))
        )
    )
    new = sorted(set(people) - told)
    chosen = choices_of(session, new, MessageKind(str(facts["kind"])))
    with session.begin_nested():  # the caller's transaction outlives a clash
        for person_id in new:
            message = Message(person_id=person_id, by_mail=chosen[person_id].value, **facts)
            if chosen[person_id] is Delivery.AT_ONCE:
                message.mail = new_mail(session, message.organisation_id, message.kind, person_id)
            session.add(message)
    return len(new)


def new_mail(session: Session, organisation_id: int, kind: str, person_id: int | None = None) -> Mail:
    """An e-mail for the outbox, not yet added to the session."""
    now = utcnow()
    return Mail(
        organisation_id=organisation_id,
        person_id=person_id,
        kind=kind,
        reference=uuid.uuid4().hex,
        queued_at=now,
        due_at=max(now, session.info.get(NOT_BEFORE, now)),
    )


def choices_of(session: Session, people: Collection[int], kind: MessageKind) -> dict[int, Delivery]:
    """What each person chose for the kind's group: one statement.

    None at all while no e-mail is sent, and for the past of examples that are loaded.
    """
    settings: Settings = current_app.extensions["candour"]
    past = utcnow() < datetime.now(UTC) - timedelta(hours=1)
    if not people or not settings.mail.on or past:
        return dict.fromkeys(people, Delivery.NONE)
    group = WORDS[kind].group
    rows = session.execute(
        select(MessageSettings.person_id, MessageSettings.choices).where(
            MessageSettings.person_id.in_(people)
        )
    )
    chosen = {row.person_id: Delivery(row.choices.get(group, DEFAULTS[group])) for row in rows}
    return {person_id: chosen.get(person_id, DEFAULTS[group]) for person_id in people}


def _short(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def _kept(words: Mapping[str, Word]) -> dict[str, str | dict[str, str]]:
    """The words as the database keeps them; a lazy string as the English that is looked up when shown."""
    kept: dict[str, str | dict[str, str]] = {}
    for name, word in words.items():
        if isinstance(word, LazyString):
            with force_locale("en"):
                kept[name] = {"say": str(word)}
        elif isinstance(word, date):
            kept[name] = word.isoformat()
        else:
            kept[name] = word[:500]
    return kept
