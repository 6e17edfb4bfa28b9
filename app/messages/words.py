"""The words on screen for the codes of messages and the outbox."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.messages.kinds import Delivery
from app.messages.letters import DIGEST, INVITATION
from app.messages.lifecycle import MailState
from app.web.labels import labels

CHOICES = labels(Delivery)
STATES = labels(MailState)
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
