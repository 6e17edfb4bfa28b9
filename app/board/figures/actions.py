"""Publishing the figures of a year."""

from __future__ import annotations

from app import audit
from app.accounts.models import Organisation
from app.board.figures.counts import count
from app.board.figures.models import PublishedFigures
from app.board.figures.queries import gather, published
from app.database import transaction, utcnow
from app.register.published.search.index import bump
from app.web.nonces import spend


class NeedsReason(ValueError):
    """The year was published before, so a new number must say why."""


def publish_figures(
    *, organisation_id: int, year: int, words: str, note: str, actor_id: int, nonce: str = ""
) -> PublishedFigures:
    """Freezes a year's figures as they stand now and makes them public; an earlier number stays.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        NeedsReason: the year is public already and `note` is empty.
    """
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        session.get(Organisation, organisation_id, with_for_update=True)  # two at once: one after the other
        before = published(organisation_id, year)
        if before is not None and not note.strip():
            raise NeedsReason
        row = PublishedFigures(
            organisation_id=organisation_id,
            year=year,
            number=before.number + 1 if before else 1,
            figures=count(gather(organisation_id), year, utcnow().date()).to_data(),
            words=words,
            note=note,
            published_by_id=actor_id,
            published_at=utcnow(),
        )
        session.add(row)
        session.flush()
        bump(session)
        audit.record(row, "figures.published", actor_id=actor_id, year=year, number=row.number)
    return row
