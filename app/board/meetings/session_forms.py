"""Forms of a meeting in session: who is there, and what is taken down of one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import Length, ValidationError

from app.accounts.models import Person
from app.board.meetings.actions.session import ActionInput, AttendanceInput, RecordInput
from app.board.meetings.forms import whole_number
from app.board.meetings.models import AgendaItem, Meeting
from app.board.meetings.words import ATTENDANCE, RESULTS, THERE, item_title
from app.web.fields import DateParts, LongText, Rows, ShortText
from app.web.forms import BaseForm

NOBODY = "nobody"
WHOLE = "whole"
MOST_ACTIONS = 20
_AT_MOST_200 = Length(max=200, message=_l("Use at most 200 characters"))
_AT_MOST_2000 = Length(max=2000, message=_l("Use at most 2,000 characters"))
_LONG = Length(max=20_000, message=_l("Use at most 20,000 characters"))


class AttendanceForm(BaseForm):
    """The fields of each person are added by `attendance_form`."""

    guests = LongText(
        _l("Who else is there?"),
        [_AT_MOST_2000],
        description=_l("Posts, not names, a line each. For example “Head of Housing”. The public sees this."),
    )

    def rows(self, people: Sequence[Person]) -> list[AttendanceInput]:
        """What was marked; who is not marked yet is left out."""
        found = []
        for person in people:
            status = self[f"status_{person.id}"].data
            if status in ATTENDANCE and status != "unmarked":
                there = status in THERE
                arrived, left = (self[f"{name}_{person.id}"].data for name in ("arrived", "left"))
                found.append(
                    AttendanceInput(
                        person.id,
                        status,
                        int(arrived) if there and arrived != WHOLE else None,
                        int(left) if there and left != WHOLE else None,
                    )
                )
        return found


def attendance_form(meeting: Meeting, people: Sequence[Person]) -> AttendanceForm:
    """The form with a line for each person, filled from what was marked before."""
    fields: dict[str, Any] = {}
    for person in people:
        fields[f"status_{person.id}"] = wtf.SelectField(
            _("Is %(name)s there?", name=person.name),
            choices=[SelectChoice(code, text) for code, text in ATTENDANCE.items()],
            default="unmarked",
        )
        for name, label, first in (
            ("arrived", _("From which item is %(name)s there?", name=person.name), _("the start")),
            ("left", _("Before which item does %(name)s leave?", name=person.name), _("stays")),
        ):
            fields[f"{name}_{person.id}"] = wtf.SelectField(
                label, choices=_items(meeting, first), default=WHOLE
            )
    filled: dict[str, Any] = {"guests": meeting.guests, "version": meeting.version}
    for row in meeting.attendances:
        filled[f"status_{row.person_id}"] = row.status
        filled[f"arrived_{row.person_id}"] = str(row.arrived_item_id or WHOLE)
        filled[f"left_{row.person_id}"] = str(row.left_item_id or WHOLE)
    form: AttendanceForm = type("AttendanceFormOfMeeting", (AttendanceForm,), fields)(data=filled)
    return form


def _items(meeting: Meeting, first: str) -> list[SelectChoice]:
    items = [
        SelectChoice(str(item.id), f"{item.position}. {item_title(item)[:60]}") for item in meeting.items
    ]
    return [SelectChoice(WHOLE, first), *items]


class ActionRow(wtf.Form):
    """Something to do; an empty row is none."""

    text = LongText(_l("What is to be done"), [_AT_MOST_2000])
    who = ShortText(_l("Whose job it is"), [_AT_MOST_200], description=_l("A post, not a name."))
    due_on = DateParts(_l("By when"))

    def validate_text(self, field: wtf.Field) -> None:
        if not field.data and (self.who.data or self.due_on.raw_data):
            raise ValidationError(_("Say what is to be done, or empty the row"))

    def validate_who(self, field: wtf.Field) -> None:
        if self.text.data and not field.data:
            raise ValidationError(_("Say whose job it is"))


class RecordForm(BaseForm):
    away = wtf.SelectMultipleField(_l("Who left for this item?"), choices=[])
    discussion = LongText(
        _l("What was said"),
        [_LONG],
        description=_l("The points, not who made them. The minutes are drafted from this."),
    )
    result = wtf.RadioField(
        _l("What came of it?"),
        choices=lambda: [SelectChoice(code, text) for code, text in RESULTS.items()],
        validate_choice=False,
    )
    decision = LongText(_l("The decision in words"), [_LONG])
    votes_for = ShortText(_l("Votes for"), [_AT_MOST_200])
    votes_against = ShortText(_l("Votes against"), [_AT_MOST_200])
    abstained = ShortText(_l("Abstained"), [_AT_MOST_200])
    dissent = LongText(
        _l("Who disagreed, in their own words"),
        [_LONG],
        description=_l("The public reads the words, never the name."),
    )
    dissent_by = wtf.SelectField(_l("Whose words are they?"), default=NOBODY)
    dissent_named = wtf.BooleanField(_l("They agree that the board’s own copy shows their name"))
    actions = Rows(wtf.FormField(ActionRow), max_entries=MOST_ACTIONS)

    def validate_result(self, field: wtf.Field) -> None:
        if field.data and field.data not in RESULTS:
            raise ValidationError(_("Choose what came of it"))

    def validate_decision(self, field: wtf.Field) -> None:
        if self.result.data == "decided" and self.asks_decision and not field.data:
            raise ValidationError(_("Write the decision in words"))

    def _validate_votes(self, field: wtf.Field) -> None:
        if field.data and whole_number(field.data, 0, 200) is None:
            raise ValidationError(_("Enter a whole number, or leave it empty"))

    validate_votes_for = validate_votes_against = validate_abstained = _validate_votes
    asks_decision = True

    def offer_people(self, there: Sequence[Person]) -> None:
        """Offers those who are at the meeting as those who leave or disagree."""
        names = [SelectChoice(str(person.id), person.name) for person in there]
        self.away.choices = names
        self.dissent_by.choices = [SelectChoice(NOBODY, _("Not noted")), *names]

    def add_spare_rows(self, number: int = 1) -> None:
        """Adds empty rows for things to do under the filled ones."""
        for _row in range(min(number, MOST_ACTIONS - len(self.actions))):
            self.actions.append_entry()

    def facts(self) -> RecordInput:
        """What was typed; only for a form that is valid."""
        by = self.dissent_by.data
        numbers = [self.votes_for, self.votes_against, self.abstained]
        votes_for, against, abstained = (whole_number(field.data or "", 0, 200) for field in numbers)
        return RecordInput(
            discussion=self.discussion.data,
            result=self.result.data or "",
            decision=self.decision.data,
            votes=(votes_for, against, abstained),
            dissent=self.dissent.data,
            dissent_by_id=int(by) if by and by != NOBODY and self.dissent.data else None,
            dissent_named=bool(self.dissent_named.data and self.dissent.data),
            away=frozenset(int(each) for each in self.away.data or ()),
            actions=tuple(
                ActionInput(row.form.text.data, row.form.who.data, row.form.due_on.data)
                for row in self.actions
                if row.form.text.data
            ),
        )


def record_form(item: AgendaItem, there: Sequence[Person], forced: Mapping[int, str]) -> RecordForm:
    """The form filled from what was taken down before; who has to leave is marked."""
    record = item.record
    filled: dict[str, Any] = {
        "away": sorted({str(row.person_id) for row in item.absences} | {str(each) for each in forced}),
        "actions": [{"text": row.text, "who": row.who, "due_on": row.due_on} for row in item.actions],
        "version": record.version if record else 0,
    }
    if record is not None:
        filled |= {
            "discussion": record.discussion,
            "result": record.result,
            "decision": record.decision,
            "votes_for": _shown(record.votes_for),
            "votes_against": _shown(record.votes_against),
            "abstained": _shown(record.abstained),
            "dissent": record.dissent,
            "dissent_by": str(record.dissent_by_id or NOBODY),
            "dissent_named": record.dissent_named,
        }
    form = RecordForm(data=filled)
    form.offer_people(there)
    form.asks_decision = item.kind != "review"
    return form


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)
