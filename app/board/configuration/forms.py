"""Forms of how a board works and of the outcomes that its advice may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.configuration.actions import OutcomeInput
from app.board.configuration.model import LEVELS, Configuration, OutcomeSetting
from app.board.configuration.words import RULE_HINTS, RULES, TIES, YES_NO
from app.board.words import OUTCOME_HINTS, OUTCOMES
from app.vocabulary.advice import AdviceOutcome
from app.web.fields import LongText, ShortText
from app.web.forms import BaseForm

_NEEDED = DataRequired(_l("Choose one"))


class Whole:
    """Validator: a whole number between two others."""

    def __init__(self, least: int, most: int, *, may_be_empty: bool = False) -> None:
        self.least, self.most, self.may_be_empty = least, most, may_be_empty

    def __call__(self, _form: wtf.Form, field: wtf.Field) -> None:
        text = field.data or ""
        if not text and self.may_be_empty:
            return
        fits = text.isascii() and text.isdigit() and len(text) <= 4 and self.least <= int(text) <= self.most
        if not fits:
            raise ValidationError(
                _("Enter a whole number from %(least)s to %(most)s", least=self.least, most=self.most)
            )


def _choices(words: Mapping[str, object], hints: Mapping[str, object] | None = None) -> list[SelectChoice]:
    return [
        SelectChoice(
            code,
            text,
            render_kw={"govuk": {"hint": {"text": str(hints[code])}}} if hints and code in hints else {},
        )
        for code, text in words.items()
    ]


def _yes_no(label: object, hint: object) -> wtf.RadioField:
    return wtf.RadioField(label, [_NEEDED], description=hint, choices=lambda: _choices(YES_NO))


def _days(label: object) -> ShortText:
    return ShortText(label, [Whole(1, 365)])


def _months(label: object) -> ShortText:
    return ShortText(label, [Whole(1, 60)])


class SettingsForm(BaseForm):
    quorum = ShortText(
        _l("How many members must take part? (optional)"),
        [Whole(0, 99, may_be_empty=True)],
        description=_l(
            "The quorum. With fewer, nothing can be agreed. Leave it empty when your board has none:"
            " then the chair may write down that the board agreed, without who said what."
        ),
    )
    abstentions_count = _yes_no(
        _l("Does a member who abstains count towards the quorum?"),
        _l("Yes: they are there, though they take neither side."),
    )
    rule = wtf.RadioField(
        _l("How does the board decide?"), [_NEEDED], choices=lambda: _choices(RULES, RULE_HINTS)
    )
    casting_vote = _yes_no(
        _l("Does the chair decide when a vote is equal?"),
        _l("This is the casting vote. The public entry says when it was used."),
    )
    tie = wtf.RadioField(
        _l("If not: what does an equal vote mean?"), [_NEEDED], choices=lambda: _choices(TIES)
    )
    correspondence_days = ShortText(
        _l("How many days do members have to answer by correspondence?"),
        [Whole(1, 90)],
        description=_l("After that day nobody can answer, and the answers are counted."),
    )
    due_high = _days(_l("Days for a review: high impact"))
    due_medium = _days(_l("Days for a review: medium impact"))
    due_low = _days(_l("Days for a review: low impact"))
    again_high = _months(_l("Months until the board looks again: high impact"))
    again_medium = _months(_l("Months until the board looks again: medium impact"))
    again_low = _months(_l("Months until the board looks again: low impact"))
    interests_public = _yes_no(
        _l("Is the register of interests public?"),
        _l("If yes, everybody can read who declared which interest, and who took no part."),
    )
    minutes_public = _yes_no(
        _l("Are minutes published?"),
        _l("After the board has approved them. Parts that the law keeps private stay out."),
    )

    @classmethod
    def of(cls, settings: Configuration) -> SettingsForm:
        """The form filled from the settings as they stand."""
        levels = {f"due_{level}": str(settings.due_days[level]) for level in LEVELS}
        levels |= {f"again_{level}": str(settings.review_after_months[level]) for level in LEVELS}
        return cls(
            data={
                **levels,
                "quorum": str(settings.quorum or ""),
                "rule": settings.rule.value,
                "casting_vote": _word(settings.casting_vote),
                "tie": settings.tie.value,
                "abstentions_count": _word(settings.abstentions_count),
                "interests_public": _word(settings.interests_public),
                "minutes_public": _word(settings.minutes_public),
                "correspondence_days": str(settings.correspondence_days),
                "version": str(settings.version),
            }
        )

    def settings(self) -> dict[str, Any]:
        """What was chosen; only for a form that is valid."""
        return {
            "quorum": int(self.quorum.data or 0),
            "rule": self.rule.data,
            "casting_vote": self.casting_vote.data == "yes",
            "tie": self.tie.data,
            "abstentions_count": self.abstentions_count.data == "yes",
            "interests_public": self.interests_public.data == "yes",
            "minutes_public": self.minutes_public.data == "yes",
            "correspondence_days": int(self.correspondence_days.data),
            "due_days": {level: int(self[f"due_{level}"].data) for level in LEVELS},
            "review_after_months": {level: int(self[f"again_{level}"].data) for level in LEVELS},
        }


def _word(value: bool) -> str:
    return "yes" if value else "no"


class OutcomeForm(BaseForm):
    """An outcome; its meaning cannot be chosen any more once advice has it."""

    label = ShortText(
        _l("What is it called?"),
        [
            DataRequired(_l("Say what it is called")),
            Length(max=120, message=_l("Use at most 120 characters")),
        ],
        description=_l("These words stand on the public entry."),
    )
    label_cy = ShortText(
        _l("What is it called in Welsh? (optional)"),
        [Length(max=120, message=_l("Use at most 120 characters"))],
    )
    hint = LongText(
        _l("What does it mean for the team? (optional)"),
        [Length(max=500, message=_l("Use at most 500 characters"))],
        description=_l("The board reads this when it chooses."),
    )
    hint_cy = LongText(
        _l("The same in Welsh (optional)"), [Length(max=500, message=_l("Use at most 500 characters"))]
    )
    meaning = wtf.RadioField(
        _l("Which of these does it come to?"),
        [DataRequired(_l("Choose what it comes to"))],
        description=_l("Figures and other registers understand these six only."),
        choices=lambda: _choices(OUTCOMES, OUTCOME_HINTS),
    )
    wants_conditions = wtf.BooleanField(_l("It must name conditions"))
    wants_phase = wtf.BooleanField(_l("It must name the one phase that it is for"))

    def __init__(self, *, used: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if used:
            del self.meaning

    @classmethod
    def of(cls, outcome: OutcomeSetting, version: int, *, used: bool) -> OutcomeForm:
        """The form filled from the outcome as it stands."""
        return cls(
            used=used,
            data={
                "label": outcome.label,
                "label_cy": outcome.label_cy,
                "hint": outcome.hint,
                "hint_cy": outcome.hint_cy,
                "meaning": outcome.meaning.value,
                "wants_conditions": outcome.wants_conditions,
                "wants_phase": outcome.wants_phase,
                "version": str(version),
            },
        )

    def say_taken(self) -> None:
        """Says that another outcome is called so."""
        self.label.errors = [_("Another outcome is called that already")]

    def facts(self, meaning: AdviceOutcome | None = None) -> OutcomeInput:
        """What was typed; only for a form that is valid."""
        return OutcomeInput(
            label=self.label.data,
            label_cy=self.label_cy.data,
            hint=self.hint.data,
            hint_cy=self.hint_cy.data,
            meaning=meaning or AdviceOutcome(self.meaning.data),
            wants_conditions=self.wants_conditions.data,
            wants_phase=self.wants_phase.data,
        )
