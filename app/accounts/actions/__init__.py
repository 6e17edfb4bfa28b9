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
from app.accounts.actions.sign_ins import (
    TooManyTries,
    admit_try,
    change_password,
    sign_in,
    sign_out,
    try_succeeded,
)

__all__ = [
    "INVITATION_LIFE",
    "InvitationClosed",
    "TooManyTries",
    "accept_invitation",
    "add_person",
    "admit_try",
    "change_password",
    "create_organisation",
    "describe_organisation",
    "invite",
    "set_active",
    "set_roles",
    "sign_in",
    "sign_out",
    "try_succeeded",
    "withdraw_invitation",
]
