"""The portfolio: all uses at once, what is overdue, and whom several uses touch together."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, insert, update

from app.assessments.harms import actions as harms
from app.assessments.models import Assessment
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.submissions.actions import withdraw
from app.assessments.summaries.models import AssessmentSummary
from app.assessments.use_assessment import the_assessment
from app.board.desk.actions import ConditionInput
from app.database import clock_at, db, transaction, utcnow
from app.uses.actions import edit_use
from app.uses.areas.actions import name_areas
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import an_answered_use
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import SMALL, a_harm, a_submitted_use, a_use, answer, submit

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]

LONG_AGO = datetime(2024, 1, 10, 9, 0, tzinfo=UTC)


def page(client: CheckedClient, address: str = "/portfolio") -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return reply.get_data(as_text=True)


@pytest.fixture
def chair(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_CHAIR)


@pytest.fixture
def three(app: Flask, council: Council) -> None:
    """A draft, a submitted use with a flag and an unknown, and one that was answered on long ago."""
    with app.app_context():
        a_use(council, "Quiet draft")
        a_submitted_use(council, {"AUT-01": "decides-alone", "PRI-01": None})
        with clock_at(LONG_AGO):
            use = an_answered_use(council, ConditionInput("Publish it.", (LONG_AGO + timedelta(30)).date()))
        edit_use(
            use=use,
            seen=use.version,
            actor_id=1,
            name="Old advice",
            kind="algorithm",
            phase="production",
            service_area="health",
            owner_id=use.owner_id,
        )


def test_the_portfolio_shows_where_uses_stand_and_what_is_overdue(chair: CheckedClient, three: None) -> None:
    text = page(chair)
    assert "1 more use is closed to you" in text
    assert "Quiet draft" not in text
    assert text.index("Old advice") < text.index("Repairs triage")
    for words in ("Condition overdue", "Review due", "2 uses", "since 10 January 2025"):
        assert words in text, words


def test_an_administrator_sees_drafts_too(client: CheckedClient, council: Council, three: None) -> None:
    text = page(client.sign_in(council, Role.ADMINISTRATOR))
    assert "Quiet draft" in text
    assert "still a draft" not in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("state=submitted", ["Repairs triage"]),
        ("level=high", ["Repairs triage"]),
        ("flags=few", ["Repairs triage"]),
        ("flags=none", ["Old advice"]),
        ("area=health", ["Old advice"]),
        ("attention=conditions", ["Old advice"]),
        ("attention=review", ["Old advice"]),
        ("attention=quiet", []),
        ("q=TRIAGE", ["Repairs triage"]),
        ("q=nothing", []),
        ("state=submitted&area=health", []),
        ("state=nonsense&sort=nonsense&page=zero", ["Old advice", "Repairs triage"]),
        ("sort=flags", ["Repairs triage", "Old advice"]),
        ("sort=-flags", ["Old advice", "Repairs triage"]),
        ("sort=-name", ["Repairs triage", "Old advice"]),
        ("sort=level", ["Repairs triage", "Old advice"]),
        ("sort=changed", ["Repairs triage", "Old advice"]),
        ("page=99", []),
    ],
)
def test_filters_and_order_stand_in_the_address(
    chair: CheckedClient, three: None, query: str, shown: list[str]
) -> None:
    text = page(chair, f"/portfolio?{query}")
    names = sorted((text.index(f">{name}</a>"), name) for name in shown)
    assert [name for _place, name in names] == shown
    for name in {"Old advice", "Repairs triage"} - set(shown):
        assert f">{name}</a>" not in text
    if "page=99" not in query:
        rows = list(csv.reader(io.StringIO(chair.get(f"/portfolio.csv?{query}").text.lstrip("\ufeff"))))
        assert [row[1] for row in rows[1:]] == shown


def test_odd_addresses_are_taken_for_what_they_can_mean(chair: CheckedClient, three: None) -> None:
    for query in ("q=%00%ff", "state=submitted&state=draft", f"q={'x' * 5_000}", "sort=--name", "page=-1"):
        assert chair.get(f"/portfolio?{query}").status_code == 200
        assert chair.get(f"/portfolio/together?{query}&by=x&touch=y").status_code == 200


def test_the_csv_holds_no_formula(app: Flask, chair: CheckedClient, council: Council) -> None:
    with app.app_context():
        use = a_submitted_use(council)
        edit_use(
            use=use,
            seen=use.version,
            actor_id=1,
            name='=HYPERLINK("x")',
            kind="algorithm",
            phase="production",
            service_area="housing",
            owner_id=use.owner_id,
        )
    reply = chair.get("/portfolio.csv")
    assert reply.mimetype == "text/csv"
    row = next(csv.DictReader(io.StringIO(reply.text.lstrip("\ufeff"))))
    assert (row["name"], row["level_highest"], row["asked"]) == ('\'=HYPERLINK("x")', "low", "6")


def test_an_empty_portfolio_says_so(chair: CheckedClient) -> None:
    assert "nothing for you to read yet" in page(chair)
    assert "No use that you may read names such a group" in page(chair, "/portfolio/together")


def test_a_draft_is_quiet_after_sixty_days(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context(), clock_at(utcnow() - timedelta(days=61)):
        a_use(council, "Forgotten")
    client.sign_in(council, Role.ADMINISTRATOR)
    assert "Forgotten" in page(client, "/portfolio?attention=quiet")
    with app.app_context():
        use = db.session.get_one(UseCase, 1)
        answer(use, {"EXP-01": "Words."}, council.people[Role.TEAM_MEMBER])
    assert "No use fits" in page(client, "/portfolio?attention=quiet")


def test_the_summary_follows_every_change(app: Flask, council: Council) -> None:
    with app.app_context():
        use = a_use(council)
        summary = db.session.get_one(AssessmentSummary, the_assessment(use).id)
        assert (summary.level_highest, summary.dealt_with, summary.harms) == ("low", 0, 0)
        team = council.people[Role.TEAM_MEMBER]
        answer(use, {"AUT-01": "decides-alone", "PRI-01": None}, team)
        harms.add_harm(use=use, facts=a_harm(safeguards=()), actor_id=team)
        assert (summary.level_lowest, summary.red_flags, summary.unknowns) == ("high", 1, 1)
        assert (summary.harms, summary.unguarded) == (1, 1)


def test_missing_summaries_are_worked_out_and_then_filled(
    app: Flask, client: CheckedClient, council: Council, three: None
) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    before = page(client, "/portfolio?sort=flags")
    with app.app_context(), transaction() as session:
        session.execute(delete(AssessmentSummary))
    assert page(client, "/portfolio?level=high").count("Repairs triage</a>") == 1
    result = app.test_cli_runner().invoke(args=["portfolio", "summarise"])
    assert result.output == "3 summaries written\n"
    assert page(client, "/portfolio?sort=flags").count("</tr>") == before.count("</tr>")
    assert app.test_cli_runner().invoke(args=["portfolio", "summarise"]).output == "0 summaries written\n"


def _copies(app: Flask, number: int) -> None:
    """Many uses like the first, each with its summary."""
    with app.app_context(), transaction() as session:
        use = dict(session.execute(db.select(UseCase.__table__)).first()._mapping)  # type: ignore[union-attr]
        assessment = dict(session.execute(db.select(Assessment.__table__)).first()._mapping)  # type: ignore[union-attr]
        summary = dict(session.execute(db.select(AssessmentSummary.__table__)).first()._mapping)  # type: ignore[union-attr]
        keys = range(1_000, 1_000 + number)
        session.execute(insert(UseCase.__table__), [use | {"id": n, "name": f"Use {n}"} for n in keys])
        session.execute(insert(Assessment.__table__), [assessment | {"id": n, "use_id": n} for n in keys])
        session.execute(insert(AssessmentSummary.__table__), [summary | {"assessment_id": n} for n in keys])
        session.execute(update(UseCase).values(version=UseCase.version))


@pytest.mark.parametrize("address", ["/portfolio", "/portfolio/together", "/portfolio.csv"])
def test_pages_ask_as_many_statements_of_500_uses_as_of_20(
    app: Flask, chair: CheckedClient, council: Council, sql_counter: StatementCounter, address: str
) -> None:
    with app.app_context():
        a_submitted_use(council)
    totals = []
    for more in (19, 480):
        _copies(app, more) if more == 19 else _more(app, more)
        chair.get(address)
        with sql_counter as count:
            assert chair.get(address).status_code == 200
        totals.append(count.total)
    assert totals[0] == totals[1]
    assert totals[0] <= 12


def _more(app: Flask, number: int) -> None:
    with app.app_context(), transaction() as session:
        for model, key in ((UseCase, "id"), (Assessment, "id"), (AssessmentSummary, "assessment_id")):
            table = model.__table__
            row = dict(session.execute(db.select(table).order_by(table.c[key].desc())).first()._mapping)  # type: ignore[union-attr]
            more = [
                row | {key: n} | ({"use_id": n} if model is Assessment else {})
                for n in range(2_000, 2_000 + number)
            ]
            session.execute(insert(table), more)


@pytest.mark.parametrize("role", [Role.TEAM_MEMBER])
def test_the_portfolio_is_not_for_teams(client: CheckedClient, council: Council, role: Role) -> None:
    client.sign_in(council, role)
    for address in ("/portfolio", "/portfolio.csv", "/portfolio/together"):
        assert client.get(address).status_code == 403


def test_another_council_sees_nothing(client: CheckedClient, other_council: Council, three: None) -> None:
    client.sign_in(other_council, Role.ADMINISTRATOR)
    assert "nothing for you to read yet" in page(client)
    assert "Old advice" not in client.get("/portfolio.csv").text


def test_a_withdrawn_use_leaves_the_boards_portfolio(
    app: Flask, chair: CheckedClient, council: Council
) -> None:
    with app.app_context():
        use = a_submitted_use(council)
    assert "Repairs triage" in page(chair)
    with app.app_context():
        withdraw(use=db.session.get_one(UseCase, use.id), actor_id=council.people[Role.TEAM_MEMBER])
    assert "Repairs triage" not in page(chair)


GROUPS = """
  - id: groups
    title: Groups
    pages:
      - id: groups
        title: Groups
        questions:
          - id: GRP-01
            text: Who is at risk?
            type: multiple_choice
            public: vulnerable_people
            choices: [{id: financial-crisis, text: People in debt}, {id: none, text: None of these}]
          - id: GRP-02
            text: Who gains?
            type: table
            public: who_benefits
            columns: [{id: group, text: Group, type: short_text}]
"""


def test_uses_meet_in_a_ward_and_the_sentence_says_so(
    app: Flask, chair: CheckedClient, council: Council
) -> None:
    team = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        a_use(council, "On the older questionnaire")
        load_version(source=SMALL.read_text(encoding="utf-8") + GROUPS, filename="groups", publish=True)
        for name, wards in (("First", ["Mill Ward"]), ("Second", ["mill ward", "Harbour"]), ("Third", [])):
            use = a_use(council, name)
            name_areas(use=use, names=wards, seen=use.version, actor_id=team)
            answer(use, {"GRP-01": ["financial-crisis", "none"]}, team)
            answer(use, {"GRP-02": [{"group": " Tenants "}, {"group": "TENANTS"}]}, team)
            submit(use, team)
        unknown = a_use(council, "Fourth")
        answer(unknown, {"GRP-01": None}, team)
        submit(unknown, team)
    text = page(chair, "/portfolio/together")
    assert "2 uses touch “People in debt” in Mill Ward" in text
    assert "1 use does not know yet which groups it touches" in text
    assert "2 of 4 uses name no area" in text
    assert "3 uses touch “People in debt” in Housing" in page(chair, "/portfolio/together?by=service")
    gains = page(chair, "/portfolio/together?touch=gains&by=service")
    assert "3 uses are said to help “Tenants” in Housing" in gains
    assert "People in debt" not in gains
