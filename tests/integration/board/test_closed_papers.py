"""No page of a review or its use opens to a member who has an interest, or has declared nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import actions as accounts
from app.assessments.talk.actions import start_thread
from app.assessments.use_assessment import the_assessment
from app.board.desk.actions import comment
from app.board.interests.standing import InterestKind
from app.database import clock_at, db, utcnow
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.bad_input.addresses import CASES, MORE
from tests.support.board import declare_interest, declare_none
from tests.support.client import CheckedClient
from tests.support.uses import the_review
from tests.support.world import World, make_world

MARKER = "The heron sleeps on one leg"


def _a_late_member(world: World) -> int:
    late = accounts.add_person(
        organisation_id=world.council.organisation_id,
        name="Later Member",
        email="later@northmere.example",
        roles=[Role.BOARD_MEMBER],
    )
    world.council.people["later_member"] = late.id
    return late.id


def _a_world_with_papers(said: InterestKind | None) -> World:
    """The world, in which the late member has declared everywhere but on the submitted use."""
    world = make_world()
    use = db.session.get_one(UseCase, int(world.names["submitted"]))
    chair = world.council.people[Role.BOARD_CHAIR]
    comment(review=the_review(use), text=MARKER, author_id=chair)
    late = _a_late_member(world)
    for other in db.session.query(UseCase).filter(UseCase.id != use.id):
        if other.organisation_id == use.organisation_id and other.name != "Every Kind":
            _try_declaring(other)
    thread = start_thread(use=use, question_id="AUT-01", text=MARKER, actor_id=chair, board_only=True)
    world.names["thread"] = str(thread.id)
    if said:
        declare_interest(use, late, said)
    return world


def _addresses(app: Flask, world: World) -> list[tuple[str, bool]]:
    """Every address that one can read, and whether it is one of the submitted use or its review."""
    merged = {name: value for case in (*MORE, *CASES) for name, value in case.items()}
    merged |= {"use_id": "{submitted}", "review_id": "{submitted_review}"}
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.arguments <= merged.keys():
            continue
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<int:{name}>", merged[name]).replace(f"<{name}>", merged[name])
        found.append((world.address(path), bool({"use_id", "review_id"} & rule.arguments)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("said", [None, InterestKind.WORKED_ON_IT])
def test_no_door_to_the_papers_is_open(app: Flask, client: CheckedClient, said: InterestKind | None) -> None:
    with app.app_context(), clock_at(utcnow() - timedelta(days=1)):
        world = _a_world_with_papers(said)
    client.sign_in(world.council, "later_member")
    addresses, open_doors = _addresses(app, world), []
    for address, of_the_use in addresses:
        reply = client.get(address)
        closed = reply.status_code in (403, 404) or reply.headers.get("Location", "").endswith("/interest")
        if (of_the_use and not closed) or MARKER.encode() in _unpacked(reply.data):
            open_doors.append(f"{address} answered {reply.status_code}")
    assert len(addresses) > 80
    assert open_doors == [f"/board/reviews/{world.names['submitted_review']}/interest answered 200"]


def _unpacked(data: bytes) -> bytes:
    """What a reply says; of a Word file or an archive, the text inside."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


def _try_declaring(use: UseCase) -> None:
    """Declares for uses that are with the board; drafts have no review."""
    if the_assessment(use).state != "draft":
        declare_none(use)
