"""Forms with which members say what they think, and with which a proposal goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.accounts.models import Person
from app.board.deliberation.counting import VoteChoice
from app.board.deliberation.forms import hinted
from app.board.deliberation.inputs import BallotInput
from app.board.deliberation.models import Proposal, ProposalVote
from app.board.deliberation.words import CHOICE_HINTS, CHOICES
from app.vocabulary.advice import DecisionRule
from app.web.fields import LongText, Rows
from app.web.forms import BaseForm

_WORDS = Length(max=4000, message=_l("Use at most 4,000 characters"))
LONGEST_ID = 9


class StepForm(BaseForm):
    """A step on with a button alone; it says which version of the proposal it was filled from."""


class CloseForm(StepForm):
    """Counts the votes; the chair says how they decide if the vote is equal."""

    casting = wtf.RadioField(_l("Your casting vote, if the vote is equal"), validate_choice=False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        words = CHOICES["vote"]
        self.casting.choices = [SelectChoice(code, words[code]) for code in ("for", "against")]

    def choice(self) -> VoteChoice | None:
        """The casting vote, if one was given."""
        return VoteChoice(self.casting.data) if self.casting.data in ("for", "against") else None


class PresidingForm(StepForm):
    person = wtf.SelectField(
        _l("Who signs instead of the chair?"), [DataRequired(_l("Choose a member"))], validate_choice=True
    )

    def __init__(self, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person.choices = [SelectChoice("", _("Choose a member"))] + [
            SelectChoice(str(person.id), person.name) for person in people
        ]


class VoteForm(BaseForm):
    """One member's answer; `version` is that of their last answer, `round` that of the text."""

    choice = wtf.RadioField(_l("What do you say?"), [DataRequired(_l("Choose what you say"))])
    words = LongText(
        _l("Your dissent, in your own words"),
        [_WORDS],
        description=_l("If you are against it. The public reads it without your name, colleagues with it."),
    )
    round = wtf.HiddenField()

    def __init__(self, proposal: Proposal, mine: ProposalVote | None, **kwargs: Any) -> None:
        data = {
            "choice": mine.choice if mine else None,
            "words": mine.words if mine else "",
            "version": str(mine.version if mine else 0),
            "round": str(proposal.round),
        }
        super().__init__(data=data, **kwargs)
        self.rule = proposal.rule
        hints = CHOICE_HINTS[self.rule]
        self.choice.choices = [
            hinted(code, text, hints.get(code, ""))
            for code, text in CHOICES[self.rule].items()
            if code != VoteChoice.ABSENT
        ]

    def validate_words(self, field: wtf.Field) -> None:
        if self.rule == DecisionRule.CONSENSUS and self.choice.data == VoteChoice.AGAINST and not field.data:
            raise ValidationError(_("Say why you object"))

    def ballot(self) -> BallotInput:
        """What was said; only for a form that is valid."""
        return BallotInput(VoteChoice(self.choice.data), self.words.data)


class BallotRow(wtf.Form):
    """What one member says at a meeting; nothing chosen is nothing written down."""

    person_id = wtf.HiddenField()
    choice = wtf.RadioField(_l("Says"), validate_choice=False)
    words = LongText(_l("Dissent, in the member’s own words"), [_WORDS])


class BallotsForm(BaseForm):
    """What each member at the table says; `version` is the sum of the versions of their votes."""

    ballots = Rows(wtf.FormField(BallotRow), max_entries=100)
    round = wtf.HiddenField()

    def __init__(self, proposal: Proposal, people: Sequence[Person], **kwargs: Any) -> None:
        said = {vote.person_id: vote for vote in proposal.votes_now}
        data = {
            "ballots": [_row(person, said.get(person.id)) for person in people],
            "version": str(sum(vote.version for vote in said.values())),
            "round": str(proposal.round),
        }
        super().__init__(data=data, **kwargs)
        self.rule = proposal.rule
        self.wrong: list[tuple[str, str]] = []
        self.names = {str(person.id): person.name for person in people}
        for row in self.ballots:
            row.form.choice.choices = [
                SelectChoice(code, text) for code, text in CHOICES[proposal.rule].items()
            ]

    def agree_all(self) -> None:
        """Lets everybody of whom nothing is written down agree."""
        for row in self.ballots:
            if not row.form.choice.data or row.form.choice.data == "None":
                row.form.choice.data = VoteChoice.FOR.value

    def validate_ballots(self, field: wtf.Field) -> None:
        self.wrong = [(row.id, wrong) for row in field if (wrong := self._wrong(row.form))]
        if self.wrong:
            raise ValidationError(self.wrong[0][1])

    def _wrong(self, row: BallotRow) -> str:
        """What is wrong with what is written down of one member; empty when nothing is."""
        if row.person_id.data not in self.names:
            return _("Write down only members who take part")
        said = row.choice.data or ""
        if said not in ("", "None", *VoteChoice):
            return _("Choose one of the answers")
        if row.words.errors:
            return str(row.words.errors[0])
        objects = self.rule == DecisionRule.CONSENSUS and said == VoteChoice.AGAINST
        return _("Write down why the member objects") if objects and not row.words.data else ""

    def mistakes(self) -> list[dict[str, str]]:
        """The form's errors as links to the member whom they are about."""
        return [{"text": wrong, "href": f"#{row}"} for row, wrong in self.wrong]

    def said(self) -> dict[int, BallotInput]:
        """What was written down, by the member's id; only for a form that is valid."""
        return {
            int(row.form.person_id.data): BallotInput(VoteChoice(row.form.choice.data), row.form.words.data)
            for row in self.ballots
            if row.form.choice.data in tuple(VoteChoice)
        }


def _row(person: Person, said: ProposalVote | None) -> dict[str, object]:
    return {
        "person_id": str(person.id),
        "choice": said.choice if said else None,
        "words": said.words if said else "",
    }


def number_in(field: wtf.Field) -> int:
    """The small number that a hidden field holds, 0 when it holds none."""
    text = str(field.data or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else 0
