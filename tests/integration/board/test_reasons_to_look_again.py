"""What raises a reason to look at a use again, who may declare and dismiss one, and where they are listed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.board.models import Advice
from app.board.review_again import actions, queries
from app.board.review_again.automatic_triggers import raise_due, raise_lapsed, remind_waiting
from app.board.review_again.models import Trigger
from app.database import db, transaction, utcnow
from app.messages.models import Message
from app.uses.actions import edit_use
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import conditions_of, refusals
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.upkeep import a_public_use, a_trigger, the_use, triggers_of
from tests.support.uses import a_submitted_use, an_advised_use, the_review

Data = dict[str, object]


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use between two rounds with a public entry."""
    with app.app_context():
        return a_public_use(council)[0].id


def test_a_change_is_declared_once_and_the_owner_is_told(
    app: Flask, client: CheckedClient, use_id: int, council: Council
) -> None:
    member = client.sign_in(council, Role.TEAM_MEMBER)
    path = f"/uses/{use_id}/again/changed"
    told = {"kind": "new_data", "detail": "Sensors since March", "nonce": "one"}
    assert member.post(path, data=told).status_code == 302
    member.post(path, data=told)
    member.post(path, data=told | {"nonce": "two"})
    with app.app_context():
        assert [t.detail for t in triggers_of(use_id)] == ["Sensors since March"]
        assert refusals() == ["review_again.declare twice", "review_again.declare open_already"]
        message = db.session.scalars(select(Message).where(Message.kind == "review_due")).one()
        assert message.person_id == council.people[Role.ACCOUNTABLE_OWNER]


def test_nothing_is_declared_in_the_first_round(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        use_id = a_submitted_use(council).id
    member = client.sign_in(council, Role.TEAM_MEMBER)
    told = {"kind": "new_data", "detail": "Sensors", "nonce": ""}
    answer = member.post(f"/uses/{use_id}/again/changed", data=told, follow_redirects=True)
    assert "The first round is not over" in answer.text
    with app.app_context():
        assert refusals() == ["review_again.declare out_of_turn"]


def test_the_board_dismisses_with_a_reason_but_not_what_it_raised_itself(
    app: Flask, client: CheckedClient, use_id: int, council: Council
) -> None:
    with app.app_context():
        use = the_use(council, use_id)
        trigger = a_trigger(use).id
        own = actions.declare(
            use=use,
            kind="new_supplier",
            detail="Acme",
            actor_id=council.people[Role.BOARD_SECRETARY],
            nonce="",
        )
        assert own is not None
        own_id = own.id
    secretary = client.sign_in(council, Role.BOARD_SECRETARY)
    path = f"/uses/{use_id}/again/triggers/{trigger}/dismiss"
    assert secretary.post(path, data={"reason": "It was a rumour."}).status_code == 302
    assert secretary.post(path, data={"reason": "Again."}).status_code == 302
    own_path = f"/uses/{use_id}/again/triggers/{own_id}/dismiss"
    assert secretary.post(own_path, data={"reason": "Mine."}).status_code == 403
    with app.app_context():
        first, second = triggers_of(use_id)
        assert (first.state, first.settled_words, second.state) == ("dismissed", "It was a rumour.", "raised")
        assert refusals()[0] == "review_again.dismiss out_of_turn"


def _move(use: UseCase, council: Council, phase: str) -> None:
    edit_use(
        use=use,
        seen=use.version,
        actor_id=council.people[Role.TEAM_MEMBER],
        name=use.name,
        kind=use.kind,
        phase=phase,
        service_area=use.service_area,
        owner_id=use.owner_id,
    )


def test_a_new_phase_raises_a_trigger_and_going_back_and_forth_only_one(
    context: Flask, council: Council
) -> None:
    use_id = a_public_use(council)[0].id
    for phase in ("public_beta", "production", "public_beta", "retired"):
        _move(the_use(council, use_id), council, phase)
    assert [(t.kind, t.source) for t in triggers_of(use_id)] == [
        ("phase_changed", "phase-public_beta"),
        ("phase_changed", "phase-production"),
    ]


def test_moving_past_the_phase_of_the_advice_wants_a_new_round(context: Flask, council: Council) -> None:
    use_id = a_public_use(council)[0].id
    _move(the_use(council, use_id), council, "private_beta")
    _advise_again(the_use(council, use_id), council, "private_beta")
    _move(the_use(council, use_id), council, "public_beta")
    assert [t.kind for t in triggers_of(use_id)] == ["phase_changed", "phase_passed"]


def _advise_again(use: UseCase, council: Council, for_phase: str) -> None:
    """A second advice, for one phase only, as an appeal may lead to."""
    with transaction() as session:
        session.add(
            Advice(
                review_id=the_review(use).id,
                number=2,
                outcome="next_phase_only",
                reasons="For the private beta.",
                for_phase=for_phase,
                issued_by_id=council.people[Role.BOARD_CHAIR],
            )
        )


def test_a_use_in_its_first_round_raises_nothing(context: Flask, council: Council) -> None:
    use = an_advised_use(council)
    _move(use, council, "retired")
    _move(the_use(council, use.id), council, "public_beta")
    assert triggers_of(use.id) == []


def test_a_lapsed_condition_raises_one_trigger(context: Flask, council: Council) -> None:
    use = a_public_use(council)[0]
    (condition,) = conditions_of(use)
    for _time in range(2):
        with transaction() as session:
            raise_lapsed(session, condition)
    assert [t.kind for t in triggers_of(use.id)] == ["condition_lapsed"]


def test_a_year_later_the_date_raises_a_trigger_once_and_reminders_follow(
    context: Flask, council: Council
) -> None:
    use_id = a_public_use(council)[0].id
    due = queries.due_dates(council.organisation_id)[use_id]
    with transaction() as session:
        assert raise_due(session, due - timedelta(days=1)) == 0
    for _day in range(2):
        with transaction() as session:
            raise_due(session, due)
    (trigger,) = triggers_of(use_id)
    assert (trigger.kind, trigger.due_on) == ("date", due + timedelta(days=28))
    keys = []
    for days in (0, 25, 29, 30, 36):
        with transaction() as session:
            remind_waiting(session, due + timedelta(days=days))
    keys = db.session.scalars(select(Message.key).where(Message.kind == "review_due").order_by(Message.id))
    assert sorted(set(keys)) == [
        f"trigger-{trigger.id}",
        f"trigger-{trigger.id}-late-0",
        f"trigger-{trigger.id}-late-1",
        f"trigger-{trigger.id}-soon",
    ]


def _many(council: Council, use: UseCase, count: int) -> None:
    with transaction() as session:
        for number in range(count):
            session.add(
                Trigger(
                    organisation_id=council.organisation_id,
                    use_id=use.id,
                    kind="new_data",
                    source=f"row-{number}",
                    due_on=utcnow().date() - timedelta(days=number - 3),
                )
            )


def test_the_list_filters_and_asks_no_more_for_more_rows(
    app: Flask, client: CheckedClient, council: Council, sql_counter: StatementCounter
) -> None:
    secretary = client.sign_in(council, Role.BOARD_SECRETARY)
    assert "Nothing waits" in secretary.get("/reviews-due").text
    with app.app_context():
        use = a_public_use(council)[0]
        _many(council, use, 2)
    with sql_counter as few:
        secretary.get("/reviews-due")
    before = few.total
    with app.app_context():
        db.session.execute(db.delete(Trigger))
        db.session.commit()
        _many(council, the_use(council, use.id), 60)
    with sql_counter as many:
        page = secretary.get("/reviews-due").text
    assert many.total == before <= 12
    assert "Show the 56 that are overdue" in page
    assert secretary.get("/reviews-due?late=yes&kind=new_data&page=2").status_code == 200
    assert "Nothing fits" in secretary.get("/reviews-due?kind=incident").text
    lines = secretary.get("/reviews-due.csv?late=yes").get_data(as_text=True).splitlines()
    assert len(lines) == 57
    member = client.sign_in(council, Role.TEAM_MEMBER)
    assert "Overdue" in member.get("/reviews-due").text


def test_the_overview_of_a_use_leads_here(
    app: Flask, client: CheckedClient, use_id: int, council: Council
) -> None:
    member = client.sign_in(council, Role.TEAM_MEMBER)
    assert "When it is looked at again" in member.get(f"/uses/{use_id}").text
    with app.app_context():
        a_trigger(the_use(council, use_id))
    assert "1 reason to look at it again" in member.get(f"/uses/{use_id}").text
