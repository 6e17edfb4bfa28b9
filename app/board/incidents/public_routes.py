"""Pages on which anybody, without signing in, reports a problem with what a public entry describes."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence

from flask import abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import audit
from app.board.blueprint import bp
from app.board.incidents import actions, queries
from app.board.incidents.public_forms import PublicReportForm
from app.board.incidents.queries import ReportTarget
from app.board.incidents.words import AFFECTED
from app.database import transaction
from app.register.pages.page_hooks import EntryLink, entry_links
from app.register.pages.view import view_of
from app.register.published.entries import PublishedEntry, published_entry
from app.web.access import PUBLIC, access
from app.web.language import current_language
from app.web.nonces import AlreadyDone

Page = str | Response | tuple[str, int]
REFERENCE = re.compile(f"[{actions.LETTERS}]{{4}}-[{actions.LETTERS}]{{4}}")


@entry_links.add
def report_link(entry: PublishedEntry) -> Sequence[EntryLink]:
    """The way from an entry of our own to this form."""
    if not entry.own:
        return ()
    href = url_for("board.report_problem", entry_id=entry.id, slug=entry.slug)
    return (EntryLink(_("Report a problem with this"), href),)


@bp.get("/register/<int:entry_id>-<slug>/report")
@bp.post("/register/<int:entry_id>-<slug>/report")
@access(get=PUBLIC, post=PUBLIC)
def report_problem(entry_id: int, slug: str) -> Page:
    """The form, then everything once more to check, then it is sent."""
    target = _target(entry_id)
    if slug != target.slug and request.method == "GET":
        return redirect(url_for("board.report_problem", entry_id=entry_id, slug=target.slug), 301)
    form = PublicReportForm()
    step = request.form.get("step", "check")
    if not form.validate_on_submit():
        return _form_page(target, form, 400 if form.is_submitted() else 200)
    if step == "change":
        return _form_page(target, form, 200)
    if step != "send":
        return render_template(
            "board/incidents/public_check.html", target=target, form=form, affected_words=AFFECTED
        )
    return _send(target, form)


def _target(entry_id: int) -> ReportTarget:
    target = queries.target_of(entry_id)
    if target is None:
        abort(404)
    return target


def _form_page(target: ReportTarget, form: PublicReportForm, status: int) -> tuple[str, int]:
    page = render_template(
        "board/incidents/public_report.html", target=target, form=form, view=_view(target.entry_id)
    )
    return page, status


def _view(entry_id: int) -> object:
    found = published_entry(entry_id)
    return None if found is None else view_of(found.record, found.contact)


def _send(target: ReportTarget, form: PublicReportForm) -> Page:
    try:
        made = actions.report(
            organisation_id=target.organisation_id,
            use_id=target.use_id,
            facts=form.facts(current_language(), _peer_hash()),
            nonce=form.nonce.data or "",
            limited=current_app.extensions["candour"].rate_limits,
        )
        reference = made.reference
    except actions.TooManyReports:
        form.happened.errors = [
            _("Too many reports came from your connection. Wait an hour and send again, or write to us.")
        ]
        return _form_page(target, form, 429)
    except AlreadyDone as error:
        _note_twice(target, error.result)
        reference = error.result
    if not REFERENCE.fullmatch(reference):
        abort(404)
    return redirect(
        url_for("board.problem_reported", entry_id=target.entry_id, slug=target.slug, reference=reference)
    )


def _note_twice(target: ReportTarget, reference: str) -> None:
    with transaction():
        audit.record(
            audit.AuditSubject("incident", reference[:40], target.organisation_id),
            "action.refused",
            actor_id=None,
            action="incident.report",
            why="twice",
        )


def _peer_hash() -> str:
    """Where a report comes from, so that nobody can read it off the database without the service's key."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, (request.remote_addr or "").encode(), hashlib.sha256).hexdigest()


@bp.get("/register/<int:entry_id>-<slug>/report/sent/<reference>")
@access(get=PUBLIC)
def problem_reported(entry_id: int, slug: str, reference: str) -> str | Response:
    """The reference of a report that was sent, and what happens next."""
    target = _target(entry_id)
    if not REFERENCE.fullmatch(reference) or not queries.was_sent(entry_id, reference):
        abort(404)
    if slug != target.slug:
        here = url_for("board.problem_reported", entry_id=entry_id, slug=target.slug, reference=reference)
        return redirect(here, 301)
    return render_template(
        "board/incidents/public_sent.html",
        target=target,
        reference=reference,
        view=_view(entry_id),
    )
