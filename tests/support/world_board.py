"""What the world has of a board: an interest, a reviewer, a change of many, a late member, figures."""

from __future__ import annotations

from app.accounts.actions import add_person
from app.board.figures.actions import publish_figures
from app.board.interests.lasting_interests import enter
from app.board.interests.models import Interest
from app.board.triage.actions import TriageInput, triage
from app.board.triage.bulk import BulkInput, change_many
from app.database import db, utcnow
from app.web.roles import Role
from tests.support import uses
from tests.support.board import declare_interest
from tests.support.people import Council


def board_names(council: Council) -> dict[str, str]:
    """Ids by name; the late member has declared nothing for any review. Needs a context."""
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    conflicted = uses.a_submitted_use(council)
    declare_interest(conflicted, member)
    interest = db.session.query(Interest).filter_by(person_id=member).order_by(Interest.id.desc()).first()
    assert interest is not None
    read = uses.the_review(uses.a_submitted_use(council))
    given = TriageInput(None, "meeting", "normal", "", reviewers=(member,), lead_id=member)
    triage(review=read, given=given, seen=0, actor_id=chair)
    done = change_many(
        organisation_id=council.organisation_id,
        reviews=[uses.the_review(uses.a_submitted_use(council))],
        given=BulkInput(route="correspondence"),
        actor_id=chair,
        nonce="a-change-of-many",
    )
    assert done.batch is not None
    late = add_person(
        organisation_id=council.organisation_id,
        name="Late Member",
        email="late@people.example",
        roles=[Role.BOARD_MEMBER],
    )
    standing = enter(
        organisation_id=council.organisation_id, person_id=member, category="gifts", text="A pen from a firm."
    )
    return {
        "conflicted_review": str(uses.the_review(conflicted).id),
        "interest": str(interest.id),
        "read_review": str(read.id),
        "batch": str(done.batch.id),
        "late_member": str(late.id),
        "standing": str(standing.id),
    }


def figures_year(council: Council) -> str:
    """The year whose figures were published. Needs a context."""
    year = utcnow().year
    publish_figures(
        organisation_id=council.organisation_id,
        year=year,
        words="A quiet year.",
        note="",
        actor_id=council.people[Role.BOARD_SECRETARY],
    )
    return str(year)
