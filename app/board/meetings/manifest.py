"""The manifest of meetings: what it brings to the service."""

from __future__ import annotations

from app.board.meetings import models, queue_column
from app.board.meetings.lifecycle import MEETING
from app.board.meetings.routes import agenda, context, minutes, papers, planning, session
from app.manifest import Manifest

MEETINGS = Manifest(
    tables=(models,),
    pages=(
        planning,
        agenda,
        papers,
        session,
        minutes,
        context,
    ),
    listeners=(queue_column,),
    lifecycles=(MEETING,),
)
