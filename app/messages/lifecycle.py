"""The life of an e-mail in the outbox as one table."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step, Who
from app.vocabulary.labelled import Labelled
from app.web.roles import Role


class MailState(Labelled):
    """Where an e-mail stands. Of an unknown one nobody knows whether it left."""

    QUEUED = "queued", "Waiting to be sent", "Yn aros i gael ei anfon"
    WAITING = "waiting", "Failed, will be tried again", "Wedi methu, rhoddir cynnig arall arni"
    SENDING = "sending", "Being sent", "Yn cael ei anfon"
    SENT = "sent", "Sent", "Anfonwyd"
    UNKNOWN = "unknown", "Nobody knows whether it left", "Nid oes neb yn gwybod a gafodd ei anfon"
    GIVEN_UP = "given_up", "Given up", "Rhoddwyd y gorau i’w anfon"
    DROPPED = "dropped", "Not sent, no longer needed", "Heb ei anfon, nid oes ei angen mwyach"


class MailAction(StrEnum):
    """What moves an e-mail on. Of a lost one the transport may be asked: it finds it, or misses it."""

    CLAIM = "claim"
    DELIVER = "deliver"
    FAIL = "fail"
    REFUSE = "refuse"
    LOSE = "lose"
    DROP = "drop"
    FIND = "find"
    MISS = "miss"
    AGAIN = "again"


MAIL: Lifecycle[MailState, MailAction] = Lifecycle(
    name="mail",
    title="An e-mail in the outbox",
    states=MailState,
    start=(MailState.QUEUED,),
    steps=(
        Step(MailState.QUEUED, MailAction.CLAIM, Who.SERVICE, MailState.SENDING),
        Step(MailState.WAITING, MailAction.CLAIM, Who.SERVICE, MailState.SENDING),
        Step(MailState.SENDING, MailAction.DELIVER, Who.SERVICE, MailState.SENT),
        Step(MailState.SENDING, MailAction.FAIL, Who.SERVICE, MailState.WAITING),
        Step(MailState.SENDING, MailAction.REFUSE, Who.SERVICE, MailState.GIVEN_UP),
        Step(MailState.SENDING, MailAction.LOSE, Who.SERVICE, MailState.UNKNOWN),
        Step(MailState.SENDING, MailAction.DROP, Who.SERVICE, MailState.DROPPED),
        # A worker that was thought dead, and was only slow, still knows what came of it.
        Step(MailState.UNKNOWN, MailAction.DELIVER, Who.SERVICE, MailState.SENT),
        Step(MailState.UNKNOWN, MailAction.FAIL, Who.SERVICE, MailState.WAITING),
        Step(MailState.UNKNOWN, MailAction.REFUSE, Who.SERVICE, MailState.GIVEN_UP),
        Step(MailState.UNKNOWN, MailAction.LOSE, Who.SERVICE, MailState.UNKNOWN),
        Step(MailState.UNKNOWN, MailAction.DROP, Who.SERVICE, MailState.DROPPED),
        Step(MailState.UNKNOWN, MailAction.FIND, Who.SERVICE, MailState.SENT),
        Step(MailState.UNKNOWN, MailAction.MISS, Who.SERVICE, MailState.WAITING),
        Step(MailState.UNKNOWN, MailAction.AGAIN, Role.ADMINISTRATOR, MailState.QUEUED),
        Step(MailState.GIVEN_UP, MailAction.AGAIN, Role.ADMINISTRATOR, MailState.QUEUED),
    ),
    final=frozenset({MailState.SENT, MailState.DROPPED}),
)
