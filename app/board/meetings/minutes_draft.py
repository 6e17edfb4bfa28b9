"""Drafts the minutes from what was taken down: one part for who was there, one for each item. No names.

Names stand in the rows of attendance and votes, which only the board sees; minutes speak of numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.assessments.words import PHASES
from app.board.meetings.decisions import Decided
from app.board.meetings.models import ActionPoint, AgendaItem, Meeting, Minutes
from app.board.meetings.people import Quorum
from app.board.meetings.times import clock, short_day
from app.board.meetings.words import ABSENCES, ACTION_STATES, item_title
from app.web.templating import day


@dataclass(frozen=True, slots=True)
class MinutesDraft:
    """One part of drafted minutes, in Markdown."""

    item_id: int | None
    title: str
    text: str
    private_rule: str = ""
    private_reason: str = ""


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """All that the minutes of a closed meeting are drafted from."""

    meeting: Meeting
    members: frozenset[int]
    quorum: Quorum
    decided: Mapping[int, Decided]
    approved: Sequence[Minutes]
    arising: Sequence[ActionPoint]
    language: str = "en"


def drafted(held: HeldMeeting) -> list[MinutesDraft]:
    """The parts in the order of the agenda, who was there first."""
    parts = [MinutesDraft(None, _("Who was there"), _joined(_there(held)))]
    for item in held.meeting.items:
        text = _joined(_said(held, item)) or _("Nothing was noted.")
        parts.append(MinutesDraft(item.id, item_title(item), text, item.private_rule, item.private_reason))
    return parts


def _joined(lines: Iterator[str]) -> str:
    return "\n\n".join(line for line in lines if line)


def _counts(held: HeldMeeting) -> Counter[str]:
    return Counter(row.status for row in held.meeting.attendances if row.person_id in held.members)


def _there(held: HeldMeeting) -> Iterator[str]:
    counts = _counts(held)
    there = counts["present"] + counts["online"]
    yield ngettext("%(num)d member was there.", "%(num)d members were there.", there)
    if counts["online"]:
        yield ngettext(
            "%(num)d of them took part online.", "%(num)d of them took part online.", counts["online"]
        )
    if held.quorum.needed:
        words = _("Enough members were there to decide.") if held.quorum.reached else ""
        yield words or _(
            "There were fewer members than the %(needed)s that a decision needs.", needed=held.quorum.needed
        )
    guests = [line.strip() for line in held.meeting.guests.splitlines() if line.strip()]
    if guests:
        yield _("Also there: %(guests)s.", guests=", ".join(guests))
    if held.meeting.opened_at and held.meeting.closed_at:
        opened, closed = clock(held.meeting.opened_at), clock(held.meeting.closed_at)
        yield _("The meeting began at %(opened)s and ended at %(closed)s.", opened=opened, closed=closed)


def _said(held: HeldMeeting, item: AgendaItem) -> Iterator[str]:
    usual = {
        "apologies": _apologies,
        "interests": _interests,
        "last_minutes": _last_minutes,
        "matters_arising": _arising,
    }.get(item.kind)
    if usual is not None:
        yield from usual(held)
    yield from _left(item)
    if item.record is not None:
        yield item.record.discussion
    decided = held.decided.get(item.review_id or 0)
    if decided is not None and decided.agreed:
        yield from _decided(decided, held.language)
    if item.record is not None:
        yield from _recorded(item)
    if item.actions:
        yield _("To do:")
        yield "\n".join(f"- {_action(action)}" for action in item.actions)


def _apologies(held: HeldMeeting) -> Iterator[str]:
    counts = _counts(held)
    if counts["apologies"]:
        yield ngettext(
            "%(num)d member sent apologies.", "%(num)d members sent apologies.", counts["apologies"]
        )
    else:
        yield _("No member sent apologies.")
    if counts["absent"]:
        yield ngettext("%(num)d member was absent.", "%(num)d members were absent.", counts["absent"])


def _interests(held: HeldMeeting) -> Iterator[str]:
    left = [item for item in held.meeting.items if any(each.reason != "other" for each in item.absences)]
    if not left:
        yield _("No member had an interest in an item.")
    for item in left:
        number = sum(each.reason != "other" for each in item.absences)
        yield ngettext(
            "For item %(place)s, %(num)d member with an interest took no part.",
            "For item %(place)s, %(num)d members with an interest took no part.",
            number,
            place=item.position,
        )


def _last_minutes(held: HeldMeeting) -> Iterator[str]:
    for minutes in held.approved:
        when = short_day(minutes.meeting.starts_at)
        if minutes.corrections:
            yield _("The minutes of %(day)s were approved with corrections:", day=when)
            yield minutes.corrections
        else:
            yield _("The minutes of %(day)s were approved.", day=when)
    if not held.approved:
        yield _("No minutes were approved.")


def _arising(held: HeldMeeting) -> Iterator[str]:
    """How earlier actions stand; those from private items are counted, not told."""
    open_ones = [action for action in held.arising if not action.item.private_rule]
    private = len(held.arising) - len(open_ones)
    if open_ones:
        yield "\n".join(f"- {_action(action)}: {ACTION_STATES[action.state]}" for action in open_ones)
    if private:
        yield ngettext(
            "The board also looked at %(num)d action from a private item.",
            "The board also looked at %(num)d actions from private items.",
            private,
        )
    if not held.arising:
        yield _("There was nothing left from earlier meetings.")


def _left(item: AgendaItem) -> Iterator[str]:
    counts = Counter(absence.reason for absence in item.absences)
    for reason in ABSENCES:
        if counts[reason]:
            yield ngettext(
                "%(num)d member left for this item: %(reason)s.",
                "%(num)d members left for this item: %(reason)s.",
                counts[reason],
                reason=ABSENCES[reason],
            )


def _decided(decided: Decided, language: str) -> Iterator[str]:
    yield _("The board’s advice: **%(outcome)s**.", outcome=decided.label(language))
    phase = decided.proposal.for_phase
    if phase:
        yield _("It is for one phase only: %(phase)s.", phase=str(PHASES.get(phase, phase)).lower())
    yield decided.proposal.reasons
    if decided.conditions:
        yield _("Conditions:")
        yield "\n".join(
            "- " + _("By %(day)s: %(text)s", day=day(due), text=_one_line(text))
            for text, due in decided.conditions
        )
    yield _votes(decided.votes_for, decided.votes_against, decided.abstained) or _(
        "The board agreed without a vote."
    )
    yield from (_dissent(dissent.words) for dissent in decided.dissents)


def _recorded(item: AgendaItem) -> Iterator[str]:
    record = item.record
    if record is None:
        return
    if record.result == "deferred":
        yield _("The board put this off to a later meeting.")
    yield record.decision
    yield _votes(record.votes_for, record.votes_against, record.abstained)
    if record.dissent:
        yield _dissent(record.dissent)


def _votes(votes_for: int | None, against: int | None, abstained: int | None) -> str:
    if votes_for is None and against is None and abstained is None:
        return ""
    return _(
        "Votes: %(votes_for)s for, %(against)s against, %(abstained)s abstained.",
        votes_for=votes_for or 0,
        against=against or 0,
        abstained=abstained or 0,
    )


def _dissent(words: str) -> str:
    return _("One member disagreed: “%(words)s”", words=_one_line(words))


def _action(action: ActionPoint) -> str:
    if action.due_on is None:
        return f"{_one_line(action.text)} ({action.who})"
    return _(
        "%(text)s (%(who)s, by %(day)s)", text=_one_line(action.text), who=action.who, day=day(action.due_on)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
