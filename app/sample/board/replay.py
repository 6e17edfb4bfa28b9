"""Everything that the sample's board did, as stories of their own."""

from __future__ import annotations

from collections.abc import Mapping

from app.sample.board import members
from app.sample.board.afterwards import stories
from app.sample.board.meetings import Calendar, story_of
from app.sample.board.verdicts import readings
from app.sample.board_file import SampleBoard
from app.sample.team_work import SampleBody, Story, Team


def board_stories(board: SampleBoard, body: SampleBody, teams: Mapping[str, Team]) -> list[Story]:
    """The stories of meetings, verdicts, second looks, pauses, incidents, confirmations and figures."""
    calendar = Calendar(body, teams, board.chair, board.secretary)
    meetings = [story_of(calendar, meeting) for meeting in board.meetings]
    read = [story for each in board.readings for story in readings(teams[each.use], [each])]
    return [*meetings, *stories(board, body, teams), *members.stories(board, body, teams), *read]
