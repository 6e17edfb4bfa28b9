"""Forms of proposals: the draft, a member's answer, the votes taken down at a meeting, each next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.configuration.model import OutcomeSetting
from app.board.deliberation.inputs import ConditionInput, ProposalInput
from app.board.deliberation.words import METHOD_HINTS, METHODS, method_of
from app.database import utcnow
from app.register.words import PHASES
from app.vocabulary.advice import DecisionMethod
from app.web.fields import DateParts, LongText, Rows, ShortText
from app.web.forms import BaseForm
from app.web.language import current_language

SPARE_ROWS = 2
MOST_ROWS = 30
LONG = Length(max=8000, message=_l("Use at most 8,000 characters"))


def hinted(code: str, text: object, hint: object = "") -> SelectChoice:
    """A choice with its hint."""
    return SelectChoice(code, text, render_kw={"govuk": {"hint": {"text": str(hint)}}} if hint else {})


class ConditionForm(wtf.Form):
    """One condition; an empty row is no condition."""

    text = LongText(
        _l("What must be done"),
        [Length(max=2000, message=_l("Use at most 2,000 characters for a condition"))],
    )
    owner = ShortText(
        _l("Who sees to it (optional)"),
        [Length(max=200, message=_l("Use at most 200 characters"))],
        description=_l("A post, for example Head of Housing. It appears on the public register."),
    )
    due_on = DateParts(_l("By when"))

    def validate_text(self, field: wtf.Field) -> None:
        if not field.data and (self.due_on.raw_data or self.owner.data):
            raise ValidationError(_("Say what must be done by this date, or empty the row"))

    def validate_due_on(self, field: wtf.Field) -> None:
        if not self.text.data or field.errors:
            return
        if field.data is None:
            raise ValidationError(_("Give this condition a date"))
        if field.data < utcnow().date():
            raise ValidationError(_("Choose a date that has not passed"))


class ProposalForm(BaseForm):
    """The draft of advice; give it the board's outcomes and the meetings that may decide."""

    outcome = wtf.RadioField(
        _l("What does the board advise?"), [DataRequired(_l("Choose what the board advises"))]
    )
    for_phase = wtf.SelectField(
        _l("Is the advice for one phase only?"),
        description=_l("After that phase the use comes back to the board."),
        default="",
    )
    reasons = LongText(
        _l("Reasons"),
        [DataRequired(_l("Give the board’s reasons")), LONG],
        description=_l("These words appear on the public register. Name no person."),
    )
    conditions = Rows(wtf.FormField(ConditionForm), max_entries=MOST_ROWS)
    method = wtf.RadioField(_l("How does the board decide?"), validate_choice=False, default="meeting")
    meeting = wtf.SelectField(_l("At which meeting?"), validate_choice=False, default="")

    def __init__(
        self, outcomes: Sequence[OutcomeSetting], meetings: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        language = current_language()
        self.outcomes = {outcome.code: outcome for outcome in outcomes}
        self.outcome.choices = [hinted(o.code, o.words(language), o.hint_in(language)) for o in outcomes]
        self.for_phase.choices = [SelectChoice("", _("No, it is not limited"))] + [
            SelectChoice(code, text) for code, text in PHASES.items() if code not in ("idea", "retired")
        ]
        self.method.choices = [hinted(code, text, METHOD_HINTS[code]) for code, text in METHODS.items()]
        self.meetings = {str(number): words for number, words in meetings}
        if not self.meetings:
            del self.meeting
            return
        self.meeting.choices = [SelectChoice("", _("One that is not kept here"))] + [
            SelectChoice(number, words) for number, words in self.meetings.items()
        ]

    @property
    def chosen(self) -> OutcomeSetting | None:
        """The outcome that is chosen, if it is one of the board's."""
        return self.outcomes.get(self.outcome.data or "")

    def validate_outcome(self, field: wtf.Field) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        rows = any(row.form.text.data for row in self.conditions)
        if chosen.wants_conditions and not rows:
            raise ValidationError(_("Write at least one condition, or choose another advice"))
        if rows and not chosen.takes_conditions:
            raise ValidationError(
                _("Conditions belong to advice that takes them. Choose it, or empty the rows")
            )

    def validate_for_phase(self, field: wtf.Field) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.wants_phase and not field.data:
            raise ValidationError(_("Choose the phase that the advice is for"))
        if field.data and not chosen.takes_phase:
            raise ValidationError(
                _("With this advice the use does not go on to a phase. Choose “not limited”")
            )

    def validate_method(self, field: wtf.Field) -> None:
        if field.data and field.data not in METHODS:
            raise ValidationError(_("Choose how the board decides"))

    def validate_meeting(self, field: wtf.Field) -> None:
        if field.data and field.data not in self.meetings:
            raise ValidationError(_("Choose a meeting from the list"))

    def add_spare_rows(self) -> None:
        """Adds empty rows under the filled ones."""
        for _row in range(min(SPARE_ROWS, MOST_ROWS - len(self.conditions))):
            self.conditions.append_entry()

    def facts(self) -> ProposalInput:
        """What was typed; only for a form that is valid."""
        method = method_of(self.method.data or "")
        chosen = self.meeting.data if self.meetings and method is DecisionMethod.MEETING else ""
        return ProposalInput(
            outcome=self.outcomes[self.outcome.data],
            reasons=self.reasons.data,
            conditions=[
                ConditionInput(row.form.text.data, row.form.due_on.data, row.form.owner.data)
                for row in self.conditions
                if row.form.text.data
            ],
            for_phase=self.for_phase.data,
            method=method,
            meeting_id=int(chosen) if chosen else None,
        )
