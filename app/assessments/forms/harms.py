"""The form of one harm with its safeguards."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.assessments.actions.harms import HarmInput, SafeguardInput
from app.assessments.models import Harm
from app.assessments.words import LIKELIHOODS, PRINCIPLES, REVERSIBLE, SEVERITIES
from app.web.fields import DateParts, LongText, Rows, ShortText
from app.web.forms import BaseForm

SPARE_ROWS = 2
MOST_ROWS = 20
_SEVERITY_HINTS = {
    1: _l("An annoyance that is soon put right"),
    2: _l("Real trouble, money or stress, that can be put right"),
    3: _l("Lasting damage to somebody’s home, money, health, care or rights"),
    4: _l("Death, serious injury, or damage to many people that cannot be undone"),
}


def _choices(words: dict[Any, Any], hints: dict[Any, Any] | None = None) -> list[SelectChoice]:
    return [
        SelectChoice(
            str(code),
            text,
            render_kw={"govuk": {"hint": {"text": str(hints[code])}}} if hints else {},
        )
        for code, text in words.items()
    ]


def _level(field: wtf.Field) -> int:
    """The level chosen; 0 when none is, or one that does not exist."""
    return int(field.data) if field.data in {choice.value for choice in field.iter_choices()} else 0


class SafeguardForm(wtf.Form):
    """One safeguard; an empty row is no safeguard."""

    text = ShortText(
        _l("What lowers the risk"), [Length(max=1000, message=_l("Use at most 1,000 characters"))]
    )
    responsible = ShortText(
        _l("Whose job it is (a post, not a name)"),
        [Length(max=200, message=_l("Use at most 200 characters"))],
    )
    due_on = DateParts(_l("By when"))
    in_place = wtf.BooleanField(_l("It is in place already"))

    def validate_text(self, field: wtf.Field) -> None:
        if not field.data and (self.responsible.data or self.due_on.raw_data or self.in_place.data):
            raise ValidationError(_("Say what the safeguard is, or empty its row"))


class HarmForm(BaseForm):
    title = ShortText(
        _l("What could go wrong?"),
        [
            DataRequired(_l("Say what could go wrong")),
            Length(max=200, message=_l("Use at most 200 characters")),
        ],
        description=_l("One harm at a time, in a short sentence."),
    )
    who = ShortText(
        _l("Who would it hit?"),
        [
            DataRequired(_l("Say who would be harmed")),
            Length(max=500, message=_l("Use at most 500 characters")),
        ],
        description=_l("Think of people who would be hit hardest, not only of most people."),
    )
    principle = wtf.RadioField(
        _l("Which principle does it touch most?"),
        [DataRequired(_l("Choose a principle"))],
        choices=lambda: _choices(PRINCIPLES),
    )
    severity = wtf.RadioField(
        _l("How bad would it be without safeguards?"),
        [DataRequired(_l("Choose how bad it would be without safeguards"))],
        choices=lambda: _choices(SEVERITIES, _SEVERITY_HINTS),
    )
    likelihood = wtf.RadioField(
        _l("How likely is it without safeguards?"),
        [DataRequired(_l("Choose how likely it is without safeguards"))],
        choices=lambda: _choices(LIKELIHOODS),
    )
    reversible = wtf.RadioField(
        _l("Can it be put right afterwards?"),
        [DataRequired(_l("Choose whether it can be put right"))],
        choices=lambda: _choices(REVERSIBLE),
    )
    safeguards = Rows(wtf.FormField(SafeguardForm), max_entries=MOST_ROWS)
    severity_after = wtf.RadioField(
        _l("How bad would it be with these safeguards?"),
        [DataRequired(_l("Choose how bad it would be with the safeguards"))],
        choices=lambda: _choices(SEVERITIES),
    )
    likelihood_after = wtf.RadioField(
        _l("How likely is it with these safeguards?"),
        [DataRequired(_l("Choose how likely it is with the safeguards"))],
        choices=lambda: _choices(LIKELIHOODS),
    )
    accepted_reason = LongText(
        _l("Why is it right to accept what is left?"),
        [Length(max=2000, message=_l("Use at most 2,000 characters"))],
        description=_l("Needed when there is no safeguard. The board reads this closely."),
    )
    is_public = wtf.BooleanField(
        _l("Show this harm and its safeguards on the public register"),
        default=True,
        description=_l("Untick only when the words themselves would help somebody to do harm."),
    )

    def validate_severity_after(self, field: wtf.Field) -> None:
        if _level(field) > (_level(self.severity) or max(SEVERITIES)):
            raise ValidationError(_("With safeguards it cannot be worse than without them"))

    def validate_likelihood_after(self, field: wtf.Field) -> None:
        if _level(field) > (_level(self.likelihood) or max(LIKELIHOODS)):
            raise ValidationError(_("With safeguards it cannot be likelier than without them"))

    def validate_accepted_reason(self, field: wtf.Field) -> None:
        lower = (self.severity_after.data, self.likelihood_after.data) != (
            self.severity.data,
            self.likelihood.data,
        )
        if lower and all((self.severity_after.data, self.likelihood_after.data)) and not self._rows():
            raise ValidationError(
                _("The risk falls, but no safeguard says why. Add one, or set the risk back")
            )

    def _rows(self) -> list[SafeguardInput]:
        return [
            SafeguardInput(
                text=row.form.text.data,
                responsible=row.form.responsible.data,
                due_on=row.form.due_on.data,
                in_place=row.form.in_place.data,
            )
            for row in self.safeguards
            if row.form.text.data
        ]

    def add_spare_rows(self) -> None:
        """Adds empty rows under the filled ones."""
        for _row in range(min(SPARE_ROWS, MOST_ROWS - len(self.safeguards))):
            self.safeguards.append_entry()

    def facts(self) -> HarmInput:
        """What was typed; only for a form that is valid."""
        return HarmInput(
            title=self.title.data,
            who=self.who.data,
            principle=self.principle.data,
            severity=int(self.severity.data),
            likelihood=int(self.likelihood.data),
            reversible=self.reversible.data,
            severity_after=int(self.severity_after.data),
            likelihood_after=int(self.likelihood_after.data),
            accepted_reason=self.accepted_reason.data,
            is_public=self.is_public.data,
            safeguards=self._rows(),
        )


def harm_form(harm: Harm | None = None) -> HarmForm:
    """The form for a new harm or for an existing one."""
    if harm is None:
        return HarmForm()
    names = ("title", "who", "principle", "reversible", "accepted_reason", "is_public", "version")
    numbers = ("severity", "likelihood", "severity_after", "likelihood_after")
    data: dict[str, Any] = {name: getattr(harm, name) for name in names}
    data |= {name: str(getattr(harm, name)) for name in numbers}
    data["safeguards"] = [
        {"text": s.text, "responsible": s.responsible, "due_on": s.due_on, "in_place": s.in_place}
        for s in harm.safeguards
    ]
    return HarmForm(data=data)
