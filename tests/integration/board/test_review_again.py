"""A use is looked at again: what raises it, who confirms that nothing changed, who opens a new round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.actions.submissions import reopen
from app.assessments.actions.uses import edit_use
from app.assessments.models import UseCase
from app.assessments.questionnaires.queries import looks_of
from app.board import signals
from app.board.models import Advice
from app.board.review_again import actions, queries
from app.board.review_again.listening import raise_due, remind_waiting
from app.board.review_again.models import Confirmation, Trigger
from app.board.review_again.words import STATEMENTS
from app.database import db, transaction, utcnow
from app.messages.models import Message
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import a_person, conditions_of, refusals
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.upkeep import a_public_use, a_trigger, public_record, the_use, triggers_of
from tests.support.uses import a_submitted_use, an_advised_use, the_review

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
        assert use.assessment is not None
        assert use.assessment.state == "draft"
        assert "EXP-01" in looks_of(use.assessment)
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
            signals.condition_lapsed.send(condition, session=session, actor_id=None)
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
