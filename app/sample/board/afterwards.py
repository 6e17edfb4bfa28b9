"""What the sample's people do beside meetings: rules, second looks, pauses, incidents, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from functools import partial

from app.board.appeals import actions as appeals
from app.board.appeals.queries import appeal_of
from app.board.configuration.actions import change_settings
from app.board.figures.actions import publish_figures
from app.board.incidents import actions as incidents
from app.board.incidents.facts import IncidentReport, Telling
from app.board.incidents.models import Incident
from app.board.models import Review
from app.board.public.actions import describe_board
from app.board.queries import reviews_of_use
from app.board.review_again.actions import confirm_unchanged
from app.board.review_again.queries import open_triggers
from app.board.review_again.words import STATEMENTS
from app.database import db
from app.sample.board_file import (
    SampleAppeal,
    SampleBoard,
    SampleConfirmation,
    SampleFigures,
    SampleIncident,
    SamplePause,
)
from app.sample.team_work import AFTERNOON, LATE, MORNING, SampleBody, Story, Team
from app.uses.pauses import lift, pause
from app.vocabulary.advice import AppealOutcome

Teams = Mapping[str, Team]


def stories(board: SampleBoard, body: SampleBody, teams: Teams) -> Iterator[Story]:
    """One story for each thing that happened."""
    yield _alone(board.rules.on, partial(_set_rules, board, body))
    yield _alone(board.page.on, partial(_describe, board, body))
    for appeal in board.appeals:
        yield _appeal(teams[appeal.use], appeal)
    for stop in board.pauses:
        yield _pause(teams[stop.use], stop)
    for number, incident in enumerate(board.incidents):
        yield _incident(teams[incident.use], incident, number)
    for confirmation in board.confirmations:
        yield _alone(confirmation.on, partial(_confirm, teams[confirmation.use], confirmation), AFTERNOON)
    for year in board.figures:
        yield _alone(year.on, partial(_publish, body, year))


def _alone(day: date, action: Callable[[], object], hour: time = MORNING) -> Story:
    story = Story()
    story.add(day, hour, action)
    return story


def _set_rules(board: SampleBoard, body: SampleBody) -> None:
    rules = board.rules
    change_settings(
        organisation_id=body.organisation_id,
        settings={
            "quorum": rules.quorum,
            "rule": rules.rule,
            "casting_vote": rules.casting_vote,
            "interests_public": rules.interests_public,
            "minutes_public": rules.minutes_public,
        },
        seen=0,
        actor_id=body.people[rules.by],
    )


def _describe(board: SampleBoard, body: SampleBody) -> None:
    page = board.page
    describe_board(
        organisation_id=body.organisation_id,
        about=page.about,
        shown=True,
        names_public=True,
        posts={body.people[key]: post for key, post in page.posts.items()},
        seen=0,
        actor_id=body.people[page.by],
    )


def _appeal(team: Team, given: SampleAppeal) -> Story:
    def review() -> Review:
        return reviews_of_use(team.use)[0]

    def seen() -> int:
        appeal = appeal_of(review().id)
        return appeal.version if appeal else 0

    def ask() -> None:
        appeals.ask(review=review(), grounds=given.grounds, actor_id=team.people[given.by])

    def answer() -> None:
        appeals.write_answer(
            review=review(),
            outcome=AppealOutcome(given.outcome),
            reasons=given.reasons,
            seen=seen(),
            actor_id=team.people[given.answered_by],
        )

    def agree() -> None:
        appeals.agree(review=review(), seen=seen(), actor_id=team.people[given.agreed_by])

    story = Story()
    story.add(given.on, AFTERNOON, ask)
    story.add(given.answered_on, AFTERNOON, answer)
    story.add(given.agreed_on, AFTERNOON, agree)
    return story


def _pause(team: Team, given: SamplePause) -> Story:
    def stop() -> None:
        pause(use=team.use, reason=given.reason, actor_id=team.people[given.by])

    def go_on() -> None:
        lift(use=team.use, reason=given.lifted, actor_id=team.people[given.by])

    story = Story()
    story.add(given.on, AFTERNOON, stop)
    story.add(given.lifted_on, AFTERNOON, go_on)
    return story


class _Case:
    """One incident of the sample on its way."""

    def __init__(self, team: Team, given: SampleIncident, number: int) -> None:
        self.team, self.given = team, given
        self.nonce = f"sample-incident-{number}"
        self.incident_id = 0

    @property
    def incident(self) -> Incident:
        return db.session.get_one(Incident, self.incident_id)

    def report(self) -> None:
        given = self.given
        facts = IncidentReport(
            happened=given.happened,
            happened_on=given.happened_on,
            affected_who=given.affected_who,
            affected=given.affected,
            harm=given.harm,
        )
        use = self.team.use
        self.incident_id = incidents.report(
            organisation_id=use.organisation_id, use_id=use.id, facts=facts, nonce=self.nonce
        ).id

    def triage(self) -> None:
        incidents.triage(
            incident=self.incident,
            use_id=self.team.use.id,
            severity=self.given.severity,
            note=self.given.triage,
            seen=self.incident.version,
            actor_id=self.team.people[self.given.triaged_by],
        )

    def look_into(self) -> None:
        incidents.investigate(
            incident=self.incident,
            note=self.given.found,
            seen=self.incident.version,
            actor_id=self.team.people[self.given.found_by],
        )

    def close(self) -> None:
        given = self.given
        incidents.close(
            incident=self.incident,
            telling=Telling(given.done, given.learnt, publish=True, summary=given.summary),
            seen=self.incident.version,
            actor_id=self.team.people[given.closed_by],
        )


def _incident(team: Team, given: SampleIncident, number: int) -> Story:
    case, story = _Case(team, given, number), Story()
    story.add(given.on, LATE, case.report)
    for day, action in (
        (given.triaged_on, case.triage),
        (given.found_on, case.look_into),
        (given.closed_on, case.close),
    ):
        if day:
            story.add(day, MORNING, action)
    return story


def _confirm(team: Team, given: SampleConfirmation) -> None:
    use = team.use
    confirm_unchanged(
        use=use,
        statements=list(STATEMENTS),
        words=given.words,
        post=given.post,
        seen=[trigger.id for trigger in open_triggers(use.id)],
        actor_id=team.people[given.by],
        nonce=f"sample-confirmation-{use.id}-{given.on}",
    )


def _publish(body: SampleBody, given: SampleFigures) -> None:
    publish_figures(
        organisation_id=body.organisation_id,
        year=given.year,
        words=given.words,
        note="",
        actor_id=body.people[given.by],
    )
