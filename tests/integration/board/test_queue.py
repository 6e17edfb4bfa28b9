"""The queue as a page and as CSV: what it shows whom, and that 2,000 reviews take the statements of two."""

from __future__ import annotations

import csv
import io
import re
import time
from datetime import timedelta

import pytest
from flask import Flask

from app.board.lifecycle import ReviewState
from app.board.models import Review
from app.board.triage.actions import TriageInput, triage
from app.board.triage.queue import rows_of
from app.board.triage.queue_hooks import Blocked
from app.database import clock_at, db, utcnow
from app.uses.models import UseCase
from app.web.roles import Actor, Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.many_reviews import many_reviews
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import a_submitted_use, an_advised_use, the_review

pytestmark = pytest.mark.both_databases

MANY = 2000


@pytest.fixture
def chair(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_CHAIR)


def triaged(council: Council, use: UseCase, days: int = 5, *reviewers: int) -> None:
    """Triaged to be due in so many days, with these reviewers."""
    moment = utcnow()
    with clock_at(moment + timedelta(days=min(days, 0))):
        triage(
            review=the_review(use),
            given=TriageInput(
                due_on=(moment + timedelta(days=days)).date(),
                route="meeting",
                priority="high",
                note="",
                reviewers=reviewers,
                lead_id=reviewers[0] if reviewers else None,
            ),
            seen=0,
            actor_id=council.people[Role.BOARD_SECRETARY],
        )


def test_the_queue_tells_on_whom_each_review_waits(
    app: Flask, chair: CheckedClient, council: Council
) -> None:
    with app.app_context():
        a_submitted_use(council)
        overdue = a_submitted_use(council)
        triaged(council, overdue, -2, council.people[Role.BOARD_MEMBER])
        an_advised_use(council)
    page = chair.get("/board").get_data(as_text=True)
    assert "Triage by the secretary" in page
    assert "Board Member of Northmere (lead)" in page
    assert "Overdue" in page
    assert "High priority" in page
    assert "Waiting for the board (2)" in page
    assert "Accountable Owner of Northmere" in chair.get("/board?state=advised").get_data(as_text=True)
    assert "1 review of 2" in " ".join(chair.get("/board?due=overdue").get_data(as_text=True).split())


def test_a_member_with_an_interest_sees_that_it_exists_and_no_more(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        use = a_submitted_use(council, {"AUT-01": "decides-alone", "PRI-01": None})
        declare_interest(use, council.people[Role.BOARD_MEMBER])
        review_id = the_review(use).id
    client.sign_in(council, Role.BOARD_MEMBER)
    page = client.get("/board").get_data(as_text=True)
    assert "Repairs triage" in page
    assert "You take no part" in page
    assert f'href="/board/reviews/{review_id}"' not in page
    assert "closed to you" in page
    (row,) = csv.DictReader(
        io.StringIO(client.get("/board/queue.csv").get_data(as_text=True).lstrip("\ufeff"))
    )
    assert (row["level"], row["red_flags"], row["not_known_yet"]) == ("", "", "")
    assert row["your_part"] == "recused"


def test_the_csv_has_what_the_filters_leave(app: Flask, chair: CheckedClient, council: Council) -> None:
    with app.app_context():
        a_submitted_use(council)
        triaged(council, a_submitted_use(council), 3)
    reply = chair.get("/board/queue.csv?blocked=triage")
    rows = list(csv.DictReader(io.StringIO(reply.get_data(as_text=True).lstrip("\ufeff"))))
    assert [row["waits_for"] for row in rows] == ["triage"]
    assert reply.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/board", "/portfolio"])
def test_links_of_a_list_keep_filter_and_language(
    app: Flask, chair: CheckedClient, council: Council, path: str
) -> None:
    with app.app_context():
        a_submitted_use(council)
    page = chair.get(f"{path}?lang=cy&q=a").get_data(as_text=True)
    links = re.findall(rf'href="({path}[?][^"]*(?:level|sort)=[^"]*)"', page)
    assert links
    for link in links:
        assert link.startswith(f"{path}?lang=cy&amp;"), link
        assert "?" not in link.removeprefix(f"{path}?"), link


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("who=mine", "No review here is yours to read"),
        ("due=overdue", "Nothing here is overdue"),
        ("who=undeclared", "You have declared for every review here"),
        ("q=nothing+of+that+name", "No review fits all of these filters"),
        ("state=responded", "There is nothing here yet"),
    ],
)
def test_each_empty_list_says_why(
    app: Flask, chair: CheckedClient, council: Council, query: str, sentence: str
) -> None:
    with app.app_context():
        a_submitted_use(council)
    assert sentence in chair.get(f"/board?{query}").get_data(as_text=True)


def test_other_parts_say_what_holds_a_review_up(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    triaged(council, use)
    review_id = the_review(use).id

    def votes(_organisation_id: int, ids: object) -> dict[int, Blocked]:
        return {review_id: Blocked("votes", ("Ann",), 1)} if review_id in ids else {}  # type: ignore[operator]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.board.triage.queue_hooks.blocks", [votes])
        (row,) = rows_of(_actor(council), the_state(review_id))
    assert row.blocked == Blocked("votes", ("Ann",), 1)


def the_state(review_id: int) -> ReviewState:
    """The state of a review as the queue takes it."""
    return ReviewState(db.session.get_one(Review, review_id).state)


def _actor(council: Council, role: Role = Role.BOARD_CHAIR) -> Actor:
    return Actor(
        council.people[role], "A", "a@b.example", council.organisation_id, "N", "n", frozenset({role})
    )


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?show=all", "?level=high&sort=due&page=2"])
def test_two_thousand_reviews_take_the_statements_of_two(
    app: Flask, chair: CheckedClient, council: Council, sql_counter: StatementCounter, query: str
) -> None:
    with app.app_context():
        a_submitted_use(council)
        a_submitted_use(council)
    with sql_counter as few:
        chair.get(f"/board{query}")
    allowed = few.total
    with app.app_context():
        many_reviews(council, MANY - 2)
    started = time.process_time()
    with sql_counter as many:
        page = chair.get(f"/board{query}").get_data(as_text=True)
    spent = time.process_time() - started
    assert many.total == allowed <= 16
    assert "Waiting for the board (2000)" in page
    assert page.count('<th scope="row"') == {"": 50, "?show=all": 2000}.get(query, 50)
    assert spent < 6, "with the checks of the test client"
    with sql_counter as exported:
        text = chair.get("/board/queue.csv").get_data(as_text=True)
    assert exported.total <= allowed
    assert text.count("\n") == MANY + 1
