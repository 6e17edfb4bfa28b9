"""The kinds of messages as one table: which group each belongs to, and its words.

A new kind is a new code and a new line here. Beside `about` (the name of a use, or empty) every kind takes
the words of DETAILS that its caller gives; each becomes a line of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.vocabulary.labelled import Labelled


class MessageGroup(StrEnum):
    """What a person chooses together: at once, daily or none."""

    WORK = "work"
    BOARD = "board"
    PROMISES = "promises"
    OUTCOMES = "outcomes"
    NEWS = "news"


class Delivery(Labelled):
    """How a group's messages reach a person beside the list inside."""

    AT_ONCE = "at_once", "At once", "Ar unwaith"
    DAILY = "daily", "Once a day, together", "Unwaith y dydd, gyda’i gilydd"
    NONE = "none", "Not by e-mail", "Nid drwy e-bost"


class MessageKind(StrEnum):
    ASSIGNED = "assigned"
    DUE = "due"
    MENTION = "mention"
    SUBMITTED = "submitted"
    VOTE_ASKED = "vote_asked"
    INTEREST_ASKED = "interest_asked"
    INTEREST_ALLOWED = "interest_allowed"
    INTEREST_LIFTED = "interest_lifted"
    APPEAL_ASKED = "appeal_asked"
    MEETING_CALLED = "meeting_called"
    INCIDENT_REPORTED = "incident_reported"
    PAUSED = "paused"
    PAUSE_LIFTED = "pause_lifted"
    CONDITION_DUE = "condition_due"
    CONDITION_OVERDUE = "condition_overdue"
    REVIEW_DUE = "review_due"
    RETURNED = "returned"
    ADVISED = "advised"
    APPEAL_ANSWERED = "appeal_answered"
    RESPONSE_GIVEN = "response_given"
    EVIDENCE_GIVEN = "evidence_given"
    CONDITION_RULED = "condition_ruled"
    MINUTES_READY = "minutes_ready"


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind's group, its subject (the use's name follows it) and its body of one or two sentences."""

    group: MessageGroup
    subject: LazyString
    body: LazyString


GROUP_NAMES: Mapping[MessageGroup, LazyString] = MappingProxyType(
    {
        MessageGroup.WORK: _l("Work given to you, its dates, and mentions of you"),
        MessageGroup.BOARD: _l("What waits for the board"),
        MessageGroup.PROMISES: _l("Conditions and reviews that fall due"),
        MessageGroup.OUTCOMES: _l("What the board says on your uses"),
        MessageGroup.NEWS: _l("News: answers, evidence, rulings and minutes"),
    }
)
DEFAULTS: Mapping[MessageGroup, Delivery] = MappingProxyType(
    {group: Delivery.DAILY if group is MessageGroup.NEWS else Delivery.AT_ONCE for group in MessageGroup}
)
DETAILS: Mapping[str, LazyString] = MappingProxyType(
    {
        "what": _l("It is about: %(what)s"),
        "outcome": _l("Outcome: %(outcome)s"),
        "due": _l("Due on: %(due)s"),
        "when": _l("When: %(when)s"),
        "where": _l("Where: %(where)s"),
        "by": _l("From: %(by)s"),
    }
)
WORDS: Mapping[MessageKind, KindWords] = MappingProxyType(
    {
        MessageKind.ASSIGNED: KindWords(
            MessageGroup.WORK,
            _l("Work was given to you"),
            _l("Somebody asked you to deal with a part of this. Open it to see what to do."),
        ),
        MessageKind.DUE: KindWords(
            MessageGroup.WORK,
            _l("Work of yours is due"),
            _l("The date is near or has passed. Finish it, or agree another date."),
        ),
        MessageKind.MENTION: KindWords(
            MessageGroup.WORK,
            _l("You were mentioned"),
            _l("Somebody named you in a talk. Open it to read it and reply."),
        ),
        MessageKind.SUBMITTED: KindWords(
            MessageGroup.BOARD,
            _l("A submission has arrived"),
            _l("The team has sent its assessment to the board. It waits in the queue."),
        ),
        MessageKind.VOTE_ASKED: KindWords(
            MessageGroup.BOARD,
            _l("Your vote is asked"),
            _l("There is a proposal for the board’s advice. Read it and vote."),
        ),
        MessageKind.INTEREST_ASKED: KindWords(
            MessageGroup.BOARD,
            _l("Say whether you have an interest"),
            _l("A new review waits for you. Declare an interest or none, then its papers open."),
        ),
        MessageKind.INTEREST_ALLOWED: KindWords(
            MessageGroup.BOARD,
            _l("A member with an interest takes part"),
            _l("The board lets this member take part in this round, although they have an interest."),
        ),
        MessageKind.INTEREST_LIFTED: KindWords(
            MessageGroup.BOARD,
            _l("A member’s interest is lifted"),
            _l("The board decided that this interest no longer keeps the member out."),
        ),
        MessageKind.APPEAL_ASKED: KindWords(
            MessageGroup.BOARD,
            _l("The team asks for a second look"),
            _l("The team has appealed against the board’s advice. Read the grounds and answer them."),
        ),
        MessageKind.MEETING_CALLED: KindWords(
            MessageGroup.BOARD,
            _l("A board meeting is called"),
            _l("The agenda and the papers are on the meeting’s page."),
        ),
        MessageKind.INCIDENT_REPORTED: KindWords(
            MessageGroup.BOARD,
            _l("An incident was reported"),
            _l("Somebody reported harm or a malfunction. Look at it and decide what to do."),
        ),
        MessageKind.PAUSED: KindWords(
            MessageGroup.BOARD,
            _l("A use is paused"),
            _l("Somebody stopped it for now. Read why, and what must happen before it goes on."),
        ),
        MessageKind.PAUSE_LIFTED: KindWords(
            MessageGroup.BOARD,
            _l("A use goes on"),
            _l("Its pause has ended. Read why."),
        ),
        MessageKind.CONDITION_DUE: KindWords(
            MessageGroup.PROMISES,
            _l("A condition is due soon"),
            _l("The board asked for something by a date that is near. Show the evidence that it is done."),
        ),
        MessageKind.CONDITION_OVERDUE: KindWords(
            MessageGroup.PROMISES,
            _l("A condition is overdue"),
            _l("The date that the board set has passed. Show the evidence, or tell the board what happens."),
        ),
        MessageKind.REVIEW_DUE: KindWords(
            MessageGroup.PROMISES,
            _l("It is time to look again"),
            _l("Confirm that nothing has changed, or start a new round of the assessment."),
        ),
        MessageKind.RETURNED: KindWords(
            MessageGroup.OUTCOMES,
            _l("The board has returned the submission"),
            _l("The board asks for changes before it advises. Read what they are, and submit again."),
        ),
        MessageKind.ADVISED: KindWords(
            MessageGroup.OUTCOMES,
            _l("The board has advised"),
            _l("The board has given its advice. The accountable owner answers it next."),
        ),
        MessageKind.APPEAL_ANSWERED: KindWords(
            MessageGroup.OUTCOMES,
            _l("The appeal is answered"),
            _l("The board has taken its second look. Read what came of it."),
        ),
        MessageKind.RESPONSE_GIVEN: KindWords(
            MessageGroup.NEWS,
            _l("The owner has answered the advice"),
            _l("The accountable owner has said which advice is taken and which is not."),
        ),
        MessageKind.EVIDENCE_GIVEN: KindWords(
            MessageGroup.NEWS,
            _l("There is evidence for a condition"),
            _l("The owner says how a condition is met. The board rules on it next."),
        ),
        MessageKind.CONDITION_RULED: KindWords(
            MessageGroup.NEWS,
            _l("The board has ruled on a condition"),
            _l("The board has looked at the evidence and decided. Read its reasons."),
        ),
        MessageKind.MINUTES_READY: KindWords(
            MessageGroup.NEWS,
            _l("The minutes are ready"),
            _l("The minutes of a meeting of the board can be read."),
        ),
    }
)


def kinds_of(group: MessageGroup) -> tuple[MessageKind, ...]:
    """The kinds of a group, in the order of the table."""
    return tuple(kind for kind, words in WORDS.items() if words.group is group)
