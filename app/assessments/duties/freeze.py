"""Freezes the duties of a use into the values that a submission keeps and the register publishes."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _

from app.assessments.answers.work import work_of
from app.assessments.duties.model import AskKind
from app.assessments.duties.queries import DutyView, duties_of
from app.assessments.duties.sheets import Route
from app.assessments.duties.words import said_lines
from app.assessments.snapshots.model import DutyAnswerFacts, DutyFacts, RouteFacts
from app.uses.models import UseCase


def frozen_duties(use: UseCase) -> tuple[DutyFacts, ...]:
    """The duties that apply to the use, or may, and what the team says, in the assessment's language."""
    work = work_of(use)
    found = duties_of(work)
    with force_locale(work.questionnaire.language):
        return tuple(_frozen(view) for view in found.views if view.outcome.is_open)


def _frozen(view: DutyView) -> DutyFacts:
    answers = tuple(
        DutyAnswerFacts(_(ask.text), "\n".join(said_lines(ask, view.said[ask.id])), view.said[ask.id].unknown)
        for ask in view.duty.asks
    )
    routes = [(ask.id, view.said[ask.id].value) for ask in view.duty.asks if ask.kind is AskKind.ROUTE]
    return DutyFacts(
        id=view.duty.id,
        title=view.duty.title,
        law=view.duty.law,
        standing=view.duty.standing.value,
        applicability=view.outcome.applicability.value,
        status=view.progress.status.value,
        not_binding=view.not_binding,
        answers=answers,
        routes=tuple(
            RouteFacts(name, ", ".join(route.where), route.who, route.days)
            for name, route in routes
            if isinstance(route, Route) and route.where
        ),
        answered_by=view.sheet.saved_by_id if view.sheet else None,
        answered_at=view.sheet.saved_at.isoformat() if view.sheet else "",
    )
