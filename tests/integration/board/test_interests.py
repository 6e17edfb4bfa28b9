"""Interests: declared before papers open, and whoever has one takes no part."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.accounts import actions as accounts
from app.assessments.models import Assessment
from app.assessments.use_assessment import the_assessment
from app.audit import AuditEvent
from app.board.desk.actions import return_for_changes
from app.board.interests.actions import SaidAlready, declare, let_take_part
from app.board.interests.models import Interest
from app.board.interests.queries import door, shut, standing, taking_part, undeclared
from app.board.interests.standing import Declared, InterestKind, ReviewStanding, standing_of
from app.board.models import Comment
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Actor, Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_submitted_use, submit, the_review

MARKER = "The heron sleeps on one leg"
NONE = {"kind": "none", "text": ""}
WORKED = {"kind": "worked_on_it", "text": "I helped to choose the supplier."}


def _second(council: Council, role: Role = Role.BOARD_MEMBER) -> int:
    person = accounts.add_person(
        organisation_id=council.organisation_id,
        name=f"Second {role.value}",
        email=f"second.{role.value.replace('_', '.')}@northmere.example",
        roles=[role],
    )
    council.people[f"second_{role.value}"] = person.id
    return person.id


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    """An open review; the second member joined late and has declared nothing."""
    with app.app_context():
        use = a_submitted_use(council)
        _second(council)
        return the_review(use).id


def _events(app: Flask, action: str) -> int:
    with app.app_context():
        return db.session.query(AuditEvent).filter_by(action=action).count()


# The table


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, ReviewStanding.UNDECLARED),
        (Declared(1, 5, "none", False), ReviewStanding.CLEAR),
        (Declared(1, 4, "none", False), ReviewStanding.UNDECLARED),
        (Declared(1, 6, "none", False), ReviewStanding.CLEAR),
        (Declared(1, 5, "pecuniary", False), ReviewStanding.RECUSED),
        (Declared(1, 4, "personal", False), ReviewStanding.RECUSED),
        (Declared(1, 5, "personal", True), ReviewStanding.ALLOWED),
        (Declared(1, 4, "personal", True), ReviewStanding.RECUSED),
    ],
)
def test_an_interest_lasts_and_everything_else_is_asked_again(
    last: Declared | None, expected: ReviewStanding
) -> None:
    assert standing_of(5, last) is expected


def test_who_takes_part(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    late = _second(council)
    review = the_review(use)
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    assert {person.id for person in taking_part(review)} == {member, chair, late}
    assert [person.id for person in undeclared(review)] == [late]
    declare_interest(use, member)
    assert {person.id for person in taking_part(review)} == {chair, late}
    assert standing(review, member) is ReviewStanding.RECUSED
    accounts.set_active(person_id=late, organisation_id=council.organisation_id, active=False, actor_id=None)
    assert {person.id for person in taking_part(review)} == {chair}


def test_declarations_are_only_ever_added(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    member = council.people[Role.BOARD_MEMBER]
    declare_interest(use, member)
    assert [row.kind for row in db.session.query(Interest).filter_by(person_id=member)] == [
        "none",
        "worked_on_it",
    ]
    db.session.commit()
    with pytest.raises(DBAPIError, match="only ever added"):
        db.session.execute(db.update(Interest).values(kind="none"))
    db.session.rollback()


def test_the_same_said_twice_changes_nothing(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    with pytest.raises(SaidAlready):
        declare(
            review=the_review(use),
            person_id=council.people[Role.BOARD_MEMBER],
            kind=InterestKind.NONE,
            actor_id=council.people[Role.BOARD_MEMBER],
        )
    assert db.session.query(Interest).count() == 3


def test_a_new_round_asks_again_but_remembers_an_interest(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    team, chair = council.people[Role.TEAM_MEMBER], council.people[Role.BOARD_CHAIR]
    member = council.people[Role.BOARD_MEMBER]
    declare_interest(use, member)
    let_take_part(
        review=the_review(use),
        interest=db.session.query(Interest).filter_by(person_id=member, kind="worked_on_it").one(),
        reason="Only the member knows the system.",
        actor_id=chair,
    )
    first = the_review(use)
    assert standing(first, member) is ReviewStanding.ALLOWED
    return_for_changes(review=first, reasons="Say who checks it.", actor_id=chair)
    submit_without_declaring(use, team)
    second = the_review(use)
    assert second.id != first.id
    assert standing(second, member) is ReviewStanding.RECUSED
    assert standing(second, chair) is ReviewStanding.UNDECLARED


def submit_without_declaring(use: UseCase, actor_id: int) -> None:
    """A new round on which nobody has said anything yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.support.uses.declare_none", lambda _use: None)
        submit(use, actor_id)


def test_the_list_and_the_page_agree_on_what_is_shut(context: Flask, council: Council) -> None:
    late = _second(council)
    found = []
    for step in ("clear", "undeclared", "recused", "allowed", "returned", "next round"):
        use = a_submitted_use(council)
        person = council.people[Role.BOARD_MEMBER]
        if step == "undeclared":
            person = late = _third(council)
        if step in ("recused", "allowed"):
            declare_interest(use, person)
        if step == "allowed":
            row = db.session.query(Interest).filter_by(kind="worked_on_it").order_by(Interest.id.desc())
            chair = council.people[Role.BOARD_CHAIR]
            let_take_part(review=the_review(use), interest=row[0], reason="Needed.", actor_id=chair)
        if step in ("returned", "next round"):
            return_for_changes(
                review=the_review(use), reasons="Why?", actor_id=council.people[Role.BOARD_CHAIR]
            )
        if step == "next round":
            submit_without_declaring(use, council.people[Role.TEAM_MEMBER])
        found.append((use, step))
    for person in (council.people[Role.BOARD_MEMBER], late, council.people[Role.BOARD_SECRETARY]):
        actor = _actor(council, person)
        closed = set(
            db.session.scalars(
                select(UseCase.id)
                .join(Assessment, Assessment.use_id == UseCase.id)
                .where(shut(actor))
                .order_by(UseCase.id)
            )
        )
        for use, step in found:
            seen = door(the_assessment(use).id, person)
            assert seen is not None
            assert seen.shut == (use.id in closed), step


def _third(council: Council) -> int:
    return accounts.add_person(
        organisation_id=council.organisation_id,
        name="Third Member",
        email="third@northmere.example",
        roles=[Role.BOARD_MEMBER],
    ).id


def _actor(council: Council, person_id: int) -> Actor:
    return Actor(
        person_id, "A", "a@b.example", council.organisation_id, "N", "n", frozenset({Role.BOARD_MEMBER})
    )


# The pages


def test_who_has_not_declared_is_led_to_the_question(
    client: CheckedClient, council: Council, review_id: int
) -> None:
    client.sign_in(council, "second_board_member")
    for address in (f"/board/reviews/{review_id}", f"/board/reviews/{review_id}/sections/about"):
        reply = client.get(address)
        assert reply.headers["Location"] == f"/board/reviews/{review_id}/interest"
    page = client.get(f"/board/reviews/{review_id}/interest").get_data(as_text=True)
    assert "Repairs triage" in page
    assert "Accountable Owner of Northmere" in page
    assert "Localism Act 2011" in page
    assert "It sorts repair requests" not in page


def test_declaring_none_opens_the_papers(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    client.sign_in(council, "second_board_member")
    address = f"/board/reviews/{review_id}/interest"
    reply = client.post(address, data=NONE | {"nonce": "one"})
    assert reply.headers["Location"] == f"/board/reviews/{review_id}"
    assert client.get(f"/board/reviews/{review_id}").status_code == 200
    for nonce in ("one", "two"):
        client.post(address, data=NONE | {"nonce": nonce})
        assert "You declared this already" in client.get(address).get_data(as_text=True)
    assert _events(app, "action.refused") == 2
    with app.app_context():
        late = council.people["second_board_member"]
        assert db.session.query(Interest).filter_by(person_id=late).count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Choose “No interest” or the kind of interest"),
        ({"kind": "perhaps"}, "Not a valid choice"),
        (WORKED | {"text": " "}, "Say in a sentence what the interest is"),
        (WORKED | {"text": "x" * 3000}, "Use at most 2,000 characters"),
        (NONE | {"text": "My brother works there"}, "You chose “No interest”"),
    ],
)
def test_a_wrong_declaration_is_named_and_nothing_is_recorded(
    app: Flask, client: CheckedClient, council: Council, review_id: int, wrong: dict[str, str], sentence: str
) -> None:
    client.sign_in(council, "second_board_member")
    reply = client.post(f"/board/reviews/{review_id}/interest", data=wrong)
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    assert client.get(f"/board/reviews/{review_id}").status_code == 302


def test_an_interest_found_later_recuses_and_keeps_what_was_said(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    client.sign_in(council, Role.BOARD_MEMBER)
    client.post(f"/board/reviews/{review_id}/comment", data={"text": MARKER, "nonce": "c"})
    reply = client.post(f"/board/reviews/{review_id}/interest", data=WORKED)
    assert reply.headers["Location"] == f"/board/reviews/{review_id}/interest"
    assert "You take no part" in client.get(f"/board/reviews/{review_id}/interest").get_data(as_text=True)
    assert client.get(f"/board/reviews/{review_id}").status_code == 403
    refused = client.post(f"/board/reviews/{review_id}/comment", data={"text": "More", "nonce": "d"})
    assert refused.status_code == 403
    assert "you take no part in its review" in refused.get_data(as_text=True)
    assert _events(app, "access.refused") == 1
    with app.app_context():
        assert db.session.query(Comment).count() == 1
    client.sign_in(council, Role.BOARD_CHAIR)
    assert MARKER in client.get(f"/board/reviews/{review_id}").get_data(as_text=True)


def test_many_reviews_are_declared_at_once(
    app: Flask, client: CheckedClient, council: Council, other_council: Council
) -> None:
    with app.app_context():
        ids = [the_review(a_submitted_use(council)).id for _number in range(3)]
        foreign = the_review(a_submitted_use(other_council)).id
        _second(council)
    client.sign_in(council, "second_board_member")
    page = client.get("/board/interests/waiting").get_data(as_text=True)
    assert page.count("Repairs triage") >= 3
    assert client.post("/board/interests/waiting", data={}).status_code == 400
    sent = {"reviews": [str(ids[0]), str(ids[1]), str(foreign)]}
    assert client.post("/board/interests/waiting", data=sent).status_code == 302
    assert "Some of these no longer wait" in client.get("/board/interests/waiting").get_data(as_text=True)
    with app.app_context():
        late = council.people["second_board_member"]
        rows = db.session.query(Interest).filter_by(person_id=late)
        assert {row.review_id for row in rows} == set(ids[:2])


def test_another_councils_review_cannot_be_declared_on(
    client: CheckedClient, other_council: Council, review_id: int
) -> None:
    client.sign_in(other_council, Role.BOARD_CHAIR)
    assert client.get(f"/board/reviews/{review_id}/interest").status_code == 404
    assert client.post(f"/board/reviews/{review_id}/interest", data=NONE).status_code == 404
