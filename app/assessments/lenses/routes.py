"""Pages of the harms canvas: the four lenses and the marks on them."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.blueprint import bp
from app.assessments.harms.queries import titles_of
from app.assessments.lenses import actions, queries
from app.assessments.lenses.canvas import ReadMark, canvas
from app.assessments.lenses.catalogue import Dimension, Lens, lens
from app.assessments.lenses.forms import MarkForm, mark_form
from app.assessments.lenses.models import LensMark
from app.assessments.revisions.revisioned_rows import put_back_row, remove_row, rows_of
from app.assessments.revisions.row_pages import Removal, conflict, removal, same_use
from app.assessments.rules import EDIT
from app.assessments.use_assessment import the_assessment
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/lenses")
@access(get=READ_USE)
def lenses(use: UseCase) -> str:
    assessment = the_assessment(use)
    return render_template(
        "assessments/lenses/canvas.html",
        use=use,
        canvas=canvas(queries.mark_facts(assessment.id)),
        removed=rows_of(LensMark, assessment.id, removed=True),
        may_edit=allowed(EDIT, actor(), use=use),
    )


@bp.get("/<int:use_id>/lenses/<lens_id>/<dimension_id>/new")
@bp.post("/<int:use_id>/lenses/<lens_id>/<dimension_id>/new")
@access(get=EDIT, post=EDIT)
def new_mark(use: UseCase, lens_id: str, dimension_id: str) -> str | Response | tuple[str, int]:
    part, dimension = _place(lens_id, dimension_id)
    form = mark_form(None, titles_of(the_assessment(use).id))
    if not form.validate_on_submit():
        return _show(use, form, part, dimension)
    try:
        made = actions.add_mark(
            use=use,
            lens=part.id,
            dimension=dimension.id,
            facts=form.facts(),
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    except AlreadyDone:
        flash(_("This mark was saved already."))
        return _to_canvas(use, part)
    return _after(use, made)


@bp.get("/<int:use_id>/lenses/marks/<int:mark_id>")
@bp.post("/<int:use_id>/lenses/marks/<int:mark_id>")
@access(get=EDIT, post=EDIT)
def mark(use: UseCase, mark: LensMark) -> str | Response | tuple[str, int]:
    same_use(use, mark)
    part, dimension = _place(mark.lens, mark.dimension)
    form = mark_form(mark, titles_of(mark.assessment_id))
    if not form.validate_on_submit():
        return _show(use, form, part, dimension, mark)
    try:
        saved = actions.change_mark(
            use=use, mark=mark, facts=form.facts(), seen=form.seen_version(), actor_id=actor().person_id
        )
    except Stale as stale:
        return _conflict(use, form, stale)
    return _after(use, saved)


@bp.get("/<int:use_id>/lenses/marks/<int:mark_id>/remove")
@bp.post("/<int:use_id>/lenses/marks/<int:mark_id>/remove")
@access(get=EDIT, post=EDIT)
def remove_mark(use: UseCase, mark: LensMark) -> str | Response | tuple[str, int]:
    same_use(use, mark)
    asked = Removal(
        question=_("Remove this mark?"),
        title=mark.text,
        back_to=url_for("assessments.lenses", use_id=use.id),
        back_text=_("The four lenses"),
        done=_("The mark is off the canvas. You can put it back at the end of the page."),
    )
    return removal(
        asked, mark.version, lambda seen, by: remove_row(use=use, row=mark, seen=seen, actor_id=by)
    )


@bp.post("/<int:use_id>/lenses/marks/<int:mark_id>/put-back")
@access(post=EDIT)
def put_back_mark(use: UseCase, mark: LensMark) -> Response:
    same_use(use, mark)
    put_back_row(use=use, row=mark, actor_id=actor().person_id)
    flash(_("The mark is back on the canvas."))
    return redirect(url_for("assessments.lenses", use_id=use.id))


def _place(lens_id: str, dimension_id: str) -> tuple[Lens, Dimension]:
    part = lens(lens_id)
    dimension = part.dimension(dimension_id) if part else None
    if part is None or dimension is None:
        abort(404)
    return part, dimension


def _to_canvas(use: UseCase, part: Lens) -> Response:
    return redirect(url_for("assessments.lenses", use_id=use.id, _anchor=f"lens-{part.id}"))


def _after(use: UseCase, made: LensMark) -> Response:
    """On to the new harm when that was the button, else back to the canvas."""
    if "to_harm" in request.form and made.effect == "harmed" and made.harm_id is None:
        return redirect(url_for("assessments.new_harm", use_id=use.id, mark=made.id))
    flash(_("The mark is on the canvas."))
    return redirect(url_for("assessments.lenses", use_id=use.id, _anchor=f"lens-{made.lens}"))


def _show(
    use: UseCase, form: MarkForm, part: Lens, dimension: Dimension, mark: LensMark | None = None
) -> tuple[str, int]:
    page = render_template(
        "assessments/lenses/mark.html", use=use, form=form, lens=part, dimension=dimension, mark=mark
    )
    return page, 400 if form.errors else 200


def _conflict(use: UseCase, form: MarkForm, stale: Stale) -> tuple[str, int]:
    theirs = stale.current
    if not isinstance(theirs, LensMark):
        raise stale
    words = ReadMark(queries.facts(theirs, titles_of(theirs.assessment_id)))
    form.version.data = str(theirs.version)
    return conflict(
        form,
        fields="assessments/lenses/mark_fields.html",
        theirs=[
            (_("What does the use do here?"), f"{words.effect} {words.directness}".strip()),
            (_("What happens?"), theirs.text),
            (_("For whom?"), theirs.who),
            (_("How do you know?"), theirs.evidence),
            (_("Which harm on your list is it?"), words.facts.harm),
            (_("Or: why is it right to accept it?"), theirs.accepted_reason),
        ],
        keep=url_for("assessments.lenses", use_id=use.id, _anchor=f"lens-{theirs.lens}"),
    )
