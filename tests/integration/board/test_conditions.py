"""Conditions to their end: evidence, rulings, dates, lists, and what is refused."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from app.audit import AuditEvent
from app.board.conditions.models import ConditionDate, ConditionEvidence, ConditionRuling
from app.board.models import Condition
from app.database import clock_at, db, transaction
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import FIGURES, LETTER, an_answered_use, conditions_of
from tests.support.people import Council
from tests.support.statements import StatementCounter

RULE = "/board/reviews/1/conditions/1"
SHOWN = {"text": "The first figures are online.", "link": "https://www.example.org/figures"}
MET = {"status": "met", "note": "We read the page."}
MOVED = {"due_on-day": "30", "due_on-month": "4", "due_on-year": "2031", "reasons": "The supplier is late."}


def the_condition() -> Condition:
    db.session.rollback()
    return db.session.get_one(Condition, 1, populate_existing=True)


@pytest.fixture
def answered(app: Flask, council: Council) -> int:
    """A use with the conditions 1 and 2, which the owner accepted."""
    with app.app_context():
        return an_answered_use(council, FIGURES, LETTER).id


def test_evidence_asks_for_a_ruling_and_the_ruling_is_kept(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    assert "Hand in evidence" in client.get("/conditions/1").get_data(as_text=True)
    assert client.get("/conditions/1/evidence").status_code == 200
    assert client.post("/conditions/1/evidence", data=SHOWN).status_code == 302
    with app.app_context():
        assert the_condition().evidence_on is not None
    client.sign_in(council, Role.BOARD_SECRETARY)
    page = client.get(RULE).get_data(as_text=True)
    assert "The first figures are online." in page
    assert "https://www.example.org/figures" in page
    with app.app_context():
        version = the_condition().version
    assert client.post(RULE, data=MET | {"version": str(version)}).status_code == 302
    assert "On 1 piece of evidence" in client.get("/conditions/1").get_data(as_text=True)
    with app.app_context():
        found = the_condition()
        assert (found.status, found.evidence_on, found.met_on) == ("met", None, found.met_on)
        ruling = db.session.scalars(select(ConditionRuling)).one()
        assert (ruling.status, ruling.evidence_id, ruling.reasons) == ("met", 1, "We read the page.")


def test_what_came_in_time_is_met_in_time_however_long_the_board_takes(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER).post("/conditions/1/evidence", data=SHOWN)
    with app.app_context(), transaction() as session:
        row = session.get_one(Condition, 1)
        row.due_on = row.evidence_on = date(2026, 1, 31)
    client.sign_in(council, Role.BOARD_CHAIR)
    assert "Overdue" not in client.get("/conditions/1").get_data(as_text=True)
    with app.app_context():
        version = the_condition().version
    client.post(RULE, data=MET | {"version": str(version)})
    assert "Met on 31 January 2026, in time." in client.get("/conditions/1").get_data(as_text=True)


def test_a_ruling_may_be_revised_and_every_one_stays(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    for status in ("partly_met", "met", "open", "no_longer_needed"):
        with app.app_context():
            version = the_condition().version
        data = {"status": status, "note": f"Because {status}.", "version": str(version)}
        assert client.post(RULE, data=data).status_code == 302, status
    with app.app_context():
        assert list(db.session.scalars(select(ConditionRuling.status).order_by(ConditionRuling.id))) == [
            *("partly_met", "met", "open", "no_longer_needed")
        ]
        assert the_condition().met_on is None
    page = client.get("/conditions/1").get_data(as_text=True)
    assert page.count("Replaced by a later ruling") == 3
    client.sign_in(council, Role.TEAM_MEMBER)
    reply = client.post("/conditions/1/evidence", data=SHOWN)
    assert reply.status_code == 403
    assert "settled" in reply.get_data(as_text=True)


def test_a_partly_met_condition_takes_new_evidence(
    client: CheckedClient, council: Council, answered: int
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    client.post(RULE, data={"status": "partly_met", "note": "Half of it.", "version": "2"})
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert client.post("/conditions/1/evidence", data=SHOWN).status_code == 302
    assert "Evidence waits for the board" in client.get("/conditions").get_data(as_text=True)


def test_a_file_shows_it_too(app: Flask, client: CheckedClient, council: Council, answered: int) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    lying = {**SHOWN, "file": (io.BytesIO(b"%PDF-1.7\n%%EOF"), "figures.docx")}
    reply = client.post("/conditions/1/evidence", data=lying, content_type="multipart/form-data")
    assert reply.status_code == 400
    assert "ends otherwise" in reply.get_data(as_text=True)
    good = {**SHOWN, "file": (io.BytesIO(b"Month,Changed\nMay,3\n"), "figures.csv")}
    reply = client.post("/conditions/1/evidence", data=good, content_type="multipart/form-data")
    assert reply.status_code == 302
    page = client.sign_in(council, Role.BOARD_CHAIR).get("/conditions/1").get_data(as_text=True)
    assert "figures.csv" in page
    assert f"/uses/{answered}/evidence/1" in page
    file = client.get(f"/uses/{answered}/evidence/1")
    assert file.status_code == 200
    file.close()


def test_the_date_moves_with_a_reason_and_the_first_one_stays(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    client.sign_in(council, Role.BOARD_SECRETARY)
    assert client.get(f"{RULE}/date").status_code == 200
    for wrong, sentence in (
        ({"reasons": ""}, "Say why the date is moved"),
        ({"due_on-month": "13"}, "Enter a real date"),
        ({"due_on-year": "2020"}, "Choose a date that has not passed"),
        ({"due_on-day": "31", "due_on-month": "1", "due_on-year": "2030"}, "due on this day already"),
        ({"due_on-day": "", "due_on-month": "", "due_on-year": ""}, "Enter the new date"),
    ):
        reply = client.post(f"{RULE}/date", data=MOVED | {"version": "2"} | wrong)
        assert reply.status_code == 400
        assert sentence in reply.get_data(as_text=True)
    assert client.post(f"{RULE}/date", data=MOVED | {"version": "2"}).status_code == 302
    assert (
        client.post(f"{RULE}/date", data=MOVED | {"version": "3", "due_on-year": "2032"}).status_code == 302
    )
    page = client.get("/conditions/1").get_data(as_text=True)
    assert "From 31 January 2030 to 30 April 2031" in page
    assert "first date: 31 January 2030" in page
    with app.app_context():
        assert the_condition().due_on == date(2032, 4, 30)
        assert the_condition().first_due_on == FIGURES.due_on


def test_what_was_handed_in_ruled_and_moved_is_only_added_to(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER).post("/conditions/1/evidence", data=SHOWN)
    client.sign_in(council, Role.BOARD_CHAIR)
    client.post(f"{RULE}/date", data=MOVED | {"version": "3"})
    client.post(RULE, data=MET | {"version": "4"})
    with app.app_context():
        for model, column in (
            (ConditionEvidence, "text"),
            (ConditionRuling, "reasons"),
            (ConditionDate, "reasons"),
        ):
            row = db.session.scalars(select(model)).one()
            setattr(row, column, "Otherwise")
            with pytest.raises(DatabaseError):
                db.session.commit()
            db.session.rollback()
        wanted = {"condition.evidence_given", "condition.ruled", "condition.date_moved"}
        assert wanted <= set(db.session.scalars(select(AuditEvent.action)))


def test_lists_show_what_is_owed_late_soon_waiting_and_settled(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Condition, 1).due_on = date(2020, 1, 1)
    for role, address in ((Role.BOARD_MEMBER, "/board/conditions"), (Role.TEAM_MEMBER, "/conditions")):
        client.sign_in(council, role)
        text = client.get(address).get_data(as_text=True)
        assert "Owed (2)" in text
        assert "Overdue (1)" in text
        late = client.get(f"{address}?show=overdue").get_data(as_text=True)
        assert FIGURES.text in late
        assert LETTER.text not in late
        assert client.get(f"{address}?show=nonsense&page=zero").status_code == 200
        assert "There is nothing here" in client.get(f"{address}?show=settled").get_data(as_text=True)
    client.sign_in(council, Role.BOARD_MEMBER)
    rows = list(csv.DictReader(io.StringIO(client.get("/board/conditions.csv").get_data(as_text=True)[1:])))
    assert [(row["condition"], row["overdue"]) for row in rows] == [
        (FIGURES.text, "Yes"),
        (LETTER.text, "No"),
    ]


def test_lists_take_the_same_statements_at_any_length(
    app: Flask, client: CheckedClient, council: Council, answered: int, sql_counter: StatementCounter
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    counts = []
    for more in (0, 30):
        if more:
            with app.app_context():
                an_answered_use(council, *[FIGURES] * more)
        for address in ("/board/conditions", "/board/conditions.csv"):
            client.get(address)
            with sql_counter:
                client.get(address)
            counts.append(sql_counter.total)
    assert counts[:2] == counts[2:]
    assert "Page 2" in client.get("/board/conditions").get_data(as_text=True)


def test_an_old_condition_is_not_due_before_its_date(app: Flask, council: Council) -> None:
    with app.app_context(), clock_at(datetime(2029, 1, 1, tzinfo=UTC)):
        use = an_answered_use(council, FIGURES)
        assert conditions_of(use)[0].lapsed_at is None
