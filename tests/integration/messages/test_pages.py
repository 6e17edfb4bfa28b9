"""The list inside the service, and a person's choices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions import set_roles
from app.accounts.models import Person
from app.audit import AuditEvent
from app.database import db
from app.messages import MessageKind
from app.messages.kinds import MessageGroup
from app.messages.models import Message, MessageSettings
from app.web.roles import Role
from tests.integration.messages.conftest import TeamTeller
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def the_message(app: Flask) -> Message:
    with app.app_context():
        return db.session.scalars(select(Message)).one()


def test_nobody_was_told_anything_yet(team: CheckedClient) -> None:
    page = team.get("/messages").text
    assert "There are no messages for you yet" in page
    assert "c-header__count" not in page


def test_the_header_counts_what_is_not_read(team: CheckedClient, tell_one: TeamTeller) -> None:
    for number in range(3):
        tell_one(f"event-{number}")
    assert '<strong class="c-header__count">3<' in team.get("/account").text


def test_a_visitor_gets_no_count_and_no_list(client: CheckedClient) -> None:
    assert "/messages" not in client.get("/").text
    assert client.get("/messages").location.startswith("/sign-in")


def test_opening_marks_as_read_and_leads_to_the_page(
    team: CheckedClient, app: Flask, tell_one: TeamTeller
) -> None:
    tell_one()
    address = f"/messages/{the_message(app).id}/open"
    assert address in team.get("/messages").text
    assert the_message(app).read_at is None  # reading the list is not reading the message
    assert team.post(address).location == "/uses"
    assert the_message(app).read_at is not None


def test_a_page_that_is_gone_is_told(team: CheckedClient, app: Flask, tell_one: TeamTeller) -> None:
    tell_one()
    with app.app_context():
        db.session.scalars(select(Message)).one().endpoint = "uses.before_the_upgrade"
        db.session.commit()
    assert "/open" not in team.get("/messages").text
    team.post(f"/messages/{the_message(app).id}/open")
    assert "no longer there" in team.get("/messages").text


def test_a_kind_that_is_gone_still_shows(team: CheckedClient, app: Flask, tell_one: TeamTeller) -> None:
    tell_one()
    with app.app_context():
        db.session.scalars(select(Message)).one().kind = "of_before"
        db.session.commit()
    assert "Rent arrears" in team.get("/messages").text


def test_marking_and_taking_it_back(team: CheckedClient, app: Flask, tell_one: TeamTeller) -> None:
    tell_one()
    number = the_message(app).id
    team.post(f"/messages/{number}/read?kind=mention")
    assert the_message(app).read_at is not None
    assert team.post(f"/messages/{number}/unread?kind=mention").location == "/messages?kind=mention"
    assert the_message(app).read_at is None


def test_marking_all_leaves_those_of_others(
    team: CheckedClient, app: Flask, council: Council, tell_one: TeamTeller
) -> None:
    chair = council.people[Role.BOARD_CHAIR]
    tell_one("one", to=(council.people[Role.TEAM_MEMBER], chair))
    tell_one("two")
    team.post("/messages/read-all")
    assert "2 messages are marked as read" in team.get("/messages").text
    with app.app_context():
        assert db.session.scalars(select(Message).where(Message.read_at.is_(None))).one().person_id == chair
    team.post("/messages/read-all")
    assert "All messages were read already" in team.get("/messages").text


@pytest.mark.parametrize("what", ["open", "read", "unread"])
def test_somebody_else_s_message_is_not_found(
    client: CheckedClient, council: Council, app: Flask, tell_one: TeamTeller, what: str
) -> None:
    tell_one()
    client.sign_in(council, Role.ADMINISTRATOR)
    assert client.post(f"/messages/{the_message(app).id}/{what}").status_code == 404
    assert the_message(app).read_at is None


def test_messages_of_another_organisation_are_not_in_this_list(
    client: CheckedClient, council: Council, other_council: Council, app: Flask, tell_one: TeamTeller
) -> None:
    both = council.people[Role.TEAM_MEMBER]
    tell_one()
    with app.app_context():
        set_roles(
            organisation_id=other_council.organisation_id,
            person_id=both,
            roles={Role.TEAM_MEMBER},
            actor_id=both,
            seen_version=db.session.get_one(Person, both).version,
        )
        elsewhere = replace(council, organisation_id=other_council.organisation_id)
    client.sign_in(elsewhere, Role.TEAM_MEMBER)
    assert "There are no messages for you yet" in client.get("/messages").text
    assert client.post(f"/messages/{the_message(app).id}/open").status_code == 404


def test_unread_ones_stand_first_and_kinds_can_be_chosen(
    team: CheckedClient, app: Flask, tell_one: TeamTeller
) -> None:
    tell_one("old", about="Old one")
    tell_one("new", MessageKind.ADVISED, about="New one")
    with app.app_context():
        newest = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert newest is not None
    team.post(f"/messages/{newest.id}/read")
    page = team.get("/messages").text
    assert page.index("Old one") < page.index("New one")
    assert "Old one" not in team.get("/messages?kind=advised").text
    for odd in ("nonsense", "%00", "minutes_ready"):
        assert "Old one" in team.get(f"/messages?kind={odd}").text


def test_many_messages_are_pages_with_a_fixed_number_of_statements(
    team: CheckedClient, tell_one: TeamTeller, sql_counter: StatementCounter
) -> None:
    tell_one("first")
    with sql_counter as few:
        team.get("/messages")
    before = few.total
    for number in range(25):
        tell_one(f"event-{number}")
    with sql_counter as many:
        page = team.get("/messages").text
    assert many.total == before
    assert 'aria-label="Page 2"' in page
    assert team.get("/messages?page=99").status_code == 200


def test_the_count_in_the_header_is_one_statement(team: CheckedClient, sql_counter: StatementCounter) -> None:
    with sql_counter as count:
        team.get("/account")
    assert sum("FROM message" in statement for statement in count.statements) == 1


def test_words_of_others_are_shown_as_text(team: CheckedClient, tell_one: TeamTeller) -> None:
    tell_one(about="<b>Rent</b>", words={"what": "100 % <script>", "due": "2027-03-27"})
    page = team.get("/messages").text
    assert "&lt;b&gt;Rent" in page
    assert "It is about: 100 % &lt;script&gt;" in page
    assert "Due on: 27 March 2027" in page


def choices(version: str = "0", **over: str) -> dict[str, str]:
    usual = dict.fromkeys((group.value for group in MessageGroup), "at_once")
    return usual | {"language": "cy", "version": version} | over


def test_choices_are_kept_and_noted(team: CheckedClient, app: Flask, council: Council) -> None:
    assert 'value="daily" checked' in team.get("/messages/settings").text  # news, unless they say otherwise
    assert team.post("/messages/settings", data=choices(news="none")).location == "/messages"
    with app.app_context():
        row = db.session.scalars(select(MessageSettings)).one()
        noted = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "messages.chosen")).one()
    assert (row.person_id, row.language, row.choices["news"]) == (
        council.people[Role.TEAM_MEMBER],
        "cy",
        "none",
    )
    assert noted.details["news"] == "none"


def test_choices_from_an_old_page_change_nothing(team: CheckedClient, app: Flask) -> None:
    team.post("/messages/settings", data=choices())
    assert team.post("/messages/settings", data=choices(news="none")).status_code == 409
    with app.app_context():
        assert db.session.scalars(select(MessageSettings)).one().choices["news"] == "at_once"


@pytest.mark.parametrize("over", [{"work": ""}, {"work": "by_pigeon"}, {"language": "fr"}])
def test_odd_choices_are_refused_with_a_sentence(team: CheckedClient, over: dict[str, str]) -> None:
    reply = team.post("/messages/settings", data=choices(**over))
    assert reply.status_code == 400
    assert "There is a problem" in reply.text


def test_what_waits_for_a_digest_leaves_it_when_no_e_mail_is_wanted(
    team: CheckedClient, app: Flask, mail_on: None, tell_one: TeamTeller
) -> None:
    tell_one(kind=MessageKind.MINUTES_READY)
    assert the_message(app).by_mail == "daily"
    team.post("/messages/settings", data=choices(news="none"))
    assert the_message(app).by_mail == "none"


def test_welsh_readers_get_their_links(team: CheckedClient, app: Flask, tell_one: TeamTeller) -> None:
    tell_one()
    assert team.post(f"/messages/{the_message(app).id}/open?lang=cy").location == "/uses?lang=cy"
