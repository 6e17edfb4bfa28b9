"""Lenses, trade-offs and voices go with a submission: frozen, compared, read by the board, published."""

from __future__ import annotations

import pytest
from flask import Flask

from app.assessments.lenses.models import LensMark
from app.assessments.models import Submission
from app.assessments.publishing import Publisher, build_record
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.revisions.revisioned_rows import remove_row
from app.assessments.snapshots.model import Snapshot
from app.assessments.submissions.listed_parts import SubmissionPart, changed_parts
from app.assessments.voices import actions as voices
from app.assessments.voices.models import Voice
from app.board.desk.actions import return_for_changes
from app.database import db
from app.register.record import Record, Table
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support import uses
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.wider import a_mark, a_settled_card, a_voice


@pytest.fixture
def person(council: Council) -> int:
    return council.people[Role.TEAM_MEMBER]


def _ready(council: Council, person: int) -> UseCase:
    use = uses.a_use(council)
    uses.answer(use, dict(uses.ANSWERS), person)
    uses.harms.add_harm(use=use, facts=uses.a_harm(), actor_id=person)
    return use


def _full(council: Council, person: int) -> UseCase:
    use = _ready(council, person)
    a_mark(use, person, accepted_reason="It is rare.")
    a_settled_card(use, person)
    a_voice(use, person)
    return use


def test_a_snapshot_goes_to_json_and_back(context: Flask, council: Council, person: int) -> None:
    submission = uses.submit(_full(council, person), person)
    snapshot = Snapshot.from_data(submission.snapshot)
    assert snapshot.to_data() == submission.snapshot
    assert snapshot.content_hash() == submission.content_hash
    assert [mark.text for mark in snapshot.lenses] == ["Rent comes late"]
    assert [card.chosen.title for card in snapshot.trade_offs if card.chosen] == ["Try it"]
    assert [voice.said for voice in snapshot.voices] == ["Ring us first."]


def test_an_old_snapshot_is_still_read_and_keeps_its_hash(
    context: Flask, council: Council, person: int
) -> None:
    use = _ready(council, person)
    data = uses.submit(use, person).snapshot
    assert not {"lenses", "trade_offs", "voices", "no_tension"} & set(data)
    for harm in data["harms"]:
        for safeguard in harm["safeguards"]:
            safeguard.pop("likelihood_steps")
    old = Snapshot.from_data(data)
    assert old.to_data() == data
    assert (old.lenses, old.trade_offs, old.voices, old.no_tension) == ((), (), (), "")
    assert old.harms[0].story.unexplained == 6


def test_a_resubmission_tells_what_is_new_gone_and_different(
    context: Flask, council: Council, person: int
) -> None:
    use = _full(council, person)
    before = Snapshot.from_data(uses.submit(use, person).snapshot)
    return_for_changes(
        review=uses.the_review(use), reasons="Say more.", actor_id=council.people[Role.BOARD_CHAIR]
    )
    mark = db.session.scalars(db.select(LensMark)).one()
    remove_row(use=use, row=mark, seen=mark.version, actor_id=person)
    voice = db.session.scalars(db.select(Voice)).one()
    facts = voices.VoiceInput("Tenants’ panel", 20, voice.heard_on, "panel", "Ring us.", "no", "Too dear.")
    voices.change_voice(use=use, voice=voice, facts=facts, seen=1, actor_id=person)
    a_settled_card(use, person, "A second dilemma")
    now = Snapshot.from_data(uses.submit(use, person).snapshot)
    told = {
        (change.part, change.text, change.is_new, change.is_gone) for change in changed_parts(now, before)
    }
    assert told == {
        (SubmissionPart.LENSES, "Rent comes late", False, True),
        (SubmissionPart.TRADE_OFFS, "A second dilemma", True, False),
        (SubmissionPart.VOICES, "Tenants’ panel", False, False),
    }
    assert changed_parts(now, None) == ()


def _record(submission: Submission) -> Record:
    return build_record(
        questionnaire=questionnaire_of(submission.assessment),
        snapshot=Snapshot.from_data(submission.snapshot),
        publisher=Publisher("Northmere", "northmere"),
        findings=None,
    )


def _rows(record: Record, field: str) -> tuple[tuple[str, ...], ...]:
    value = record.field(field).value
    return value.rows if isinstance(value, Table) else ()


def test_the_public_reads_what_is_public_and_nothing_else(
    context: Flask, council: Council, person: int
) -> None:
    use = _full(council, person)
    a_mark(use, person, text="Hidden mark", accepted_reason="Rare.", is_public=False)
    a_mark(use, person, text="Not known", effect="unknown")
    a_voice(use, person, who="Hidden group", is_public=False)
    record = _record(uses.submit(use, person))
    (voice,) = _rows(record, "voices_heard")
    assert voice == (
        "Tenants’ panel (14 people)",
        "A standing group or panel, 3 March 2026",
        "Ring us first.",
        "We ring first now.",
    )
    (card,) = _rows(record, "trade_off_cards")
    assert card[2] == "Try it. Signed by: Director of Housing. To be looked at again on 1 March 2027."
    (effect,) = _rows(record, "wider_effects")
    assert effect[:3] == ("People here: Housing", "Harmed, directly", "Rent comes late")
    assert "Hidden" not in record.to_json()


def test_the_board_and_the_team_read_all_three_parts(
    app: Flask, client: CheckedClient, council: Council, person: int
) -> None:
    with app.app_context():
        use = _full(council, person)
        uses.submit(use, person)
        review = uses.the_review(use).id
    client.sign_in(council, Role.BOARD_MEMBER)
    page = client.get(f"/board/reviews/{review}").text
    for words in ("Faster, or understood alike", "Rent comes late", "Ring us first.", "What was weighed up"):
        assert words in page
    order = [page.rindex(words) for words in ("Harms and safeguards", "What was weighed up")]
    assert order == sorted(order)
    client.sign_in(council, Role.TEAM_MEMBER)
    page = client.get(f"/uses/{use.id}/submissions/1").text
    for words in ("Faster, or understood alike", "Rent comes late", "Ring us first."):
        assert words in page
    page = client.get(f"/uses/{use.id}").text
    assert "1 of 4 looked at" in page
    assert "1 of 1 settled" in page
