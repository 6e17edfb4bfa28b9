"""Sends invitations by e-mail, beside the link that the administrator sees."""

from __future__ import annotations

from flask import current_app
from sqlalchemy.orm import Session

from app.accounts.events import invited
from app.accounts.models import Invitation
from app.messages.letters import INVITATION
from app.messages.notifications import new_mail
from app.settings import Settings


@invited.add
def mail_invitation(session: Session, invitation: Invitation, token: str) -> None:
    """Puts the invitation into the outbox when e-mail is on; address and token go as soon as it has left."""
    settings: Settings = current_app.extensions["candour"]
    if not settings.mail.on:
        return
    mail = new_mail(session, invitation.organisation_id, INVITATION)
    mail.address = invitation.email
    mail.private = {"token": token, "name": invitation.name}
    session.add(mail)
