"""Pages where board members declare interests, and where the chair lets somebody take part."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.words import SERVICE_AREAS
from app.board import rules
from app.board.blueprint import bp
from app.board.declarations.forms import InterestForm, LetTakePartForm, LiftInterestForm, NoneForm
from app.board.interests import actions, queries, words
from app.board.interests.models import Interest
from app.board.interests.standing import InterestKind, ReviewStanding
from app.board.models import Review
from app.lifecycle import OutOfTurn, note_refusal
from app.web.access import Rule, access, allowed
from app.web.nonces import AlreadyDone
from app.web.refusals import Reasons, Refusal, refusals
from app.web.roles import BOARD, actor


def _page(review: Review, **more: object) -> dict[str, object]:
    return {
        "review": review,
        "use": review.submission.assessment.use,
        "areas": SERVICE_AREAS,
        "words": words,
        **more,
    }


@bp.get("/board/reviews/<int:review_id>/interest")
@bp.post("/board/reviews/<int:review_id>/interest")
@access(get=rules.DECLARE, post=rules.DECLARE)
def interest(review: Review) -> str | Response | tuple[str, int]:
    """Where a member declares; it shows nothing of the papers."""
    form = InterestForm()
    if form.validate_on_submit():
        return _declared(review, form)
    me = actor().person_id
    mine = [each for each in queries.history(review) if each.person_id == me]
    page = render_template(
        "board/interests/interest.html",
        **_page(
            review,
            form=form,
            mine=mine,
            counts=queries.that_count(mine).get(me),
            standing=queries.standing(review, me),
        ),
    )
    return page, 400 if form.is_submitted() else 200


def _declared(review: Review, form: InterestForm) -> Response:
    me, kind = actor().person_id, InterestKind(form.kind.data)
    here = url_for("board.interest", review_id=review.id)
    with refusals("declare", review, here, _why_not_declared()):
        actions.declare(
            review=review,
            person_id=me,
            kind=kind,
            text=form.text.data,
            actor_id=me,
            nonce=form.nonce.data or "",
        )
    if kind is not InterestKind.NONE:
        flash(_("Your interest is recorded. You take no part in this review."))
        return redirect(here)
    flash(_("It is recorded that you have no interest. The papers are open to you."))
    return redirect(url_for("board.review", review_id=review.id))


def _why_not_declared() -> Reasons:
    stands = _(
        "You declared an interest in this use, so you still take no part. Only the chair can lift it,"
        " or a member where no chair takes part. Nothing was changed."
    )
    twice = Refusal("twice", _("You declared this already. Nothing was changed."))
    return {
        actions.InterestStands: Refusal("interest_stands", stands),
        AlreadyDone: twice,
        actions.SaidAlready: twice,
    }


@bp.get("/board/reviews/<int:review_id>/interests")
@access(get=rules.READ)
def review_interests(review: Review) -> str:
    """What everybody on the board declared for this review."""
    standings = queries.standings(review)
    people = queries.others_of(review, *BOARD)
    history = queries.history(review)
    last = queries.that_count(history)
    recused = [each for each in last.values() if standings.get(each.person_id) is ReviewStanding.RECUSED]
    return render_template(
        "board/interests/review.html",
        **_page(
            review,
            people=people,
            standings={person.id: standings.get(person.id, ReviewStanding.UNDECLARED) for person in people},
            history=history,
            last=last,
            may_let=_those(rules.LET_TAKE_PART, review, recused),
            may_lift=_those(rules.LIFT_INTEREST, review, recused),
        ),
    )


def _those(rule: Rule, review: Review, interests: Iterable[Interest]) -> set[int]:
    """Ids of those interests on which the actor may act."""
    return {each.id for each in interests if allowed(rule, actor(), review=review, interest=each)}


@bp.get("/board/reviews/<int:review_id>/interests/<int:interest_id>/allow")
@bp.post("/board/reviews/<int:review_id>/interests/<int:interest_id>/allow")
@access(get=rules.LET_TAKE_PART, post=rules.LET_TAKE_PART)
def let_take_part(review: Review, interest: Interest) -> str | Response | tuple[str, int]:
    if interest.assessment_id != review.submission.assessment_id:
        abort(404)
    form = LetTakePartForm()
    if not form.validate_on_submit():
        page = render_template("board/interests/allow.html", **_page(review, form=form, interest=interest))
        return page, 400 if form.is_submitted() else 200
    late = _("The member has declared something else since, or was let in already. Nothing was changed.")
    with _unless_late(review, "let_take_part", late):
        actions.let_take_part(
            review=review, interest=interest, reason=form.reason.data, actor_id=actor().person_id
        )
    flash(_("%(name)s takes part in this review, and your reason is recorded.", name=interest.person.name))
    return redirect(url_for("board.review_interests", review_id=review.id))


def _unless_late(review: Review, action: str, sentence: str) -> AbstractContextManager[None]:
    to = url_for("board.review_interests", review_id=review.id)
    return refusals(action, review, to, {OutOfTurn: lambda error: Refusal(error.state, sentence)})


@bp.get("/board/reviews/<int:review_id>/interests/<int:interest_id>/lift")
@bp.post("/board/reviews/<int:review_id>/interests/<int:interest_id>/lift")
@access(get=rules.LIFT_INTEREST, post=rules.LIFT_INTEREST)
def lift_interest(review: Review, interest: Interest) -> str | Response | tuple[str, int]:
    form = LiftInterestForm()
    if not form.validate_on_submit():
        page = render_template("board/interests/lift.html", **_page(review, form=form, interest=interest))
        return page, 400 if form.is_submitted() else 200
    late = _("The member has declared something else, or it was lifted already. Nothing was changed.")
    with _unless_late(review, "lift", late):
        actions.lift(review=review, interest=interest, reason=form.reason.data, actor_id=actor().person_id)
    name = interest.person.name
    flash(_("The interest is lifted, and your reason is recorded. %(name)s now declares anew.", name=name))
    return redirect(url_for("board.review_interests", review_id=review.id))


@bp.get("/board/interests/waiting")
@bp.post("/board/interests/waiting")
@access(get=rules.QUEUE, post=rules.QUEUE)
def interests_waiting() -> str | Response | tuple[str, int]:
    """Every review that waits for the member's declaration, to say "none" for many at once."""
    form, waiting = NoneForm(), queries.still_to_declare(actor())
    if form.validate_on_submit():
        chosen = [review for review, _use in waiting if review.id in set(form.reviews.data)]
        done = actions.declare_none(reviews=chosen, actor_id=actor().person_id)
        if done < len(set(form.reviews.data)):
            note_refusal(actor(), "declare", subject_type="board", subject_id=done, why="not_waiting")
            flash(_("Some of these no longer wait for you. For those nothing was changed."))
        flash(_("Recorded: you have no interest in %(count)s of these uses.", count=done))
        return redirect(url_for("board.interests_waiting"))
    page = render_template(
        "board/interests/waiting.html", form=form, waiting=waiting, areas=SERVICE_AREAS, words=words
    )
    return page, 400 if form.is_submitted() else 200
