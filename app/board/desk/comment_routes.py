"""What the board says to the team about one review: comments, and giving it back for changes."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.submissions.view import ReadSubmission, read_submission
from app.board import rules
from app.board.blueprint import bp
from app.board.desk import actions
from app.board.forms import CommentForm, ReturnReviewForm
from app.board.models import Review
from app.board.verdicts.queries import board_standing, return_draft
from app.board.verdicts.targets import NamedTarget, harm, places, question
from app.lifecycle import OutOfTurn, note_refusal
from app.web.access import access
from app.web.nonces import AlreadyDone
from app.web.roles import actor


def _reading(review: Review) -> ReadSubmission:
    return read_submission(questionnaire_of_submission(review.submission), review.submission)


def _place(reading: ReadSubmission) -> NamedTarget | None:
    """The question or harm that the address names; None for the whole submission."""
    question_id, harm_id = request.args.get("question", ""), request.args.get("harm", "")
    if not question_id and not harm_id:
        return None
    number = int(harm_id) if harm_id.isascii() and harm_id.isdigit() and len(harm_id) < 10 else 0
    found = places(reading).get(question(question_id) if question_id else harm(number))
    return found or abort(404)


@bp.get("/board/reviews/<int:review_id>/comment")
@bp.post("/board/reviews/<int:review_id>/comment")
@access(get=rules.COMMENT, post=rules.COMMENT)
def comment(review: Review) -> str | Response | tuple[str, int]:
    reading = _reading(review)
    place = _place(reading)
    back = url_for("board.review", review_id=review.id, _anchor="comments")
    if place:
        back = place.address(review.id)
    form = CommentForm()
    if form.validate_on_submit():
        about = place.target.id if place else ""
        try:
            actions.comment(
                review=review,
                text=form.text.data,
                author_id=actor().person_id,
                question_id=about if place and place.section_id else "",
                harm_id=int(about) if place and not place.section_id else None,
                nonce=form.nonce.data or "",
            )
            flash(_("Your comment is saved."))
        except AlreadyDone:
            note_refusal(actor(), "review.comment", subject_type="review", subject_id=review.id, why="twice")
            flash(_("Your comment was saved already."))
        return redirect(back)
    answers = (answer for part in reading.sections for answer in part.answers)
    page = render_template(
        "board/comment.html",
        review=review,
        form=form,
        place=place,
        answer=next((a for a in answers if place and question(a.question.id) == place.target), None),
        back_to=back,
    )
    return page, 400 if form.is_submitted() else 200


@bp.get("/board/reviews/<int:review_id>/return")
@bp.post("/board/reviews/<int:review_id>/return")
@access(get=rules.DECIDE, post=rules.RETURN)
def return_for_changes(review: Review) -> str | Response | tuple[str, int]:
    draft = return_draft(_reading(review), board_standing(review))
    prefilled = bool(draft) and request.args.get("start") == "verdicts"
    form = ReturnReviewForm(data={"reasons": draft} if prefilled else {})
    if not form.validate_on_submit():
        page = render_template(
            "board/return.html", review=review, form=form, draft=draft, prefilled=prefilled
        )
        return page, 400 if form.is_submitted() else 200
    try:
        actions.return_for_changes(review=review, reasons=form.reasons.data, actor_id=actor().person_id)
        flash(_("The submission is back with the team."))
    except OutOfTurn:
        note_refusal(actor(), "review.return", subject_type="review", subject_id=review.id, why="out_of_turn")
        flash(_("Somebody has dealt with this submission already. Nothing was changed."))
    return redirect(url_for("board.review", review_id=review.id))
