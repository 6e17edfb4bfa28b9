"""Verdicts and notes: kept as history, never lost between two tabs, and only while the review is open."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.audit import AuditEvent
from app.board.desk.actions import return_for_changes
from app.board.models import Review
from app.board.verdicts import actions, queries
from app.board.verdicts.actions import RowInput
from app.board.verdicts.models import ReviewerNote, Verdict
from app.board.verdicts.queries import standing
from app.board.verdicts.readable_verdicts import VerdictWords
from app.board.verdicts.targets import TargetKind, VerdictTarget
from app.database import db
from app.lifecycle import OutOfTurn
from app.web.roles import Role
from app.web.versions import Stale
from tests.integration.board.verdicts.giving import AUT, EXP, give
from tests.support.board import declare_interest
from tests.support.people import Council
from tests.support.uses import a_submitted_use, the_review

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def review(council: Council) -> Review:
    return the_review(a_submitted_use(council))


@pytest.fixture
def member(council: Council) -> int:
    return council.people[Role.BOARD_MEMBER]


@pytest.fixture
def chair(council: Council) -> int:
    return council.people[Role.BOARD_CHAIR]


def test_what_a_reviewer_says_now_is_their_newest_word(review: Review, member: int) -> None:
    give(review, member, EXP, VerdictWords("must_change", "Say who checks it."))
    give(review, member, EXP, VerdictWords("acceptable"))
    assert standing(review, member).my_code(EXP) == "acceptable"
    rows = db.session.scalars(select(Verdict).order_by(Verdict.id)).all()
    assert [(row.number, row.code) for row in rows] == [(1, "must_change"), (2, "acceptable")]
    assert db.session.scalar(select(func.count()).where(AuditEvent.action == "review.verdicts_saved")) == 2


@pytest.mark.parametrize("change", ["UPDATE verdict SET code = 'acceptable'", "DELETE FROM verdict"])
def test_verdicts_are_only_added_to(review: Review, member: int, change: str) -> None:
    give(review, member, EXP, VerdictWords("must_change", "Say who checks it."))
    with pytest.raises(DatabaseError, match="only ever added to"):
        db.session.execute(text(change))
    db.session.rollback()


def test_the_same_again_changes_nothing(review: Review, member: int) -> None:
    words = VerdictWords("must_change", "Say who checks it.", own="Ask them.", shared=True)
    assert give(review, member, EXP, words)
    assert not give(review, member, EXP, words)
    late = [RowInput(EXP, words, "0.0")]
    assert not actions.save(review=review, rows=late, actor_id=member)
    assert db.session.scalar(select(func.count(Verdict.id))) == 1


def test_a_tab_that_is_behind_saves_nothing_at_all(review: Review, member: int) -> None:
    give(review, member, EXP, VerdictWords("acceptable"))
    rows = [
        RowInput(EXP, VerdictWords("must_change", "No."), "0.0"),
        RowInput(AUT, VerdictWords("acceptable"), "0.0"),
    ]
    with pytest.raises(Stale) as stale:
        actions.save(review=review, rows=rows, actor_id=member)
    assert stale.value.current == (EXP,)
    now = standing(review, member)
    assert (now.my_code(EXP), now.my_code(AUT)) == ("acceptable", "")


def test_reviewers_agree_or_differ(review: Review, member: int, chair: int) -> None:
    give(review, member, EXP, VerdictWords("acceptable"))
    assert standing(review, chair).agreed(EXP)
    give(review, chair, EXP, VerdictWords("must_change", "No."))
    now = standing(review, chair)
    assert not now.agreed(EXP)
    assert [row.author_id for row in now.others(EXP)] == [member]


def test_a_note_is_its_writers_own_until_they_share_it(review: Review, member: int, chair: int) -> None:
    give(review, member, EXP, VerdictWords(own="I doubt this."))
    assert standing(review, chair).shared_notes(EXP) == ()
    give(review, member, EXP, VerdictWords(own="I doubt this.", shared=True))
    assert [note.text for note in standing(review, chair).shared_notes(EXP)] == ["I doubt this."]
    give(review, member, EXP, VerdictWords())
    assert standing(review, chair).shared_notes(EXP) == ()
    assert db.session.scalars(select(ReviewerNote.shared)).all() == [False]


def test_all_remaining_questions_at_one_stroke_and_back(review: Review, member: int) -> None:
    give(review, member, EXP, VerdictWords("must_change", "No."))
    questions = [VerdictTarget(TargetKind.QUESTION, name) for name in ("EXP-01", "ABT-09", "ABT-10")]
    whole = VerdictTarget(TargetKind.SECTION, "about")
    saved = actions.save(review=review, rows=[], actor_id=member, remaining=[whole, *questions])
    assert saved.at_once == 2
    now = standing(review, member)
    assert [now.my_code(each) for each in questions] == ["must_change", "acceptable", "acceptable"]
    assert now.my_code(whole) == ""
    batch, count = now.last_batch(questions)
    assert count == 2
    give(review, member, questions[1], VerdictWords("with_condition", "", "Name the line."))
    assert actions.undo(review=review, batch=batch, actor_id=member) == 1
    assert actions.undo(review=review, batch=batch, actor_id=member) == 0
    now = standing(review, member)
    assert [now.my_code(each) for each in questions] == ["must_change", "with_condition", ""]


def test_nobody_undoes_what_somebody_else_gave(review: Review, member: int, chair: int) -> None:
    actions.save(review=review, rows=[], actor_id=member, remaining=[EXP])
    batch, _count = standing(review, member).last_batch([EXP])
    assert actions.undo(review=review, batch=batch, actor_id=chair) == 0
    assert actions.undo(review=review, batch="", actor_id=member) == 0
    assert standing(review, member).my_code(EXP) == "acceptable"


def test_nothing_is_said_after_the_board_has_finished(review: Review, member: int, chair: int) -> None:
    return_for_changes(review=review, reasons="More.", actor_id=chair)
    with pytest.raises(OutOfTurn):
        give(review, member, EXP, VerdictWords("acceptable"))
    with pytest.raises(OutOfTurn):
        actions.undo(review=review, batch="x", actor_id=member)
    assert db.session.scalar(select(func.count(Verdict.id))) == 0


def test_the_chair_finds_what_must_change_and_the_conditions(review: Review, member: int, chair: int) -> None:
    harm = VerdictTarget(TargetKind.HARM, str(review.submission.snapshot["harms"][0]["id"]))
    give(review, member, harm, VerdictWords("with_condition", "", "Check the order each month."))
    give(review, chair, harm, VerdictWords("with_condition", "", "Check the order each month."))
    give(review, member, EXP, VerdictWords("must_change", "Say who checks it."))
    (condition,) = queries.suggested_conditions(review)
    assert condition.text == "Check the order each month."
    assert len(condition.by) == 2
    (change,) = queries.must_change(review)
    assert (change.place.target, change.text) == (EXP, "Say who checks it.")


def test_what_somebody_said_before_their_interest_came_out_counts_no_more(
    review: Review, member: int, chair: int
) -> None:
    give(review, member, EXP, VerdictWords("must_change", "Say who checks it."))
    use = review.submission.assessment.use
    declare_interest(use, member)
    assert queries.must_change(review) == ()
    assert standing(review, chair).of(EXP) == ()
