"""The page that shows how a score adds up, and what would change the level."""

from __future__ import annotations

from flask import abort, render_template

from app.assessments.answers.work import work_of
from app.assessments.blueprint import bp
from app.assessments.questionnaires.scored import score_of, shown_families, shown_ways
from app.assessments.rules import EDIT
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.roles import actor


@bp.get("/<int:use_id>/score")
@access(get=READ_USE)
def score(use: UseCase) -> str:
    work = work_of(use)
    found = score_of(work)
    if found is None:
        abort(404)
    return render_template(
        "assessments/questionnaires/score.html",
        use=use,
        score=found,
        families=shown_families(work, found),
        ways=shown_ways(work),
        may_edit=allowed(EDIT, actor(), use=use),
    )
