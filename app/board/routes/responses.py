"""The accountable owner's pages, rulings on conditions, and the team's page of what the board said."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.models import UseCase
from app.assessments.queries.questionnaires import questionnaire_of
from app.assessments.rules import READ
from app.board import queries, rules
from app.board.actions import responses as actions
from app.board.blueprint import bp
from app.board.forms import ResponseForm, RulingForm
from app.board.lifecycle import SPOKEN, State
from app.board.models import Condition, Review
from app.board.words import CONDITION_COLOURS, CONDITION_STATUSES, OUTCOME_COLOURS, OUTCOMES, RESPONSES
from app.database import utcnow
from app.lifecycle import OutOfTurn
from app.register.record import ConditionStatus, ResponseOutcome
from app.web.access import access
from app.web.roles import actor
from app.web.versions import Stale


def _words() -> dict[str, object]:
    return {
        "outcomes": OUTCOMES,
        "outcome_colours": OUTCOME_COLOURS,
        "responses_in_words": RESPONSES,
        "statuses": CONDITION_STATUSES,
        "status_colours": CONDITION_COLOURS,
        "today": utcnow().date(),
    }


@bp.get("/responses")
@access(get=rules.OWNER)
def responses() -> str:
    who = actor()
    reviews = queries.waiting_for(who.organisation_id, who.person_id)
    return render_template(
        "board/responses.html",
        waiting=[r for r in reviews if r.state == State.ADVISED],
        answered=[r for r in reviews if r.state == State.RESPONDED],
        **_words(),
    )


@bp.get("/responses/<int:review_id>")
@bp.post("/responses/<int:review_id>")
@access(get=rules.OWNER_READ, post=rules.RESPOND)
def respond(review: Review) -> str | Response | tuple[str, int]:
    form = ResponseForm()
    if not form.validate_on_submit():
        page = render_template(
            "board/respond.html",
            review=review,
            use=review.submission.assessment.use,
            form=form,
            waits=review.state == State.ADVISED,
            **_words(),
        )
        return page, 400 if form.is_submitted() else 200
    try:
        actions.respond(
            review=review,
            outcome=ResponseOutcome(form.outcome.data),
            reasons=form.reasons.data,
            post=form.post.data,
            actor_id=actor().person_id,
        )
        flash(_("Your response is recorded. The register’s editors now prepare the public entry."))
    except OutOfTurn:
        flash(_("This advice was answered already. Nothing was changed."))
    return redirect(url_for("board.respond", review_id=review.id))


@bp.get("/board/reviews/<int:review_id>/conditions/<int:condition_id>")
@bp.post("/board/reviews/<int:review_id>/conditions/<int:condition_id>")
@access(get=rules.RULE, post=rules.RULE)
def rule_on_condition(review: Review, condition: Condition) -> str | Response | tuple[str, int]:
    if review.advice is None or condition.advice_id != review.advice.id:
        abort(404)
    form = RulingForm(
        data={"status": condition.status, "note": condition.status_note, "version": condition.version}
    )
    if form.validate_on_submit():
        try:
            actions.rule_on_condition(
                review=review,
                condition=condition,
                status=ConditionStatus(form.status.data),
                note=form.note.data,
                seen=form.seen_version(),
                actor_id=actor().person_id,
            )
        except Stale:
            form.version.data = str(condition.version)
            page = render_template(
                "board/ruling.html", review=review, condition=condition, form=form, stale=True, **_words()
            )
            return page, 409
        flash(_("The ruling is saved and shown on the register."))
        return redirect(url_for("board.review", review_id=review.id, _anchor="advice"))
    page = render_template(
        "board/ruling.html", review=review, condition=condition, form=form, stale=False, **_words()
    )
    return page, 400 if form.is_submitted() else 200


@bp.get("/uses/<int:use_id>/board")
@access(get=READ)
def said(use: UseCase) -> str:
    """What the board said of a use, round by round; comments show once it has returned or advised."""
    reviews = [r for r in queries.reviews_of_use(use) if r.state in SPOKEN]
    questionnaire = questionnaire_of(use.assessment) if use.assessment else None
    return render_template(
        "board/said.html", use=use, reviews=reviews, questionnaire=questionnaire, **_words()
    )
