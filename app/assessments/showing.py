"""What the pages of listed rows share: the conflict page, and that a row belongs to the address."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template

from app.assessments.listed import Listed
from app.assessments.models import UseCase
from app.web.forms import BaseForm


def same_use(use: UseCase, row: Listed) -> None:
    """Answers 404 unless the row is one of the use."""
    if use.assessment is None or row.assessment_id != use.assessment.id:
        abort(404)


def conflict(form: BaseForm, *, fields: str, theirs: Sequence[tuple[str, str]], keep: str) -> tuple[str, int]:
    """The newer version as labels and texts, above the form with what was typed; saving again saves that.

    `fields` is the template with the form's fields, `keep` the address of those who take the newer version.
    """
    shown = [(label, text) for label, text in theirs if text]
    return render_template(
        "assessments/listed/conflict.html", form=form, fields=fields, theirs=shown, keep=keep
    ), 409
