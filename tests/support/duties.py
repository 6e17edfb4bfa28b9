"""A use on which legal duties turn, for tests of their pages."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Organisation
from app.assessments.answers.work import work_of
from app.assessments.duties.queries import UseDuties, duties_of
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.use_list.actions import start_use
from app.assessments.use_list.queries import use_case
from app.database import db, transaction
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.databases import ROOT
from tests.support.people import Council
from tests.support.uses import answer

SOURCE = ROOT / "tests" / "integration" / "assessments" / "duties.yaml"
ALONE = {
    "AUT-01": "decides-alone",
    "SCR-04": "decisive",
    "NON-05": "dpia-signed-off",
    "SCR-10": "no",
    "EXP-01": "It grants parking permits.",
    "ABT-20": "Ring the permit desk within 28 days.",
    "ABT-18": "permits@northmere.example",
    "ABT-21": "Write to dataprotection@northmere.example.",
}


def a_use_with_duties(council: Council, values: dict[str, object] | None = None) -> UseCase:
    """A use of the council that decides alone on permits, with its answers. Needs a context."""
    load_version(source=SOURCE.read_text(encoding="utf-8"), filename=SOURCE.name, publish=True)
    use = start_use(
        organisation_id=council.organisation_id,
        actor_id=council.people[Role.TEAM_MEMBER],
        name="Parking permits",
        kind="algorithm",
        phase="production",
        service_area="transport_parking",
        owner_id=council.people[Role.ACCOUNTABLE_OWNER],
    )
    answer(use, dict(ALONE if values is None else values), council.people[Role.TEAM_MEMBER])
    return use


def the_duties(council: Council, use_id: int) -> UseDuties:
    """The duties of a use, read afresh. Needs a context."""
    use = use_case(council.organisation_id, use_id)
    assert use is not None
    return duties_of(work_of(use))


def move_to(council: Council, nation: str, body_kind: str = "council") -> None:
    """Says that the council is in another nation. Needs a context."""
    with transaction() as session:
        organisation = session.get_one(Organisation, council.organisation_id)
        organisation.nation, organisation.body_kind = nation, body_kind
    db.session.remove()


def routes(**more: Any) -> dict[str, str]:
    """The form of the four safeguards, filled in."""
    ways = {
        "v_told-link": "https://www.northmere.example/permits",
        "v_representations-phone": "01632 960 123",
        "v_human-email": "permits@northmere.example",
        "v_contest-place": "The desk at the Town Hall",
        "v_contest-who": "Appeals Officer",
        "v_contest-days": "5",
    }
    return ways | more
