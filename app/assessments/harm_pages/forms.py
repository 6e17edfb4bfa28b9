"""The form of one harm with its safeguards."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.assessments.harms.actions import HarmInput, SafeguardInput
from app.assessments.lenses.models import LensMark
from app.assessments.models import Harm
from app.assessments.snapshots.risk_reduction import claimed
from app.assessments.words import LIKELIHOODS, PRINCIPLES, REVERSIBLE, SEVERITIES, STEPS
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
    severity_steps = wtf.SelectField(
        _l("How much less bad does it make the harm?"), choices=lambda: _choices(STEPS), default="0"
    )
    likelihood_steps = wtf.SelectField(
        _l("How much less likely does it make it?"), choices=lambda: _choices(STEPS), default="0"
    )
    evidence = ShortText(
        _l("How do you know that it works?"),
        [Length(max=1000, message=_l("Use at most 1,000 characters"))],
        description=_l("A test, a count, experience elsewhere. “We expect so” is honest too."),
    )

    def validate_text(self, field: wtf.Field) -> None:
        said = (self.responsible.data, self.due_on.raw_data, self.in_place.data, self.evidence.data)
        if not field.data and (any(said) or self.steps() != (0, 0)):
            raise ValidationError(_("Say what the safeguard is, or empty its row"))

    def steps(self) -> tuple[int, int]:
        """How many steps it takes off severity and likelihood."""
        chosen = (self.severity_steps.data, self.likelihood_steps.data)
        first, second = (int(text) if text in map(str, STEPS) else 0 for text in chosen)
        return first, second


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
        self._agree(field, _level(self.severity), 0, SEVERITIES)

    def validate_likelihood_after(self, field: wtf.Field) -> None:
        if _level(field) > (_level(self.likelihood) or max(LIKELIHOODS)):
            raise ValidationError(_("With safeguards it cannot be likelier than without them"))
        self._agree(field, _level(self.likelihood), 1, LIKELIHOODS)

    def _agree(self, field: wtf.Field, before: int, which: int, words: dict[int, Any]) -> None:
        """What is left has to be what the safeguards claim to leave."""
        steps = [row.form.steps()[which] for row in self.safeguards if row.form.text.data]
        left = claimed(before, steps) if before else 0
        if steps and left and _level(field) not in (0, left):
            raise ValidationError(
                _("The safeguards claim to leave “%(claim)s”. Choose that, or change what they claim")
                % {"claim": words[left]}
            )

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
                severity_steps=row.form.steps()[0],
                likelihood_steps=row.form.steps()[1],
                evidence=row.form.evidence.data,
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


def harm_form(harm: Harm | None = None, mark: LensMark | None = None) -> HarmForm:
    """The form for a new harm, begun from a mark on the canvas when there is one, or for an existing harm."""
    if harm is None:
        return HarmForm(data={"title": mark.text[:200], "who": mark.who} if mark else None)
    names = ("title", "who", "principle", "reversible", "accepted_reason", "is_public", "version")
    numbers = ("severity", "likelihood", "severity_after", "likelihood_after")
    data: dict[str, Any] = {name: getattr(harm, name) for name in names}
    data |= {name: str(getattr(harm, name)) for name in numbers}
    data["safeguards"] = [
        {
            **{name: getattr(s, name) for name in ("text", "responsible", "due_on", "in_place", "evidence")},
            "severity_steps": str(s.severity_steps),
            "likelihood_steps": str(s.likelihood_steps),
        }
        for s in harm.safeguards
    ]
    return HarmForm(data=data)
