"""Forms that give sections and questions to people of the team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import ValidationError

from app.accounts.models import Person
from app.database import utcnow
from app.web.fields import DateParts
from app.web.forms import BaseForm


class DueOn(DateParts):
    """A day that has not passed; only together with a person."""

    def pre_validate(self, form: wtf.Form) -> None:
        if self.data is not None and self.data < utcnow().date():
            raise ValidationError(_("Choose a date that has not passed"))
        if self.raw_data and not form["person_id"].data:
            raise ValidationError(_("Choose who does it by this date, or empty the date"))


class _SectionsForm(BaseForm):
    """Stands first, so that mistakes are told in the order of the page."""

    sections = wtf.SelectMultipleField(_l("Sections"))


class AssignForm(BaseForm):
    """Who of the team does it, and by when."""

    person_id = wtf.SelectField(_l("Who deals with it?"), description=_l("People of the team."), default="")
    due_on = DueOn(_l("By when? (optional)"), description=_l("For example, 27 3 2027"))

    def offer(self, team: Sequence[Person], current: Person | None = None) -> None:
        """Fills the list of people; who has it now and has left the team stays in it, marked."""
        self.person_id.choices = [
            SelectChoice("", _l("Nobody")),
            *(SelectChoice(str(person.id), person.name) for person in team),
        ]
        if current is not None and all(person.id != current.id for person in team):
            left = _("%(name)s (no longer on the team)", name=current.name)
            self.person_id.choices.append(SelectChoice(str(current.id), left))

    def chosen(self) -> int | None:
        """The id of the chosen person, None for nobody."""
        return int(self.person_id.data) if self.person_id.data else None

    def day(self) -> date | None:
        """The date given, if any."""
        found: date | None = self.due_on.data
        return found


class AssignSectionsForm(_SectionsForm, AssignForm):
    """The same for several sections at once."""

    def check(self, *, taking_off: bool) -> bool:
        """Whether it can be done; says at each field what is missing. Taking off needs no person."""
        if taking_off:
            self.person_id.data, self.due_on.data, self.due_on.raw_data = "", None, []
            self.due_on.process_errors = []
        fine = bool(self.validate())
        if not self.sections.data and not self.sections.errors:
            self.sections.errors = [_("Tick at least one section")]
        if not taking_off and not self.person_id.data and not self.person_id.errors:
            self.person_id.errors = [_("Choose who deals with the sections")]
        return fine and not self.sections.errors and not self.person_id.errors
