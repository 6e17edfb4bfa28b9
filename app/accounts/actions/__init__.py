"""Every change to people and sign-ins, each one transaction with its audit event."""

from __future__ import annotations

from app.accounts.actions.invitations import (
    INVITATION_LIFE,
    InvitationClosed,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from app.accounts.actions.people import (
    add_person,
    create_organisation,
    describe_organisation,
    set_active,
    set_roles,
)
from app.accounts.actions.sign_ins import change_password, record_attempt, sign_in, sign_out

__all__ = [
    "INVITATION_LIFE",
    "InvitationClosed",
    "accept_invitation",
    "add_person",
    "change_password",
    "create_organisation",
    "describe_organisation",
    "invite",
    "record_attempt",
    "set_active",
    "set_roles",
    "sign_in",
    "sign_out",
    "withdraw_invitation",
]
