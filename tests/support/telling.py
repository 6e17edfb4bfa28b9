"""A message to the team member, and e-mails that did not leave, for tests that visit every page."""

from __future__ import annotations

from sqlalchemy import select

from app.database import transaction, utcnow
from app.messages import Kind, tell
from app.messages.models import Mail, Message
from app.web.roles import Role
from tests.support.people import Council


def told_names(council: Council) -> dict[str, str]:
    """Ids by name of a message, of one that was read, and of an e-mail that was given up. Needs a context."""
    with transaction() as session:
        for key in ("unread", "read"):
            tell(
                session,
                kind=Kind.MENTION,
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
