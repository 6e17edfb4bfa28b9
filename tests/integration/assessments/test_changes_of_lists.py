"""Who changed what when in the lists of a use: lens marks, trade-off cards, options, voices and duties."""

from __future__ import annotations

import html
from collections.abc import Callable

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.assessments.duties.actions import save_sheet
from app.assessments.duties.model import AskKind, FactKind
from app.assessments.duties.rule_book_file import rule_book
from app.assessments.lenses import actions as lenses
from app.assessments.lenses.models import LensMark
from app.assessments.revisions.models import ListedChange
from app.assessments.revisions.revisioned_rows import put_back_row, remove_row
from app.assessments.trade_offs import actions as trade_offs
from app.assessments.trade_offs.models import TradeOffCard
from app.assessments.use_assessment import the_assessment
from app.assessments.voices import actions as voices
from app.assessments.voices.models import Voice
from app.database import db
from app.web.roles import Role
from tests.integration.assessments.talking import fresh
from tests.support.client import CheckedClient
from tests.support.databases import ROOT
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import a_harm, a_use
from tests.support.wider import a_card, a_mark, a_settled_card, a_voice


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return a_use(council).id


@pytest.fixture
def own(council: Council) -> int:
    return council.people[Role.TEAM_MEMBER]


@pytest.fixture
def page(client: CheckedClient, council: Council, use_id: int) -> Callable[..., str]:
    """The page as the team member reads it."""
    client.sign_in(council, Role.TEAM_MEMBER)

    def read(query: str = "") -> str:
        reply = client.get(f"/uses/{use_id}/changes{query}")
        assert reply.status_code == 200
        return " ".join(reply.text.split())

    return read


def kept(kind: str) -> list[ListedChange]:
    """The history of one kind, the oldest first. Needs a context."""
    query = select(ListedChange).where(ListedChange.kind == kind)
    return list(db.session.scalars(query.order_by(ListedChange.row_id, ListedChange.number)))


def _change_the_lists(council: Council, use_id: int, own: int) -> None:
    """One change of every kind on every list. Needs a context."""
    use = fresh(council, use_id)
    mark = a_mark(use, own)
    lenses.harm_from_mark(use=use, mark=mark, facts=a_harm("Debt grows"), actor_id=own)
    card = a_settled_card(use, own)
    option = next(each for each in card.options if not each.do_nothing)
    weighed = trade_offs.OptionInput("Try it", "For six months.", {"justice:worst": "-2"})
    trade_offs.change_option(use=use, option=option, facts=weighed, seen=option.version, actor_id=own)
    trade_offs.remove_option(use=use, option=option, seen=option.version, actor_id=own)
    trade_offs.put_back_option(use=use, option=option, actor_id=own)
    trade_offs.say_no_tension(use=use, reason="It weighs little.", seen=0, actor_id=own)
    trade_offs.say_no_tension(use=use, reason="It weighs nothing.", seen=1, actor_id=own)
    trade_offs.say_no_tension(use=use, reason="", seen=2, actor_id=own)
    voice = a_voice(use, own)
    said = voices.VoiceInput("Tenants’ panel", 15, voice.heard_on, "panel", "Ring us.", "no", "It costs.")
    voices.change_voice(use=use, voice=voice, facts=said, seen=voice.version, actor_id=own)
    for row in (mark, card, voice):
        remove_row(use=use, row=row, seen=row.version, actor_id=own)
        put_back_row(use=use, row=row, actor_id=own)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (
            "lenses",
            [
                "</strong> added the mark <a",
                "changed the mark",
                "took the mark off the canvas:",
                "put the mark back on the canvas:",
                "People here, Housing",
                "Debt grows",
            ],
        ),
        (
            "trade_offs",
            [
                "added the trade-off",
                "changed the trade-off",
                "Director of Housing",
                "1 March 2027",
                "took the trade-off off the list:",
                "put the trade-off back on the list:",
                "Do nothing: leave things as they are (trade-off: Faster, or understood alike)",
                "changed the option",
                "took the option off the card:",
                "put the option back on the card:",
                "Strongly",
                "gave the reason",
                "changed the reason",
                "took back the reason",
            ],
        ),
        (
            "voices",
            [
                "added the voice",
                "changed the voice",
                "took the voice off the list:",
                "put the voice back on the list:",
                '<del><span class="govuk-visually-hidden">Gone: </span>14',
                '<ins><span class="govuk-visually-hidden">New: </span>15',
            ],
        ),
    ],
)
def test_every_change_of_a_list_is_told_under_its_filter(
    app: Flask,
    council: Council,
    use_id: int,
    own: int,
    page: Callable[..., str],
    section: str,
    words: list[str],
) -> None:
    with app.app_context():
        _change_the_lists(council, use_id, own)
    shown = page(f"?section={section}")
    assert [each for each in words if each not in shown] == []
    others = "".join(page(f"?section={name}") for name in ("harms", "about", "whole", "duties"))
    assert [each for each in words if each in others and not each.startswith("Debt")] == []


def test_what_was_added_is_folded_away_and_a_difference_stands_open(
    app: Flask, council: Council, use_id: int, own: int, page: Callable[..., str]
) -> None:
    with app.app_context():
        _change_the_lists(council, use_id, own)
    voices_shown = page("?section=voices")
    folded = voices_shown.count("c-changes__all")
    assert (folded, voices_shown.count("c-changes__item")) == (1, 4)


def test_what_is_saved_again_unchanged_is_no_change(
    app: Flask, council: Council, use_id: int, own: int
) -> None:
    with app.app_context():
        use = fresh(council, use_id)
        voice = a_voice(use, own)
        same = voices.VoiceInput(
            voice.who, 14, voice.heard_on, voice.how, voice.said, voice.changed, voice.response
        )
        voices.change_voice(use=use, voice=voice, facts=same, seen=voice.version, actor_id=own)
        put_back_row(use=use, row=voice, actor_id=own)
        assert [row.action for row in kept("voice")] == ["added"]
        remove_row(use=use, row=voice, seen=voice.version, actor_id=own)
        put_back_row(use=use, row=voice, actor_id=own)
        put_back_row(use=use, row=voice, actor_id=own)
        history = kept("voice")
    assert [row.action for row in history] == ["added", "removed", "put_back"]
    assert [row.number for row in history] == [1, 2, 3]
    assert {row.saved_by_id for row in history} == {own}


def test_duties_and_the_facts_that_decide_are_told(
    app: Flask, council: Council, use_id: int, own: int, page: Callable[..., str]
) -> None:
    kinds = (AskKind.SHORT, AskKind.LONG)
    duty = next(each for each in rule_book().duties if each.asks and each.asks[0].kind in kinds)
    money = next(each for each in rule_book().facts if each.kind is FactKind.MONEY)
    with app.app_context():
        use = fresh(council, use_id)
        for seen, words in enumerate(["The team leader looks.", "The team leader decides."]):
            answers = {duty.asks[0].id: {"value": words}, "asked-once": {"value": "Old words"}}
            save_sheet(use=use, page=duty.id, answers=answers, seen=seen, actor_id=own)
        facts = {money.id: {"value": "49999.50"}, "no-such-fact": {"unknown": True}}
        save_sheet(use=use, page="facts", answers=facts, seen=0, actor_id=own)
        save_sheet(
            use=use, page="gone", answers={}, not_applicable="Nobody <b>decides</b>.", seen=0, actor_id=own
        )
    shown = page("?section=duties")
    assert "answered the duty" in shown
    assert "changed what is said to the duty" in shown
    assert "Gone: </span>looks." in shown
    assert duty.asks[0].text in html.unescape(shown)
    assert f"/uses/{use_id}/duties/{duty.id}" in shown
    assert "Old words" in shown
    assert "£49,999.50" in shown
    assert "What decides which duties apply</a>" in shown
    assert "Don’t know yet" in shown
    assert "Nobody &lt;b&gt;decides&lt;/b&gt;." in shown
    assert "answered the duty" not in page("?section=harms")


def test_the_history_is_only_added_to(app: Flask, council: Council, use_id: int, own: int) -> None:
    with app.app_context():
        a_voice(fresh(council, use_id), own)
        for change in ("UPDATE listed_change SET number = 9", "DELETE FROM listed_change"):
            with pytest.raises(DatabaseError, match="only ever added to"):
                db.session.execute(text(change))
            db.session.rollback()


def test_facts_of_another_shape_are_read_as_they_are(
    app: Flask, council: Council, use_id: int, own: int, page: Callable[..., str]
) -> None:
    odd = {"principles": 4, "scores": [1], "effect": [2], "lens": "no-such", "who": {"a": 1}, "title": None}
    with app.app_context():
        assessment = the_assessment(fresh(council, use_id))
        assert assessment is not None
        for kind in ("lens_mark", "trade_off_card", "trade_off_option", "no_tension", "voice"):
            entry = {"kind": kind, "row_id": 1, "number": 1, "action": "changed", "facts": odd}
            db.session.add(ListedChange(assessment_id=assessment.id, **entry))
        db.session.commit()
    assert page().count("Somebody</strong> changed") == 5


def test_the_number_of_statements_stays_the_same(
    app: Flask,
    council: Council,
    use_id: int,
    own: int,
    page: Callable[..., str],
    sql_counter: StatementCounter,
) -> None:
    with sql_counter as counted:
        page()
    few = counted.total
    with app.app_context():
        _change_the_lists(council, use_id, own)
        a_card(fresh(council, use_id), own)
    with sql_counter as counted:
        page()
    assert counted.total == few


@pytest.mark.slow
def test_rows_from_before_the_history_begin_it_with_what_they_say(
    context: Flask, council: Council, use_id: int, own: int
) -> None:
    folder = str(ROOT / "migrations")
    _change_the_lists(council, use_id, own)
    card = db.session.scalars(select(TradeOffCard)).one()
    wanted = {
        (kind, row.row_id): row
        for kind in ("lens_mark", "trade_off_card", "trade_off_option", "voice", "no_tension")
        for row in kept(kind)
    }
    db.session.expunge_all()
    db.session.remove()
    flask_migrate.downgrade(directory=folder, revision="0009")
    flask_migrate.upgrade(directory=folder)
    found = {(row.kind, row.row_id): row for row in db.session.scalars(select(ListedChange))}
    assert found.keys() == wanted.keys()
    for key, row in found.items():
        last = wanted[key]
        assert (row.number, row.action, row.facts) == (1, last.action, last.facts), key
        assert (row.saved_by_id, row.assessment_id) == (own, card.assessment_id)
    assert db.session.scalars(select(LensMark)).one().harm_id
    assert db.session.scalars(select(Voice)).one().facts() == found["voice", 1].facts
