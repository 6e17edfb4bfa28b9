"""A use is looked at again: what raises it, who confirms that nothing changed, who opens a new round."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.questionnaires.queries import looks_of
from app.assessments.submissions.actions import reopen
from app.assessments.use_assessment import the_assessment
from app.board.review_again import actions, queries
from app.board.review_again.models import Confirmation
from app.board.review_again.words import STATEMENTS
from app.database import db, utcnow
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import a_person, refusals
from tests.support.people import Council
from tests.support.upkeep import a_public_use, a_trigger, public_record, the_use, triggers_of

Data = dict[str, object]


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use between two rounds with a public entry."""
    with app.app_context():
        return a_public_use(council)[0].id


@pytest.fixture
def owner(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.ACCOUNTABLE_OWNER)


def good(*seen: int, words: str = "") -> Data:
    return {
        "statements": list(STATEMENTS),
        "post": "Director of Housing",
        "words": words,
        "seen": ",".join(str(number) for number in seen),
        "nonce": "",
    }


def test_the_owner_confirms_and_the_entry_says_since_when_and_by_whom(
    app: Flask, owner: CheckedClient, use_id: int
) -> None:
    page = owner.get(f"/uses/{use_id}/again/confirm").text
    assert "Tick" not in page
    assert "The supplier is the same" in page
    assert owner.post(f"/uses/{use_id}/again/confirm", data=good()).status_code == 302
    with app.app_context():
        record = public_record(use_id)
        assert record.confirmation is not None
        assert (record.confirmation.on, record.confirmation.by_post) == (
            utcnow().date(),
            "Director of Housing",
        )
        entry = owner.application.test_client().get("/register/1", follow_redirects=True).text
    assert "Last confirmed as unchanged on" in entry
    assert "by the Director of Housing" in entry
    assert "Director of Housing" in owner.get(f"/uses/{use_id}/again").text


def test_every_sentence_has_to_be_ticked(app: Flask, owner: CheckedClient, use_id: int) -> None:
    answer = owner.post(f"/uses/{use_id}/again/confirm", data=good() | {"statements": ["data", "model"]})
    assert answer.status_code == 400
    assert "Tick every sentence" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count(Confirmation.id))) == 0


def test_confirming_answers_what_waits_but_some_kinds_want_words(
    app: Flask, owner: CheckedClient, use_id: int, council: Council
) -> None:
    with app.app_context():
        trigger = a_trigger(the_use(council, use_id), "complaint_upheld").id
    without = owner.post(f"/uses/{use_id}/again/confirm", data=good(trigger))
    assert without.status_code == 400
    assert "Say why this changes nothing: A complaint about it was right" in without.text
    with app.app_context():
        assert refusals() == ["review_again.confirm needs_words"]
    said = owner.post(f"/uses/{use_id}/again/confirm", data=good(trigger, words="It was about a letter."))
    assert said.status_code == 302
    with app.app_context():
        (settled,) = triggers_of(use_id)
        assert (settled.state, settled.confirmation_id is not None) == ("confirmed_unchanged", True)


def test_what_needs_a_new_round_cannot_be_confirmed(
    app: Flask, owner: CheckedClient, use_id: int, council: Council
) -> None:
    with app.app_context():
        trigger = a_trigger(the_use(council, use_id), "about_persons").id
    assert "nothing can be confirmed" in owner.get(f"/uses/{use_id}/again/confirm").text
    refused = owner.post(f"/uses/{use_id}/again/confirm", data=good(trigger, words="All the same."))
    assert refused.status_code == 400
    with app.app_context():
        assert refusals() == ["review_again.confirm needs_round"]
        assert triggers_of(use_id)[0].state == "raised"


def test_a_trigger_raised_meanwhile_is_not_swept_away_unseen(
    app: Flask, owner: CheckedClient, use_id: int, council: Council
) -> None:
    with app.app_context():
        a_trigger(the_use(council, use_id))
    answer = owner.post(f"/uses/{use_id}/again/confirm", data=good(words="My words stay."))
    assert answer.status_code == 409
    assert "My words stay." in answer.text
    assert "Sensors in flats" in answer.text
    with app.app_context():
        assert refusals() == ["review_again.confirm stale"]
        assert triggers_of(use_id)[0].state == "raised"


def test_confirming_twice_takes_effect_once(app: Flask, owner: CheckedClient, use_id: int) -> None:
    twice = good() | {"nonce": "the-same"}
    owner.post(f"/uses/{use_id}/again/confirm", data=twice)
    assert (
        "You confirmed this already"
        in owner.post(f"/uses/{use_id}/again/confirm", data=twice, follow_redirects=True).text
    )
    with app.app_context():
        assert refusals() == ["review_again.confirm twice"]
        assert db.session.scalar(select(func.count(Confirmation.id))) == 1


def test_a_new_round_keeps_the_answers_marks_some_and_is_told_to_the_public(
    app: Flask, owner: CheckedClient, use_id: int, council: Council
) -> None:
    with app.app_context():
        a_trigger(the_use(council, use_id), "new_model", "Version 3")
    answer = owner.post(f"/uses/{use_id}/again/round", data={"why": "Check the tests.", "nonce": "once"})
    assert answer.status_code == 302
    with app.app_context():
        use = the_use(council, use_id)
        assert the_assessment(use).state == "draft"
        assert "EXP-01" in looks_of(the_assessment(use))
        assert [t.state for t in triggers_of(use_id)] == ["round_opened"]
        said = public_record(use_id).under_review
        assert said is not None
        assert (said.since, said.because) == (utcnow().date(), ("new_model",))
    team = owner.application.test_client()
    page = team.get("/register/1", follow_redirects=True).text
    assert "Under review again since" in page
    assert "because it has a new model or version" in page
    member = owner.sign_in(council, Role.TEAM_MEMBER)
    assert "needs another look" in member.get(f"/uses/{use_id}").text
    assert "It is from the last round" in member.get(f"/uses/{use_id}").text


def test_a_second_round_is_refused_while_one_is_open(app: Flask, owner: CheckedClient, use_id: int) -> None:
    for nonce in ("a", "b"):
        owner.post(f"/uses/{use_id}/again/round", data={"why": "", "nonce": nonce})
    owner.post(f"/uses/{use_id}/again/confirm", data=good())
    with app.app_context():
        assert refusals() == ["review_again.open_round out_of_turn", "review_again.confirm out_of_turn"]


def test_what_is_raised_in_an_open_round_is_taken_into_it(
    app: Flask, owner: CheckedClient, use_id: int, council: Council
) -> None:
    with app.app_context():
        use = the_use(council, use_id)
        reopen(use=use, actor_id=council.people[Role.TEAM_MEMBER])
        a_trigger(use, "new_supplier")
    assert "Take it into the open round" in owner.get(f"/uses/{use_id}/again").text
    owner.post(f"/uses/{use_id}/again/round", data={"why": "", "nonce": "x"})
    with app.app_context():
        assert [t.state for t in triggers_of(use_id)] == ["round_opened"]
        said = public_record(use_id).under_review
        assert said is not None
        assert said.because == ("new_supplier",)


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.BOARD_MEMBER, "again/changed", 403),
        (Role.TEAM_MEMBER, "again/confirm", 403),
        (Role.BOARD_CHAIR, "again/round", 403),
        (Role.REGISTER_EDITOR, "again/triggers/1/dismiss", 403),
        (Role.ACCOUNTABLE_OWNER, "again/triggers/1/dismiss", 403),
    ],
)
def test_the_wrong_role_changes_nothing(
    app: Flask, client: CheckedClient, use_id: int, council: Council, role: Role, path: str, status: int
) -> None:
    with app.app_context():
        a_trigger(the_use(council, use_id))
    answer = client.sign_in(council, role).post(f"/uses/{use_id}/{path}", data={"reason": "No"})
    assert answer.status_code == status
    with app.app_context():
        assert triggers_of(use_id)[0].state == "raised"
        assert len(refusals()) == 1


def test_another_owner_cannot_confirm(
    app: Flask, client: CheckedClient, use_id: int, council: Council
) -> None:
    with app.app_context():
        a_person(council, "second_owner", Role.ACCOUNTABLE_OWNER)
    other = client.sign_in(council, "second_owner")
    assert other.post(f"/uses/{use_id}/again/confirm", data=good()).status_code == 403


def test_another_organisation_sees_nothing(
    app: Flask, client: CheckedClient, use_id: int, other_council: Council
) -> None:
    stranger = client.sign_in(other_council, Role.ACCOUNTABLE_OWNER)
    assert stranger.get(f"/uses/{use_id}/again").status_code == 404
    assert stranger.post(f"/uses/{use_id}/again/confirm", data=good()).status_code == 404


def test_confirming_moves_the_date(context: Flask, council: Council) -> None:
    use = a_public_use(council)[0]
    before = queries.due_dates(council.organisation_id)[use.id]
    actions.confirm_unchanged(
        use=use,
        statements=list(STATEMENTS),
        words="",
        post="Director",
        seen=[],
        actor_id=council.people[Role.ACCOUNTABLE_OWNER],
        nonce="",
    )
    assert queries.due_dates(council.organisation_id)[use.id] >= before


def test_the_board_reads_why_it_is_looked_at_again_though_the_answers_are_closed_to_it(
    app: Flask, owner: CheckedClient, use_id: int, council: Council
) -> None:
    owner.post(f"/uses/{use_id}/again/round", data={"why": "Check the tests.", "nonce": "once"})
    member = owner.sign_in(council, Role.BOARD_MEMBER)
    assert member.get(f"/uses/{use_id}").status_code == 403
    assert "Check the tests." in member.get(f"/uses/{use_id}/again").text
