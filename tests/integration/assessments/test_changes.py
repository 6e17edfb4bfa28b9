"""Who changed what when: every kind of change, in words, by day, by person, by section, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.accounts.actions import add_person
from app.assessments.assigning.actions import assign
from app.assessments.changes.queries import PAGE_SIZE
from app.assessments.harms import actions as harms
from app.assessments.models import Harm
from app.assessments.revisions.models import HarmRevision
from app.assessments.submissions import actions as submissions
from app.database import clock_at, db
from app.uses.actions import add_member, remove_member
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.assessments.talking import FAR, fresh
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import ANSWERS, a_harm, a_use, answer, submit

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Doing = Callable[..., None]


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context(), clock_at(START):
        return a_use(council).id


@pytest.fixture
def own(council: Council) -> int:
    return council.people[Role.TEAM_MEMBER]


@pytest.fixture
def say(app: Flask, council: Council, use_id: int, own: int) -> Iterator[Doing]:
    """Saves an answer some minutes after the start: `say(5, {"EXP-01": "…"}, by=…)`."""

    def save(minutes: float, values: dict[str, object], by: int | None = None) -> None:
        with app.app_context(), clock_at(START + timedelta(minutes=minutes)):
            answer(fresh(council, use_id), values, by or own)

    return save


@pytest.fixture
def page(client: CheckedClient, council: Council, use_id: int) -> Callable[..., str]:
    """The page as the team member reads it."""
    client.sign_in(council, Role.TEAM_MEMBER)

    def read(query: str = "") -> str:
        reply = client.get(f"/uses/{use_id}/changes{query}")
        assert reply.status_code == 200
        return " ".join(reply.text.split())

    return read


def colleague(council: Council) -> int:
    """A second person of the organisation's teams. Needs a context."""
    return add_person(
        organisation_id=council.organisation_id,
        name="Second Member",
        email="second@northmere.example",
        roles=[Role.TEAM_MEMBER],
    ).id


def test_an_answer_shows_the_words_that_went_and_came(say: Doing, page: Callable[..., str]) -> None:
    say(1, {"EXP-01": "It sorts repair requests."})
    say(60, {"EXP-01": "It ranks repair <b>requests</b>."})
    say(60 * 24, {"EXP-01": None})
    shown = page()
    assert shown.index("3 March 2026") < shown.index("2 March 2026")
    assert "</strong> changed the answer to <a" in shown
    assert "</strong> answered <a" in shown
    assert '<del><span class="govuk-visually-hidden">Gone: </span>sorts' in shown
    assert '<ins><span class="govuk-visually-hidden">New: </span>ranks' in shown
    assert "&lt;b&gt;requests" in shown
    assert "Don’t know yet" in shown


def test_typing_with_short_pauses_counts_as_one_change(
    app: Flask, council: Council, say: Doing, page: Callable[..., str]
) -> None:
    for minute in range(5):
        say(minute + 1, {"EXP-01": f"It sorts {'very ' * minute}well."})
    assert page().count("What does it do?") == 1
    with app.app_context():
        other = colleague(council)
    say(6, {"EXP-01": "Somebody else went on."}, by=other)
    say(60, {"EXP-01": "After a long pause."}, by=other)
    assert page().count("What does it do?") == 3


def _change_everything(council: Council, use_id: int, own: int) -> None:
    """One change of every kind but answers. Needs a context."""

    def use() -> UseCase:
        return fresh(council, use_id)

    harm = harms.add_harm(use=use(), facts=a_harm(), actor_id=own)
    worse = a_harm(severity=4)
    harms.change_harm(use=use(), harm=harm, facts=worse, seen=harm.version, actor_id=own)
    harms.remove_harm(use=use(), harm=harm, seen=harm.version, actor_id=own)
    harms.put_back_harm(use=use(), harm=db.session.get_one(Harm, harm.id), actor_id=own)
    targets = {("section", "about"): 0, ("question", "EXP-01"): 0}
    assign(use=use(), seen=targets, person_id=own, due_on=FAR, actor_id=own)
    other = colleague(council)
    add_member(use=use(), person_id=other, actor_id=own)
    remove_member(use=use(), person_id=other, actor_id=own)
    submit(use(), own)
    submissions.withdraw(use=use(), actor_id=own)


@pytest.mark.parametrize(
    "words",
    [
        "listed the harm",
        "changed the harm",
        "took the harm off the list:",
        "put the harm back on the list:",
        "Catastrophic",
        "changed who deals with",
        "Team Member of Northmere, by 31 January 2099",
        "added to the team: Second Member",
        "took off the team: Second Member",
        ">Submission 1</a>",
        "took the submission back",
        "started the use",
    ],
)
def test_harms_tasks_team_and_submissions_are_there(
    app: Flask,
    council: Council,
    use_id: int,
    own: int,
    say: Doing,
    page: Callable[..., str],
    words: str,
) -> None:
    say(1, ANSWERS)
    with app.app_context():
        _change_everything(council, use_id, own)
    assert words in page()


def test_each_change_of_a_harm_is_kept(app: Flask, council: Council, use_id: int, own: int) -> None:
    with app.app_context():
        _change_everything(council, use_id, own)
        kept = list(db.session.scalars(select(HarmRevision).order_by(HarmRevision.number)))
        assert [row.action for row in kept] == ["added", "changed", "removed", "put_back"]
        assert [row.number for row in kept] == [1, 2, 3, 4]


def test_filters_by_person_and_section(
    app: Flask, council: Council, use_id: int, own: int, say: Doing, page: Callable[..., str]
) -> None:
    with app.app_context():
        other = colleague(council)
    say(1, {"EXP-01": "Mine"})
    say(30, {"NON-05": "no-personal-data"}, by=other)
    with app.app_context():
        harms.add_harm(use=fresh(council, use_id), facts=a_harm(), actor_id=other)
    by_other = page(f"?person={other}")
    assert "Is personal data used?</a>" in by_other
    assert "What does it do?</a>" not in by_other
    about = page("?section=about")
    assert "What does it do?</a>" in about
    assert "Is personal data used?</a>" not in about
    assert "listed the harm" in page("?section=harms")
    assert "started the use" in page("?section=whole")
    assert "listed the harm" not in page("?section=whole")
    assert "No change fits the filter" in page(f"?section=harms&person={own}")
    for nonsense in (
        "?section=nope",
        "?person=abc",
        "?person=99999",
        "?page=-4",
        "?page=%00",
        "?section=%00",
    ):
        assert "started the use" in page(nonsense)


def test_long_lists_go_page_by_page_with_a_fixed_number_of_statements(
    say: Doing, page: Callable[..., str], sql_counter: StatementCounter
) -> None:
    with sql_counter as counted:
        page()
    few = counted.total
    for number in range(25):
        say(20 * number + 1, {"EXP-01": f"Version {number}"})
    with sql_counter as counted:
        first = page()
    assert counted.total == few <= 16
    assert first.count("c-changes__item") == PAGE_SIZE
    assert page("?page=2").count("c-changes__item") == 6
    assert page("?page=999").count("c-changes__item") == 6


def test_readers_and_strangers(
    client: CheckedClient, council: Council, other_council: Council, use_id: int
) -> None:
    address = f"/uses/{use_id}/changes"
    assert client.sign_in(council, Role.ACCOUNTABLE_OWNER).get(address).status_code == 200
    assert client.sign_in(council, Role.BOARD_CHAIR).get(address).status_code == 403
    assert client.sign_in(other_council, Role.TEAM_MEMBER).get(address).status_code == 404


def test_the_history_of_harms_is_only_added_to(app: Flask, council: Council, use_id: int, own: int) -> None:
    with app.app_context():
        harms.add_harm(use=fresh(council, use_id), facts=a_harm(), actor_id=own)
        for change in ("UPDATE harm_revision SET number = 9", "DELETE FROM harm_revision"):
            with pytest.raises(DatabaseError, match="only ever added to"):
                db.session.execute(text(change))
            db.session.rollback()


def test_facts_of_another_shape_are_read_as_they_are(
    app: Flask, council: Council, use_id: int, own: int, page: Callable[..., str]
) -> None:
    with app.app_context():
        harm = harms.add_harm(use=fresh(council, use_id), facts=a_harm(), actor_id=own)
        odd = {"title": "Odd", "severity": [1], "likelihood": None, "safeguards": None, "news": {"a": 1}}
        db.session.add(HarmRevision(harm_id=harm.id, number=2, action="changed", facts=odd, saved_by_id=None))
        db.session.commit()
    assert "Odd" in page()
