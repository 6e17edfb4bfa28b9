"""Forms of a trade-off card: its facts, one option, the choice, and why there is no tension."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.assessments.snapshots.scale import PRINCIPLE_IDS, Scenario, cell, cells, scenarios, steps
from app.assessments.snapshots.trade_offs import OptionFacts
from app.assessments.trade_offs.actions import CardInput, ChoiceInput, OptionInput
from app.assessments.words import PRINCIPLES
from app.web.fields import DateParts, LongText, ShortText
from app.web.forms import BaseForm

_AT_MOST_200 = Length(max=200, message=_l("Use at most 200 characters"))
_AT_MOST_2000 = Length(max=2000, message=_l("Use at most 2,000 characters"))


class CardForm(BaseForm):
    title = ShortText(
        _l("What is the dilemma, in one line?"),
        [DataRequired(_l("Give the dilemma a name")), _AT_MOST_200],
        description=_l("For example, “Faster help or a score that tenants cannot see”."),
    )
    principles = wtf.SelectMultipleField(
        _l("Which principles pull apart?"),
        choices=lambda: [SelectChoice(code, text) for code, text in PRINCIPLES.items()],
        description=_l("Choose two or more."),
    )
    tension = LongText(
        _l("How do they pull apart?"),
        [DataRequired(_l("Say what pulls against what")), _AT_MOST_2000],
        description=_l("More of this means less of that: for whom, and when?"),
    )
    gains = LongText(_l("Who gains?"), [_AT_MOST_2000])
    losses = LongText(_l("Who loses, or gives something up?"), [_AT_MOST_2000])
    heard = LongText(
        _l("What did the people it affects say?"),
        [_AT_MOST_2000],
        description=_l("In their words if you can. If nobody was asked, say so."),
    )

    def validate_principles(self, field: wtf.Field) -> None:
        if len(set(field.data or ())) < 2:
            raise ValidationError(_("Choose at least two principles: one alone does not pull apart"))

    def facts(self) -> CardInput:
        """What was typed; only for a form that is valid."""
        return CardInput(
            title=self.title.data,
            principles=[code for code in PRINCIPLES if code in self.principles.data],
            tension=self.tension.data,
            gains=self.gains.data,
            losses=self.losses.data,
            heard=self.heard.data,
        )


class OptionFormBase(BaseForm):
    title = ShortText(_l("The option, in one line"), [DataRequired(_l("Name the option")), _AT_MOST_200])
    description = LongText(
        _l("What would it mean?"), [Length(max=1000, message=_l("Use at most 1,000 characters"))]
    )

    def grid(self) -> list[tuple[str, list[tuple[wtf.Field, Scenario]]]]:
        """The selects, a row for each principle in words."""
        return [
            (str(PRINCIPLES[principle]), [(self[field_name(principle, s.id)], s) for s in scenarios()])
            for principle in PRINCIPLE_IDS
        ]

    def facts(self) -> OptionInput:
        """What was typed; only for a form that is valid."""
        said = {
            cell(principle, scenario): self[field_name(principle, scenario)].data
            for principle, scenario in cells()
        }
        return OptionInput(
            title=self.title.data,
            description=self.description.data,
            scores={key: value for key, value in said.items() if value},
        )


def field_name(principle: str, scenario: str) -> str:
    """The name of the select for a principle in a scenario."""
    return f"{principle}_{scenario}"


def _select(principle: str, scenario: str) -> wtf.SelectField:
    words = {each.id: each.label for each in scenarios()}
    return wtf.SelectField(
        _l("%(principle)s, %(scenario)s", principle=PRINCIPLES[principle], scenario=_l(words[scenario])),
        choices=lambda: [
            SelectChoice("", _("Not said yet")),
            *(
                SelectChoice(
                    step.value, f"{step.sign}  {_(step.label)}" if step.sign != "?" else _(step.label)
                )
                for step in steps()
            ),
        ],
    )


# One select for each cell: the form's fields follow the data file.
OptionForm = cast(
    type[OptionFormBase],
    type("OptionForm", (OptionFormBase,), {field_name(p, s): _select(p, s) for p, s in cells()}),
)


class ChoiceForm(BaseForm):
    chosen_id = wtf.RadioField(_l("What was chosen?"), [DataRequired(_l("Choose the option that was taken"))])
    reason = LongText(
        _l("Why this one?"),
        [
            DataRequired(_l("Say why this option was chosen")),
            Length(max=4000, message=_l("Use at most 4,000 characters")),
        ],
        description=_l("Also say what you give up by it, and why that is right."),
    )
    signed_by = ShortText(
        _l("Who signs?"),
        [DataRequired(_l("Name the post that signs the choice")), _AT_MOST_200],
        description=_l("A post, not a name. For example, Director of Housing."),
    )
    review_on = DateParts(_l("When do you look again?"))
    public_summary = LongText(
        _l("In plain words, for residents"),
        [_AT_MOST_2000],
        description=_l(
            "What you weighed up and what you gave up for what. It stands on the public register."
        ),
    )
    is_public = wtf.BooleanField(_l("Show this trade-off on the public register"), default=True)

    def offer(self, options: Sequence[OptionFacts]) -> None:
        """Gives the options that may be chosen."""
        self.chosen_id.choices = [SelectChoice(str(option.id), option.title) for option in options]

    def validate_review_on(self, field: DateParts) -> None:
        if not field.data and not field.process_errors:
            raise ValidationError(_("Give the day on which you look again"))

    def validate_public_summary(self, field: wtf.Field) -> None:
        if self.is_public.data and not field.data:
            raise ValidationError(_("Write what residents should read, or untick the box below"))

    def facts(self) -> ChoiceInput:
        """What was typed; only for a form that is valid."""
        return ChoiceInput(
            chosen_id=int(self.chosen_id.data),
            reason=self.reason.data,
            signed_by=self.signed_by.data,
            review_on=self.review_on.data,
            public_summary=self.public_summary.data,
            is_public=self.is_public.data,
        )


class NoTensionForm(BaseForm):
    reason = LongText(
        _l("Why does nothing pull apart?"),
        [_AT_MOST_2000],
        description=_l(
            "Hardly any use with a high impact comes without a price for somebody. "
            "The board reads this closely."
        ),
    )
    withdraw = wtf.SubmitField(_l("Take the reason back"))

    def validate_reason(self, field: wtf.Field) -> None:
        if not field.data and not self.withdraw.data:
            raise ValidationError(_("Say why nothing pulls apart"))

    def wanted(self) -> str:
        """The reason to keep; empty to take it back. Only for a form that is valid."""
        return "" if self.withdraw.data else str(self.reason.data)


def values(row: Any, *names: str) -> dict[str, Any]:
    """The row's values for filling a form, its version included."""
    return {name: getattr(row, name) for name in (*names, "version")}
