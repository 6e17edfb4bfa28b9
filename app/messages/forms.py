"""The form on which a person chooses what reaches them by e-mail."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import SelectChoice
from wtforms.validators import StopValidation

from app.messages.kinds import GROUP_NAMES, WORDS, Delivery, MessageGroup, kinds_of
from app.messages.queries import Chosen
from app.messages.words import CHOICES
from app.web.forms import BaseForm
from app.web.language import LANGUAGES


class Sent:
    """Validator of a choice: what the form was filled with counts for nothing unless it was sent."""

    def __init__(self, message: LazyString) -> None:
        self.message = message

    def __call__(self, _form: Any, field: wtf.Field) -> None:
        if not field.raw_data:
            raise StopValidation(str(self.message))


def _group_field(group: MessageGroup) -> Any:
    return wtf.RadioField(
        GROUP_NAMES[group],
        [Sent(_l("Choose how these reach you: %(group)s", group=GROUP_NAMES[group]))],
        choices=lambda: [SelectChoice(code, text) for code, text in CHOICES.items()],
    )


class ChoicesForm(BaseForm):
    """One choice for each group of kinds, and the language of e-mails."""

    work = _group_field(MessageGroup.WORK)
    board = _group_field(MessageGroup.BOARD)
    promises = _group_field(MessageGroup.PROMISES)
    outcomes = _group_field(MessageGroup.OUTCOMES)
    news = _group_field(MessageGroup.NEWS)
    language = wtf.RadioField(
        _l("In which language are e-mails written to you?"),
        [Sent(_l("Choose a language"))],
        choices=lambda: [SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )

    @classmethod
    def of(cls, found: Chosen) -> ChoicesForm:
        """The form as the person left it."""
        data = {group.value: choice.value for group, choice in found.choices.items()}
        return cls(data=data | {"language": found.language, "version": str(found.version)})

    def chosen(self) -> dict[MessageGroup, Delivery]:
        """The choice for each group."""
        return {group: Delivery(self[group.value].data) for group in MessageGroup}

    def hint(self, group: MessageGroup) -> str:
        """The kinds of a group as one text."""
        return _("For example: %(kinds)s", kinds="; ".join(str(WORDS[k].subject) for k in kinds_of(group)))
