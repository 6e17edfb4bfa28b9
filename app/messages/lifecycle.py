"""The life of an e-mail in the outbox as one table."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step, Who
from app.web.roles import Role


class State(StrEnum):
    """Where an e-mail stands. Of an unknown one nobody knows whether it left."""

    QUEUED = "queued"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


class Action(StrEnum):
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


MAIL: Lifecycle[State, Action] = Lifecycle(
    name="mail",
    title="An e-mail in the outbox",
    states=State,
    start=(State.QUEUED,),
    steps=(
        Step(State.QUEUED, Action.CLAIM, Who.SERVICE, State.SENDING),
        Step(State.WAITING, Action.CLAIM, Who.SERVICE, State.SENDING),
        Step(State.SENDING, Action.DELIVER, Who.SERVICE, State.SENT),
        Step(State.SENDING, Action.FAIL, Who.SERVICE, State.WAITING),
        Step(State.SENDING, Action.REFUSE, Who.SERVICE, State.GIVEN_UP),
        Step(State.SENDING, Action.LOSE, Who.SERVICE, State.UNKNOWN),
        Step(State.SENDING, Action.DROP, Who.SERVICE, State.DROPPED),
        # A worker that was thought dead, and was only slow, still knows what came of it.
        Step(State.UNKNOWN, Action.DELIVER, Who.SERVICE, State.SENT),
        Step(State.UNKNOWN, Action.FAIL, Who.SERVICE, State.WAITING),
        Step(State.UNKNOWN, Action.REFUSE, Who.SERVICE, State.GIVEN_UP),
        Step(State.UNKNOWN, Action.LOSE, Who.SERVICE, State.UNKNOWN),
        Step(State.UNKNOWN, Action.DROP, Who.SERVICE, State.DROPPED),
        Step(State.UNKNOWN, Action.FIND, Who.SERVICE, State.SENT),
        Step(State.UNKNOWN, Action.MISS, Who.SERVICE, State.WAITING),
        Step(State.UNKNOWN, Action.AGAIN, Role.ADMINISTRATOR, State.QUEUED),
        Step(State.GIVEN_UP, Action.AGAIN, Role.ADMINISTRATOR, State.QUEUED),
    ),
    final=frozenset({State.SENT, State.DROPPED}),
)
