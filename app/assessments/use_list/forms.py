"""Forms of a use and its team."""

from __future__ import annotations

from collections.abc import Mapping

import wtforms as wtf
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length

from app.accounts.queries import Colleague
from app.assessments.words import KINDS, PHASES, SERVICE_AREAS
from app.web.fields import ShortText
from app.web.forms import BaseForm

_KIND_HINTS = {
    "algorithm": _l("Software that ranks, scores, predicts, recognises, writes or decides"),
    "data_use": _l("Sharing, joining or analysing data about people, without a tool that decides"),
}
_PHASE_HINTS = {
    "idea": _l("Somebody thinks that it may help; nothing is bought or built"),
    "pre_deployment": _l("It is being chosen, bought or built"),
    "private_beta": _l("Tried with a few people who were asked"),
    "public_beta": _l("Open to everybody, still being changed a lot"),
    "production": _l("Part of everyday work"),
    "retired": _l("No longer used"),
}


def _kinds() -> list[SelectChoice]:
    return [_choice(code, str(text), str(_KIND_HINTS[code])) for code, text in KINDS.items()]


def _phases() -> list[SelectChoice]:
    return [_choice(code, str(text), str(_PHASE_HINTS[code])) for code, text in PHASES.items()]


def _areas() -> list[SelectChoice]:
    first = SelectChoice("", _l("Choose a service area"))
    return [first, *(SelectChoice(code, text) for code, text in SERVICE_AREAS.items())]


def _choice(code: str, text: str, hint: str) -> SelectChoice:
    return SelectChoice(code, text, render_kw={"govuk": {"hint": {"text": hint}}})


class UseForm(BaseForm):
    """What a use is called, what it is and who answers for it."""

    name = ShortText(
        _l("What is it called?"),
        [
            DataRequired(_l("Enter a name")),
            Length(max=200, message=_l("A name has at most 200 characters")),
        ],
        description=_l("The name that people at work use, for example “Housing repairs triage”."),
    )
    kind = wtf.RadioField(
        _l("What kind of use is it?"),
        [DataRequired(_l("Choose what kind of use it is"))],
        choices=_kinds,
    )
    phase = wtf.RadioField(_l("How far is it?"), [DataRequired(_l("Choose how far it is"))], choices=_phases)
    service_area = wtf.SelectField(
        _l("Which service is it for?"), [DataRequired(_l("Choose a service area"))], choices=_areas
    )
    questionnaire = wtf.RadioField(
        _l("Which questionnaire will you answer?"), [DataRequired(_l("Choose a questionnaire"))]
    )
    owner_id = wtf.SelectField(
        _l("Who is the accountable owner?"),
        description=_l("The senior person who answers the board’s advice. You can choose later."),
    )

    def offer_owners(self, owners: list[Colleague], current: tuple[int, str] | None = None) -> None:
        """Fills the list of owners; `current` stays in it even when the person has lost the role."""
        people = {owner.id: owner.name for owner in owners} | (dict([current]) if current else {})
        self.owner_id.choices = [
            SelectChoice("", _l("Not decided yet")),
            *(SelectChoice(str(key), name) for key, name in people.items()),
        ]

    def offer_questionnaires(self, titles: Mapping[str, str]) -> None:
        """Fills the choice of questionnaires by key; with fewer than two there is nothing to ask."""
        if len(titles) < 2:
            del self.questionnaire
            return
        self.questionnaire.choices = [SelectChoice(key, title) for key, title in titles.items()]
        if not self.is_submitted():
            self.questionnaire.data = next(iter(titles))

    def chosen_questionnaire(self, default: str) -> str:
        """The key of the chosen questionnaire."""
        return self.questionnaire.data if "questionnaire" in self else default

    def chosen_owner(self) -> int | None:
        """The id of the chosen owner, None when nobody is chosen yet."""
        return int(self.owner_id.data) if self.owner_id.data else None


class AddMemberForm(BaseForm):
    """Adds a colleague to a team."""

    person_id = wtf.SelectField(
        _l("Add a colleague"),
        [DataRequired(_l("Choose a colleague"))],
        description=_l("People with the role of team member."),
    )

    def offer(self, people: list[Colleague]) -> None:
        """Fills the list of colleagues."""
        self.person_id.choices = [
            SelectChoice("", _l("Choose a colleague")),
            *(SelectChoice(str(person.id), person.name) for person in people),
        ]
