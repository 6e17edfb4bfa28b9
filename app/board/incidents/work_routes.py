"""Pages of one incident's work: triage, notes, what the public reads, the close, setting aside, reopening."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.incidents import actions, queries, rules
from app.board.incidents.forms import (
    IncidentTriageForm,
    NoteForm,
    ReopenForm,
    SetAsideForm,
    TellingForm,
    chosen_use,
    offer_uses,
)
from app.board.incidents.models import Incident
from app.board.incidents.template_values import words_of
from app.lifecycle import OutOfTurn
from app.web.access import access
from app.web.forms import BaseForm
from app.web.refusals import Reasons, Refusal, keep_refusal, refusals
from app.web.roles import Role, actor
from app.web.versions import Stale

Page = str | Response | tuple[str, int]


def _page(template: str, incident: Incident, form: BaseForm, status: int, **more: object) -> tuple[str, int]:
    form.version.data = str(incident.version)
    stale = status == 409
    page = render_template(template, incident=incident, form=form, stale=stale, **more, **words_of())
    return page, status


def _try(
    action: str,
    incident: Incident,
    form: BaseForm,
    template: str,
    act: Callable[[], None],
    done: str,
    **more: object,
) -> Page:
    """Acts and goes back to the incident; what was refused says so and leaves an audit event."""
    late = _("Somebody has moved this incident on already. Nothing was changed.")
    own = _("You triaged this serious incident, so somebody else must do this. Nothing was changed.")

    def stale(error: Stale) -> Refusal:
        now = error.current
        if not isinstance(now, Incident):  # the page on two texts is for what else was overtaken
            keep_refusal(f"incident.{action}", incident, "stale")
            raise error
        return Refusal("stale", reply=lambda: _page(template, now, form, 409, **more))

    reasons: Reasons = {
        OutOfTurn: Refusal("out_of_turn", late),
        Stale: stale,
        actions.NotAnotherTriager: Refusal("own", own),
    }
    to = url_for("board.incident", incident_id=incident.id)
    with refusals(f"incident.{action}", incident, to, reasons, category="refused"):
        act()
    flash(done)
    return redirect(to)


def _uses_to_choose(incident: Incident) -> list[tuple[int, str]]:
    """Every use for the board's office; those that they may read for an owner, who may not know of others."""
    if actor().has(Role.BOARD_SECRETARY, Role.BOARD_CHAIR):
        return queries.uses_of(incident.organisation_id)
    return queries.readable_uses(actor())


@bp.get("/incidents/<int:incident_id>/triage")
@bp.post("/incidents/<int:incident_id>/triage")
@access(get=rules.TRIAGE, post=rules.TRIAGE)
def triage_incident(incident: Incident) -> Page:
    form = IncidentTriageForm(data={"use": str(incident.use_id or ""), "severity": incident.severity or None})
    offer_uses(form.use, _uses_to_choose(incident))
    if not form.validate_on_submit():
        return _page("board/incidents/triage.html", incident, form, 400 if form.is_submitted() else 200)

    def act() -> None:
        actions.triage(
            incident=incident,
            use_id=chosen_use(form.use),
            severity=form.severity.data,
            note=form.note.data,
            seen=form.seen_version(),
            actor_id=actor().person_id,
        )

    return _try("triage", incident, form, "board/incidents/triage.html", act, _("The triage is saved."))


@bp.get("/incidents/<int:incident_id>/note")
@bp.post("/incidents/<int:incident_id>/note")
@access(get=rules.WORK, post=rules.WORK)
def note_incident(incident: Incident) -> Page:
    form = NoteForm()
    if not form.validate_on_submit():
        return _page("board/incidents/note.html", incident, form, 400 if form.is_submitted() else 200)

    def act() -> None:
        actions.investigate(
            incident=incident,
            note=form.note.data,
            seen=form.seen_version(),
            actor_id=actor().person_id,
        )

    return _try("investigate", incident, form, "board/incidents/note.html", act, _("Your note is saved."))


def _telling_form(incident: Incident) -> TellingForm:
    return TellingForm(
        data={
            "done": incident.done,
            "learnt": incident.learnt,
            "publish": incident.published or None,
            "summary": incident.summary,
            "withheld_because": incident.withheld_because,
        }
    )


@bp.get("/incidents/<int:incident_id>/public")
@bp.post("/incidents/<int:incident_id>/public")
@access(get=rules.TELL, post=rules.TELL)
def tell_public(incident: Incident) -> Page:
    form = _telling_form(incident)
    if not form.validate_on_submit():
        return _page(
            "board/incidents/telling.html", incident, form, 400 if form.is_submitted() else 200, closes=False
        )

    def act() -> None:
        actions.tell_public(
            incident=incident, telling=form.telling(), seen=form.seen_version(), actor_id=actor().person_id
        )

    return _try(
        "publish",
        incident,
        form,
        "board/incidents/telling.html",
        act,
        _("Your decision is saved."),
        closes=False,
    )


@bp.get("/incidents/<int:incident_id>/close")
@bp.post("/incidents/<int:incident_id>/close")
@access(get=rules.CLOSE, post=rules.CLOSE)
def close_incident(incident: Incident) -> Page:
    form = _telling_form(incident)
    if not form.validate_on_submit():
        return _page(
            "board/incidents/telling.html", incident, form, 400 if form.is_submitted() else 200, closes=True
        )

    def act() -> None:
        actions.close(
            incident=incident, telling=form.telling(), seen=form.seen_version(), actor_id=actor().person_id
        )

    return _try(
        "close",
        incident,
        form,
        "board/incidents/telling.html",
        act,
        _("The incident is closed."),
        closes=True,
    )


@bp.get("/incidents/<int:incident_id>/set-aside")
@bp.post("/incidents/<int:incident_id>/set-aside")
@access(get=rules.SET_ASIDE, post=rules.SET_ASIDE)
def set_incident_aside(incident: Incident) -> Page:
    form = SetAsideForm()
    if not form.validate_on_submit():
        return _page("board/incidents/set_aside.html", incident, form, 400 if form.is_submitted() else 200)
    seen, by = form.seen_version(), actor().person_id

    def act() -> None:
        if form.what.data == "join":
            actions.join(incident=incident, reference=form.reference.data, seen=seen, actor_id=by)
        else:
            actions.reject(incident=incident, reason=form.reason.data, seen=seen, actor_id=by)

    try:
        return _try("set_aside", incident, form, "board/incidents/set_aside.html", act, _("It is set aside."))
    except actions.NoSuchIncident:
        form.reference.errors = [_("There is no other open or closed incident with this reference")]
        return _page("board/incidents/set_aside.html", incident, form, 400)


@bp.get("/incidents/<int:incident_id>/reopen")
@bp.post("/incidents/<int:incident_id>/reopen")
@access(get=rules.REOPEN, post=rules.REOPEN)
def reopen_incident(incident: Incident) -> Page:
    form = ReopenForm()
    if not form.validate_on_submit():
        return _page("board/incidents/reopen.html", incident, form, 400 if form.is_submitted() else 200)

    def act() -> None:
        actions.reopen(
            incident=incident,
            reason=form.reason.data,
            seen=form.seen_version(),
            actor_id=actor().person_id,
        )

    return _try(
        "reopen", incident, form, "board/incidents/reopen.html", act, _("The incident is open again.")
    )
