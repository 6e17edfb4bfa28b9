"""The words on screen for the codes of messages and the outbox."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.messages.kinds import Delivery
from app.messages.letters import DIGEST, INVITATION
from app.messages.lifecycle import State

CHOICES = {
    Delivery.AT_ONCE: _l("At once"),
    Delivery.DAILY: _l("Once a day, together"),
    Delivery.NONE: _l("Not by e-mail"),
}
STATES = {
    State.QUEUED: _l("Waiting to be sent"),
    State.WAITING: _l("Failed, will be tried again"),
    State.SENDING: _l("Being sent"),
    State.SENT: _l("Sent"),
    State.UNKNOWN: _l("Nobody knows whether it left"),
    State.GIVEN_UP: _l("Given up"),
    State.DROPPED: _l("Not sent, no longer needed"),
}
STATE_COLOURS = {
    State.QUEUED: "blue",
    State.WAITING: "yellow",
    State.SENDING: "blue",
    State.SENT: "green",
    State.UNKNOWN: "orange",
    State.GIVEN_UP: "red",
    State.DROPPED: "grey",
}
OTHER_MAILS = {DIGEST: _l("The messages of a day"), INVITATION: _l("An invitation")}
