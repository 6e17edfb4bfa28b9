"""Pages of handing an assessment in, taking it back, and reading what was handed in."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.answers.queries import answers_of
from app.assessments.answers.work import work_of
from app.assessments.blueprint import bp
from app.assessments.duties.freeze import frozen_duties
from app.assessments.duties.queries import duties_of
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.rules import EDIT, REOPEN, SUBMIT, WITHDRAW
from app.assessments.submissions import actions, queries
from app.assessments.submissions.forms import SubmitForm
from app.assessments.submissions.view import read_submission
from app.assessments.use_assessment import the_assessment
from app.assessments.words import LIKELIHOODS, PRINCIPLES, REVERSIBLE, SEVERITIES, risk_word
from app.lifecycle import OutOfTurn
from app.uses.models import UseCase
from app.uses.rules import READ_USE, TEAM
from app.web.access import access
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/submit")
@bp.post("/<int:use_id>/submit")
@access(get=EDIT, post=SUBMIT)
def submit(use: UseCase) -> str | Response | tuple[str, int]:
    assessment = the_assessment(use)
    questionnaire = questionnaire_of(assessment)
    answers = answers_of(assessment)
    harms = queries.harm_facts(assessment.id)
    obstacles = queries.obstacles(use, questionnaire, answers, harms)
    form = SubmitForm(data={"version": assessment.version})
    if obstacles or not form.validate_on_submit():
        page = render_template(
            "assessments/submit.html",
            use=use,
            form=form,
            obstacles=obstacles,
            questionnaire=questionnaire,
            duties=duties_of(work_of(use)),
        )
        return page, 400 if form.is_submitted() else 200
    try:
        actions.submit(
            use=use,
            snapshot=queries.snapshot_of(use, questionnaire, answers, harms, frozen_duties(use)),
            note=form.note.data,
            seen=form.seen_version(),
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    except AlreadyDone:
        flash(_("This was submitted already."))
        return redirect(url_for("assessments.use", use_id=use.id))
    except Stale:
        flash(_("Somebody changed the assessment while you were on this page. Look again, then submit."))
        return redirect(url_for("assessments.submit", use_id=use.id))
    return redirect(url_for("assessments.submit_done", use_id=use.id))


@bp.get("/<int:use_id>/submitted")
@access(get=READ_USE)
def submit_done(use: UseCase) -> str:
    submissions = queries.submissions_of(the_assessment(use).id)
    if not submissions:
        abort(404)
    return render_template("assessments/submit_done.html", use=use, submission=submissions[0])


@bp.get("/<int:use_id>/withdraw")
@bp.post("/<int:use_id>/withdraw")
@access(get=TEAM, post=WITHDRAW)
def withdraw(use: UseCase) -> str | Response | tuple[str, int]:
    form = BaseForm()
    if not form.validate_on_submit():
        page = render_template("assessments/submit_withdraw.html", use=use, form=form)
        return page, 400 if form.is_submitted() else 200
    try:
        actions.withdraw(use=use, actor_id=actor().person_id)
        flash(_("The assessment is with the team again."))
    except OutOfTurn:
        flash(_("The board has finished with it, so it cannot be taken back."))
    return redirect(url_for("assessments.use", use_id=use.id))


@bp.post("/<int:use_id>/reopen")
@access(post=REOPEN)
def reopen(use: UseCase) -> Response:
    try:
        actions.reopen(use=use, actor_id=actor().person_id)
        flash(_("A new round is open. Your last answers are in place."))
    except OutOfTurn:
        flash(_("A new round can start only after the owner has responded."))
    return redirect(url_for("assessments.use", use_id=use.id))


@bp.get("/<int:use_id>/submissions/<int:number>")
@access(get=READ_USE)
def submission(use: UseCase, number: int) -> str:
    assessment = the_assessment(use)
    found = queries.submission(assessment.id, number)
    if found is None:
        abort(404)
    return render_template(
        "assessments/submission.html",
        use=use,
        submission=found,
        reading=read_submission(questionnaire_of_submission(found), found),
        principles=PRINCIPLES,
        severities=SEVERITIES,
        likelihoods=LIKELIHOODS,
        reversible=REVERSIBLE,
        risk_word=risk_word,
    )
