"""How a board works: read by the board, changed by an administrator, counted from then on."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEvent
from app.board.configuration import actions
from app.board.configuration.model import default_outcomes
from app.board.configuration.models import BoardConfiguration, BoardOutcome
from app.board.configuration.queries import configuration
from app.board.deliberation.actions import advise
from app.board.findings import findings
from app.database import db
from app.vocabulary.advice import AdviceOutcome, DecisionRule
from app.web.roles import Role
from app.web.versions import Stale
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.proposals import a_review, set_rules

ADDRESS = "/board/settings"
SETTINGS = {
    "quorum": "3",
    "rule": "vote",
    "casting_vote": "no",
    "tie": "open",
    "abstentions_count": "no",
    "correspondence_days": "7",
    **{f"due_{level}": "15" for level in ("low", "medium", "high")},
    **{f"again_{level}": "6" for level in ("low", "medium", "high")},
    "interests_public": "yes",
    "minutes_public": "no",
    "version": "0",
}
OUTCOME = {"label": "Pause and think", "meaning": "do_not_proceed", "nonce": "once"}


@pytest.fixture
def admin(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.ADMINISTRATOR)


def test_a_board_that_set_nothing_has_the_defaults(
    context: Flask, council: Council, sql_counter: object
) -> None:
    with sql_counter as counted:  # type: ignore[attr-defined]
        own = configuration(council.organisation_id)
    assert counted.total == 2
    assert (own.quorum, own.rule, own.casting_vote) == (0, DecisionRule.CONSENSUS, True)
    assert {outcome.meaning for outcome in own.current_outcomes} == set(AdviceOutcome)
    assert all(outcome.label_cy and outcome.hint_cy for outcome in default_outcomes())
    assert own.outcome("next_phase_only").wants_phase
    assert own.outcome("proceed_with_conditions").wants_conditions
    assert not own.outcome("more_information").ends
    with pytest.raises(KeyError):
        own.outcome("perhaps")


def test_settings_are_saved_and_audited(app: Flask, admin: CheckedClient, council: Council) -> None:
    assert admin.get(ADDRESS).status_code == 200
    assert admin.post(ADDRESS, data=SETTINGS).status_code == 302
    page = admin.get(ADDRESS).get_data(as_text=True)
    assert "At least 3 members must take part." in page
    assert "the board goes on talking and votes again" in page
    assert "Minutes are not published." in page
    with app.app_context():
        own = configuration(council.organisation_id)
        assert (own.due_days["high"], own.review_after_months["low"], own.correspondence_days) == (15, 6, 7)
        event = db.session.scalars(
            select(AuditEvent).where(AuditEvent.action == "board.settings_changed")
        ).one()
        assert event.details["quorum"] == 3
        assert "minutes_public" in event.details


@pytest.mark.parametrize(
    "wrong",
    [
        {"quorum": "-1"},
        {"quorum": "many"},
        {"quorum": "100"},
        {"correspondence_days": ""},
        {"due_high": "0"},
        {"again_low": "²"},
        {"rule": "dice"},
        {"tie": ""},
        {"casting_vote": "maybe"},
    ],
)
def test_a_wrong_setting_is_named_and_nothing_is_saved(
    app: Flask, admin: CheckedClient, wrong: dict[str, str]
) -> None:
    reply = admin.post(ADDRESS, data=SETTINGS | wrong)
    assert reply.status_code == 400
    assert "There is a problem" in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.query(BoardConfiguration).count() == 0


def test_settings_that_somebody_else_saved_are_not_overwritten(app: Flask, admin: CheckedClient) -> None:
    admin.post(ADDRESS, data=SETTINGS)
    late = admin.post(ADDRESS, data=SETTINGS | {"quorum": "9"})
    assert late.status_code == 409
    page = late.get_data(as_text=True)
    assert "Somebody saved other settings" in page
    assert "At least 3 members" in page
    with app.app_context():
        assert db.session.scalars(select(BoardConfiguration.quorum)).one() == 3


def test_the_board_reads_and_only_an_administrator_changes(client: CheckedClient, council: Council) -> None:
    for role in (Role.BOARD_MEMBER, Role.BOARD_CHAIR, Role.BOARD_SECRETARY):
        who = client.sign_in(council, role)
        page = who.get(ADDRESS)
        assert page.status_code == 200
        assert "Save the settings" not in page.get_data(as_text=True)
        assert who.post(ADDRESS, data=SETTINGS).status_code == 403
        assert who.get(f"{ADDRESS}/outcomes/proceed").status_code == 403
    for role in (Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER, Role.REGISTER_EDITOR):
        assert client.sign_in(council, role).get(ADDRESS).status_code == 403


def test_an_outcome_is_added_once(app: Flask, admin: CheckedClient, council: Council) -> None:
    for _time in range(2):
        reply = admin.post(f"{ADDRESS}/outcomes/new", data=OUTCOME)
        assert reply.status_code == 302
    with app.app_context():
        own = configuration(council.organisation_id)
        assert [outcome.label for outcome in own.outcomes if outcome.own] == ["Pause and think"]
        assert len(own.outcomes) == len(default_outcomes()) + 1
    for wrong in ({"label": ""}, {"label": "pause AND think"}, {"meaning": "perhaps"}, {"label": "x" * 121}):
        reply = admin.post(f"{ADDRESS}/outcomes/new", data=OUTCOME | {"label": "New", "nonce": "n"} | wrong)
        assert reply.status_code == 400, wrong


def test_own_words_reach_the_public_and_the_service_s_do_not(context: Flask, council: Council) -> None:
    def signed() -> str:
        advice = advise(
            review=a_review(council),
            outcome=AdviceOutcome.PROCEED,
            reasons="Good.",
            conditions=(),
            actor_id=council.people[Role.BOARD_CHAIR],
        )
        return findings(advice).outcome_label

    assert signed() == ""
    facts = actions.OutcomeInput("Good to go", AdviceOutcome.PROCEED)
    actions.reword_outcome(
        organisation_id=council.organisation_id, code="proceed", facts=facts, seen=0, actor_id=1
    )
    assert signed() == "Good to go"


def test_the_meaning_of_a_used_outcome_stays(app: Flask, admin: CheckedClient, council: Council) -> None:
    with app.app_context():
        advise(
            review=a_review(council),
            outcome=AdviceOutcome.PROCEED,
            reasons="Good.",
            conditions=(),
            actor_id=council.people[Role.BOARD_CHAIR],
        )
    page = admin.get(f"{ADDRESS}/outcomes/proceed").get_data(as_text=True)
    assert "that cannot be changed any more" in page
    changed = {"label": "Go", "meaning": "do_not_proceed", "version": "0"}
    assert admin.post(f"{ADDRESS}/outcomes/proceed", data=changed).status_code == 302
    admin.post(f"{ADDRESS}/outcomes/revise_and_resubmit", data=changed | {"label": "Stop", "version": "1"})
    with app.app_context():
        own = configuration(council.organisation_id)
        assert own.outcome("proceed").meaning is AdviceOutcome.PROCEED
        assert own.outcome("revise_and_resubmit").meaning is AdviceOutcome.DO_NOT_PROCEED


def test_a_stale_outcome_is_not_overwritten(app: Flask, admin: CheckedClient, council: Council) -> None:
    address = f"{ADDRESS}/outcomes/proceed"
    changed = {"label": "Go", "meaning": "proceed", "version": "0"}
    assert admin.post(address, data=changed).status_code == 302
    late = admin.post(address, data=changed | {"label": "Run"})
    assert late.status_code == 409
    assert "It is called “Go” now." in late.get_data(as_text=True)


def test_retired_outcomes_are_not_offered_and_come_back(
    app: Flask, admin: CheckedClient, council: Council
) -> None:
    address = f"{ADDRESS}/outcomes/do_not_proceed"
    assert admin.post(f"{address}/retire", data={"version": "0"}).status_code == 302
    with app.app_context():
        own = configuration(council.organisation_id)
        assert "do_not_proceed" not in {outcome.code for outcome in own.current_outcomes}
        assert own.outcome("do_not_proceed").retired
    admin.post(f"{address}/retire", data={"version": "0"})
    assert "Somebody changed this since" in admin.get(ADDRESS).get_data(as_text=True)
    admin.post(f"{address}/put-back", data={"version": "2"})
    with app.app_context():
        assert not configuration(council.organisation_id).outcome("do_not_proceed").retired
    assert admin.get(f"{ADDRESS}/outcomes/perhaps").status_code == 404
    assert admin.post(f"{ADDRESS}/outcomes/perhaps/retire", data={"version": "0"}).status_code == 404


def test_one_outcome_is_always_left(context: Flask, council: Council) -> None:
    codes = [outcome.code for outcome in default_outcomes()]
    first = True
    for code in codes[:-1]:
        actions.retire_outcome(
            organisation_id=council.organisation_id, code=code, seen=0 if first else 1, actor_id=1
        )
        first = False
    with pytest.raises(actions.LastOutcome):
        actions.retire_outcome(organisation_id=council.organisation_id, code=codes[-1], seen=1, actor_id=1)


def test_one_council_changes_nothing_of_another(
    app: Flask, client: CheckedClient, council: Council, other_council: Council
) -> None:
    client.sign_in(other_council, Role.ADMINISTRATOR).post(ADDRESS, data=SETTINGS)
    client.post(f"{ADDRESS}/outcomes/new", data=OUTCOME)
    with app.app_context():
        assert configuration(council.organisation_id).quorum == 0
        assert configuration(council.organisation_id).outcomes == default_outcomes()
        rows = db.session.scalars(select(BoardOutcome.organisation_id).distinct())
        assert list(rows) == [other_council.organisation_id]


def test_a_setting_that_does_not_exist_is_refused(context: Flask, council: Council) -> None:
    with pytest.raises(ValueError, match="colour"):
        set_rules(council, colour="red")
    set_rules(council, quorum=2)
    with pytest.raises(Stale):
        actions.change_settings(
            organisation_id=council.organisation_id, settings={"quorum": 1}, seen=0, actor_id=1
        )
