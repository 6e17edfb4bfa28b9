"""The form with which anybody reports a problem from a public entry."""

from __future__ import annotations

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.incidents.facts import IncidentReport
from app.board.incidents.forms import LONG, SHORT
from app.board.incidents.words import AFFECTED
from app.web.fields import LongText, ShortText
from app.web.forms import BaseForm


class PublicReportForm(BaseForm):
    """`website` is a trap: people do not see it, programs that send advertising fill it in."""

    happened = LongText(
        _l("What went wrong?"),
        [DataRequired(_l("Tell us what went wrong")), LONG],
        description=_l("Tell us in your own words. You do not need to know how it works."),
    )
    happened_on = ShortText(
        _l("When did it happen? (optional)"), [SHORT], description=_l("For example last Tuesday, or in March")
    )
    affected = wtf.RadioField(
        _l("Did it happen to you?"),
        [DataRequired(_l("Choose whether it happened to you"))],
        choices=lambda: [SelectChoice(code, text) for code, text in AFFECTED.items()],
    )
    contact = ShortText(
        _l("How can we reach you? (optional)"),
        [Length(max=300, message=_l("Use at most 300 characters"))],
        description=_l(
            "An e-mail address or a telephone number. We use it for this report only,"
            " and delete it a year after the report is closed."
        ),
    )
    website = ShortText(_l("Leave this box empty"), [SHORT])

    def validate_website(self, field: wtf.Field) -> None:
        if field.data:
            raise ValidationError(
                _("The box “Leave this box empty” has words in it. Take them out and send again")
            )

    def facts(self, language: str, peer_hash: str) -> IncidentReport:
        """The report as typed; only for a form that is valid."""
        return IncidentReport(
            happened=self.happened.data,
            happened_on=self.happened_on.data,
            affected=self.affected.data,
            contact=self.contact.data,
            language=language,
            peer_hash=peer_hash,
        )
