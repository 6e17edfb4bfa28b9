"""The form of a response: an answer to each point of the advice, then the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError

from app.accounts.models import Person
from app.board.models import Advice, Condition
from app.board.responses.models import ResponseDraft
from app.board.responses.overall_answer import PointInput, overall
from app.board.words import POINT_ANSWERS
from app.vocabulary.advice import ResponseOutcome
from app.web.fields import LongText, ShortText, unusable_character
from app.web.forms import BaseForm

LONGEST, LONGEST_POST = 8000, 200
_LONG = Length(max=LONGEST, message=_l("Use at most 8,000 characters"))
_SHORT = Length(max=LONGEST_POST, message=_l("Use at most 200 characters"))
ITSELF = "advice"


class _Chosen:
    """Validator: the point has an answer; the error names the point."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, form: Any, field: wtf.Field) -> None:
        if not field.data:
            field.errors = []
            raise StopValidation(_("%(point)s: choose your answer", point=form.point))


class PointForm(wtf.Form):
    """The answer to one point; `point` is what errors call it."""

    point = ""

    answer = wtf.RadioField(
        _l("Your answer"),
        [_Chosen()],
        choices=lambda: [SelectChoice(code, text) for code, text in POINT_ANSWERS.items()],
    )
    reasons = LongText(
        _l("Why"),
        [_LONG],
        description=_l("Needed unless you accept. The public reads it beside what the board asked."),
    )

    def validate_reasons(self, field: wtf.Field) -> None:
        if self.answer.data in (ResponseOutcome.ACCEPT_IN_PART, ResponseOutcome.DEPART) and not field.data:
            raise ValidationError(_("%(point)s: say why you do not accept all of it", point=self.point))


class ConditionPointForm(PointForm):
    """The answer to a condition, and who sees to it."""

    owner_id = wtf.SelectField(_l("Who sees to it"), validate_choice=True)
    owner_post = ShortText(
        _l("Their post"),
        [_SHORT],
        description=_l("For example Repairs manager. The public sees the post, not the name."),
    )

    def validate_owner_id(self, field: wtf.Field) -> None:
        if self.is_owed and not field.data:
            raise ValidationError(_("%(point)s: choose who sees to it", point=self.point))

    def validate_owner_post(self, field: wtf.Field) -> None:
        if self.is_owed and not field.data:
            raise ValidationError(
                _("%(point)s: enter the post of the person who sees to it", point=self.point)
            )

    @property
    def is_owed(self) -> bool:
        """Whether the answer leaves something to do."""
        return self.answer.data in (ResponseOutcome.ACCEPT, ResponseOutcome.ACCEPT_IN_PART)


class ResponseForm(BaseForm):
    """The parent of the form for one advice, which `response_form` makes."""

    reasons: Any
    post: Any

    def part(self, condition: Condition | None = None) -> Any:
        """The form of one point: of a condition, or of the advice itself."""
        return self[_name(condition)].form

    def words(self) -> dict[str, Any]:
        """What was written, for keeping; hidden fields stay out."""
        return {name: value for name, value in self.data.items() if name not in _HIDDEN}

    def refuse_what_cannot_be_kept(self) -> bool:
        """Puts an error on each text that is too long or cannot be stored; True if there is one."""
        found = False
        for field in _texts(self):
            limit = LONGEST if isinstance(field, LongText) else LONGEST_POST
            if len(field.data or "") > limit or unusable_character(field.data or ""):
                field.validate(self)
                found = True
        return found


_HIDDEN = frozenset({"csrf_token", "nonce", "version"})


def _name(condition: Condition | None) -> str:
    return ITSELF if condition is None else f"condition{condition.id}"


def _texts(form: wtf.Form) -> list[Any]:
    found = []
    for field in form:
        if isinstance(field, wtf.FormField):
            found += _texts(field.form)
        elif isinstance(field, LongText | ShortText):
            found.append(field)
    return found


def response_form(
    advice: Advice, people: Sequence[Person], draft: ResponseDraft | None, owner_id: int
) -> ResponseForm:
    """The form for an advice, filled with what was kept; who answers is proposed to see to each condition."""
    fields: dict[str, Any] = {ITSELF: wtf.FormField(PointForm)}
    for condition in advice.conditions:
        fields[_name(condition)] = wtf.FormField(ConditionPointForm)
    fields["reasons"] = LongText(
        _l("Your reasons, all in all"),
        [DataRequired(_l("Give your reasons")), _LONG],
        description=_l("These words stand beside the board’s advice on the public register. Name no person."),
    )
    fields["post"] = ShortText(
        _l("Your post"),
        [DataRequired(_l("Enter your post")), _SHORT],
        description=_l("For example Director of Housing. The public sees your post, not your name."),
    )
    proposed: dict[str, Any] = {
        _name(condition): {"owner_id": str(owner_id), "owner_post": condition.owner_post}
        for condition in advice.conditions
    }
    words = draft.words if draft else proposed
    made: type[ResponseForm] = type("AdviceResponseForm", (ResponseForm,), fields)
    form = made(data={**words, "version": draft.version if draft else 0})
    form.part().point = _("The advice itself")
    for number, condition in enumerate(advice.conditions, start=1):
        form.part(condition).point = _("Condition %(number)s", number=number)
        form.part(condition).owner_id.choices = [
            SelectChoice("", _("Choose a person")),
            *(SelectChoice(str(person.id), person.name) for person in people),
        ]
    return form


def points(form: ResponseForm, advice: Advice) -> list[PointInput]:
    """The answers; only for a form that is valid."""
    itself = form.part()
    found = [PointInput(None, ResponseOutcome(itself.answer.data), itself.reasons.data)]
    for condition in advice.conditions:
        part = form.part(condition)
        found.append(
            PointInput(
                condition.id,
                ResponseOutcome(part.answer.data),
                part.reasons.data,
                int(part.owner_id.data) if part.is_owed else None,
                part.owner_post.data if part.is_owed else "",
            )
        )
    return found


def so_far(form: ResponseForm, advice: Advice) -> ResponseOutcome | None:
    """What the answers come to; None while a point has none."""
    parts = [(None, form.part()), *((c.id, form.part(c)) for c in advice.conditions)]
    if any(part.answer.data not in tuple(ResponseOutcome) for _id, part in parts):
        return None
    return overall([PointInput(each, ResponseOutcome(part.answer.data)) for each, part in parts])
