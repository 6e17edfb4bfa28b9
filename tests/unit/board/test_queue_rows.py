"""What a review waits for, how the queue is filtered and sorted, and who is suggested as a reviewer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from werkzeug.datastructures import MultiDict

from app.board.lifecycle import ReviewState
from app.board.triage.expertise import Candidate, suggest, wanted
from app.board.triage.filters import choice_from
from app.board.triage.queue_hooks import Blocked
from app.board.triage.rows import QueueRow, Reviewer, blocked_on

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
ROW = QueueRow(
    review_id=1,
    use_id=1,
    name="Repairs triage",
    service_area="housing",
    kind="algorithm",
    owner="Ola Owner",
    round=1,
    level="medium",
    flags=2,
    unknowns=1,
    state="open",
    opened_at=NOW - timedelta(days=9),
    triaged=True,
)
READER = Reviewer(7, "Rita Reader", lead=True, done=False)
VOTES = Blocked("votes", ("Mo Member",), 1)


@pytest.mark.parametrize(
    ("row", "told", "expected"),
    [
        (replace(ROW, triaged=False), VOTES, Blocked("triage")),
        (ROW, None, Blocked("chair")),
        (replace(ROW, undeclared=((1, "A"), (2, "B"))), None, Blocked("interests", ("A", "B"), 2)),
        (
            replace(ROW, undeclared=((1, "A"), (7, "Rita Reader")), reviewers=(READER,)),
            None,
            Blocked("interests", ("Rita Reader",), 1),
        ),
        (
            replace(ROW, undeclared=((1, "A"),), reviewers=(READER,)),
            None,
            Blocked("reviewer", ("Rita Reader",), 1),
        ),
        (replace(ROW, reviewers=(READER,)), None, Blocked("reviewer", ("Rita Reader",), 1)),
        (replace(ROW, reviewers=(replace(READER, done=True),)), None, Blocked("chair")),
        (replace(ROW, reviewers=(READER,)), VOTES, VOTES),
        (replace(ROW, state=ReviewState.ADVISED), None, Blocked("owner", ("Ola Owner",), 1)),
        (replace(ROW, state=ReviewState.RETURNED), None, Blocked("team")),
        (replace(ROW, state=ReviewState.APPEALED), None, Blocked("appeal")),
        (replace(ROW, state=ReviewState.APPEALED), VOTES, VOTES),
        (replace(ROW, state=ReviewState.RESPONDED), None, Blocked("nobody")),
    ],
)
def test_what_a_review_waits_for(row: QueueRow, told: Blocked | None, expected: Blocked) -> None:
    assert blocked_on(row, told) == expected


@pytest.mark.parametrize(
    ("due_on", "state", "expected"),
    [
        (None, "open", "none"),
        (TODAY - timedelta(days=1), "open", "overdue"),
        (TODAY, "open", "soon"),
        (TODAY + timedelta(days=7), "open", "soon"),
        (TODAY + timedelta(days=8), "open", "later"),
        (TODAY - timedelta(days=1), "advised", "none"),
    ],
)
def test_where_a_date_lies(due_on: date | None, state: str, expected: str) -> None:
    assert replace(ROW, due_on=due_on, state=state).due_group(TODAY) == expected


def _rows() -> list[QueueRow]:
    return [
        replace(ROW, review_id=1, level="low", due_on=TODAY - timedelta(days=1), blocked=Blocked("triage")),
        replace(ROW, review_id=2, name="Bin routes", level="high", flags=9, reviewers=(READER,)),
        replace(ROW, review_id=3, name="Another", opened_at=NOW, part="recused", flags=50),
    ]


def _ids(query: str, me: int = 7) -> list[int]:
    choice = choice_from(MultiDict(pair.split("=") for pair in query.split("&") if pair))
    return [row.review_id for row in choice.apply(_rows(), me, TODAY)[0]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 3]),
        ("sort=-waiting", [3, 1, 2]),
        ("sort=name", [3, 2, 1]),
        ("sort=flags", [2, 1, 3]),
        ("sort=level", [2, 1, 3]),
        ("sort=due", [1, 2, 3]),
        ("sort=nonsense&page=x&level=odd", [1, 2, 3]),
        ("who=mine", [2]),
        ("who=unassigned", [1, 3]),
        ("due=overdue", [1]),
        ("blocked=triage", [1]),
        ("level=medium", []),
        ("q=BIN", [2]),
        ("q=ola", [1, 2, 3]),
        ("q=bin&due=overdue", []),
    ],
)
def test_filters_and_orders(query: str, expected: list[int]) -> None:
    assert _ids(query) == expected


def test_the_figures_of_a_closed_review_neither_sort_nor_filter() -> None:
    choice = choice_from(MultiDict({"level": "medium"}))
    _fitting, counts = choice.apply(_rows(), 7, TODAY)
    assert counts["level"] == {"high": 1, "medium": 0, "low": 1}


def test_each_filter_counts_beside_the_others() -> None:
    choice = choice_from(MultiDict({"due": "overdue"}))
    _fitting, counts = choice.apply(_rows(), 7, TODAY)
    assert counts["due"]["overdue"] == 1
    assert counts["due"]["none"] == 2
    assert counts["level"] == {"high": 0, "medium": 0, "low": 1}


def test_an_address_keeps_what_was_chosen() -> None:
    choice = choice_from(MultiDict({"state": "advised", "level": "high", "q": "a b", "sort": "-due"}))
    assert choice.address("/board", page=2) == "/board?level=high&state=advised&q=a+b&sort=-due&page=2"
    assert choice.address("/board", level="") == "/board?state=advised&q=a+b&sort=-due"
    assert choice.direction("due") == "descending"
    assert choice_from(MultiDict()).address("/board") == "/board"


def test_what_is_over_begins_with_the_newest() -> None:
    over = choice_from(MultiDict({"state": "responded"}))
    assert over.direction("waiting") == "descending"
    assert over.sorted_by("/board", "waiting") == "/board?state=responded&sort=waiting"
    turned = choice_from(MultiDict({"state": "responded", "sort": "waiting"}))
    assert turned.sorted_by("/board", "waiting") == "/board?state=responded"
    assert "due" not in over.columns


def test_pages_and_all_of_them() -> None:
    rows = [replace(ROW, review_id=number) for number in range(120)]
    assert len(choice_from(MultiDict({"page": "3"})).page_of(rows)[0]) == 20
    assert choice_from(MultiDict({"page": "999"})).page_of(rows)[1].number == 3
    assert len(choice_from(MultiDict({"show": "all"})).page_of(rows)[0]) == 120


def test_knowledge_comes_before_load_and_load_before_the_name() -> None:
    people = [
        Candidate(1, "Ann", frozenset(), 0, True),
        Candidate(2, "Bob", frozenset({"housing"}), 5, True),
        Candidate(3, "Cy", frozenset({"housing", "technical"}), 9, True),
        Candidate(4, "Di", frozenset({"law"}), 0, False),
        Candidate(5, "Ed", frozenset({"law"}), 1, True),
    ]
    needed = wanted(
        service_area="housing", kind="algorithm", level="high", groups_at_risk=False, unguarded=False
    )
    assert needed == {"housing": 3, "technical": 2, "law": 1}
    found = suggest(people, needed)
    assert [each.candidate.name for each in found] == ["Cy", "Bob", "Di", "Ed", "Ann"]
    assert found[0].fits == ("housing", "technical")
