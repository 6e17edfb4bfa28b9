"""A council with uses and register entries in every state, for tests that visit every route."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.accounts import actions as accounts
from app.accounts.queries import invitations
from app.assessments.harms import actions as harm_actions
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.submissions import actions as submissions
from app.assessments.use_list.actions import start_use
from app.board.conditions.actions import EvidenceInput, give_evidence
from app.board.desk.actions import ConditionInput, comment, return_for_changes
from app.board.models import Condition
from app.database import db
from app.register.editing import actions as register
from app.uses.actions import add_member
from app.uses.models import UseCase
from app.vocabulary.advice import ResponseOutcome
from app.web.roles import Role
from tests.integration.register import records
from tests.support import uses
from tests.support.conditions import appealed_names
from tests.support.people import Council, make_council
from tests.support.proposals import proposal_names, set_rules
from tests.support.responses import answer_all
from tests.support.telling import told_names
from tests.support.wider import wider_names
from tests.support.world_board import board_names, figures_year
from tests.support.world_meetings import meet
from tests.support.world_more import bring_to_mind
from tests.support.world_upkeep import upkeep_names

EVERY_KIND = Path(__file__).resolve().parents[1] / "integration" / "assessments" / "every_kind.yaml"
PASSWORD = "three quiet herons waiting"
CONDITION = ConditionInput("Test it with older people", date(2027, 3, 27))


@dataclass
class World:
    """Ids by name, for addresses like `/uses/{draft}/edit`, and the people who act."""

    council: Council
    other: Council
    names: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def address(self, pattern: str) -> str:
        """The pattern with names replaced by ids."""
        return pattern.format_map(self.names)


def make_world() -> World:
    """Makes everything through the actions of the service. Needs a context."""
    council, other = make_council(), make_council("southmere")
    world = World(council, other, people=dict(council.people))
    world.names["council"] = str(council.organisation_id)
    world.names["slug"] = council.slug
    _people(world)
    _uses(world)
    _reviews(world)
    _board(world)
    world.names |= upkeep_names(council, world.names["responded"], world.names["returned"])
    _entries(world)
    _every_kind(world)
    world.names |= told_names(council)
    bring_to_mind(council, world.names, world.files)
    meet(council, world.names)
    world.names["year"] = figures_year(council)
    set_rules(council, interests_public=True)
    db.session.rollback()
    return world


def _board(world: World) -> None:
    world.names |= board_names(world.council)
    world.people["late_member"] = int(world.names["late_member"])


def _person(world: World, name: str, *roles: str, council: Council | None = None, password: str = "") -> None:
    found = accounts.add_person(
        organisation_id=(council or world.council).organisation_id,
        name=name.replace("_", " ").title(),
        email=f"{name}@people.example",
        roles=[Role(role) for role in roles],
        password=password,
    )
    world.people[name] = found.id


def _people(world: World) -> None:
    _person(world, "second_editor", Role.REGISTER_EDITOR)
    _person(world, "second_member", Role.TEAM_MEMBER)
    _person(world, "own_chair", Role.TEAM_MEMBER, Role.BOARD_CHAIR)
    _person(world, "everything", *Role)
    _person(world, "outsider", *Role, council=world.other)
    _person(world, "with_password", Role.TEAM_MEMBER, password=PASSWORD)
    token = accounts.invite(
        organisation_id=world.council.organisation_id,
        email="ada@invited.example",
        name="Ada Invited",
        roles=[Role.TEAM_MEMBER],
        invited_by_id=None,
    )
    (invitation,) = invitations(world.council.organisation_id)
    world.names |= {
        "invitation": str(invitation.id),
        "token": token,
        "person": str(world.people["second_member"]),
    }


def _use(world: World, name: str, *, answered: bool = True) -> UseCase:
    """A use with answers and a harm, ready to be submitted."""
    use = uses.a_use(world.council, name.title())
    team = world.council.people[Role.TEAM_MEMBER]
    if answered:
        uses.answer(use, dict(uses.ANSWERS), team)
        harm_actions.add_harm(use=use, facts=uses.a_harm(), actor_id=team)
    world.names[name] = str(use.id)
    return use


def _uses(world: World) -> None:
    team = world.council.people[Role.TEAM_MEMBER]
    draft = _use(world, "draft")
    harm = harm_actions.add_harm(use=draft, facts=uses.a_harm("It reads a name wrongly"), actor_id=team)
    gone = harm_actions.add_harm(use=draft, facts=uses.a_harm("Taken off the list"), actor_id=team)
    harm_actions.remove_harm(use=draft, harm=gone, seen=gone.version, actor_id=team)
    world.names |= {"harm": str(harm.id), "removed_harm": str(gone.id), **wider_names(draft, team)}
    own = _use(world, "own")
    add_member(use=own, person_id=world.people["own_chair"], actor_id=team)
    uses.submit(own, team)
    world.names["own_chair"] = str(world.people["own_chair"])
    world.names["own_review"] = str(uses.the_review(own).id)
    _use(world, "open", answered=False)
    _use(world, "moved")
    withdrawn = _use(world, "withdrawn")
    uses.submit(withdrawn, team)
    submissions.withdraw(use=withdrawn, actor_id=team)


def _reviews(world: World) -> None:
    people = world.council.people
    for name in ("submitted", "returned", "advised", "responded"):
        use = uses.an_advised_use(world.council, CONDITION) if name in ("advised", "responded") else None
        if use is None:
            use = _use(world, name)
            uses.submit(use, people[Role.TEAM_MEMBER])
        review = uses.the_review(use)
        world.names |= {name: str(use.id), f"{name}_review": str(review.id)}
        if name == "returned":
            comment(review=review, text="Who reads it?", author_id=people[Role.BOARD_MEMBER])
            return_for_changes(review=review, reasons="Say who reads it.", actor_id=people[Role.BOARD_CHAIR])
        if name == "responded":
            answer_all(
                review=review,
                outcome=ResponseOutcome.ACCEPT,
                reasons="We accept.",
                post="Director of Housing",
                actor_id=people[Role.ACCOUNTABLE_OWNER],
            )
        if review.advice is not None:
            condition = db.session.scalars(db.select(Condition).filter_by(advice_id=review.advice.id)).one()
            world.names[f"{name}_condition"] = str(condition.id)
            if name == "responded":
                done = EvidenceInput("The figures are public.")
                give_evidence(condition=condition, evidence=done, actor_id=people[Role.TEAM_MEMBER])
    world.names |= appealed_names(world.council)
    world.names |= proposal_names(world.council)


def _entries(world: World) -> None:
    council, editor = world.council, world.council.people[Role.REGISTER_EDITOR]
    made = {
        "editing": records.saved(council, records.a_use("Editing"), "one"),
        "withheld": records.saved(council, records.a_use("Withheld"), "two"),
        "second_check": records.sent(council, records.a_use("Second check"), "three"),
        "published": records.published(council, records.a_use("Published"), "four"),
        "again": records.published(council, records.a_use("Published again"), "five"),
        "retired": records.published(council, records.a_use("Retired"), "six"),
    }
    world.names |= {f"{name}_entry": str(entry.id) for name, entry in made.items()}
    world.names["published_slug"] = made["published"].slug
    draft = records.the_draft(made["withheld"].id)
    register.withhold_field(
        draft=draft,
        seen_version=draft.version,
        field_id="monitoring",
        ground="Section 31",
        authorised_by="Monitoring Officer",
        until=None,
        actor_id=editor,
    )
    register.begin_draft(entry=records.the_entry(made["again"].id), actor_id=editor, nonce="begun-again")
    retired = records.the_entry(made["retired"].id)
    register.retire(entry=retired, seen_version=retired.version, reason="Switched off", actor_id=editor)


def _every_kind(world: World) -> None:
    """A use on a questionnaire with every kind of question, which new uses get from now on."""
    team = world.council.people[Role.TEAM_MEMBER]
    load_version(source=EVERY_KIND.read_text(encoding="utf-8"), filename=EVERY_KIND.name, publish=True)
    kinds = start_use(
        organisation_id=world.council.organisation_id,
        actor_id=team,
        owner_id=world.council.people[Role.ACCOUNTABLE_OWNER],
        name="Every kind",
        kind="algorithm",
        phase="idea",
        service_area="housing",
    )
    world.names["kinds"] = str(kinds.id)
