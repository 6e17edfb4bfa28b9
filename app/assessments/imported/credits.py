"""What templates ask: where a use came from, and who did something, by account or in an archive's words."""

from __future__ import annotations

from flask import has_request_context, request

from app.assessments.blueprint import bp
from app.assessments.imported.queries import UseOrigin, origin_of
from app.database import Model
from app.uses.models import UseCase

_KEPT = "candour.origins"  # read once a request, however many names a page shows


@bp.app_template_global("origin_of")
def origin_in_request(use: UseCase) -> UseOrigin | None:
    """Where a use came from; None when it was begun here."""
    if not has_request_context():
        return origin_of(use)
    kept: dict[int, UseOrigin | None] = request.environ.setdefault(_KEPT, {})
    if use.id not in kept:
        kept[use.id] = origin_of(use)
    return kept[use.id]


@bp.app_template_global("credit")
def credit(use: UseCase, row: Model, field: str) -> str:
    """Who stands in a field such as `submitted_by`: a name of ours, or one as imported; empty for nobody."""
    person = getattr(row, field)
    return str(person.name) if person is not None else named_in_archive(use, row, f"{field}_id")


def named_in_archive(use: UseCase, row: Model, column: str) -> str:
    """Who stands in a column of a row as imported; empty for what this service saw itself."""
    origin = origin_in_request(use)
    return (origin.credit(row.__tablename__, getattr(row, "id", 0), column) if origin else None) or ""
