"""Forms of review again: what changed, that nothing changed, a new round, a dismissal."""

from __future__ import annotations

from collections.abc import Iterable

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.review_again.kinds import TriggerKind
from app.board.review_again.words import STATEMENTS
from app.web.fields import LongText, ShortText
from app.web.forms import BaseForm

_SOME = Length(max=2000, message=_l("Use at most 2,000 characters"))
_SHORT = Length(max=200, message=_l("Use at most 200 characters"))


class ChangedForm(BaseForm):
    kind = wtf.RadioField(_l("What changed?"), [DataRequired(_l("Choose what changed"))])
    detail = LongText(
        _l("What exactly, and since when?"),
        [DataRequired(_l("Say what changed")), _SOME],
        description=_l("The owner and the board read it. It is not published."),
    )

    def offer(self, kinds: Iterable[TriggerKind]) -> None:
        """The kinds that the person may declare, each with what it means."""
        self.kind.choices = [
            SelectChoice(
                kind.code, _(kind.label), render_kw={"govuk": {"hint": {"text": _(kind.explanation)}}}
            )
            for kind in kinds
        ]


class ConfirmUnchangedForm(BaseForm):
    """`seen` holds the ids of the triggers that the page showed."""

    seen = wtf.HiddenField()
    statements = wtf.SelectMultipleField(
        _l("Nothing changed: tick each one that you checked"),
        choices=lambda: [SelectChoice(code, text) for code, text in STATEMENTS.items()],
    )
    words = LongText(
        _l("Your answer to what is waiting"),
        [_SOME],
        description=_l("Say why it changes nothing. The board reads it. It is not published."),
    )
    post = ShortText(
        _l("Your post"),
        [DataRequired(_l("Enter your post")), _SHORT],
        description=_l("For example Director of Housing. The public sees your post, not your name."),
    )

    def validate_statements(self, field: wtf.Field) -> None:
        if set(field.data or ()) != set(STATEMENTS):
            raise ValidationError(
                _("Tick every sentence. If one of them is not true, open a new round instead.")
            )

    def seen_ids(self) -> list[int]:
        """The triggers that the page showed; what is no id is left out."""
        parts = str((self.seen.raw_data or [""])[0]).split(",")
        return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 10]


class RoundForm(BaseForm):
    why = LongText(
        _l("What should the team look at? (optional)"),
        [_SOME],
        description=_l("The team and the board read it. It is not published."),
    )


class DismissForm(BaseForm):
    reason = LongText(
        _l("Why does this need no answer?"),
        [DataRequired(_l("Give the reason")), _SOME],
        description=_l("The owner and the team read it."),
    )
