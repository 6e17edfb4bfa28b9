"""Forms of the board's work and of the owner's response."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.actions.reviews import ConditionInput
from app.board.words import CONDITION_STATUSES, OUTCOME_HINTS, OUTCOMES, RESPONSE_HINTS, RESPONSES
from app.database import utcnow
from app.register.record import AdviceOutcome
from app.web.fields import DateParts, LongText, Rows, ShortText
from app.web.forms import BaseForm

SPARE_ROWS = 2
MOST_ROWS = 30
_LONG = Length(max=8000, message=_l("Use at most 8,000 characters"))


def _choices(words: dict[str, Any], hints: dict[str, Any]) -> list[SelectChoice]:
    return [
        SelectChoice(
            code, text, render_kw={"govuk": {"hint": {"text": str(hints[code])}}} if code in hints else {}
        )
        for code, text in words.items()
    ]


class CommentForm(BaseForm):
    text = LongText(
        _l("Your comment"),
        [DataRequired(_l("Write your comment")), _LONG],
        description=_l("The team reads it when the submission is returned or the advice is issued."),
    )


class ReturnForm(BaseForm):
    reasons = LongText(
        _l("What must change, and why?"),
        [DataRequired(_l("Say what must change")), _LONG],
        description=_l("The team sees this above your comments on single questions."),
    )


class ConditionForm(wtf.Form):
    """One condition; an empty row is no condition."""

    text = LongText(
        _l("What must be done"),
        [Length(max=2000, message=_l("Use at most 2,000 characters for a condition"))],
    )
    due_on = DateParts(_l("By when"))

    def validate_text(self, field: wtf.Field) -> None:
        if not field.data and self.due_on.raw_data:
            raise ValidationError(_("Say what must be done by this date, or empty the row"))

    def validate_due_on(self, field: wtf.Field) -> None:
        if not self.text.data or field.errors:
            return
        if field.data is None:
            raise ValidationError(_("Give this condition a date"))
        if field.data < utcnow().date():
            raise ValidationError(_("Choose a date that has not passed"))


class AdviceForm(BaseForm):
    outcome = wtf.RadioField(
        _l("What does the board advise?"),
        [DataRequired(_l("Choose what the board advises"))],
        choices=lambda: _choices(OUTCOMES, OUTCOME_HINTS),
    )
    reasons = LongText(
        _l("Reasons"),
        [DataRequired(_l("Give the board’s reasons")), _LONG],
        description=_l("These words appear on the public register. Name no person."),
    )
    conditions = Rows(wtf.FormField(ConditionForm), max_entries=MOST_ROWS)

    def validate_outcome(self, field: wtf.Field) -> None:
        wants = field.data == AdviceOutcome.PROCEED_WITH_CONDITIONS
        rows = any(row.form.text.data for row in self.conditions)
        if wants and not rows:
            raise ValidationError(_("Write at least one condition, or choose another advice"))
        if rows and field.data and not wants:
            raise ValidationError(
                _("Conditions belong to “Proceed with conditions”. Choose it, or empty the rows")
            )

    def add_spare_rows(self) -> None:
        """Adds empty rows under the filled ones."""
        for _row in range(min(SPARE_ROWS, MOST_ROWS - len(self.conditions))):
            self.conditions.append_entry()

    def rows(self) -> list[ConditionInput]:
        """The conditions typed; only for a form that is valid."""
        return [
            ConditionInput(row.form.text.data, row.form.due_on.data)
            for row in self.conditions
            if row.form.text.data
        ]


class ResponseForm(BaseForm):
    outcome = wtf.RadioField(
        _l("What is your response?"),
        [DataRequired(_l("Choose your response"))],
        choices=lambda: _choices(RESPONSES, RESPONSE_HINTS),
    )
    reasons = LongText(
        _l("Your reasons"),
        [DataRequired(_l("Give your reasons")), _LONG],
        description=_l("These words stand beside the board’s advice on the public register."),
    )
    post = ShortText(
        _l("Your post"),
        [DataRequired(_l("Enter your post")), Length(max=200, message=_l("Use at most 200 characters"))],
        description=_l("For example Director of Housing. The public sees your post, not your name."),
    )


class RulingForm(BaseForm):
    status = wtf.RadioField(
        _l("How does this condition stand?"),
        [DataRequired(_l("Choose how the condition stands"))],
        choices=lambda: _choices(CONDITION_STATUSES, {}),
    )
    note = LongText(
        _l("Reason"),
        [Length(max=2000, message=_l("Use at most 2,000 characters"))],
        description=_l("What did you see? It appears on the public register."),
    )

    def validate_note(self, field: wtf.Field) -> None:
        if self.status.data not in (None, "open", "met") and not field.data:
            raise ValidationError(_("Give the reason in a sentence"))
