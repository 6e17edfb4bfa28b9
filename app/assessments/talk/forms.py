"""Forms of threads: start, reply, and give to somebody by a date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.assessments.assigning.forms import DueOn
from app.assessments.talk.mentions import ThreadReader
from app.web.fields import LongText
from app.web.forms import BaseForm

_LONG = Length(max=8000, message=_l("Use at most 8,000 characters"))
_NEXT_WORDS = _l("Tick them, or write @ and their full name. It shows under “For you” on their list of uses.")


def person_choices(people: Sequence[ThreadReader], current: ThreadReader | None = None) -> list[SelectChoice]:
    """Nobody, then these people; somebody who has it now stays in the list, marked, when not among them."""
    choices = [SelectChoice("", _l("Nobody")), *(SelectChoice(str(each.id), each.name) for each in people)]
    if current is not None and current.id not in {each.id for each in people}:
        left = _("%(name)s (can no longer read it)", name=current.name)
        choices.append(SelectChoice(str(current.id), left))
    return choices


def _mention_field() -> wtf.SelectMultipleField:
    return wtf.SelectMultipleField(_l("Mention colleagues"), description=_NEXT_WORDS)


def _audience(code: str, text: Any, hint: Any) -> SelectChoice:
    return SelectChoice(code, text, render_kw={"govuk": {"hint": {"text": hint}}})


class _Mentioning(BaseForm):
    def offer(self, people: Sequence[ThreadReader], own_id: int) -> None:
        """Fills the list of colleagues who may read the thread; nobody mentions themselves."""
        self.mentioned.choices = [
            SelectChoice(str(each.id), each.name) for each in people if each.id != own_id
        ]

    def mentioned_ids(self) -> list[int]:
        """The ids ticked; only for a form that is valid."""
        return [int(each) for each in self.mentioned.data or []]


class ReplyForm(_Mentioning):
    """What is said in a thread; a button that resolves or reopens needs no words."""

    text = LongText(_l("Your reply"), [_LONG])
    mentioned = _mention_field()
    move = wtf.StringField()

    def validate_text(self, field: wtf.Field) -> None:
        if not field.data and not self.move.data:
            raise ValidationError(_("Write your reply"))


class AssignThreadForm(BaseForm):
    """Gives a thread to somebody."""

    person_id = wtf.SelectField(_l("Who deals with it?"), default="")
    due_on = DueOn(_l("By when? (optional)"), description=_l("For example, 27 3 2027"))

    def chosen(self) -> int | None:
        """The id of the chosen person, None for nobody."""
        return int(self.person_id.data) if self.person_id.data else None


class StartForm(_Mentioning):
    """Starts a thread; only the board chooses who reads it."""

    audience = wtf.RadioField(
        _l("Who may read it?"),
        [InputRequired(_l("Choose who may read it"))],
        choices=[
            _audience(
                "all", _l("The team, the owner and the board"), _l("At once, also before the board advises.")
            ),
            _audience("board", _l("The board only"), _l("The team and the owner never see it.")),
        ],
    )
    text = LongText(_l("What do you want to say?"), [DataRequired(_l("Write what you want to say")), _LONG])
    mentioned = _mention_field()
    person_id = wtf.SelectField(_l("Who deals with it? (optional)"), default="")
    due_on = DueOn(_l("By when? (optional)"), description=_l("For example, 27 3 2027"))

    def prepare(self, everybody: Sequence[ThreadReader], own_id: int, for_board: bool) -> None:
        """Fills the lists; without `for_board` the choice of audience is not there."""
        self.offer(everybody, own_id)
        self.person_id.choices = person_choices(everybody)
        if not for_board:
            del self.audience

    def board_only(self) -> bool:
        """Whether the board alone may read the thread."""
        return "audience" in self and self.audience.data == "board"

    def chosen(self) -> int | None:
        """The id of the chosen person, None for nobody."""
        return int(self.person_id.data) if self.person_id.data else None

    def keep_inside(self, everybody: Sequence[ThreadReader], board: Sequence[ThreadReader]) -> bool:
        """Whether everybody named may read the thread; says at each field who may not."""
        if not self.board_only():
            return True
        inside = {each.id for each in board}
        outside = {each.id: each.name for each in everybody if each.id not in inside}
        named = [outside[each] for each in self.mentioned_ids() if each in outside]
        sentence = _("This stays with the board, so take off: %(names)s")
        if named:
            self.mentioned.errors = [sentence % {"names": ", ".join(named)}]
        if self.chosen() in outside:
            self.person_id.errors = [sentence % {"names": outside[self.chosen() or 0]}]
        return not (named or self.chosen() in outside)
