"""Pages of one condition: what was handed in and ruled, evidence, the board's ruling, another date."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.evidence.forms import ACCEPT
from app.audit import AuditSubject
from app.board.advice_view import shown
from app.board.blueprint import bp
from app.board.condition_pages.forms import DateForm, EvidenceForm, RulingForm, ruling_form
from app.board.conditions import actions, queries
from app.board.conditions.lifecycle import state_of
from app.board.conditions.receiving import NotTaken, take_file
from app.board.conditions.rules import EVIDENCE, MOVE, READ, RULE
from app.board.models import Condition, Review
from app.board.responses.queries import answers_to
from app.board.words import CONDITION_COLOURS, CONDITION_STATUSES
from app.database import transaction
from app.lifecycle import OutOfTurn
from app.uses.rules import READ_USE
from app.vocabulary.advice import ConditionStatus
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.refusals import Reasons, Refusal, refusals
from app.web.roles import actor
from app.web.security import takes_bodies
from app.web.versions import Stale

Page = str | Response | tuple[str, int]


def _context(condition: Condition) -> dict[str, object]:
    use = condition.advice.review.submission.assessment.use
    who, review = actor(), condition.advice.review
    return {
        "condition": condition,
        "item": shown(
            condition, answers_to([condition.advice]).get(condition.advice_id, {}).get(condition.id)
        ),
        "use": use,
        "review": review,
        "history": queries.history(condition.id),
        "statuses": CONDITION_STATUSES,
        "colours": CONDITION_COLOURS,
        "may_read_use": allowed(READ_USE, who, use=use),
        "may_give": allowed(EVIDENCE, who, condition=condition),
        "may_rule": allowed(RULE, who, review=review, condition=condition),
        "may_move": allowed(MOVE, who, review=review, condition=condition),
    }


def _address(condition: Condition) -> str:
    return url_for("board.condition", condition_id=condition.id)


def _here(condition: Condition) -> Response:
    return redirect(_address(condition))


def _of_this_review(review: Review, condition: Condition) -> None:
    if condition.advice.review_id != review.id:
        abort(404)


def _refusals(condition: Condition, action: str, reasons: Reasons) -> AbstractContextManager[None]:
    about = AuditSubject("condition", condition.id, condition.advice.review.organisation_id)
    return refusals(f"condition.{action}", about, _address(condition), reasons)


def _unless_changed(
    condition: Condition, action: str, template: str, form: RulingForm | DateForm
) -> AbstractContextManager[None]:
    """What is said when the condition is no longer what a ruling or another date was meant for."""
    sentence = _("The condition stands otherwise by now. Nothing was changed.")
    late = Refusal("out_of_turn", sentence)
    stale = Refusal("stale", reply=lambda: _form_page(template, condition, form, stale=True))
    return _refusals(condition, action, {OutOfTurn: late, actions.SameDate: late, Stale: stale})


def _form_page(
    template: str, condition: Condition, form: RulingForm | DateForm, *, stale: bool = False
) -> tuple[str, int]:
    """The form as it is asked for, was filled in wrongly, or came after somebody else's."""
    if stale or not form.is_submitted():
        form.version.data = str(condition.version)
    page = render_template(template, form=form, stale=stale, **_context(condition))
    return page, 409 if stale else 400 if form.is_submitted() else 200


@bp.get("/conditions/<int:condition_id>")
@access(get=READ)
def condition(condition: Condition) -> str:
    return render_template("board/conditions/condition.html", **_context(condition))


@bp.get("/conditions/<int:condition_id>/evidence")
@bp.post("/conditions/<int:condition_id>/evidence")
@access(get=EVIDENCE, post=EVIDENCE)
@takes_bodies(lambda settings: settings.evidence_bytes)
def give_evidence(condition: Condition) -> Page:
    form = EvidenceForm()
    if not form.validate_on_submit() or not _hand_in(condition, form):
        page = render_template(
            "board/conditions/evidence.html",
            form=form,
            accept=ACCEPT,
            takes_files=True,
            **_context(condition),
        )
        return page, 400 if form.is_submitted() else 200
    flash(_("The evidence is with the board, which now rules on it."))
    return _here(condition)


def _hand_in(condition: Condition, form: EvidenceForm) -> bool:
    """Whether the evidence was taken; the form says what is wrong with a file that was not."""
    reasons = {
        AlreadyDone: Refusal("twice", _("This evidence was handed in already.")),
        OutOfTurn: Refusal(
            "out_of_turn", _("The board has settled this condition meanwhile. Nothing was changed.")
        ),
    }
    try:
        with _refusals(condition, "evidence", reasons):
            _keep_evidence(condition, form)
    except NotTaken as problem:
        form.file.errors = [str(problem)]
        return False
    return True


def _keep_evidence(condition: Condition, form: EvidenceForm) -> None:
    use, who = condition.advice.review.submission.assessment.use, actor()
    sent = request.files.get("file")
    with transaction():
        file_id = take_file(
            use=use, sent=sent, title=sent.filename or "" if sent else "", actor_id=who.person_id
        )
        actions.give_evidence(
            condition=condition,
            evidence=actions.EvidenceInput(form.text.data, form.link.data, file_id),
            actor_id=who.person_id,
            nonce=form.nonce.data or "",
        )


@bp.get("/board/reviews/<int:review_id>/conditions/<int:condition_id>")
@bp.post("/board/reviews/<int:review_id>/conditions/<int:condition_id>")
@access(get=RULE, post=RULE)
def rule_on_condition(review: Review, condition: Condition) -> Page:
    _of_this_review(review, condition)
    template, form = "board/conditions/ruling.html", ruling_form(state_of(condition))
    if not form.validate_on_submit():
        return _form_page(template, condition, form)
    with _unless_changed(condition, "rule", template, form):
        actions.rule_on_condition(
            review=review,
            condition=condition,
            status=ConditionStatus(form.status.data),
            note=form.note.data,
            seen=form.seen_version(),
            actor_id=actor().person_id,
        )
    flash(_("The ruling is saved and shown on the register."))
    return _here(condition)


@bp.get("/board/reviews/<int:review_id>/conditions/<int:condition_id>/date")
@bp.post("/board/reviews/<int:review_id>/conditions/<int:condition_id>/date")
@access(get=MOVE, post=MOVE)
def move_condition(review: Review, condition: Condition) -> Page:
    _of_this_review(review, condition)
    template, form = "board/conditions/date.html", DateForm()
    form.standing = condition.due_on
    if not form.validate_on_submit():
        return _form_page(template, condition, form)
    with _unless_changed(condition, "move_date", template, form):
        actions.move_date(
            review=review,
            condition=condition,
            due_on=form.due_on.data or condition.due_on,
            reasons=form.reasons.data,
            seen=form.seen_version(),
            actor_id=actor().person_id,
        )
    flash(_("The date is moved. The first date stays visible."))
    return _here(condition)
