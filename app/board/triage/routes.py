"""Pages of triage: of one review, and who on the board knows and reads how much."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.queries import Colleague
from app.assessments.words import SERVICE_AREAS
from app.board.blueprint import bp
from app.board.configuration.queries import configuration
from app.board.interests.queries import people_of
from app.board.models import Review
from app.board.triage import actions, queries, rules, words
from app.board.triage.forms import ExpertiseForm, FinishForm, ReviewTriageForm
from app.board.triage.models import ReviewAssignment, ReviewTriage
from app.lifecycle import OutOfTurn, note_refusal
from app.web.access import access
from app.web.roles import BOARD, Role, actor
from app.web.versions import Stale

Shown = str | Response | tuple[str, int]


@bp.get("/board/reviews/<int:review_id>/triage")
@bp.post("/board/reviews/<int:review_id>/triage")
@access(get=rules.TRIAGE, post=rules.TRIAGE)
def triage(review: Review) -> Shown:
    row, given = queries.triage_of(review), queries.assignments_of(review)
    found = queries.suggestions(review)
    form = ReviewTriageForm(data=_filled(review, row, given))
    form.offer([(each.candidate.person_id, each.candidate.name) for each in found])
    status = 400 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            actions.triage(
                review=review, given=form.given(), seen=form.seen_version(), actor_id=actor().person_id
            )
            flash(_("The triage of “%(use)s” is saved.", use=review.submission.assessment.use.name))
            return redirect(url_for("board.queue"))
        except Stale as error:
            newer = error.current
            row = newer if isinstance(newer, ReviewTriage) else row
            form.version.data = str(row.version if row else 0)
            status = 409
        except (OutOfTurn, actions.CannotReview):
            return _refused("triage", review)
    page = render_template(
        "board/triage/triage.html",
        review=review,
        use=review.submission.assessment.use,
        form=form,
        row=row,
        suggestions={each.candidate.person_id: each for each in found},
        areas=SERVICE_AREAS,
        words=words,
        stale=status == 409,
    )
    return page, status


def _filled(review: Review, row: ReviewTriage | None, given: list[ReviewAssignment]) -> dict[str, object]:
    """What the form shows at first: what was decided, or the date that the board's settings suggest."""
    data: dict[str, object] = {
        "reviewers": [each.person_id for each in given],
        "lead": next((each.person_id for each in given if each.lead), None),
        "version": row.version if row else 0,
    }
    if row:
        return data | {
            "due_on": row.due_on,
            "route": row.route,
            "priority": row.priority,
            "note": row.note,
        }
    days = configuration(review.organisation_id).due_days.get(review.level, 0)
    due = review.opened_at.date() + timedelta(days=days) if days else None
    return data | {"due_on": due, "route": "", "priority": "normal"}


def _refused(action: str, review: Review) -> Response:
    note_refusal(actor(), action, subject_type="review", subject_id=review.id, why="out_of_turn")
    flash(_("The review or its reviewers changed in the meantime. Nothing was changed."))
    return redirect(url_for("board.queue"))


@bp.get("/board/reviews/<int:review_id>/finished")
@bp.post("/board/reviews/<int:review_id>/finished")
@access(get=rules.FINISH, post=rules.FINISH)
def finished(review: Review) -> Shown:
    """Where a reviewer says that they have finished."""
    given = queries.assignments_of(review)
    mine = next((each for each in given if each.person_id == actor().person_id), None)
    form = FinishForm(data={"done": "no" if mine and mine.done_at else "yes"})
    if form.validate_on_submit():
        try:
            actions.finish(review=review, actor_id=actor().person_id, done=form.done.data == "yes")
            flash(_("It is recorded. The others on the board see it in the queue."))
        except OutOfTurn as error:
            note_refusal(actor(), "finish", subject_type="review", subject_id=review.id, why=error.state)
            flash(
                _("You are no reviewer of this review, so there is nothing to finish. Nothing was changed.")
                if error.state == "not_reviewer"
                else _("You said this already. Nothing was changed.")
            )
        return redirect(url_for("board.queue"))
    page = render_template(
        "board/triage/finished.html",
        review=review,
        use=review.submission.assessment.use,
        form=form,
        reviewers=given,
        mine=mine,
    )
    return page, 400 if form.is_submitted() else 200


@bp.get("/board/members")
@access(get=rules.MEMBERS)
def members() -> str:
    """Who is on the board, what they know, and how much they have to read."""
    organisation_id = actor().organisation_id
    return render_template(
        "board/triage/members.html",
        people=people_of(organisation_id, *BOARD),
        tags=queries.tags_of(organisation_id),
        loads=queries.loads_of(organisation_id),
        may_edit_all=actor().has(Role.BOARD_SECRETARY),
        words=words,
    )


@bp.get("/board/members/<int:person_id>")
@bp.post("/board/members/<int:person_id>")
@access(get=rules.EXPERTISE, post=rules.EXPERTISE)
def expertise(colleague: Colleague) -> Shown:
    organisation_id = actor().organisation_id
    known = queries.tags_of(organisation_id).get(colleague.id, frozenset())
    form = ExpertiseForm(data={"tags": sorted(known)})
    if form.validate_on_submit():
        actions.set_expertise(
            organisation_id=organisation_id,
            person_id=colleague.id,
            tags=form.tags.data or (),
            actor_id=actor().person_id,
        )
        flash(_("Saved. It helps to choose reviewers."))
        return redirect(url_for("board.members"))
    page = render_template("board/triage/expertise.html", colleague=colleague, form=form, words=words)
    return page, 400 if form.is_submitted() else 200
