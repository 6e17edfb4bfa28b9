"""The pages of one review: its desk, its sections, comments, and giving it back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.documents.picture import picture_of
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.reading import ReadSubmission, read_submission
from app.assessments.talk.together import beside_questions
from app.assessments.words import (
    LEVELS,
    LIKELIHOODS,
    PRINCIPLES,
    REVERSIBLE,
    SEVERITIES,
    risk_word,
)
from app.board import queries, rules
from app.board.actions import reviews as actions
from app.board.blueprint import bp
from app.board.forms import CommentForm, ReturnForm
from app.board.models import Review
from app.board.words import (
    CONDITION_COLOURS,
    CONDITION_STATUSES,
    OUTCOME_COLOURS,
    OUTCOMES,
    RESPONSES,
    STATES,
)
from app.database import utcnow
from app.lifecycle import OutOfTurn
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.roles import actor


def _reading(review: Review) -> ReadSubmission:
    before = queries.submission_before(review)
    return read_submission(questionnaire_of_submission(review.submission), review.submission, before)


def _words() -> dict[str, object]:
    return {
        "principles": PRINCIPLES,
        "severities": SEVERITIES,
        "likelihoods": LIKELIHOODS,
        "reversible": REVERSIBLE,
        "risk_word": risk_word,
        "levels": LEVELS,
        "outcomes": OUTCOMES,
        "states": STATES,
        "responses_in_words": RESPONSES,
        "statuses": CONDITION_STATUSES,
        "status_colours": CONDITION_COLOURS,
        "outcome_colours": OUTCOME_COLOURS,
        "today": utcnow().date(),
    }


@bp.get("/board/reviews/<int:review_id>")
@access(get=rules.READ)
def review(review: Review) -> str:
    reading = _reading(review)
    questionnaire = questionnaire_of_submission(review.submission)
    return render_template(
        "board/review.html",
        review=review,
        use=review.submission.assessment.use,
        reading=reading,
        picture=picture_of(questionnaire, reading.snapshot.answers, flags=reading.flags),
        may_comment=allowed(rules.COMMENT, actor(), review=review),
        may_decide=allowed(rules.DECIDE, actor(), review=review),
        may_rule=allowed(rules.RULE, actor(), review=review),
        **_words(),
    )


@bp.get("/board/reviews/<int:review_id>/sections/<section_id>")
@access(get=rules.READ)
def section(review: Review, section_id: str) -> str:
    reading = _reading(review)
    found = next((s for s in reading.sections if s.section.id == section_id), None)
    if found is None:
        abort(404)
    ids = [s.section.id for s in reading.sections]
    place = ids.index(section_id)
    return render_template(
        "board/section.html",
        review=review,
        use=review.submission.assessment.use,
        together=beside_questions(
            review.submission.assessment.use,
            actor(),
            reading.snapshot.answers,
            [answer.question.id for answer in found.answers],
        ),
        reading=reading,
        part=found,
        following=reading.sections[place + 1].section if place + 1 < len(ids) else None,
        may_comment=allowed(rules.COMMENT, actor(), review=review),
        **_words(),
    )


@bp.get("/board/reviews/<int:review_id>/comment")
@bp.post("/board/reviews/<int:review_id>/comment")
@access(get=rules.COMMENT, post=rules.COMMENT)
def comment(review: Review) -> str | Response | tuple[str, int]:
    question_id = request.args.get("question", "")
    questionnaire = questionnaire_of_submission(review.submission)
    if question_id and not questionnaire.has(question_id):
        abort(404)
    back = url_for("board.review", review_id=review.id, _anchor="comments")
    if question_id:
        section_id = questionnaire.section_of(question_id).id
        back = url_for(
            "board.section", review_id=review.id, section_id=section_id, _anchor=f"q-{question_id}"
        )
    form = CommentForm()
    if form.validate_on_submit():
        try:
            actions.comment(
                review=review,
                text=form.text.data,
                author_id=actor().person_id,
                question_id=question_id,
                nonce=form.nonce.data or "",
            )
            flash(_("Your comment is saved."))
        except AlreadyDone:
            flash(_("Your comment was saved already."))
        return redirect(back)
    answer = _answer_of(review, question_id)
    page = render_template("board/comment.html", review=review, form=form, answer=answer, back_to=back)
    return page, 400 if form.is_submitted() else 200


def _answer_of(review: Review, question_id: str) -> object:
    if not question_id:
        return None
    answers = (answer for part in _reading(review).sections for answer in part.answers)
    return next((answer for answer in answers if answer.question.id == question_id), None)


@bp.get("/board/reviews/<int:review_id>/return")
@bp.post("/board/reviews/<int:review_id>/return")
@access(get=rules.DECIDE, post=rules.DECIDE)
def return_for_changes(review: Review) -> str | Response | tuple[str, int]:
    form = ReturnForm()
    if not form.validate_on_submit():
        page = render_template("board/return.html", review=review, form=form)
        return page, 400 if form.is_submitted() else 200
    try:
        actions.return_for_changes(review=review, reasons=form.reasons.data, actor_id=actor().person_id)
        flash(_("The submission is back with the team."))
    except OutOfTurn:
        flash(_("Somebody has dealt with this submission already. Nothing was changed."))
    return redirect(url_for("board.review", review_id=review.id))
