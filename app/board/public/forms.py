"""The form of the board's public page, with a line for each member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from app.accounts.models import Person
from app.board.public.models import BoardPage
from app.web.fields import LongText, ShortText
from app.web.forms import BaseForm


class BoardPageForm(BaseForm):
    """The fields of each member are added by `board_page_form`."""

    shown = wtf.BooleanField(
        _l("Show a page of the board to the public"),
        description=_l("It names the next meeting and links to published minutes."),
    )
    about = LongText(
        _l("What is the board, and what does it do?"),
        [Length(max=8000, message=_l("Use at most 8,000 characters"))],
        description=_l("Left empty, the page says in a few sentences what an ethics board does."),
    )
    names_public = wtf.BooleanField(
        _l("Show the names of members"),
        description=_l("Ask each member first. Without this, the page shows what they are, not who."),
    )

    def posts(self, people: Sequence[Person]) -> dict[int, str]:
        """What was typed for each member."""
        return {person.id: self[f"post_{person.id}"].data for person in people}


def board_page_form(
    page: BoardPage | None, posts: Mapping[int, str], people: Sequence[Person]
) -> BoardPageForm:
    """The form with a line for each member, filled from what is public now."""
    fields: dict[str, Any] = {
        f"post_{person.id}": ShortText(
            _("What %(name)s is", name=person.name),
            [Length(max=200, message=_l("Use at most 200 characters"))],
        )
        for person in people
    }
    filled: dict[str, Any] = {f"post_{person.id}": posts.get(person.id, "") for person in people}
    filled |= {
        "shown": page.shown if page else False,
        "about": page.about if page else "",
        "names_public": page.names_public if page else False,
        "version": page.version if page else 0,
    }
    form: BoardPageForm = type("BoardPageFormOfBoard", (BoardPageForm,), fields)(data=filled)
    return form
