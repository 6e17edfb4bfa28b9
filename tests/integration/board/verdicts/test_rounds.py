"""A resubmission as the board reads it: what was asked and left, and what changed, in words."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.answers.queries import answers_of
from app.assessments.harms import actions as harm_actions
from app.assessments.models import Harm
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.snapshots.model import DutyAnswerFacts, DutyFacts
from app.assessments.submissions import actions as submissions
from app.assessments.submissions.queries import harm_facts, snapshot_of
from app.assessments.use_assessment import the_assessment
from app.board.desk.actions import comment, return_for_changes
from app.board.models import Review
from app.board.verdicts.desk import Desk, DeskGroup, desk_of, start_here
from app.board.verdicts.readable_verdicts import VerdictWords
from app.board.verdicts.targets import TargetKind, VerdictTarget, harm, question
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.board.verdicts.giving import EXP, give
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import ANSWERS, a_harm, a_submitted_use, a_use, answer, submit, the_review
from tests.support.wider import a_voice

PRI = question("PRI-01")
CHALLENGE = question("ABT-09")


def _first_round(council: Council) -> Review:
    """A round in which the board asked about two answers, a harm and the whole."""
    review = the_review(a_submitted_use(council))
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    give(review, member, EXP, VerdictWords("must_change", "Say who checks it."))
    give(review, member, harm(_harm_id()), VerdictWords("with_condition", "", "Check it each month."))
    give(review, member, CHALLENGE, VerdictWords("acceptable"))
    comment(review=review, text="Ask the supplier again.", author_id=member, question_id="PRI-01")
    return_for_changes(review=review, reasons="Two things are missing.", actor_id=chair)
    return review


def _harm_id() -> int:
    return db.session.scalars(select(Harm.id)).one()


@pytest.fixture
def second(app: Flask, council: Council) -> int:
    """The review of round 2: one answer changed as asked, a harm and a voice are new, the rest stayed."""
    team = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        use = _first_round(council).submission.assessment.use
        answer(use, {"EXP-01": f"{ANSWERS['EXP-01']} The duty officer checks it."}, team)
        harm_actions.add_harm(use=use, facts=a_harm("A wrong word wakes somebody"), actor_id=team)
        a_voice(use, team)
        submit(use, team)
        return the_review(use).id


def _desk(council: Council, review_id: int) -> Desk:
    review = db.session.get_one(Review, review_id)
    return desk_of(review, council.people[Role.BOARD_CHAIR])


def test_what_was_asked_and_left_comes_first_and_the_gravest_leads(
    app: Flask, council: Council, second: int
) -> None:
    with app.app_context():
        since = _desk(council, second).since
        assert since is not None
        assert [(each.place.target.kind if each.place else None) for each in since.unchanged] == [
            TargetKind.HARM,
            TargetKind.QUESTION,
        ]
        assert [each.asked[0].text for each in since.unchanged] == [
            "Check it each month.",
            "Ask the supplier again.",
        ]


def test_only_what_changed_is_listed_with_what_was_asked(app: Flask, council: Council, second: int) -> None:
    with app.app_context():
        since = _desk(council, second).since
        assert since is not None
        changed = {each.title: each for _title, items in since.groups for each in items}
        assert list(changed) == ["What does it do?", "A wrong word wakes somebody", "Tenants’ panel"]
        answer_ = changed["What does it do?"]
        new = [piece.text for part in answer_.parts for piece in part.pieces if piece.kind == "new"]
        assert "The duty officer checks it." in "".join(new)
        assert [asked.text for asked in since.asked_at(answer_.target)] == ["Say who checks it."]
        assert changed["A wrong word wakes somebody"].is_new
        assert [v.code for v in since.verdicts_at(CHALLENGE)] == ["acceptable"]


def test_the_page_shows_changes_first_and_everything_one_click_away(
    client: CheckedClient, council: Council, second: int
) -> None:
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    page = chair.get(f"/board/reviews/{second}").get_data(as_text=True)
    order = ("Two things are missing.", "Asked but not changed (2)", "What does it do?", "Tenants’ panel")
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Start here" not in page
    assert "Start here" in chair.get(f"/board/reviews/{second}?show=everything").get_data(as_text=True)
    section = chair.get(f"/board/reviews/{second}/sections/about").get_data(as_text=True)
    for words in ("Asked in round 1", "Say who checks it.", "<ins>", "Verdicts of round 1"):
        assert words in section
    harms = chair.get(f"/board/reviews/{second}/parts/harms").get_data(as_text=True)
    assert "Check it each month." in harms
    assert "Asked in round 1" in harms


def test_nothing_changed_says_so(client: CheckedClient, app: Flask, council: Council) -> None:
    with app.app_context():
        use = _first_round(council).submission.assessment.use
        submit(use, council.people[Role.TEAM_MEMBER])
        review_id = the_review(use).id
    page = client.sign_in(council, Role.BOARD_CHAIR).get(f"/board/reviews/{review_id}").get_data(as_text=True)
    assert "Nothing changed in the answers, harms, lenses" in page
    assert "Asked but not changed (3)" in page


def test_a_harm_taken_off_is_removed_and_its_question_answered(
    client: CheckedClient, app: Flask, council: Council
) -> None:
    team = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        use = _first_round(council).submission.assessment.use
        gone = db.session.scalars(select(Harm)).one()
        harm_actions.remove_harm(use=use, harm=gone, seen=gone.version, actor_id=team)
        harm_actions.add_harm(use=use, facts=a_harm("Another"), actor_id=team)
        submit(use, team)
        review_id = the_review(use).id
    page = client.sign_in(council, Role.BOARD_CHAIR).get(f"/board/reviews/{review_id}").get_data(as_text=True)
    assert "Removed" in page
    assert "Check it each month." in page


def test_what_needs_a_look_comes_in_the_order_of_its_weight(app: Flask, council: Council) -> None:
    team = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        use = a_use(council)
        answer(use, ANSWERS | {"AUT-01": "decides-alone", "PRI-01": None}, team)
        bare = a_harm("Nobody looks", safeguards=(), severity_after=3, likelihood_after=3)
        harm_actions.add_harm(use=use, facts=bare, actor_id=team)
        harm_actions.add_harm(use=use, facts=a_harm(), actor_id=team)
        submit(use, team)
        found = start_here(_desk(council, the_review(use).id).reading)
    assert list(found) == [DeskGroup.UNGUARDED, DeskGroup.UNKNOWN, DeskGroup.FLAGS]
    assert [item.place.title for item in found[DeskGroup.UNGUARDED]] == ["Nobody looks"]
    assert found[DeskGroup.FLAGS][0].hint == "It decides alone about people."


def test_a_duty_that_changed_is_told_in_words(app: Flask, council: Council) -> None:
    with app.app_context():
        use = a_submitted_use(council)
        review = the_review(use)
        team, chair = council.people[Role.TEAM_MEMBER], council.people[Role.BOARD_CHAIR]
        return_for_changes(review=review, reasons="More.", actor_id=chair)
        _submit_with_a_duty(db.session.get_one(UseCase, use.id), team)
        desk = _desk(council, the_review(use).id)
        assert desk.since is not None
        (change,) = [each for _title, items in desk.since.groups for each in items]
    assert change.target == VerdictTarget(TargetKind.DUTY, "dpia")
    assert {part.label for part in change.parts} >= {"How far is it?", "When was it signed?"}


def _submit_with_a_duty(use: UseCase, actor_id: int) -> None:
    duty = DutyFacts(
        id="dpia",
        title="Data protection impact assessment",
        law="UK GDPR, article 35",
        standing="duty",
        applicability="applies",
        status="in_progress",
        not_binding="",
        answers=(DutyAnswerFacts("When was it signed?", "", unknown=True),),
        routes=(),
        answered_by=actor_id,
        answered_at="",
    )
    snapshot = snapshot_of(
        use,
        questionnaire_of(the_assessment(use)),
        answers_of(the_assessment(use)),
        harm_facts(the_assessment(use).id),
        (duty,),
    )
    submissions.submit(
        use=use, snapshot=snapshot, note="", seen=the_assessment(use).version, actor_id=actor_id
    )
