"""The words on screen for the codes of messages and the outbox."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.messages.kinds import Delivery
from app.messages.letters import DIGEST, INVITATION
from app.messages.lifecycle import MailState

CHOICES = {
    Delivery.AT_ONCE: _l("At once"),
    Delivery.DAILY: _l("Once a day, together"),
    Delivery.NONE: _l("Not by e-mail"),
}
STATES = {
    MailState.QUEUED: _l("Waiting to be sent"),
    MailState.WAITING: _l("Failed, will be tried again"),
    MailState.SENDING: _l("Being sent"),
    MailState.SENT: _l("Sent"),
    MailState.UNKNOWN: _l("Nobody knows whether it left"),
    MailState.GIVEN_UP: _l("Given up"),
    MailState.DROPPED: _l("Not sent, no longer needed"),
}
STATE_COLOURS = {
    MailState.QUEUED: "blue",
    MailState.WAITING: "yellow",
    MailState.SENDING: "blue",
    MailState.SENT: "green",
    MailState.UNKNOWN: "orange",
    MailState.GIVEN_UP: "red",
    MailState.DROPPED: "grey",
}
OTHER_MAILS = {DIGEST: _l("The messages of a day"), INVITATION: _l("An invitation")}
