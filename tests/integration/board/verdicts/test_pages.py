"""The pages on which reviewers give verdicts: saved by one form, refused with a sentence, quick when long."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.harms import actions as harm_actions
from app.audit import AuditEvent
from app.board.desk.actions import return_for_changes
from app.board.verdicts.models import ReviewerNote, Verdict
from app.board.verdicts.targets import TargetKind, VerdictTarget
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.board.verdicts.giving import AUT, EXP, sent, the_form
from tests.support.client import CheckedClient
from tests.support.forms import forms_of
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import ANSWERS, a_harm, a_submitted_use, a_use, answer, submit, the_review
from tests.support.wider import wider_names

MOST_STATEMENTS = 30


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    """An open review with a red flag, an unknown answer, a harm without a guard, a card and a duty."""
    with app.app_context():
        return the_review(a_submitted_use(council, {"AUT-01": "decides-alone", "PRI-01": None})).id


@pytest.fixture
def about(review_id: int) -> str:
    return f"/board/reviews/{review_id}/sections/about"


@pytest.fixture
def member(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_MEMBER)


def test_one_form_saves_many_verdicts_and_the_desk_counts_them(
    app: Flask, member: CheckedClient, about: str, review_id: int
) -> None:
    form = the_form(member, about)
    challenge = VerdictTarget(TargetKind.QUESTION, "ABT-09")
    changes = {
        (EXP, "code"): "must_change",
        (EXP, "note"): "Say who checks it.",
        (challenge, "code"): "with_condition",
        (challenge, "condition"): "Name the line.",
        (challenge, "own"): "Ring it myself.",
    }
    reply = member.post(about, data=sent(form, changes))
    assert reply.status_code == 302
    page = member.get(about).get_data(as_text=True)
    for words in (
        "2 verdicts are saved. 1 note is saved.",
        "Say who checks it.",
        "Ring it myself.",
        "2 of 4",
    ):
        assert words in page
    assert "Say who checks it." in member.get(f"/board/reviews/{review_id}/verdicts").get_data(as_text=True)
    with app.app_context():
        assert db.session.scalar(select(func.count(Verdict.id))) == 2


def test_save_and_go_on_leads_through_all_pages(member: CheckedClient, review_id: int) -> None:
    here = f"/board/reviews/{review_id}"
    for page, following in (
        ("/sections/screening", "/sections/about"),
        ("/sections/about", "/parts/harms"),
        ("/parts/harms", "/verdicts"),
    ):
        reply = member.post(here + page, data=sent(the_form(member, here + page), {}) | {"next": "1"})
        assert (reply.status_code, reply.location) == (302, here + following)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", "must_change", "Say what must change"),
        ("code", "with_condition", "Write the condition"),
        ("code", "perhaps", "Not a valid choice"),
        ("note", "x" * 4001, "Use at most 4,000 characters"),
        ("own", "x" * 100_000, "Use at most 4,000 characters"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_saved(
    app: Flask, member: CheckedClient, about: str, field: str, value: str, sentence: str
) -> None:
    kept = VerdictTarget(TargetKind.QUESTION, "ABT-09")
    changes = {(EXP, field): value, (kept, "code"): "acceptable", (kept, "own"): "A word to keep."}
    reply = member.post(about, data=sent(the_form(member, about), changes))
    page = reply.get_data(as_text=True)
    assert reply.status_code == 400
    assert f"What does it do?: {sentence}" in page
    assert "A word to keep." in page
    with app.app_context():
        assert db.session.scalar(select(func.count(Verdict.id))) == 0
        assert db.session.scalar(select(func.count(ReviewerNote.id))) == 0


def test_words_without_a_verdict_are_kept_for_later(member: CheckedClient, about: str) -> None:
    assert (
        member.post(about, data=sent(the_form(member, about), {(EXP, "note"): "Unsure."})).status_code == 302
    )
    page = member.get(about).get_data(as_text=True)
    assert "Unsure." in page
    assert "0 of 4" in page


def test_two_tabs_lose_no_word(member: CheckedClient, about: str) -> None:
    first, second = the_form(member, about), the_form(member, about)
    other = VerdictTarget(TargetKind.QUESTION, "ABT-10")
    one = {(EXP, "code"): "must_change", (EXP, "note"): "First tab.", (other, "code"): "acceptable"}
    assert member.post(about, data=sent(first, one)).status_code == 302
    reply = member.post(about, data=sent(second, {(EXP, "code"): "acceptable", (EXP, "note"): "Second tab."}))
    page = reply.get_data(as_text=True)
    assert reply.status_code == 409
    assert "First tab." in page
    assert "Second tab." in page
    assert "First tab." in member.get(about).get_data(as_text=True)


def test_saving_again_after_both_texts_were_shown_keeps_what_was_typed(
    member: CheckedClient, about: str
) -> None:
    second = the_form(member, about)
    member.post(about, data=sent(the_form(member, about), {(EXP, "note"): "First tab."}))
    reply = member.post(about, data=sent(second, {(EXP, "note"): "Second tab."}))
    (form,) = [f for f in forms_of(about, reply.get_data(as_text=True)) if f.action == about]
    assert member.post(about, data=dict(form.pairs())).status_code == 302
    assert "Second tab." in member.get(about).get_data(as_text=True)


def test_what_another_tab_saved_elsewhere_on_the_page_stays(member: CheckedClient, about: str) -> None:
    old = the_form(member, about)
    other = VerdictTarget(TargetKind.QUESTION, "ABT-10")
    member.post(about, data=sent(the_form(member, about), {(EXP, "code"): "acceptable"}))
    assert member.post(about, data=sent(old, {(other, "code"): "not_for_us"})).status_code == 302
    assert "2 of 4" in member.get(about).get_data(as_text=True)


def test_the_rest_of_a_section_at_one_stroke_and_undone(
    app: Flask, member: CheckedClient, about: str, review_id: int
) -> None:
    data = sent(the_form(member, about), {(EXP, "code"): "not_for_us"}) | {"remaining": "1"}
    member.post(about, data=data)
    page = member.get(about).get_data(as_text=True)
    assert "You marked 3 questions acceptable at one stroke." in page
    assert "4 of 4" in page
    undo = f"/board/reviews/{review_id}/verdicts/undo"
    (form,) = [f for f in forms_of(about, page) if f.action == undo]
    assert member.post(undo, data=dict(form.pairs())).location == about
    assert "1 of 4" in member.get(about).get_data(as_text=True)
    member.post(undo, data=dict(form.pairs()))
    assert "There was nothing left to undo" in member.get(about).get_data(as_text=True)
    with app.app_context():
        refused = select(AuditEvent.details).where(AuditEvent.action == "action.refused")
        assert db.session.scalars(refused).all() == [{"action": "review.undo", "why": "twice"}]


def test_after_the_board_has_finished_the_page_is_for_reading(
    app: Flask, member: CheckedClient, council: Council, about: str, review_id: int
) -> None:
    form = the_form(member, about)
    member.post(about, data=sent(form, {(EXP, "code"): "acceptable"}))
    with app.app_context():
        use = db.session.scalars(select(UseCase)).one()
        chair = council.people[Role.BOARD_CHAIR]
        return_for_changes(review=the_review(use), reasons="More.", actor_id=chair)
    page = member.get(about).get_data(as_text=True)
    assert "Verdicts of the board" in page
    assert "<textarea" not in page
    assert member.post(about, data=sent(form, {(EXP, "code"): "must_change"})).status_code == 403
    with app.app_context():
        assert db.session.scalar(select(func.count(Verdict.id))) == 1
        assert db.session.scalar(select(func.count()).where(AuditEvent.action == "access.refused")) == 1


def test_unknown_parts_of_a_review_are_not_found(member: CheckedClient, review_id: int) -> None:
    for address in ("sections/nothing", "parts/nothing"):
        assert member.get(f"/board/reviews/{review_id}/{address}").status_code == 404
    for query in ("question=NOPE", "harm=99", "harm=²", "harm=" + "9" * 40):
        assert member.get(f"/board/reviews/{review_id}/comment?{query}").status_code == 404


def test_a_comment_stands_under_its_harm(app: Flask, member: CheckedClient, review_id: int) -> None:
    address = f"/board/reviews/{review_id}/comment?harm=1"
    assert member.post(address, data={"text": "Who reads them at night?"}).status_code == 302
    assert "Who reads them at night?" in member.get(f"/board/reviews/{review_id}/parts/harms").get_data(
        as_text=True
    )


def test_harms_trade_offs_and_duties_have_verdicts_of_their_own(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    team = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        use = a_use(council)
        answer(use, dict(ANSWERS), team)
        wider_names(use, team)
        submit(use, team)
        review_id = the_review(use).id
    member = client.sign_in(council, Role.BOARD_MEMBER)
    address = f"/board/reviews/{review_id}/parts/trade-offs"
    form = the_form(member, address)
    (key,) = [f.value for f in form.fields if f.name.endswith("-target")]
    card = VerdictTarget(TargetKind.CARD, key.removeprefix("card:"))
    member.post(address, data=sent(form, {(card, "code"): "must_change", (card, "note"): "Weigh justice."}))
    assert "Weigh justice." in member.get(address).get_data(as_text=True)
    assert member.get(f"/board/reviews/{review_id}/parts/duties").status_code == 200


def test_names_with_signs_of_their_own_break_no_page(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    team, title = council.people[Role.TEAM_MEMBER], "100% (wrong) <b>%s</b> *twice*"
    with app.app_context():
        use = a_use(council)
        answer(use, dict(ANSWERS), team)
        bare = a_harm(title, safeguards=(), severity_after=3, likelihood_after=3)
        harm_actions.add_harm(use=use, facts=bare, actor_id=team)
        submit(use, team)
        here = f"/board/reviews/{the_review(use).id}"
    member = client.sign_in(council, Role.BOARD_MEMBER)
    harms = f"{here}/parts/harms"
    data = dict(the_form(member, harms).pairs()) | {"rows-0-code": "must_change", "rows-0-note": "50 % of it"}
    assert member.post(harms, data=data).status_code == 302
    for address in (here, harms, f"{here}/verdicts"):
        assert "100% (wrong) &lt;b&gt;" in member.get(address).get_data(as_text=True)
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    assert "50 % of it" in chair.get(f"{here}/return?start=verdicts").get_data(as_text=True)


def _a_long_review(council: Council) -> int:
    """A review of a use with many harms."""
    use = a_use(council, "Long")
    team = council.people[Role.TEAM_MEMBER]
    answer(use, dict(ANSWERS), team)
    for number in range(60):
        harm_actions.add_harm(use=use, facts=a_harm(f"Harm {number}"), actor_id=team)
    submit(use, team)
    return the_review(use).id


@pytest.mark.slow
def test_long_pages_take_no_more_statements_and_stay_quick(
    app: Flask, member: CheckedClient, council: Council, review_id: int, sql_counter: StatementCounter
) -> None:
    with app.app_context():
        long = _a_long_review(council)
    counts = {}
    for number in (review_id, long):
        address = f"/board/reviews/{number}/parts/harms"
        form = the_form(member, address)
        assert (
            member.post(address, data=dict(form.pairs()) | {"rows-0-code": "acceptable"}).status_code == 302
        )
        member.get(address)
        with sql_counter as count:
            start = time.process_time()  # the check of the page's HTML included
            assert member.get(address).status_code == 200
            took = time.process_time() - start
        counts[number] = count.total
    assert counts[review_id] == counts[long] <= MOST_STATEMENTS
    assert took < 3


def test_the_desk_and_a_section_have_a_fixed_number_of_statements(
    member: CheckedClient, review_id: int, about: str, sql_counter: StatementCounter
) -> None:
    changes = {(EXP, "code"): "acceptable", (EXP, "own"): "Mine."}
    desk = f"/board/reviews/{review_id}"
    before = {}
    for address in (desk, about, f"{desk}/verdicts"):
        with sql_counter as count:
            member.get(address)
        before[address] = count.total
    member.post(about, data=sent(the_form(member, about), changes))
    screening = f"{desk}/sections/screening"
    member.post(screening, data=sent(the_form(member, screening), {(AUT, "code"): "acceptable"}))
    member.get(desk)
    for address, total in before.items():
        with sql_counter as count:
            member.get(address)
        assert count.total == total <= MOST_STATEMENTS, address
