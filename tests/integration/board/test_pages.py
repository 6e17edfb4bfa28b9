"""The pages of the board, the owner and the team, with good input and bad."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts import actions as accounts
from app.board.models import Advice, Comment
from app.database import db
from app.uses.actions import add_member
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.proposals import sign_advice
from tests.support.uses import a_submitted_use, answer, submit, the_review

ADVICE = {"outcome": "proceed", "reasons": "A person reads every request."}
CONDITIONS = {
    "outcome": "proceed_with_conditions",
    "reasons": "It needs one more thing.",
    "conditions-0-text": "Publish how often officers change the order.",
    "conditions-0-due_on-day": "31",
    "conditions-0-due_on-month": "1",
    "conditions-0-due_on-year": "2099",
}


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    """An open review with a red flag and an unknown answer."""
    with app.app_context():
        return the_review(a_submitted_use(council, {"AUT-01": "decides-alone", "PRI-01": None})).id


@pytest.fixture
def chair(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_CHAIR)


def test_the_queue_shows_what_waits_and_nothing_else(chair: CheckedClient, review_id: int) -> None:
    page = chair.get("/board").get_data(as_text=True)
    assert "Repairs triage" in page
    assert "Waiting for the board (1)" in page
    assert "There is nothing here yet" in chair.get("/board?state=responded").get_data(as_text=True)
    assert chair.get("/board?state=nonsense&page=zero").status_code == 200


def test_an_empty_queue_says_so(chair: CheckedClient) -> None:
    assert "Nothing waits for the board" in chair.get("/board").get_data(as_text=True)


def test_the_review_puts_unknowns_and_flags_first(chair: CheckedClient, review_id: int) -> None:
    page = chair.get(f"/board/reviews/{review_id}").get_data(as_text=True)
    assert page.index("start-unknown") < page.index("start-flags") < page.index("start-rest")
    assert "It decides alone about people." in page
    assert "What worries you?" in page


def test_every_section_can_be_read(chair: CheckedClient, review_id: int) -> None:
    page = chair.get(f"/board/reviews/{review_id}/sections/about").get_data(as_text=True)
    assert "It sorts repair requests" in page
    assert chair.get(f"/board/reviews/{review_id}/sections/nothing").status_code == 404


def test_a_comment_stands_under_its_question(app: Flask, chair: CheckedClient, review_id: int) -> None:
    address = f"/board/reviews/{review_id}/comment?question=EXP-01"
    assert chair.get(address).status_code == 200
    for _time in range(2):
        chair.post(address, data={"text": "How does it know what is urgent?", "nonce": "one"})
    page = chair.get(f"/board/reviews/{review_id}/sections/about").get_data(as_text=True)
    assert page.count("How does it know what is urgent?") == 1
    assert chair.post(address, data={"text": "  "}).status_code == 400
    assert chair.post(address, data={"text": "x" * 100_000}).status_code == 400
    assert chair.get(f"/board/reviews/{review_id}/comment?question=NOPE").status_code == 404
    with app.app_context():
        assert db.session.query(Comment).count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (ADVICE | {"outcome": ""}, "Choose what the board advises"),
        (ADVICE | {"outcome": "perhaps"}, "Not a valid choice"),
        (ADVICE | {"reasons": ""}, "Give the board’s reasons"),
        (ADVICE | {"reasons": "x" * 100_000}, "Use at most 8,000 characters"),
        (CONDITIONS | {"outcome": "proceed"}, "Conditions belong to"),
        (CONDITIONS | {"conditions-0-text": ""}, "Say what must be done by this date"),
        (CONDITIONS | {"conditions-0-due_on-month": ""}, "Enter a real date"),
        (CONDITIONS | {"conditions-0-due_on-year": "1999"}, "Choose a date that has not passed"),
        (
            CONDITIONS | dict.fromkeys((f"conditions-0-due_on-{p}" for p in ("day", "month", "year")), ""),
            "Give this condition a date",
        ),
        (ADVICE | {"outcome": "proceed_with_conditions"}, "Write at least one condition"),
    ],
)
def test_wrong_advice_is_named_and_nothing_is_issued(
    app: Flask, chair: CheckedClient, review_id: int, wrong: dict[str, str], sentence: str
) -> None:
    reply = chair.post(f"/board/reviews/{review_id}/advise", data=wrong)
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.query(Advice).count() == 0


def test_more_rows_keeps_the_conditions(chair: CheckedClient, review_id: int) -> None:
    page = chair.post(f"/board/reviews/{review_id}/advise", data=CONDITIONS | {"more": "1"})
    assert page.status_code == 200
    assert "Publish how often officers" in page.get_data(as_text=True)


def test_advice_sent_twice_is_issued_once(app: Flask, chair: CheckedClient, review_id: int) -> None:
    address = f"/board/reviews/{review_id}/advise"
    assert chair.get(address).status_code == 200
    assert sign_advice(chair, review_id, CONDITIONS).status_code == 302
    assert chair.post(address, data=ADVICE).status_code == 403
    assert (
        chair.post(f"/board/reviews/{review_id}/proposals/1/sign", data={"version": "3"}).status_code == 403
    )
    with app.app_context():
        assert [a.outcome for a in db.session.query(Advice)] == ["proceed_with_conditions"]
    assert "With the owner (1)" in chair.get("/board?state=advised").get_data(as_text=True)
    assert "Publish how often officers" in chair.get(f"/board/reviews/{review_id}").get_data(as_text=True)


def test_a_return_needs_reasons_and_reaches_the_team(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    address = f"/board/reviews/{review_id}/return"
    assert chair.get(address).status_code == 200
    assert chair.post(address, data={"reasons": ""}).status_code == 400
    chair.post(
        f"/board/reviews/{review_id}/comment?question=PRI-01", data={"text": "Ask again.", "nonce": "c"}
    )
    assert chair.post(address, data={"reasons": "Say who checks the list."}).status_code == 302
    team = client.sign_in(council, Role.TEAM_MEMBER)
    with app.app_context():
        use_id = the_review_of(review_id)
    assert "Say who checks the list." in team.get(f"/uses/{use_id}/board").get_data(as_text=True)
    assert "What the ethics board said" in team.get(f"/uses/{use_id}").get_data(as_text=True)
    assert "Ask again." in team.get(f"/uses/{use_id}/questions/private").get_data(as_text=True)


def the_review_of(review_id: int) -> int:
    """The use that a review is about."""
    from_review = db.session.execute(
        db.text(
            "SELECT a.use_id FROM review r JOIN submission s ON s.id = r.submission_id "
            "JOIN assessment a ON a.id = s.assessment_id WHERE r.id = :id"
        ),
        {"id": review_id},
    )
    return int(from_review.scalar_one())


def test_the_team_reads_no_comment_before_the_board_has_spoken(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    address = f"/board/reviews/{review_id}/comment?question=PRI-01"
    client.post(address, data={"text": "Not for the team yet.", "nonce": "d"})
    with app.app_context():
        use_id = the_review_of(review_id)
    client.sign_in(council, Role.TEAM_MEMBER)
    for page in (f"/uses/{use_id}/board", f"/uses/{use_id}/check", f"/uses/{use_id}"):
        assert "Not for the team yet." not in client.get(page).get_data(as_text=True)


def test_a_new_round_shows_what_changed(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        use = a_submitted_use(council)
        first = the_review(use).id
    client.sign_in(council, Role.BOARD_CHAIR)
    client.post(f"/board/reviews/{first}/return", data={"reasons": "Say who checks it."})
    with app.app_context():
        use = db.session.get_one(UseCase, use.id)
        team = council.people[Role.TEAM_MEMBER]
        answer(use, {"EXP-01": "It sorts repair requests; the duty officer checks the order."}, team)
        submit(use, team)
        second = the_review(use).id
    page = client.get(f"/board/reviews/{second}").get_data(as_text=True)
    assert "What changed since round 1" in page
    assert "Say who checks it." in page
    assert "<del>" in page
    assert "the duty officer checks the order" in page
    assert "Is personal data used?" not in page


def test_nobody_reviews_a_use_of_their_own(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    with app.app_context():
        chair = council.people[Role.BOARD_CHAIR]
        accounts.add_person(
            organisation_id=council.organisation_id,
            name="Both",
            email=f"{Role.BOARD_CHAIR.value.replace('_', '.')}@northmere.example",
            roles=[Role.TEAM_MEMBER],
        )
        use = db.session.get_one(UseCase, the_review_of(review_id))
        add_member(use=use, person_id=chair, actor_id=None)
    client.sign_in(council, Role.BOARD_CHAIR)
    reply = client.post(f"/board/reviews/{review_id}/advise", data=ADVICE)
    assert reply.status_code == 403
    assert "your own use" in reply.get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER, Role.ADMINISTRATOR])
def test_only_the_board_reads_reviews(
    client: CheckedClient, council: Council, review_id: int, role: Role
) -> None:
    client.sign_in(council, role)
    assert client.get(f"/board/reviews/{review_id}").status_code == 403
    assert client.post(f"/board/reviews/{review_id}/advise", data=ADVICE).status_code == 403


def test_another_councils_board_finds_no_review(
    client: CheckedClient, other_council: Council, review_id: int
) -> None:
    client.sign_in(other_council, Role.BOARD_CHAIR)
    assert client.get(f"/board/reviews/{review_id}").status_code == 404
