"""Forms of an appeal: its grounds, the answer, what another member says to it, who stands in."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length

from app.accounts.models import Person
from app.vocabulary.advice import AppealOutcome
from app.web.fields import LongText
from app.web.forms import BaseForm

_LONG = Length(max=8000, message=_l("Use at most 8,000 characters"))
OUTCOMES = {
    AppealOutcome.STANDS.value: _l("The advice stands"),
    AppealOutcome.CHANGED.value: _l("The advice should change. The board then prepares a new one."),
}


class GroundsForm(BaseForm):
    grounds = LongText(
        _l("What did the board overlook, or see otherwise than you?"),
        [DataRequired(_l("Say why the board should look again")), _LONG],
        description=_l(
            "Point to what is in the submission. It appears on the public register. Name no person."
        ),
    )


class AnswerForm(BaseForm):
    outcome = wtf.RadioField(
        _l("What comes of the second look?"),
        [DataRequired(_l("Choose what comes of the second look"))],
        choices=lambda: [SelectChoice(code, text) for code, text in OUTCOMES.items()],
    )
    reasons = LongText(
        _l("Reasons"),
        [DataRequired(_l("Give the reasons")), _LONG],
        description=_l("Answer each of the grounds. It appears on the public register. Name no person."),
    )


class AgreeForm(BaseForm):
    """A button; its version is that of the answer that was read."""


class ObjectForm(BaseForm):
    objection = LongText(
        _l("What would you answer instead?"), [DataRequired(_l("Say what you would answer instead")), _LONG]
    )


class SubstituteForm(BaseForm):
    """The page's own code fills in the choices."""

    person_id = wtf.SelectField(_l("Who stands in"), [DataRequired(_l("Choose a person"))])


def substitute_form(people: Sequence[Person]) -> SubstituteForm:
    """The form with the people whom the chair may name."""
    form = SubstituteForm()
    form.person_id.choices = [
        SelectChoice("", _("Choose a person")),
        *(SelectChoice(str(person.id), person.name) for person in people),
    ]
    return form
