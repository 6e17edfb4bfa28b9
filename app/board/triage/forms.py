"""Forms of triage: of one review, of many, of what a member knows."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.board.triage.actions import TriageInput
from app.board.triage.bulk import BulkInput
from app.board.triage.words import PRIORITIES, ROUTE_HINTS, ROUTES, TAGS
from app.database import utcnow
from app.web.fields import DateParts, LongText
from app.web.forms import BaseForm
from app.web.lists import ChosenMany

NOBODY = ""
MOST_REVIEWS = 2000


def _routes() -> list[SelectChoice]:
    undecided = SelectChoice("", _("Not decided yet"))
    hints = {code: {"govuk": {"hint": {"text": str(text)}}} for code, text in ROUTE_HINTS.items()}
    return [*(SelectChoice(code, text, render_kw=hints[code]) for code, text in ROUTES.items()), undecided]


def _keep(words: dict[str, Any]) -> list[SelectChoice]:
    return [
        SelectChoice("", _("Leave as it is")),
        *(SelectChoice(code, text) for code, text in words.items()),
    ]


def _number(value: object) -> int | None:
    """The id that a choice stands for, None for the empty one.

    Raises:
        ValueError: it is no id, which WTForms tells the person.
    """
    text = str(value or "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return int(text) if text else None


class _WithDate(BaseForm):
    due_on = DateParts(_l("Due on"), description=_l("When the board should have advised."))

    def validate_due_on(self, field: wtf.Field) -> None:
        if field.data and field.data < utcnow().date() and field.data != field.object_data:
            raise ValidationError(_("Choose a date that has not passed"))


class ReviewTriageForm(_WithDate):
    route = wtf.RadioField(_l("How will the board deal with it?"), choices=_routes)
    priority = wtf.RadioField(
        _l("Priority"), choices=lambda: [SelectChoice(code, text) for code, text in PRIORITIES.items()]
    )
    reviewers = wtf.SelectMultipleField(_l("Who reviews it?"), coerce=int)
    lead = wtf.SelectField(_l("Who leads?"), coerce=_number)
    note = LongText(
        _l("Note for the board"),
        [Length(max=2000, message=_l("Use at most 2,000 characters"))],
        description=_l("Only the board reads it."),
    )

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Says who may be chosen, best first."""
        self.reviewers.choices = [SelectChoice(person_id, name) for person_id, name in people]
        self.lead.choices = [SelectChoice("", _("Nobody")), *self.reviewers.choices]

    def validate_priority(self, field: wtf.Field) -> None:
        if not field.raw_data:
            raise ValidationError(_("Choose a priority"))

    def validate_lead(self, field: wtf.Field) -> None:
        if field.data is not None and field.data not in (self.reviewers.data or []):
            raise ValidationError(_("Choose one of the reviewers to lead, or nobody"))

    def given(self) -> TriageInput:
        """What was decided; only for a form that is valid."""
        return TriageInput(
            due_on=self.due_on.data,
            route=self.route.data or "",
            priority=self.priority.data,
            note=self.note.data,
            reviewers=tuple(self.reviewers.data or ()),
            lead_id=self.lead.data,
        )


class ChosenForm(BaseForm):
    """The reviews ticked in the queue."""

    reviews = ChosenMany(
        _l("Reviews"), [DataRequired(_l("Tick at least one review")), Length(max=MOST_REVIEWS)]
    )


class BulkForm(_WithDate, ChosenForm):
    route = wtf.RadioField(_l("Route"), choices=lambda: _keep(ROUTES))
    priority = wtf.RadioField(_l("Priority"), choices=lambda: _keep(PRIORITIES))
    reviewer = wtf.SelectField(_l("Add a reviewer"), [Optional()], coerce=_number)

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Says who may be chosen as a reviewer."""
        self.reviewer.choices = [
            SelectChoice("", _("Nobody more")),
            *(SelectChoice(person_id, name) for person_id, name in people),
        ]

    def validate_route(self, field: wtf.Field) -> None:
        if not any((self.due_on.raw_data, field.data, self.priority.data, self.reviewer.data)):
            raise ValidationError(_("Choose at least one thing to change"))

    def given(self) -> BulkInput:
        """What changes; only for a form that is valid."""
        return BulkInput(
            self.due_on.data, self.route.data or "", self.priority.data or "", self.reviewer.data
        )


class FinishForm(BaseForm):
    done = wtf.RadioField(
        _l("Have you finished with this review?"),
        [DataRequired(_l("Choose yes or no"))],
        choices=lambda: [
            SelectChoice("yes", _("Yes, the board has all that I want to say")),
            SelectChoice("no", _("No, I am still reading")),
        ],
    )


class ExpertiseForm(BaseForm):
    tags = wtf.SelectMultipleField(
        _l("Which fields?"),
        choices=lambda: [SelectChoice(code, text) for code, text in TAGS.items()],
    )
