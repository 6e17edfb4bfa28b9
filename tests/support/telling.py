"""Messages for tests that visit every page, and whether each leads its reader to a page of theirs."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.accounts.actions import sign_in
from app.accounts.session import KEY
from app.database import db, transaction, utcnow
from app.jobs.worker import work_once
from app.messages import MessageKind, tell
from app.messages.models import Mail, Message
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council


def told_names(council: Council) -> dict[str, str]:
    """Ids by name of a message, of one that was read, and of an e-mail that was given up. Needs a context."""
    with transaction() as session:
        for key in ("unread", "read"):
            tell(
                session,
                kind=MessageKind.MENTION,
                organisation_id=council.organisation_id,
                to=[council.people[Role.TEAM_MEMBER]],
                about="Rent arrears",
                endpoint="assessments.uses",
                key=key,
            )
        mail = Mail(
            organisation_id=council.organisation_id,
            person_id=council.people[Role.TEAM_MEMBER],
            kind="mention",
            reference="told-once",
            state="given_up",
            reason="550 nobody",
        )
        session.add(mail)
        session.flush()
        messages = {
            row.key: row
            for row in session.scalars(select(Message).where(Message.key.in_(("unread", "read"))))
        }
        messages["read"].read_at = utcnow()
    names = {"message": messages["unread"], "read_message": messages["read"], "mail": mail}
    return {name: str(row.id) for name, row in names.items()}


def leads_astray(app: Flask) -> list[str]:
    """The kinds of messages whose page some reader may not open; one of each kind and reader is tried."""
    with app.app_context():
        work_once()  # the reminders too
        newest = db.session.scalars(select(Message).order_by(Message.id.desc()))
        tried = {(message.kind, message.person_id): message for message in newest}.values()
        tokens = {
            (message.person_id, message.organisation_id): sign_in(
                person_id=message.person_id, organisation_id=message.organisation_id, hours=1
            )
            for message in tried
        }
    wrong = []
    for message in tried:
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        with client.session_transaction() as session:
            session[KEY] = tokens[message.person_id, message.organisation_id]
        page = client.get(client.post(f"/messages/{message.id}/open").location)
        if page.status_code != 200:
            wrong.append(f"{message.kind}: {page.status_code} for person {message.person_id}")
    return wrong
