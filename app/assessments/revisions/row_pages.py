"""What the pages of listed rows share: the conflict page, taking a row off, and whose row it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.models import Harm
from app.assessments.revisions.revisioned_rows import ListedRow
from app.assessments.use_assessment import assessment_of
from app.uses.models import UseCase
from app.web.forms import BaseForm
from app.web.roles import actor
from app.web.versions import Stale


def same_use(use: UseCase, row: ListedRow | Harm) -> None:
    """Answers 404 unless the row is one of the use."""
    assessment = assessment_of(use)
    if assessment is None or row.assessment_id != assessment.id:
        abort(404)


def conflict(form: BaseForm, *, fields: str, theirs: Sequence[tuple[str, str]], keep: str) -> tuple[str, int]:
    """The newer version as labels and texts, above the form with what was typed; saving again saves that.

    `fields` is the template with the form's fields, `keep` the address of those who take the newer version.
    """
    shown = [(label, text) for label, text in theirs if text]
    return render_template(
        "assessments/listed/conflict.html", form=form, fields=fields, theirs=shown, keep=keep
    ), 409


@dataclass(frozen=True, slots=True)
class Removal:
    """What the page asks before a row is taken off its list, where it leads, and what it says then."""

    question: str
    title: str
    back_to: str
    back_text: str
    done: str


def removal(
    asked: Removal, version: int, remove: Callable[[int, int], None]
) -> str | Response | tuple[str, int]:
    """Asks first, then calls `remove` with the version that was seen and the person's id."""
    form = BaseForm(data={"version": version})
    if not form.validate_on_submit():
        page = render_template("assessments/listed/remove.html", form=form, asked=asked)
        return page, 400 if form.is_submitted() else 200
    try:
        remove(form.seen_version(), actor().person_id)
        flash(asked.done)
    except Stale:
        flash(_("Somebody changed it while you were on this page. Nothing was removed."))
    return redirect(asked.back_to)
