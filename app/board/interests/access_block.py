"""Shuts a use's pages and talk to people of the board who have an interest or have yet to declare."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.authorship import authors_of, is_author
from app.assessments.use_assessment import assessment_of
from app.board.interests.queries import Door, door, recused_from, shut
from app.board.interests.standing import ReviewStanding
from app.uses.access import AccessBlock, access_blocks
from app.uses.models import UseCase
from app.web.access import Detour
from app.web.roles import BOARD, Actor


def why_shut(found: Door | None) -> str | None:
    """The sentence that says why the papers are closed, None when they are open."""
    if found is None or not found.shut:
        return None
    if found.standing is ReviewStanding.UNDECLARED:
        return Detour(
            _("Say first whether you have an interest in this use. Its papers open after that."),
            "board.interest",
            {"review_id": found.review_id},
        )
    return _("You declared an interest in this use, so you take no part in its review. Nothing was changed.")


def _why(use: UseCase, actor: Actor) -> str | None:
    own = use.owner_id == actor.person_id or any(person.id == actor.person_id for person in use.team)
    if own or not actor.has(*BOARD):
        return None
    if is_author(use.id, actor.person_id):
        return _("You worked on this use, so you take no part in its review. Nothing was changed.")
    assessment = assessment_of(use)
    return why_shut(door(assessment.id, actor.person_id)) if assessment else None


def _left_out(use: UseCase) -> set[int]:
    return recused_from(use) | authors_of([use.id])[use.id]


access_blocks.add(AccessBlock(why=_why, shut=shut, people=_left_out))
