"""The page that says who changed what when."""

from __future__ import annotations

from itertools import groupby

from flask import render_template
from flask_babel import lazy_gettext as _l

from app.assessments.blueprint import bp
from app.assessments.changes import queries, statement
from app.assessments.changes.parts import HistoryItem
from app.assessments.changes.view import read_changes
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.use_assessment import the_assessment
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access
from app.web.lists import ListAddress, ListFilter
from app.web.templating import day

# What the filter offers beside the questionnaire's sections.
BESIDE = {
    statement.HARMS: _l("Harms and safeguards"),
    statement.LENSES: _l("The four lenses"),
    statement.TRADE_OFFS: _l("Trade-offs"),
    statement.VOICES: _l("Voices"),
    statement.DUTIES: _l("Legal duties"),
    statement.WHOLE: _l("The use, its team and submissions"),
}


class ChangesAddress(ListAddress):
    """A person, a section, a page; which people and sections there are depends on the use."""

    parts = (ListFilter("person", bool), ListFilter("section", bool))


@bp.get("/<int:use_id>/changes")
@access(get=READ_USE)
def changes(use: UseCase) -> str:
    assessment = the_assessment(use)
    questionnaire = questionnaire_of(assessment)
    people = queries.people_who_changed(assessment, questionnaire)
    choice = ChangesAddress.asked()
    known = {*(each.id for each in questionnaire.sections), *BESIDE}
    only = statement.Only(
        person_id=next((key for key, _name in people if str(key) == choice["person"]), None),
        section_id=choice["section"] if choice["section"] in known else "",
    )
    found = queries.changed_rows(assessment, questionnaire, only, choice.page)
    return render_template(
        "assessments/changes/changes.html",
        use=use,
        days=_by_day(read_changes(found, questionnaire)),
        pagination=found.pagination,
        people=people,
        questionnaire=questionnaire,
        only=only,
        beside=BESIDE,
    )


def _by_day(changes: list[HistoryItem]) -> list[tuple[str, list[HistoryItem]]]:
    return [(name, list(group)) for name, group in groupby(changes, key=lambda change: day(change.at))]
