"""Changes to the areas of a use."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.database import transaction
from app.uses.areas.names import folded
from app.uses.areas.queries import known_areas
from app.uses.models import LONGEST_AREA, UseArea, UseCase
from app.web.versions import lock_if_version

MOST_AREAS = 200


def name_areas(*, use: UseCase, names: Iterable[str], seen: int, actor_id: int) -> list[str]:
    """Makes `names` the areas of the use, spelled as the organisation spells them already; gives them.

    Raises:
        Stale: somebody saved a newer version of the use.
        ValueError: a name is too long, or there are too many.
    """
    wanted = {folded(name): " ".join(name.split()) for name in names if folded(name)}
    if len(wanted) > MOST_AREAS or any(len(name) > LONGEST_AREA for name in (*wanted, *wanted.values())):
        raise ValueError("Too many areas, or a name that is too long.")
    with transaction() as session:
        fresh = lock_if_version(session, use, seen)
        known = known_areas(fresh.organisation_id)
        rows = session.scalars(select(UseArea).where(UseArea.use_id == fresh.id).order_by(UseArea.id))
        there = {row.folded: row for row in rows}
        if set(there) != set(wanted):
            for key in there.keys() - wanted.keys():
                session.delete(there[key])
            for key in sorted(wanted.keys() - there.keys()):
                session.add(UseArea(use_id=fresh.id, name=known.get(key, wanted[key]), folded=key))
            flag_modified(fresh, "name")  # a new version of the use
            audit.record(fresh, "use.areas_named", actor_id=actor_id, count=len(wanted))
    return sorted(wanted.values(), key=str.casefold)
