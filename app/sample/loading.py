"""Loads the sample into an empty database through the actions of real work, in the order of its days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial

from sqlalchemy import select

from app.accounts.actions import add_person, create_organisation
from app.accounts.models import Person
from app.assessments.answers.actions import InvalidAnswer, NotEditable, OffPath
from app.assessments.questionnaire_store.queries import packaged_file, parse
from app.database import clock_at, db, transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages.actions import mark_read_before
from app.register.editing.actions.publishing import NotAnotherEditor, NotReady
from app.sample.board.replay import board_stories
from app.sample.board_file import SampleBoard
from app.sample.board_work import tell
from app.sample.model import SampleOrganisation, SamplePerson, SampleUse
from app.sample.passwords import new_password
from app.sample.team_work import CannotLoad, SampleBody, Story, Team
from app.uses.actions import WrongPerson
from app.web.versions import Stale

OPENING = time(9, 0)
READ_AFTER = timedelta(days=14)  # by then everybody has read what they were told
REFUSALS = (
    NotEditable,
    OffPath,
    InvalidAnswer,
    Stale,
    WrongPerson,
    OutOfTurn,
    NotReady,
    NotAnotherEditor,
)


@dataclass(frozen=True, slots=True)
class SignInDetails:
    """What a sample person signs in with."""

    email: str
    password: str
    roles: tuple[str, ...]
    organisation: str


def has_people() -> bool:
    """Whether the database holds anybody already."""
    return db.session.scalars(select(Person.id).limit(1)).first() is not None


def load_sample(
    organisations: Sequence[SampleOrganisation], uses: Iterable[SampleUse], board: SampleBoard | None = None
) -> tuple[SignInDetails, ...]:
    """Makes the organisations, their people, every use with its history and the board's: all or nothing.

    Raises:
        CannotLoad: a use cannot take one of its steps.
    """
    outline = parse(packaged_file().read_text(encoding="utf-8"))
    details: list[SignInDetails] = []
    bodies = {each.slug: SampleBody() for each in organisations}
    stories = [(each.slug, _founding(each, bodies[each.slug], details)) for each in organisations]
    teams: dict[str, Team] = {}
    for use in uses:
        interests = [each for each in board.interests if each.use == use.file] if board else []
        teams[use.file] = Team(use, bodies[use.organisation], outline, interests)
        stories += [(use.file, story) for story in tell(teams[use.file])]
    if board is not None:
        stories += [("board", story) for story in board_stories(board, bodies[board.organisation], teams)]
    with transaction() as session:
        _act(stories)
        mark_read_before(session, utcnow() - READ_AFTER)
    return tuple(details)


def _act(stories: Sequence[tuple[str, Story]]) -> None:
    """Takes every step of every story at its moment, so that the audit chain runs with the days."""
    steps = [(moment, name, action) for name, story in stories for moment, action in story.steps]
    for moment, name, action in sorted(steps, key=lambda step: step[0]):
        try:
            with clock_at(moment):
                action()
        except REFUSALS as error:
            raise CannotLoad(f"{name}: {moment:%d %B %Y}: {type(error).__name__} {error}") from error


def _founding(given: SampleOrganisation, body: SampleBody, details: list[SignInDetails]) -> Story:
    """An organisation's first day: it is made, and its people get their sign-ins."""

    def make() -> None:
        body.organisation_id = create_organisation(
            name=given.name,
            slug=given.slug,
            website=given.website,
            contact_email=given.contact_email,
            contact_phone=given.contact_phone,
            about=given.about,
        ).id

    def add(key: str, person: SamplePerson) -> None:
        password = new_password()
        body.people[key] = add_person(
            organisation_id=body.organisation_id,
            name=person.name,
            email=person.email,
            roles=person.roles,
            password=password,
        ).id
        details.append(SignInDetails(person.email, password, tuple(person.roles), given.slug))

    story = Story()
    story.add(given.created_on, OPENING, make)
    for key, person in given.people.items():
        story.add(given.created_on, OPENING, partial(add, key, person))
    return story
