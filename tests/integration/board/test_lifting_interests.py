"""Nobody takes back an interest of their own: the chair lifts it, with a reason that everybody reads."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.accounts import actions as accounts
from app.assessments.models import Assessment
from app.assessments.use_assessment import the_assessment
from app.audit import AuditEvent
from app.board.configuration.actions import change_settings
from app.board.desk.actions import return_for_changes
from app.board.interests.actions import InterestStands, declare, declare_none, let_take_part, lift
from app.board.interests.models import Interest, InterestLift
from app.board.interests.queries import door, shut, standing, still_to_declare
from app.board.interests.standing import Declared, InterestKind, ReviewStanding, counting
from app.board.models import Review
from app.database import db, transaction
from app.lifecycle import OutOfTurn
from app.messages.models import Message
from app.register.editing.actions.drafts import ORIGIN
from app.register.models import Entry
from app.uses.models import UseCase
from app.web.roles import Actor, Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_submitted_use, submit, the_review

NONE = {"kind": "none", "text": ""}
WORKED = {"kind": "worked_on_it", "text": "I helped to choose the supplier."}
REASON = "She meant another tool."


def _row(kind: str = "worked_on_it") -> Interest:
    """The newest interest of a kind."""
    return db.session.scalars(
        select(Interest).where(Interest.kind == kind).order_by(Interest.id.desc()).limit(1)
    ).one()


def _actor(council: Council, role: Role) -> Actor:
    where = council.organisation_id, "Northmere", "northmere"
    return Actor(council.people[role], "A", "a@b.example", *where, frozenset({role}))


def _events(action: str) -> Sequence[AuditEvent]:
    return db.session.scalars(select(AuditEvent).where(AuditEvent.action == action)).all()


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    """An open review in which the member has an interest."""
    with app.app_context():
        use = a_submitted_use(council)
        declare_interest(use, council.people[Role.BOARD_MEMBER])
        return the_review(use).id


def _lift_address(app: Flask, review_id: int, kind: str = "worked_on_it") -> str:
    with app.app_context():
        return f"/board/reviews/{review_id}/interests/{_row(kind).id}/lift"


# Which declaration counts


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ([], None),
        ([("none", 1), ("personal", 1)], "personal"),
        ([("personal", 1), ("none", 1)], "personal"),
        ([("personal", 1), ("none", 2)], "personal"),
        ([("personal", 1), ("other", 1)], "other"),
        ([("pecuniary", 1), ("personal", 1)], "pecuniary"),
        ([("personal", 1), ("pecuniary", 1), ("none", 2)], "pecuniary"),
        ([("personal", 1, "lifted")], None),
        ([("none", 1), ("personal", 1, "lifted")], None),
        ([("personal", 1, "lifted"), ("none", 1)], "none"),
        ([("personal", 1, "lifted"), ("pecuniary", 1)], "pecuniary"),
        ([("pecuniary", 1), ("personal", 1, "lifted")], "pecuniary"),
        ([("none", 2), ("none", 1)], "none"),
    ],
)
def test_no_later_word_of_the_member_takes_an_interest_back(
    declared: list[tuple[str, int]], expected: str | None
) -> None:
    rows = [Declared(n, row[1], row[0], False, len(row) > 2) for n, row in enumerate(declared)]
    found = counting(rows)
    assert (found.kind if found else None) == expected
    if expected == "none":
        assert found is not None
        assert found.review_id == max(row.review_id for row in rows)


# Taking it back oneself


def test_a_member_does_not_let_themselves_back_in(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    here = f"/board/reviews/{review_id}/interest"
    member = client.sign_in(council, Role.BOARD_MEMBER)
    for nonce in ("one", "one", "two"):
        assert member.post(here, data=NONE | {"nonce": nonce}).headers["Location"] == here
        assert "Only the chair can lift it" in member.get(here).text
    member.post("/board/interests/waiting", data={"reviews": [str(review_id)]})
    assert member.get(f"/board/reviews/{review_id}").status_code == 403
    with app.app_context():
        kinds = db.session.scalars(
            select(Interest.kind)
            .where(Interest.person_id == council.people[Role.BOARD_MEMBER])
            .order_by(Interest.id)
        ).all()
        assert kinds == ["none", "worked_on_it"], "nothing was added"
        assert [event.details["why"] for event in _events("action.refused")] == ["interest_stands"] * 3 + [
            "not_waiting"
        ]


def test_a_chair_does_not_either(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        use = a_submitted_use(council)
        declare_interest(use, council.people[Role.BOARD_CHAIR])
        review_id = the_review(use).id
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    chair.post(f"/board/reviews/{review_id}/interest", data=NONE)
    address = _lift_address(app, review_id)
    assert chair.post(address, data={"reason": "I am the chair."}).status_code == 403
    with app.app_context():
        assert standing(the_review(db.session.get_one(UseCase, use.id)), council.people["board_chair"]) is (
            ReviewStanding.RECUSED
        )
    member = client.sign_in(council, Role.BOARD_MEMBER)  # no chair takes part, so a member stands in
    assert member.post(address, data={"reason": REASON}).status_code == 302


def test_nobody_declares_a_financial_interest_smaller(context: Flask, council: Council) -> None:
    use, member = a_submitted_use(council), council.people[Role.BOARD_MEMBER]
    declare_interest(use, member, InterestKind.PECUNIARY)
    declare_interest(use, member, InterestKind.PERSONAL)
    review, chair = the_review(use), council.people[Role.BOARD_CHAIR]
    for action in (let_take_part, lift):
        with pytest.raises(OutOfTurn, match="replaced"):
            action(review=review, interest=_row("personal"), reason=REASON, actor_id=chair)  # type: ignore[operator]
        with pytest.raises(OutOfTurn, match="shut"):
            action(review=review, interest=_row("pecuniary"), reason=REASON, actor_id=chair)  # type: ignore[operator]
    assert standing(review, member) is ReviewStanding.RECUSED


def test_an_interest_lasts_into_the_next_round_whatever_the_member_says(
    context: Flask, council: Council
) -> None:
    use, member = a_submitted_use(council), council.people[Role.BOARD_MEMBER]
    declare_interest(use, member)
    chair = council.people[Role.BOARD_CHAIR]
    return_for_changes(review=the_review(use), reasons="Say who checks it.", actor_id=chair)
    submit(use, council.people[Role.TEAM_MEMBER])
    second = the_review(use)
    with pytest.raises(InterestStands):
        declare(review=second, person_id=member, kind=InterestKind.NONE, actor_id=member)
    assert declare_none(reviews=[second], actor_id=member) == 0
    assert still_to_declare(_actor(council, Role.BOARD_MEMBER)) == []
    lift(review=second, interest=_row(), reason=REASON, actor_id=chair)
    assert [each.id for each, _use in still_to_declare(_actor(council, Role.BOARD_MEMBER))] == [second.id]
    assert declare_none(reviews=[second], actor_id=member) == 1
    assert standing(second, member) is ReviewStanding.CLEAR


# Lifting


def test_the_chair_lifts_it_with_a_reason_and_everybody_concerned_is_told(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    address = _lift_address(app, review_id)
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    assert "Lift the interest" in chair.get(f"/board/reviews/{review_id}/interests").text
    assert "Lift the interest of Board Member" in chair.get(address).text
    refused = chair.post(address, data={"reason": "  "})
    assert (refused.status_code, "Give the reason" in refused.text) == (400, True)
    long = chair.post(address, data={"reason": "x" * 2001})
    assert (long.status_code, "Use at most 2,000 characters" in long.text) == (400, True)
    assert chair.post(address, data={"reason": REASON}).status_code == 302
    page = chair.get(f"/board/reviews/{review_id}/interests").text
    assert "Lifted by Board Chair of Northmere" in page
    assert REASON in page
    again = chair.post(address, data={"reason": REASON})
    assert (again.status_code, "lifted already" in again.text) == (403, True)
    member = client.sign_in(council, Role.BOARD_MEMBER)
    here = f"/board/reviews/{review_id}/interest"
    assert member.get(f"/board/reviews/{review_id}").headers["Location"] == here, "they declare anew"
    assert REASON in member.get(here).text
    assert member.post(here, data=NONE).headers["Location"] == f"/board/reviews/{review_id}"
    assert member.get(f"/board/reviews/{review_id}").status_code == 200
    with app.app_context():
        (event,) = _events("interest.lifted")
        who = council.people
        assert event.actor_id == who[Role.BOARD_CHAIR]
        assert event.details == {"interest": _row().id, "person": who[Role.BOARD_MEMBER]}
        told = db.session.scalars(select(Message).where(Message.kind == "interest_lifted")).all()
        assert {row.person_id for row in told} == {
            who[role]
            for role in (
                Role.BOARD_MEMBER,
                Role.BOARD_SECRETARY,
                Role.TEAM_MEMBER,
                Role.ACCOUNTABLE_OWNER,
            )
        }
        pages = {row.person_id: row.endpoint for row in told}
        assert pages[who[Role.BOARD_MEMBER]] == "board.interest"
        assert pages[who[Role.TEAM_MEMBER]] == "board.said"


def test_whoever_is_let_in_everybody_concerned_is_told(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    declare_interest(use, council.people[Role.BOARD_MEMBER])
    chair = council.people[Role.BOARD_CHAIR]
    let_take_part(review=the_review(use), interest=_row(), reason=REASON, actor_id=chair)
    told = db.session.scalars(select(Message.person_id).where(Message.kind == "interest_allowed")).all()
    concerned = (Role.BOARD_MEMBER, Role.BOARD_SECRETARY, Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER)
    assert set(told) == {council.people[role] for role in concerned}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.BOARD_CHAIR])
def test_nobody_but_the_chair_lifts_it(
    app: Flask, client: CheckedClient, council: Council, review_id: int, role: Role
) -> None:
    address = _lift_address(app, review_id)
    someone = client.sign_in(council, role)
    assert someone.get(address).status_code == 403
    assert someone.post(address, data={"reason": REASON}).status_code == 403
    with app.app_context():
        assert db.session.query(InterestLift).count() == 0


def test_nobody_lifts_a_financial_interest(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    client.sign_in(council, Role.BOARD_MEMBER)
    client.post(f"/board/reviews/{review_id}/interest", data=WORKED | {"kind": "pecuniary"})
    page = client.get(f"/board/reviews/{review_id}/interest").text
    assert "nobody on the board can lift it" in page
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    assert "Lift the interest" not in chair.get(f"/board/reviews/{review_id}/interests").text
    for kind, why in (("pecuniary", "section 31"), ("worked_on_it", "declared something else since")):
        reply = chair.post(_lift_address(app, review_id, kind), data={"reason": REASON})
        assert (reply.status_code, why in reply.text) == (403, True)


def test_an_interest_is_lifted_only_where_it_was_declared(
    app: Flask, client: CheckedClient, council: Council, other_council: Council, review_id: int
) -> None:
    with app.app_context():
        elsewhere = the_review(a_submitted_use(council)).id
        interest = _row().id
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    forged = chair.post(f"/board/reviews/{elsewhere}/interests/{interest}/lift", data={"reason": REASON})
    assert forged.status_code == 403
    assert chair.post(_lift_address(app, review_id, "none"), data={"reason": REASON}).status_code == 403
    without_token = chair.post(_lift_address(app, review_id), data={"reason": REASON}, csrf=False)
    assert without_token.status_code == 400
    stranger = client.sign_in(other_council, Role.BOARD_CHAIR)
    assert stranger.post(_lift_address(app, review_id), data={"reason": REASON}).status_code == 404
    with app.app_context():
        assert db.session.query(InterestLift).count() == 0


def test_whoever_takes_no_part_by_then_lifts_nothing(context: Flask, council: Council) -> None:
    use, member = a_submitted_use(council), council.people[Role.BOARD_MEMBER]
    chair = council.people[Role.BOARD_CHAIR]
    declare_interest(use, member)
    interest = _row()
    with pytest.raises(ValueError, match="Nobody lifts an interest of their own"):
        lift(review=the_review(use), interest=interest, reason=REASON, actor_id=member)
    declare_interest(use, chair, InterestKind.PERSONAL)
    for action in (let_take_part, lift):
        with pytest.raises(OutOfTurn, match="no_part"):
            action(review=the_review(use), interest=interest, reason=REASON, actor_id=chair)  # type: ignore[operator]


def test_a_lifted_interest_stays_on_record(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    declare_interest(use, council.people[Role.BOARD_MEMBER])
    chair = council.people[Role.BOARD_CHAIR]
    lift(review=the_review(use), interest=_row(), reason=REASON, actor_id=chair)
    with pytest.raises(OutOfTurn, match="replaced"):
        lift(review=the_review(use), interest=_row(), reason=REASON, actor_id=chair)
    db.session.commit()
    with pytest.raises(DBAPIError, match="only ever added"):
        db.session.execute(db.update(InterestLift).values(reason=""))
    db.session.rollback()


def test_lists_and_pages_agree_after_every_step(context: Flask, council: Council) -> None:
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    use = a_submitted_use(council)
    review = the_review(use)

    def agree(expected: ReviewStanding) -> None:
        seen = door(the_assessment(use).id, member)
        assert seen is not None
        assert seen.standing is standing(review, member) is expected
        query = select(UseCase.id).join(Assessment, Assessment.use_id == UseCase.id)
        closed = db.session.scalars(query.where(shut(_actor(council, Role.BOARD_MEMBER)))).all()
        assert (use.id in closed) == seen.shut
        waits = [each.id for each, _use in still_to_declare(_actor(council, Role.BOARD_MEMBER))]
        assert (review.id in waits) == (expected is ReviewStanding.UNDECLARED)

    agree(ReviewStanding.CLEAR)
    declare_interest(use, member)
    agree(ReviewStanding.RECUSED)
    lift(review=review, interest=_row(), reason=REASON, actor_id=chair)
    agree(ReviewStanding.UNDECLARED)
    declare(review=review, person_id=member, kind=InterestKind.NONE, actor_id=member)
    agree(ReviewStanding.CLEAR)
    declare_interest(use, member, InterestKind.PERSONAL)
    agree(ReviewStanding.RECUSED)
    let_take_part(review=review, interest=_row("personal"), reason=REASON, actor_id=chair)
    agree(ReviewStanding.ALLOWED)
    declare_interest(use, member, InterestKind.PECUNIARY)
    agree(ReviewStanding.RECUSED)
    _taken_back_before_it_was_forbidden(review, member)
    agree(ReviewStanding.RECUSED)


def _taken_back_before_it_was_forbidden(review: Review, person_id: int) -> None:
    with transaction() as session:
        session.add(
            Interest(
                review_id=review.id,
                assessment_id=review.submission.assessment_id,
                person_id=person_id,
                kind="none",
                recorded_by_id=person_id,
            )
        )


# What the public reads


def test_the_public_register_follows_at_once(app: Flask, council: Council) -> None:
    with app.app_context():
        change_settings(
            organisation_id=council.organisation_id,
            settings={"interests_public": True},
            seen=0,
            actor_id=council.people[Role.ADMINISTRATOR],
        )
        use = a_submitted_use(council)
        use_id = use.id
        with transaction() as session:
            session.add(
                Entry(
                    organisation_id=council.organisation_id,
                    origin=ORIGIN,
                    source_key=f"use-{use_id}",
                    slug="repairs",
                    title="Repairs triage",
                    published_number=1,
                )
            )
    address = f"/organisations/{council.slug}/board/interests"
    stranger, tags = app.test_client(), []

    def read() -> str:
        reply = stranger.get(address, headers={"If-None-Match": tags[-1]} if tags else {})
        assert reply.status_code == 200, "a browser that kept the page is told that it changed"
        tags.append(reply.headers["ETag"])
        return reply.get_data(as_text=True)

    assert "Repairs triage" not in read()
    with app.app_context():
        declare_interest(db.session.get_one(UseCase, use_id), council.people[Role.BOARD_MEMBER])
    assert "I helped to choose the supplier" in read()
    with app.app_context():
        review = the_review(db.session.get_one(UseCase, use_id))
        lift(review=review, interest=_row(), reason=REASON, actor_id=council.people[Role.BOARD_CHAIR])
    page = read()
    assert "The board lifted this interest on" in page
    assert REASON in page
    with app.app_context(), transaction() as session:
        session.query(Entry).delete()
    page = app.test_client().get(address).get_data(as_text=True)
    assert "The board lifted this interest on" in page
    assert REASON not in page, "what is said of a use that is not public stays inside"


def test_a_new_member_of_the_board_is_asked(context: Flask, council: Council) -> None:
    a_submitted_use(council)
    late = accounts.add_person(
        organisation_id=council.organisation_id,
        name="Late",
        email="late@northmere.example",
        roles=[Role.BOARD_MEMBER],
    )
    council.people["late"] = late.id
    where = council.organisation_id, "N", "n"
    actor = Actor(late.id, "Late", "late@northmere.example", *where, frozenset({Role.BOARD_MEMBER}))
    assert len(still_to_declare(actor)) == 1
