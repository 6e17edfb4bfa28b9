"""A published questionnaire with every kind of question, a use that answers it, and a team of two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.accounts.actions import add_person
from app.assessments.answers.actions import SavedAnswers, save_answers
from app.assessments.answers.work import Work, work_of
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.use_list.actions import start_use
from app.assessments.use_list.queries import use_case
from app.questionnaire.model import Answer, AnswerState, Value
from app.uses.actions import add_member
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council

SOURCE = Path(__file__).with_name("every_kind.yaml")
DESCRIPTION = {
    "name": "Housing repairs triage",
    "kind": "algorithm",
    "phase": "private_beta",
    "service_area": "housing",
}
Answering = Callable[..., SavedAnswers]


def said(value: Value, **more: str) -> Answer:
    """An answer with a value."""
    return Answer(AnswerState.ANSWERED, value, **more)


@pytest.fixture
def published(app: Flask) -> None:
    with app.app_context():
        load_version(source=SOURCE.read_text(encoding="utf-8"), filename=SOURCE.name, publish=True)


@pytest.fixture
def use_id(app: Flask, council: Council, published: None) -> int:
    """A use that the council's team member has just started."""
    with app.app_context():
        use = start_use(
            organisation_id=council.organisation_id,
            actor_id=council.people["team_member"],
            owner_id=council.people["accountable_owner"],
            **DESCRIPTION,
        )
        return use.id


@pytest.fixture
def colleague_id(app: Flask, council: Council, use_id: int) -> int:
    """A second person of the team."""
    with app.app_context():
        person = add_person(
            organisation_id=council.organisation_id,
            name="Second Member",
            email="second@northmere.example",
            roles=[Role.TEAM_MEMBER],
        )
        add_member(use=the_use(council, use_id), person_id=person.id, actor_id=None)
        return person.id


def the_use(council: Council, use_id: int) -> UseCase:
    """The use, read afresh. Needs a context."""
    found = use_case(council.organisation_id, use_id)
    assert found is not None
    return found


@pytest.fixture
def work(app: Flask, council: Council, use_id: int) -> Callable[[], Work]:
    """Reads the work on the use in a context of its own."""

    def read() -> Work:
        with app.app_context():
            return work_of(the_use(council, use_id))

    return read


@pytest.fixture
def answer(app: Flask, council: Council, use_id: int) -> Answering:
    """Saves answers as the team member: `answer("people", {"S-02": said("no")}, seen={…}, by=…)`."""

    def save(
        page_id: str, answers: dict[str, Answer], seen: dict[str, int] | None = None, by: int | None = None
    ) -> SavedAnswers:
        with app.app_context():
            found = work_of(the_use(council, use_id))
            return save_answers(
                assessment=found.assessment,
                page=found.questionnaire.page(page_id),
                answers=answers,
                seen=seen or {name: row.version for name, row in found.rows.items()},
                actor_id=by or council.people["team_member"],
            )

    return save


@pytest.fixture
def member(client: CheckedClient, council: Council) -> CheckedClient:
    """The client, signed in as the team member."""
    return client.sign_in(council, "team_member")
