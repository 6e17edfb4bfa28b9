"""Forms of incidents and pauses, inside the organisation."""

from __future__ import annotations

from collections.abc import Iterable

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.board.incidents.facts import IncidentReport, Telling
from app.board.incidents.words import HARM, SEVERITIES, SEVERITY_HINTS
from app.register.linter.personal_data import find_personal_data
from app.web.fields import LongText, ShortText
from app.web.forms import BaseForm
from app.web.lists import ChosenMany

LONG = Length(max=5000, message=_l("Use at most 5,000 characters"))
SOME = Length(max=2000, message=_l("Use at most 2,000 characters"))
SHORT = Length(max=200, message=_l("Use at most 200 characters"))
NO_USE = ""


def offer_uses(field: wtf.SelectField, uses: Iterable[tuple[int, str]]) -> None:
    """Puts uses into a list to choose from, after "not known"."""
    choices = [SelectChoice(NO_USE, _("I do not know, or it is not in the list"))]
    field.choices = choices + [SelectChoice(str(use_id), name) for use_id, name in uses]


def chosen_use(field: wtf.SelectField) -> int | None:
    """The use that was chosen; only for a form that is valid."""
    return int(field.data) if field.data else None


class ReportForm(BaseForm):
    use = wtf.SelectField(_l("Which use was it?"), [Optional()])
    happened = LongText(
        _l("What happened?"),
        [DataRequired(_l("Say what happened")), LONG],
        description=_l("What went wrong, and how did you notice? Name no more people than you must."),
    )
    happened_on = ShortText(_l("When did it happen? (optional)"), [SHORT])
    affected_who = LongText(
        _l("Who was affected? (optional)"),
        [SOME],
        description=_l("For example tenants who asked for a repair in March."),
    )
    harm = wtf.RadioField(
        _l("Was anybody harmed?"),
        [DataRequired(_l("Say whether anybody was harmed"))],
        choices=lambda: [SelectChoice(code, text) for code, text in HARM.items()],
        description=_l("Harm can be to health, money, rights, dignity, or being treated worse than others."),
    )

    def facts(self, language: str) -> IncidentReport:
        """The report as typed; only for a form that is valid."""
        return IncidentReport(
            happened=self.happened.data,
            happened_on=self.happened_on.data,
            affected_who=self.affected_who.data,
            harm=self.harm.data,
            language=language,
        )


class IncidentTriageForm(BaseForm):
    use = wtf.SelectField(_l("Which use does it concern?"), [Optional()])
    severity = wtf.RadioField(
        _l("How bad is it?"),
        [DataRequired(_l("Choose how bad it is"))],
        choices=lambda: [
            SelectChoice(code, text, render_kw={"govuk": {"hint": {"text": str(SEVERITY_HINTS[code])}}})
            for code, text in SEVERITIES.items()
        ],
        description=_l("Somebody else closes a serious or critical incident than the one who triages it."),
    )
    note = LongText(_l("Your reasons, and what happens next (optional)"), [SOME])


class NoteForm(BaseForm):
    note = LongText(
        _l("What did you find or do?"),
        [DataRequired(_l("Say what you found or did")), LONG],
        description=_l("Only people who work on this incident read it."),
    )


class TellingForm(BaseForm):
    """What was done and learnt, and what the public reads."""

    done = LongText(
        _l("What was done about it?"),
        [DataRequired(_l("Say what was done")), SOME],
        description=_l("If you publish, the public reads this. Name no person."),
    )
    learnt = LongText(
        _l("What was learnt?"),
        [DataRequired(_l("Say what was learnt, even if it is little")), SOME],
        description=_l("If you publish, the public reads this. Name no person."),
    )
    publish = wtf.RadioField(
        _l("Does the public read about it?"),
        [DataRequired(_l("Choose whether the public reads about it"))],
        choices=[SelectChoice("yes", _l("Yes, on the public entry")), SelectChoice("no", _l("No"))],
    )
    summary = LongText(
        _l("What the public reads first: what happened, in plain words"),
        [SOME],
        description=_l("Needed when you publish. Two or three short sentences. Name no person."),
    )
    withheld_because = LongText(
        _l("Why does the public not read it?"),
        [SOME],
        description=_l("Needed when you do not publish. The board and the owner can read it."),
    )
    checked = wtf.BooleanField(_l("I checked these words: they tell nothing about a single person"))

    def validate_summary(self, field: wtf.Field) -> None:
        if self.publish.data == "yes" and not field.data:
            raise ValidationError(_("Write what the public reads"))

    def validate_withheld_because(self, field: wtf.Field) -> None:
        if self.publish.data == "no" and not field.data:
            raise ValidationError(_("Say why the public does not read it"))

    def validate_checked(self, field: wtf.Field) -> None:
        if self.publish.data != "yes" or field.data:
            return
        words = (self.summary.data, self.done.data, self.learnt.data)
        found = [finding.found for text in words for finding in find_personal_data(text or "")]
        if found:
            sentence = _(
                "This looks like data about one person: %(what)s. Take it out, or tick that you checked."
            )
            raise ValidationError(sentence % {"what": ", ".join(dict.fromkeys(found))})

    def telling(self) -> Telling:
        """What was typed; only for a form that is valid."""
        return Telling(
            done=self.done.data,
            learnt=self.learnt.data,
            publish=self.publish.data == "yes",
            summary=self.summary.data,
            withheld_because=self.withheld_because.data,
        )


class SetAsideForm(BaseForm):
    what = wtf.RadioField(
        _l("Why is it set aside?"),
        [DataRequired(_l("Choose why it is set aside"))],
        choices=[
            SelectChoice("reject", _l("It is not an incident")),
            SelectChoice("join", _l("Somebody reported the same before")),
        ],
    )
    reason = LongText(
        _l("Why is it not an incident?"),
        [SOME],
        description=_l("Who reported it inside the organisation can read it."),
    )
    reference = ShortText(_l("Reference of the other incident"), [SHORT], description=_l("Like 7K3M-9Q2X"))

    def validate_reason(self, field: wtf.Field) -> None:
        if self.what.data == "reject" and not field.data:
            raise ValidationError(_("Give the reason"))

    def validate_reference(self, field: wtf.Field) -> None:
        if self.what.data == "join" and not field.data:
            raise ValidationError(_("Enter the reference of the other incident"))


class ReopenForm(BaseForm):
    reason = LongText(_l("Why is it opened again?"), [DataRequired(_l("Give the reason")), SOME])


class PauseForm(BaseForm):
    reason = LongText(
        _l("Why is it paused, and what happens instead?"),
        [DataRequired(_l("Say why it is paused")), SOME],
        description=_l("These words stand on top of the public entry. Name no person."),
    )


class LiftPauseForm(BaseForm):
    reason = LongText(
        _l("Why may it go on?"),
        [DataRequired(_l("Say why it may go on")), SOME],
        description=_l("The team, the owner and the board read it."),
    )


class SpamForm(BaseForm):
    """Which reports of the public are set aside together, and why."""

    chosen = ChosenMany(_l("Reports"), skips_others=True)
    reason = ShortText(_l("Reason"), [DataRequired(_l("Give the reason")), SHORT])

    def ids(self) -> list[int]:
        """The reports that were ticked; what is no id is left out."""
        return self.chosen.data or []
