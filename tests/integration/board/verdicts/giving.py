"""What the tests of verdicts share: rows as a reviewer sends them."""

from __future__ import annotations

from app.board.models import Review
from app.board.verdicts import actions
from app.board.verdicts.actions import RowInput, SavedVerdicts
from app.board.verdicts.queries import standing
from app.board.verdicts.readable_verdicts import VerdictWords
from app.board.verdicts.targets import VerdictTarget, question
from tests.support.client import CheckedClient
from tests.support.forms import PageForm, forms_of

EXP = question("EXP-01")
AUT = question("AUT-01")


def give(review: Review, actor_id: int, target: VerdictTarget, words: VerdictWords) -> SavedVerdicts:
    """Says it as somebody who has the newest page open."""
    seen = standing(review, actor_id).seen(target)
    return actions.save(review=review, rows=[RowInput(target, words, seen)], actor_id=actor_id)


def the_form(client: CheckedClient, address: str) -> PageForm:
    """The form with the verdicts of a page."""
    page = client.get(address)
    assert page.status_code == 200, page.get_data(as_text=True)
    forms = [form for form in forms_of(address, page.get_data(as_text=True)) if form.action == address]
    return max(forms, key=lambda form: len(form.fields))


def sent(form: PageForm, changes: dict[tuple[VerdictTarget, str], str]) -> dict[str, str]:
    """What a browser sends of the form, with these fields of these targets changed."""
    data = dict(form.pairs())
    rows = {f.value: f.name.removesuffix("target") for f in form.fields if f.name.endswith("-target")}
    return data | {rows[target.key] + field: value for (target, field), value in changes.items()}
