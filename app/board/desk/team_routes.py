"""The team's page of what the board said of a use, round by round."""

from __future__ import annotations

from flask import render_template

from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.use_assessment import assessment_of
from app.board import queries
from app.board.advice_view import side_words, sides_of
from app.board.appeals.rules import may_ask
from app.board.blueprint import bp
from app.board.lifecycle import SPOKEN
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access
from app.web.roles import actor


@bp.get("/uses/<int:use_id>/board")
@access(get=READ_USE)
def said(use: UseCase) -> str:
    """What the board said of a use; comments show once it has returned or advised."""
    reviews = [r for r in queries.reviews_of_use(use) if r.state in SPOKEN]
    assessment = assessment_of(use)
    questionnaire = questionnaire_of(assessment) if assessment else None
    sides = sides_of(reviews)
    newest = reviews[0] if reviews else None
    return render_template(
        "board/said.html",
        use=use,
        reviews=reviews,
        sides=sides,
        words=side_words(),
        questionnaire=questionnaire,
        may_appeal=newest is not None and may_ask(actor(), newest, sides[newest.id].appeal),
    )
