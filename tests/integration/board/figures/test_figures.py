"""A board's year in figures: looking at it, publishing it, correcting it, reading it without signing in."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.audit import AuditEvent
from app.board.figures.actions import NeedsReason, publish_figures
from app.board.figures.models import PublishedFigures
from app.database import clock_at, db
from app.vocabulary.advice import ResponseOutcome
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.forms import forms_of
from tests.support.people import Council
from tests.support.responses import answer_all
from tests.support.statements import StatementCounter
from tests.support.uses import a_submitted_use, a_use, an_advised_use, the_review

pytestmark = pytest.mark.both_databases

YEAR = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
LATER = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def worked(app: Flask, council: Council) -> None:
    """A draft, a submitted use and one whose owner departed from the advice, all in June 2026."""
    with app.app_context(), clock_at(YEAR):
        a_use(council, "Quiet draft")
        a_submitted_use(council)
        review = the_review(an_advised_use(council))
        answer_all(
            review=review,
            outcome=ResponseOutcome.DEPART,
            reasons="We cannot wait.",
            post="Director of Housing",
            actor_id=council.people[Role.ACCOUNTABLE_OWNER],
        )


def text(client: CheckedClient, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.get_data(as_text=True)))


def publish(app: Flask, council: Council, **given: str) -> None:
    with app.app_context(), clock_at(LATER):
        publish_figures(
            organisation_id=council.organisation_id,
            year=2026,
            words=given.get("words", ""),
            note=given.get("note", ""),
            actor_id=council.people[Role.BOARD_CHAIR],
        )


@pytest.mark.usefixtures("worked")
def test_the_board_sees_its_year_and_the_csv_says_the_same(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.BOARD_SECRETARY)
    shown = text(client, "/board/figures/2026")
    assert "Known at the end of the year 3" in shown
    assert "Of these, sent to the ethics board 2 of 3" in shown
    assert "Does not follow the advice 1 of 1" in shown
    lines = csv.DictReader(io.StringIO(client.get("/board/figures/2026.csv").get_data(as_text=True)[1:]))
    values = {(line["part"], line["figure"]): (line["value"], line["of"]) for line in lines}
    assert values["known", "assessed"] == ("2", "3")
    assert values["responses", "depart"] == ("1", "1")
    assert values["stages", "writing"] == ("0", "2")


@pytest.mark.usefixtures("worked")
def test_nothing_is_public_before_it_is_published(client: CheckedClient, council: Council) -> None:
    address = f"/organisations/{council.slug}/board/figures/2026"
    assert client.get(address).status_code == 404
    assert client.get(f"{address}.csv").status_code == 404


@pytest.mark.usefixtures("worked")
def test_what_is_published_stays_as_it_was(app: Flask, client: CheckedClient, council: Council) -> None:
    publish(app, council, words="A **quiet** year.")
    with app.app_context(), clock_at(YEAR):
        a_use(council, "Found later")
    address = f"/organisations/{council.slug}/board/figures/2026"
    assert "A quiet year." in re.sub(r"\s+", " ", text(client, address))
    assert "Known at the end of the year 3" in text(client, address)
    assert ",3," in client.get(f"{address}.csv").get_data(as_text=True)


@pytest.mark.usefixtures("worked")
def test_a_correction_needs_a_reason_and_shows_it(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    publish(app, council)
    address = f"/organisations/{council.slug}/board/figures/2026"
    first = client.get(address)
    with pytest.raises(NeedsReason):
        publish(app, council)
    publish(app, council, note="One use was counted twice.")
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "Corrected: One use was counted twice." in again.get_data(as_text=True)


@pytest.mark.usefixtures("worked")
def test_the_secretary_publishes_once_however_often_the_button_is_pressed(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    client.sign_in(council, Role.BOARD_SECRETARY)
    page = client.get("/board/figures/2026/publish").get_data(as_text=True)
    nonce = {"nonce": forms_of("", page)[-1].value("nonce")}
    refused = client.post("/board/figures/2026/publish", data={**nonce, "words": "Kept words"})
    assert refused.status_code == 400
    assert "Kept words" in refused.get_data(as_text=True)
    for _press in range(2):
        sent = client.post("/board/figures/2026/publish", data={**nonce, "sure": "y"})
        assert sent.status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count(PublishedFigures.id))) == 1
        refusals = select(func.count()).select_from(AuditEvent).filter_by(action="action.refused")
        assert db.session.scalar(refusals) == 1


def test_only_chair_and_secretary_publish(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.get("/board/figures/2026/publish").status_code == 403
    assert client.get("/board/figures/1999").status_code == 404


@pytest.mark.usefixtures("worked")
def test_published_figures_cannot_be_changed(app: Flask, council: Council) -> None:
    publish(app, council)
    with app.app_context(), pytest.raises(Exception, match="only"):
        db.session.execute(update(PublishedFigures).values(words="Better"))


@pytest.mark.usefixtures("worked")
def test_a_year_takes_the_same_statements_however_much_happened(
    app: Flask, client: CheckedClient, council: Council, sql_counter: StatementCounter
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    with sql_counter:
        client.get("/board/figures/2026")
    few = sql_counter.total
    with app.app_context(), clock_at(YEAR):
        for _number in range(3):
            an_advised_use(council)
    with sql_counter:
        client.get("/board/figures/2026")
    assert sql_counter.total == few
