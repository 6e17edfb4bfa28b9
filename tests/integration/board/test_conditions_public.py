"""What the public reads of conditions, on the day that it asks; reminders, and what lapses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.submissions.actions import reopen
from app.audit import AuditEvent
from app.board.conditions.actions import EvidenceInput, give_evidence, move_date, rule_on_condition
from app.board.conditions.due import lapse, remind
from app.board.desk.actions import ConditionInput, advise
from app.board.models import Condition
from app.board.review_again.automatic_triggers import raise_lapsed
from app.database import db, transaction
from app.messages.models import Message
from app.register.editing import actions as register
from app.register.models import EntryDraft, EntryVersion
from app.register.record import BoardFindings, Record
from app.uses.models import UseCase
from app.vocabulary.advice import AdviceOutcome, ConditionStatus, ResponseOutcome
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import FIGURES, LETTER, an_answered_use, conditions_of
from tests.support.people import Council
from tests.support.responses import answer_all
from tests.support.uses import answer, submit, the_review

DUE = date(2030, 1, 31)


@pytest.fixture
def published(app: Flask, council: Council) -> int:
    """The id of a use that is published, with one condition due on 31 January 2030."""
    with app.app_context():
        use = an_answered_use(council, FIGURES)
        publish(council)
        return use.id


def publish(council: Council) -> None:
    """Sends the draft for its second check and publishes it."""
    draft = db.session.scalars(select(EntryDraft)).one()
    editor, second = council.people[Role.REGISTER_EDITOR], council.people[Role.ADMINISTRATOR]
    register.send_for_check(draft=draft, seen_version=draft.version, actor_id=editor)
    draft = db.session.scalars(select(EntryDraft).execution_options(populate_existing=True)).one()
    register.publish(draft=draft, seen_version=draft.version, actor_id=second, change_note="First.")


def public_board() -> BoardFindings:
    """What the newest published version says."""
    db.session.rollback()
    version = db.session.scalars(select(EntryVersion).order_by(EntryVersion.number.desc()).limit(1)).one()
    board = Record.from_data(version.record).board
    assert board is not None
    return board


def rule(use: UseCase, status: ConditionStatus, council: Council) -> None:
    condition = conditions_of(use)[0]
    rule_on_condition(
        review=condition.advice.review,
        condition=condition,
        status=status,
        note="We looked.",
        seen=condition.version,
        actor_id=council.people[Role.BOARD_CHAIR],
    )


def hand_in(use: UseCase, council: Council) -> None:
    give_evidence(
        condition=conditions_of(use)[0],
        evidence=EvidenceInput("It is online."),
        actor_id=council.people[Role.TEAM_MEMBER],
    )


def test_the_public_page_turns_over_when_a_date_passes(client: CheckedClient, published: int) -> None:
    with time_machine.travel("2030-01-31T23:50:00Z", tick=False) as clock:
        before = client.get("/register/1", follow_redirects=True)
        tag = before.headers["ETag"]
        kept = {"If-None-Match": tag}
        assert "Overdue" not in before.get_data(as_text=True)
        assert client.get(before.request.path, headers=kept).status_code == 304
        clock.shift(timedelta(minutes=20))
        after = client.get(before.request.path, headers=kept)
        assert after.status_code == 200
        text = after.get_data(as_text=True)
        assert "Overdue" in text
        assert "It is 1 day late." in text


def test_evidence_a_ruling_and_a_new_date_each_make_a_version(
    app: Flask, client: CheckedClient, council: Council, published: int
) -> None:
    with app.app_context():
        use = db.session.get_one(UseCase, published)
        with time_machine.travel("2030-02-12T09:00:00Z", tick=False):
            hand_in(use, council)
            assert public_board().conditions[0].evidence_on == date(2030, 2, 12)
            page = client.get("/register/1", follow_redirects=True).get_data(as_text=True)
            assert "Evidence came in on 12 February 2030. The board has not ruled on it yet." in page
            assert "It is online." not in page
        with time_machine.travel("2030-03-01T09:00:00Z", tick=False):
            rule(use, ConditionStatus.MET, council)
            page = client.get("/register/1", follow_redirects=True).get_data(as_text=True)
            assert "Met on 12 February 2030, 12 days late." in page
            assert "We looked." in page
        assert [v.number for v in db.session.scalars(select(EntryVersion))] == [1, 2, 3]
    history = client.get("/register/1/version/3", follow_redirects=True)
    assert history.status_code in (200, 404)


def test_a_moved_date_shows_the_first_one(
    app: Flask, client: CheckedClient, council: Council, published: int
) -> None:
    with app.app_context():
        condition = conditions_of(db.session.get_one(UseCase, published))[0]
        move_date(
            review=condition.advice.review,
            condition=condition,
            due_on=date(2031, 4, 30),
            reasons="The supplier is late.",
            seen=condition.version,
            actor_id=council.people[Role.BOARD_CHAIR],
        )
    page = client.get("/register/1", follow_redirects=True).get_data(as_text=True)
    assert "by 30 April 2031" in page
    assert "First date: 31 January 2030. The board moved it." in page


@pytest.fixture
def lapsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of conditions of which the other parts of the board were told that they lapsed."""
    told: list[int] = []

    def listen(session: Session, condition: Condition) -> None:
        told.append(condition.id)
        raise_lapsed(session, condition)

    monkeypatch.setattr("app.board.conditions.due.raise_lapsed", listen)
    return told


def lapse_on(day: date) -> int:
    with transaction() as session:
        return lapse(session, day) or 0


def test_a_condition_lapses_once_and_again_after_a_new_date(
    app: Flask, council: Council, published: int, lapsed: list[int]
) -> None:
    with app.app_context():
        assert lapse_on(DUE) == 0
        assert lapse_on(DUE + timedelta(1)) == 1
        assert lapse_on(DUE + timedelta(2)) == 0
        condition = conditions_of(db.session.get_one(UseCase, published))[0]
        move_date(
            review=condition.advice.review,
            condition=condition,
            due_on=date(2031, 4, 30),
            reasons="The supplier is late.",
            seen=condition.version,
            actor_id=council.people[Role.BOARD_CHAIR],
        )
        assert lapse_on(date(2031, 4, 30)) == 0
        assert lapse_on(date(2031, 5, 1)) == 1
        assert lapsed == [condition.id] * 2
        lapses = select(AuditEvent.actor_id).where(AuditEvent.action == "condition.lapsed")
        assert list(db.session.scalars(lapses)) == [None, None]


def test_evidence_in_time_does_not_lapse(app: Flask, council: Council, published: int) -> None:
    with app.app_context():
        hand_in(db.session.get_one(UseCase, published), council)
        assert lapse_on(date(2035, 1, 1)) == 0


def test_those_who_owe_it_are_reminded_at_14_days_at_3_days_and_when_it_is_late(
    app: Flask, council: Council, published: int
) -> None:
    told = []
    with app.app_context():
        for day in (17, 16, 14, 5, 3, 2, 0, -1, -2, -20):
            with transaction() as session:
                told.append(remind(session, DUE - timedelta(day)))
        kinds = list(
            db.session.scalars(
                select(Message.kind)
                .where(
                    Message.person_id == council.people[Role.ACCOUNTABLE_OWNER],
                    Message.kind.in_(("condition_due", "condition_overdue")),
                )
                .order_by(Message.id)
            )
        )
    assert told == [0, 0, 2, 0, 2, 0, 0, 2, 0, 0]
    assert kinds == ["condition_due", "condition_due", "condition_overdue"]


def test_nobody_is_reminded_while_the_board_has_to_rule(app: Flask, council: Council, published: int) -> None:
    with app.app_context():
        hand_in(db.session.get_one(UseCase, published), council)
        with transaction() as session:
            assert remind(session, DUE + timedelta(5)) == 0


def test_rulings_and_evidence_are_told_to_the_other_side(
    app: Flask, council: Council, published: int
) -> None:
    with app.app_context():
        use = db.session.get_one(UseCase, published)
        hand_in(use, council)
        rule(use, ConditionStatus.PARTLY_MET, council)
        rows = db.session.execute(select(Message.kind, Message.person_id)).all()
    people = {kind: {row.person_id for row in rows if row.kind == kind} for kind in {r.kind for r in rows}}
    board = {council.people[Role.BOARD_CHAIR], council.people[Role.BOARD_SECRETARY]}
    assert people["evidence_given"] == board
    assert people["condition_ruled"] == {
        council.people[Role.TEAM_MEMBER],
        council.people[Role.ACCOUNTABLE_OWNER],
    }


SECOND = "The second round asks for one more thing."


def a_second_round(use: UseCase, council: Council) -> None:
    """A new round with another condition, advised and accepted; its record waits as a draft."""
    people = council.people
    reopen(use=use, actor_id=people[Role.TEAM_MEMBER])
    answer(use, {"PRI-01": "The supplier has answered."}, people[Role.TEAM_MEMBER])
    submit(use, people[Role.TEAM_MEMBER])
    advise(
        review=the_review(use),
        outcome=AdviceOutcome.PROCEED_WITH_CONDITIONS,
        reasons=SECOND,
        conditions=(ConditionInput(LETTER.text, LETTER.due_on),),
        actor_id=people[Role.BOARD_CHAIR],
    )
    answer_all(
        review=the_review(use),
        outcome=ResponseOutcome.ACCEPT,
        reasons="We agree again.",
        post="Director of Housing",
        actor_id=people[Role.ACCOUNTABLE_OWNER],
    )


def drafted_board() -> BoardFindings:
    """What the draft says."""
    db.session.rollback()
    draft = db.session.scalars(select(EntryDraft).execution_options(populate_existing=True)).one()
    board = Record.from_data(draft.record).board
    assert board is not None
    return board


def test_an_old_promise_does_not_disappear_with_a_new_round(
    app: Flask, council: Council, published: int
) -> None:
    with app.app_context():
        use = db.session.get_one(UseCase, published)
        old = conditions_of(use)[0]
        a_second_round(use, council)
        assert [each.text for each in drafted_board().conditions] == [LETTER.text, FIGURES.text]
        assert [each.text for each in public_board().conditions] == [FIGURES.text]
        old = db.session.get_one(Condition, old.id, populate_existing=True)
        rule_on_condition(
            review=old.advice.review,
            condition=old,
            status=ConditionStatus.MET,
            note="Seen at last.",
            seen=old.version,
            actor_id=council.people[Role.BOARD_CHAIR],
        )
        assert public_board().reasons != SECOND
        assert public_board().conditions[0].status is ConditionStatus.MET
        assert drafted_board().reasons == SECOND
        assert [each.status.value for each in drafted_board().conditions] == ["open", "met"]
