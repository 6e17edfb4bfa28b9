"""Pages on which incidents are reported inside the organisation, listed, read and set aside together."""

from __future__ import annotations

from flask import Response as Answer
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.incidents import actions, queries, rules
from app.board.incidents.forms import ReportForm, SpamForm, chosen_use, offer_uses
from app.board.incidents.incident_list import IncidentAddress, csv_of, incident_list
from app.board.incidents.lifecycle import INCIDENT, IncidentAction
from app.board.incidents.models import Incident
from app.board.incidents.template_values import words_of
from app.lifecycle import note_refusal
from app.web.access import access, allowed
from app.web.language import current_language
from app.web.nonces import AlreadyDone
from app.web.roles import actor

Page = str | Response | tuple[str, int]


@bp.get("/incidents")
@access(get=rules.REPORT)
def incidents() -> str:
    form = SpamForm() if allowed(rules.SPAM, actor()) else None
    return _list_page(IncidentAddress.asked(), form)


def _list_page(choice: IncidentAddress, form: SpamForm | None) -> str:
    return render_template(
        "board/incidents/incidents.html",
        found=incident_list(actor(), choice),
        choice=choice,
        path=url_for("board.incidents"),
        form=form,
        **words_of(),
    )


@bp.get("/incidents.csv")
@access(get=rules.REPORT)
def incidents_csv() -> Answer:
    return csv_of(actor(), IncidentAddress.asked())


@bp.get("/incidents/report")
@bp.post("/incidents/report")
@access(get=rules.REPORT, post=rules.REPORT)
def report_incident() -> Page:
    form = ReportForm(data={"use": request.args.get("use", "")})
    offer_uses(form.use, queries.readable_uses(actor()))
    if not form.validate_on_submit():
        page = render_template("board/incidents/report.html", form=form)
        return page, 400 if form.is_submitted() else 200
    try:
        made = actions.report(
            organisation_id=actor().organisation_id,
            use_id=chosen_use(form.use),
            facts=form.facts(current_language()),
            nonce=form.nonce.data or "",
            reporter_id=actor().person_id,
        )
    except AlreadyDone as error:
        note_refusal(
            actor(), "incident.report", subject_type="incident", subject_id=error.result, why="twice"
        )
        flash(_("You reported this already. Nothing was added."), "refused")
        return redirect(url_for("board.incidents"))
    flash(_("Thank you. The owner, the board’s secretary and its chair are told."))
    return redirect(url_for("board.incident", incident_id=made.id))


@bp.post("/incidents/spam")
@access(post=rules.SPAM)
def reject_spam() -> Page:
    """Sets aside the ticked reports of the public together."""
    form = SpamForm()
    known = queries.some_of(actor().organisation_id, form.ids())
    choice = IncidentAddress({"state": "reported"})
    if not any(row.by_public for row in incident_list(actor(), choice).rows):
        note_refusal(actor(), "incident.reject", subject_type="incident", subject_id=0, why="out_of_turn")
        flash(_("Somebody has dealt with these already. Nothing was changed."), "refused")
        return redirect(url_for("board.incidents", state="reported"))
    if not form.validate_on_submit() or not known:
        if not known:
            form.chosen.errors = [_("Tick at least one report")]
        return _list_page(choice, form), 400
    count = actions.reject_spam(incidents=known, reason=form.reason.data, actor_id=actor().person_id)
    if not count:
        note_refusal(
            actor(), "incident.reject", subject_type="incident", subject_id=known[0].id, why="out_of_turn"
        )
        flash(_("Somebody has dealt with these already. Nothing was changed."), "refused")
    else:
        flash(ngettext("%(num)d report is set aside.", "%(num)d reports are set aside.", count))
    return redirect(url_for("board.incidents", state="reported"))


@bp.get("/incidents/<int:incident_id>")
@access(get=rules.READ)
def incident(incident: Incident) -> str:
    who = actor()

    def may(action: IncidentAction, rule: object) -> bool:
        return INCIDENT.may(incident.state, action) and allowed(rule, who, incident=incident)  # type: ignore[arg-type]

    return render_template(
        "board/incidents/incident.html",
        incident=incident,
        review_id=queries.newest_review_id(incident.use_id) if incident.use_id else None,
        may_triage=may(IncidentAction.TRIAGE, rules.TRIAGE),
        may_work=may(IncidentAction.INVESTIGATE, rules.WORK)
        or (incident.state == "investigating" and allowed(rules.WORK, who, incident=incident)),
        may_tell=may(IncidentAction.CLOSE, rules.TELL),
        may_close=may(IncidentAction.CLOSE, rules.CLOSE),
        may_set_aside=may(IncidentAction.REJECT, rules.SET_ASIDE),
        may_reopen=may(IncidentAction.REOPEN, rules.REOPEN),
        sees_work=allowed(rules.WORK, who, incident=incident) or allowed(rules.SPAM, who),
        sees_private=allowed(rules.TRIAGE, who, incident=incident),
        **words_of(),
    )
