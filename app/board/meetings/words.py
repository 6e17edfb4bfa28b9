"""The words on screen for the codes of meetings."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.board.meetings.lifecycle import MeetingState
from app.board.meetings.models import AgendaItem
from app.web.labels import labels

STATES = labels(MeetingState)
STATE_COLOURS = {
    "planned": "blue",
    "papers_out": "turquoise",
    "in_session": "yellow",
    "closed": "grey",
    "minutes_drafted": "purple",
    "minutes_approved": "purple",
    "published": "green",
    "cancelled": "red",
}
# Kinds of agenda items. Those before `review` open a meeting by default, `other_business` ends it.
KINDS = {
    "apologies": _l("Apologies"),
    "interests": _l("Interests"),
    "last_minutes": _l("Minutes of the last meeting"),
    "matters_arising": _l("Matters arising"),
    "review": _l("Review"),
    "text": _l("Other item"),
    "other_business": _l("Any other business"),
}
ATTENDANCE = {
    "unmarked": _l("Not marked yet"),
    "present": _l("Here"),
    "online": _l("Here, online"),
    "apologies": _l("Sent apologies"),
    "absent": _l("Not here"),
}
THERE = frozenset({"present", "online"})
ABSENCES = {
    "interest": _l("declared an interest"),
    "own_use": _l("works on it"),
    "other": _l("another reason"),
}
RESULTS = {
    "decided": _l("Decided"),
    "noted": _l("Noted"),
    "deferred": _l("Put off to a later meeting"),
}
ACTION_STATES = {
    "open": _l("To do"),
    "done": _l("Done"),
    "dropped": _l("No longer needed"),
}
ACTION_COLOURS = {"open": "blue", "done": "green", "dropped": "grey"}
REVISIONS = {"drafted": _l("Drafted"), "edited": _l("Edited")}


def item_title(item: AgendaItem) -> str:
    """What the item is called: the use of a review, what was typed, or the usual words."""
    if item.review is not None:
        return item.review.submission.assessment.use.name
    return item.title or str(KINDS[item.kind])


def minutes_long(number: int) -> str:
    """A length of time in words: 45 minutes, 1 hour, 2 hours 15 minutes."""
    hours, minutes = divmod(number, 60)
    parts = []
    if hours:
        parts.append(_("1 hour") if hours == 1 else _("%(number)s hours", number=hours))
    if minutes or not hours:
        parts.append(_("1 minute") if minutes == 1 else _("%(number)s minutes", number=minutes))
    return " ".join(parts)
