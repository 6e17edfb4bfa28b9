"""Telling people: one message a person and event, inside the caller's transaction."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import BuildError

from app.database import db, transaction
from app.messages import MessageKind, tell
from app.messages.models import Mail, Message
from app.web.roles import Role
from tests.support.people import Council


def tell_team(council: Council, *more: int, key: str = "event-1", actor_id: int | None = None) -> int:
    """Tells the team member, and more, of one event."""
    with transaction() as session:
        return tell(
            session,
            kind=MessageKind.MENTION,
            organisation_id=council.organisation_id,
            to=[council.people[Role.TEAM_MEMBER], *more],
            about="Rent arrears",
            endpoint="assessments.uses",
            key=key,
            actor_id=actor_id,
        )


def test_an_event_told_twice_is_one_message(council: Council, context: Flask) -> None:
    assert tell_team(council) == 1
    assert tell_team(council) == 0
    assert len(db.session.scalars(select(Message)).all()) == 1


def test_whoever_was_not_told_yet_is_told_now(council: Council, context: Flask) -> None:
    tell_team(council)
    assert tell_team(council, council.people[Role.BOARD_CHAIR]) == 1


def test_nobody_is_told_of_their_own_doing(council: Council, context: Flask) -> None:
    assert tell_team(council, actor_id=council.people[Role.TEAM_MEMBER]) == 0


def test_nobody_is_told_of_another_organisation_s_affairs(
    council: Council, other_council: Council, context: Flask
) -> None:
    assert tell_team(council, other_council.people[Role.BOARD_CHAIR]) == 1


def test_nothing_is_told_when_the_transaction_fails(council: Council, context: Flask) -> None:
    with suppress(LookupError), transaction():
        tell_team(council)
        raise LookupError
    assert db.session.scalars(select(Message)).all() == []


def test_no_e_mail_waits_while_the_service_sends_none(council: Council, context: Flask) -> None:
    tell_team(council)
    assert db.session.scalars(select(Mail)).all() == []


def test_a_page_that_does_not_exist_is_a_mistake_of_the_caller(council: Council, context: Flask) -> None:
    team = council.people[Role.TEAM_MEMBER]
    facts: dict[str, Any] = {"organisation_id": council.organisation_id, "to": [team], "key": "x"}
    with pytest.raises(BuildError):
        tell(db.session(), kind=MessageKind.DUE, endpoint="no.such_page", **facts)


def test_a_very_long_key_still_names_one_event(council: Council, context: Flask) -> None:
    assert tell_team(council, key="k" * 400) == 1
    assert tell_team(council, key="k" * 400) == 0
