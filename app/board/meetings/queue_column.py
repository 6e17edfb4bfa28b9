"""What meetings add to other parts of the board: a column of the queue, and where a proposal may be put."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import url_for
from flask_babel import lazy_gettext as _l

from app.board.deliberation.hooks import meetings_to_decide
from app.board.meetings.queries import coming, meetings_of_reviews
from app.board.meetings.times import short_day, when
from app.board.triage.queue_hooks import QueueCell, QueueColumn, columns


def meeting_column(organisation_id: int, review_ids: Collection[int]) -> Mapping[int, QueueCell]:
    """The meeting on whose agenda each review stands."""
    return {
        review_id: QueueCell(short_day(meeting.starts_at), url_for("board.meeting", meeting_id=meeting.id))
        for review_id, meeting in meetings_of_reviews(list(review_ids)).items()
        if meeting.organisation_id == organisation_id
    }


columns.add(QueueColumn("meeting", _l("Next meeting"), meeting_column))


@meetings_to_decide.add
def still_to_decide(organisation_id: int) -> list[tuple[int, str]]:
    """Meetings that are to come or in session."""
    return [
        (meeting.id, ", ".join(filter(None, (when(meeting.starts_at), meeting.place))))
        for meeting in coming(organisation_id)
    ]
