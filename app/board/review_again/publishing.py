"""What the public entry says of confirmations and of a new round."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import lazy_gettext as _l

from app.board.entry_updates import amend_entry
from app.board.review_again import queries
from app.board.review_again.models import Confirmation as ConfirmationRow
from app.register.record import PublicConfirmation, Record, UnderReview
from app.uses.models import UseCase

CONFIRMED = _l("The organisation confirmed that nothing changed. Nothing else is new.")
REOPENED = _l("The organisation is looking at this again. Nothing else changed.")
ANSWERED = _l("The new review is answered. Nothing else changed.")


def publish_confirmation(use: UseCase, row: ConfirmationRow, actor_id: int | None) -> None:
    """Says on the entry since when it is confirmed, and that it is under review no longer."""
    said = PublicConfirmation(row.confirmed_at.date(), row.post)

    def amend(record: Record) -> Record:
        return replace(record, confirmation=said, under_review=None)

    amend_entry(use, amend=amend, note=CONFIRMED, actor_id=actor_id)


def publish_round(use: UseCase, actor_id: int | None) -> None:
    """Says on the entry that it is under review again, since when and for what reasons."""
    rounds = queries.rounds_since_answer(use)
    if not rounds:
        return
    reasons = dict.fromkeys(kind for new in rounds for kind in new.kinds)
    said = UnderReview(rounds[0].opened_at.date(), tuple(reasons))
    amend_entry(
        use, amend=lambda record: replace(record, under_review=said), note=REOPENED, actor_id=actor_id
    )


def publish_answer(use: UseCase, actor_id: int | None) -> None:
    """Takes both out of the draft when a new round is answered; the public reads it once published."""

    def amend(record: Record) -> Record:
        return replace(record, confirmation=None, under_review=None)

    amend_entry(use, amend=amend, note=ANSWERED, actor_id=actor_id, draft_only=True)
