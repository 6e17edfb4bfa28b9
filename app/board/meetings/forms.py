"""Forms of a meeting's plan, its agenda, its minutes and its actions."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.meetings.actions.agenda import ItemInput
from app.board.meetings.actions.minutes import PartInput
from app.board.meetings.actions.planning import MeetingInput
from app.board.meetings.models import AgendaItem, Meeting, MinutesPart
from app.board.meetings.private_rules import all_rules, rules_in
from app.board.meetings.times import clock, local, moment_of, read_clock
from app.board.meetings.words import ACTION_STATES
from app.database import utcnow
from app.web.fields import DateParts, LongText, ShortText
from app.web.forms import BaseForm

PUBLIC = "public"
_AT_MOST_300 = Length(max=300, message=_l("Use at most 300 characters"))
_AT_MOST_2000 = Length(max=2000, message=_l("Use at most 2,000 characters"))
_SHORT_NUMBER = Length(max=20, message=_l("Enter a number"))
_LONG = Length(max=20_000, message=_l("Use at most 20,000 characters"))


def whole_number(text: str, least: int, most: int) -> int | None:
    """The number that these digits make, None when they make none in this range."""
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        return None
    return int(text) if least <= int(text) <= most else None


class MeetingForm(BaseForm):
    day = DateParts(_l("Which day?"))
    clock = ShortText(
        _l("What time does it start?"),
        [DataRequired(_l("Enter the time at which it starts")), Length(max=20, message=_l("Enter a time"))],
        description=_l("UK time, for example 14:30 or 2.30pm."),
    )
    length = ShortText(
        _l("How many minutes will it take?"),
        [
            DataRequired(_l("Enter how many minutes it will take")),
            _SHORT_NUMBER,
        ],
        default="120",
    )
    place = ShortText(
        _l("Where is it?"),
        [_AT_MOST_300],
        description=_l("A room and its address, or “Online”. The public sees this."),
    )
    online_link = ShortText(
        _l("Link to join online"),
        [Length(max=500, message=_l("Use at most 500 characters"))],
        description=_l("Only people of the board see this."),
    )
    note = LongText(
        _l("Note to members"), [_AT_MOST_2000], description=_l("For example how to get in, or what to bring.")
    )

    def validate_day(self, field: DateParts) -> None:
        if field.data is None and not field.process_errors:
            raise ValidationError(_("Enter the day of the meeting"))
        if field.data is not None and field.data < local(utcnow()).date():
            raise ValidationError(_("Choose a day that has not passed"))

    def validate_clock(self, field: wtf.Field) -> None:
        if read_clock(field.data) is None:
            raise ValidationError(_("Enter a time like 14:30 or 2.30pm"))

    def validate_length(self, field: wtf.Field) -> None:
        if whole_number(field.data, 5, 720) is None:
            raise ValidationError(_("Enter a number of minutes from 5 to 720"))

    def validate_online_link(self, field: wtf.Field) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("Enter a link that starts with https://"))

    def validate_place(self, field: wtf.Field) -> None:
        if not field.data and not self.online_link.data:
            raise ValidationError(_("Say where it is, or give a link to join online"))

    def facts(self) -> MeetingInput:
        """What was typed.

        Raises:
            ValueError: the form is not valid.
        """
        time, length = read_clock(self.clock.data), whole_number(self.length.data, 5, 720)
        if time is None or length is None or self.day.data is None:
            raise ValueError("Only a valid form has facts.")
        return MeetingInput(
            starts_at=moment_of(self.day.data, time),
            length_minutes=length,
            place=self.place.data,
            online_link=self.online_link.data,
            note=self.note.data,
        )


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """What a form shows of a meeting."""
    return {
        "day": local(meeting.starts_at).date(),
        "clock": clock(meeting.starts_at),
        "length": str(meeting.length_minutes),
        "place": meeting.place,
        "online_link": meeting.online_link,
        "note": meeting.note,
        "version": meeting.version,
    }


class CancelForm(BaseForm):
    reason = LongText(
        _l("Why is the meeting cancelled?"),
        [DataRequired(_l("Say why it is cancelled")), _AT_MOST_2000],
        description=_l("People of the board see this. Its reviews can go on another agenda."),
    )


class _Private(BaseForm):
    """What is withheld from the public, by which rule and why."""

    private_rule = wtf.RadioField(_l("May the public read this in the minutes?"), default=PUBLIC)
    private_reason = LongText(
        _l("Why is it withheld?"),
        [_AT_MOST_2000],
        description=_l("The public sees this beside the rule, so give nothing away."),
    )

    def offer_rules(self, nation: str, held: str) -> None:
        """Offers the rules of the organisation's nation, and the one that is held now."""
        language = str(g.get("language", "en"))
        rules = list(rules_in(nation))
        if held and held not in {rule.code for rule in rules}:
            rules.append(all_rules()[held])
        self.private_rule.choices = [
            SelectChoice(PUBLIC, _("Yes, all of it")),
            *(
                SelectChoice(
                    rule.code,
                    _("No: %(why)s", why=rule.text(language)),
                    render_kw={"govuk": {"hint": {"text": rule.cite(language)}}},
                )
                for rule in rules
            ),
        ]

    def validate_private_reason(self, field: wtf.Field) -> None:
        if self.rule() and not field.data:
            raise ValidationError(_("Say in a sentence why it is withheld"))
        if field.data and self.private_rule.data == PUBLIC:
            raise ValidationError(_("You chose “Yes, all of it”. Choose a rule, or empty this box"))

    def rule(self) -> str:
        """The code of the rule, empty for what is public."""
        chosen = self.private_rule.data or PUBLIC
        return "" if chosen == PUBLIC else str(chosen)


class ItemForm(_Private):
    title = ShortText(_l("What is it about?"), [_AT_MOST_300])
    note = LongText(
        _l("Note for the agenda"), [_AT_MOST_2000], description=_l("What the board is asked to do.")
    )
    minutes = ShortText(
        _l("How many minutes?"),
        [
            DataRequired(_l("Enter how many minutes it may take")),
            _SHORT_NUMBER,
        ],
        default="10",
    )
    needs_title = True

    def validate_title(self, field: wtf.Field) -> None:
        if self.needs_title and not field.data:
            raise ValidationError(_("Say what the item is about"))

    def validate_minutes(self, field: wtf.Field) -> None:
        if whole_number(field.data, 1, 480) is None:
            raise ValidationError(_("Enter a number of minutes from 1 to 480"))

    def facts(self) -> ItemInput:
        """What was typed; only for a form that is valid."""
        return ItemInput(
            title=self.title.data or "",
            note=self.note.data,
            minutes_allotted=whole_number(self.minutes.data, 1, 480) or 1,
            private_rule=self.rule(),
            private_reason=self.private_reason.data,
        )


def item_facts(item: AgendaItem) -> dict[str, Any]:
    """What a form shows of an item."""
    return {
        "title": item.title,
        "note": item.note,
        "minutes": str(item.minutes_allotted),
        "private_rule": item.private_rule or PUBLIC,
        "private_reason": item.private_reason,
        "version": item.version,
    }


class PartForm(_Private):
    title = ShortText(_l("Heading"), [DataRequired(_l("Give this part a heading")), _AT_MOST_300])
    text = LongText(
        _l("What the minutes say"),
        [_LONG],
        description=_l("The public reads this unless you withhold it below. Name no person."),
    )

    def facts(self) -> PartInput:
        """What was typed; only for a form that is valid."""
        return PartInput(self.title.data, self.text.data, self.rule(), self.private_reason.data)


def part_facts(part: MinutesPart) -> dict[str, Any]:
    """What a form shows of a part of minutes."""
    return {
        "title": part.title,
        "text": part.text,
        "private_rule": part.private_rule or PUBLIC,
        "private_reason": part.private_reason,
        "version": part.version,
    }


class ApproveForm(BaseForm):
    how = wtf.RadioField(
        _l("Does the meeting approve these minutes?"),
        [DataRequired(_l("Choose whether the meeting approves them"))],
        choices=lambda: [
            SelectChoice("as_they_are", _("Yes, as they are")),
            SelectChoice("corrected", _("Yes, with corrections")),
        ],
    )
    corrections = LongText(
        _l("Corrections"),
        [_LONG],
        description=_l("They stand above the minutes, and the public reads them. Name no person."),
    )

    def validate_corrections(self, field: wtf.Field) -> None:
        if self.how.data == "corrected" and not field.data:
            raise ValidationError(_("Write down what is corrected"))
        if self.how.data == "as_they_are" and field.data:
            raise ValidationError(_("You chose “as they are”. Choose “with corrections”, or empty this box"))


class ActionForm(BaseForm):
    state = wtf.RadioField(
        _l("How does this stand?"),
        [DataRequired(_l("Choose how it stands"))],
        choices=lambda: [SelectChoice(code, text) for code, text in ACTION_STATES.items()],
    )
    note = LongText(_l("What came of it?"), [_AT_MOST_2000])

    def validate_note(self, field: wtf.Field) -> None:
        if self.state.data == "dropped" and not field.data:
            raise ValidationError(_("Say why it is no longer needed"))
