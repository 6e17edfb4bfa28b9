"""The form of one mark."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.assessments.lenses.actions import MarkInput
from app.assessments.lenses.models import LensMark
from app.assessments.lenses.words import DIRECTNESS, EFFECTS, HARMED, HELPED
from app.web.fields import LongText, ShortText
from app.web.forms import BaseForm

_HINTS = {
    HELPED: _l("Something gets better for somebody, or for nature"),
    HARMED: _l("Something gets worse. You then list it as a harm, or say why it is accepted"),
    "none": _l("You looked, and nothing of weight changes"),
    "unknown": _l("Somebody has to find out"),
}
_ABOUT_DIRECTNESS = _l(
    "Indirectly means by way of something else, for example through the makers of the device, or because "
    "staff rely on the result."
)


class MarkForm(BaseForm):
    effect = wtf.RadioField(
        _l("What does the use do here?"),
        [DataRequired(_l("Choose what the use does here"))],
        choices=lambda: [
            SelectChoice(code, text, render_kw={"govuk": {"hint": {"text": str(_HINTS[code])}}})
            for code, text in EFFECTS.items()
        ],
    )
    text = ShortText(
        _l("What happens?"),
        [
            DataRequired(_l("Say what happens, or what you looked at")),
            Length(max=500, message=_l("Use at most 500 characters")),
        ],
        description=_l("One effect in a sentence."),
    )
    directness = wtf.RadioField(
        _l("Directly or indirectly?"),
        validate_choice=False,
        choices=lambda: [SelectChoice(code, text) for code, text in DIRECTNESS.items()],
        description=_ABOUT_DIRECTNESS,
    )
    who = ShortText(
        _l("For whom?"),
        [Length(max=500, message=_l("Use at most 500 characters"))],
        description=_l("People, other living things or a place. Name those who are hit hardest."),
    )
    evidence = LongText(
        _l("How do you know?"),
        [Length(max=2000, message=_l("Use at most 2,000 characters"))],
        description=_l("A figure, a report, a talk with somebody. “We suppose so” is an honest answer too."),
    )
    harm_id = wtf.SelectField(
        _l("Which harm on your list is it?"),
        description=_l("For a harmful effect. Leave it empty to list a new harm in the next step."),
    )
    accepted_reason = LongText(
        _l("Or: why is it right to accept it?"),
        [Length(max=2000, message=_l("Use at most 2,000 characters"))],
        description=_l("For a harmful effect that you do not list as a harm. The board reads this closely."),
    )
    is_public = wtf.BooleanField(
        _l("Show this on the public register"),
        default=True,
    )

    def offer(self, harms: dict[int, str]) -> None:
        """Gives the harms that may be chosen, titles by id."""
        empty = SelectChoice("", _("None of them, or not yet"))
        self.harm_id.choices = [empty, *(SelectChoice(str(key), title) for key, title in harms.items())]
        if self.harm_id.data not in {str(key) for key in harms} and not self.is_submitted():
            self.harm_id.data = ""

    def validate_directness(self, field: wtf.Field) -> None:
        if field.data and field.data not in DIRECTNESS:
            raise ValidationError(_("Not a valid choice."))
        if self.effect.data in (HELPED, HARMED) and not field.data:
            raise ValidationError(_("Choose whether it happens directly or indirectly"))

    def validate_who(self, field: wtf.Field) -> None:
        if self.effect.data in (HELPED, HARMED) and not field.data:
            raise ValidationError(_("Say who or what is helped or harmed"))

    def facts(self) -> MarkInput:
        """What was typed; only for a form that is valid."""
        touches = self.effect.data in (HELPED, HARMED)
        harmed = self.effect.data == HARMED
        return MarkInput(
            effect=self.effect.data,
            text=self.text.data,
            directness=(self.directness.data or "") if touches else "",
            who=self.who.data,
            evidence=self.evidence.data,
            harm_id=int(self.harm_id.data) if harmed and self.harm_id.data else None,
            accepted_reason=self.accepted_reason.data if harmed else "",
            is_public=self.is_public.data,
        )


def mark_form(row: LensMark | None, harms: dict[int, str]) -> MarkForm:
    """The form for a new mark or for an existing one."""
    names = ("effect", "text", "directness", "who", "evidence", "accepted_reason", "is_public", "version")
    data: dict[str, Any] = {name: getattr(row, name) for name in names} if row else {}
    data["harm_id"] = str(row.harm_id) if row and row.harm_id else ""
    form = MarkForm(data=data)
    form.offer(harms)
    return form
