"""What the sample's members say of themselves, and what its secretary gives them to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from app.board.interests.lasting_interests import confirm, enter
from app.board.queries import reviews_of_use
from app.board.triage.actions import TriageInput, triage
from app.sample.board_file import SampleBoard, SampleMember, SampleTriage
from app.sample.team_work import AFTERNOON, MORNING, SampleBody, Story, Team


def stories(board: SampleBoard, body: SampleBody, teams: Mapping[str, Team]) -> Iterator[Story]:
    """One story for each member's register and for each review that the secretary gives out."""
    for member in board.members:
        story = Story()
        story.add(member.on, AFTERNOON, partial(_declare, body, member))
        yield story
    for given in board.triages:
        story = Story()
        story.add(given.on, MORNING, partial(_triage, teams[given.use], given, board.secretary))
        yield story


def _declare(body: SampleBody, member: SampleMember) -> None:
    organisation_id, person_id = body.organisation_id, body.people[member.who]
    for each in member.interests:
        enter(organisation_id=organisation_id, person_id=person_id, category=each.category, text=each.text)
    confirm(organisation_id=organisation_id, person_id=person_id)


def _triage(team: Team, given: SampleTriage, secretary: str) -> None:
    reviewers = tuple(team.people[key] for key in given.reviewers)
    facts = TriageInput(given.due_on, given.route, "normal", given.note, reviewers, reviewers[0])
    triage(review=reviews_of_use(team.use)[0], given=facts, seen=0, actor_id=team.people[secretary])
