"""The form of the areas that a use touches."""

from __future__ import annotations

from collections.abc import Mapping

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import Length, ValidationError

from app.uses.areas.actions import MOST_AREAS
from app.uses.areas.names import folded
from app.uses.models import LONGEST_AREA
from app.web.fields import LongText
from app.web.forms import BaseForm

LONGEST_LIST = 20_000


class AreasForm(BaseForm):
    """Areas that the organisation has named before as boxes to tick, and others one a line."""

    known = wtf.SelectMultipleField(
        _l("Areas that your organisation has named before"), description=_l("Choose all that apply.")
    )
    others = LongText(
        _l("Other areas, one on each line"),
        [Length(max=LONGEST_LIST, message=_l("Use at most 20,000 characters"))],
        description=_l("Use the names that residents know, such as wards, estates or villages."),
    )

    def offer(self, known: Mapping[str, str]) -> None:
        """Fills the boxes with names by their folded form; without any there are no boxes."""
        if known:
            self.known.choices = [SelectChoice(key, name) for key, name in known.items()]
        else:
            del self.known

    def names(self) -> list[str]:
        """The names that were chosen and typed; only for a form that is valid."""
        boxes = self.known.choices if self.known else []
        words = {choice.value: str(choice.label) for choice in boxes}
        return [words[key] for key in self._ticked()] + self._typed()

    def _ticked(self) -> list[str]:
        return list(self.known.data or []) if self.known else []

    def _typed(self) -> list[str]:
        return [line for line in (self.others.data or "").split("\n") if folded(line)]

    def validate_others(self, field: wtf.Field) -> None:
        too_long = next((line for line in self._typed() if len(folded(line)) > LONGEST_AREA), None)
        if too_long is not None:
            raise ValidationError(
                _("A name has at most 100 characters; this one is longer: %(name)s", name=too_long[:60] + "…")
            )
        if len(self._typed()) + len(self._ticked()) > MOST_AREAS:
            raise ValidationError(_("Name at most 200 areas"))
