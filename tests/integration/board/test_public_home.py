"""The board's public home: what is on it, what is not, and how it is found and kept by caches."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.board.public.actions import describe_board
from app.board.public_links import PublicLink
from app.web.roles import Role
from app.web.versions import Stale
from tests.support.client import CheckedClient
from tests.support.meetings import (
    a_meeting,
    approved,
    closed,
    in_session,
    published,
    secretary,
    signed_in,
    with_minutes,
)
from tests.support.people import Council

HOME = "/organisations/northmere/board"


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


def describe(council: Council, seen: int = 0, **given: object) -> None:
    said: dict[str, object] = {"about": "", "shown": True, "names_public": False, "posts": {}}
    describe_board(
        organisation_id=council.organisation_id,
        seen=seen,
        actor_id=secretary(council),
        **(said | given),  # type: ignore[arg-type]
    )


def test_nothing_is_public_until_somebody_says_so(stranger: FlaskClient, council: Council) -> None:
    assert stranger.get(HOME).status_code == 404
    assert "The ethics board" not in stranger.get("/organisations/northmere").text
    assert stranger.get("/organisations/nobody/board").status_code == 404


def test_the_page_says_when_the_board_meets_next(
    stranger: FlaskClient, council: Council, context: Flask
) -> None:
    describe(council, about="We are **seven** people.")
    assert "No date is set yet." in stranger.get(HOME).text
    a_meeting(council)
    page = stranger.get(HOME).text
    assert "Town Hall, room 3" in page
    assert "We are <strong>seven</strong> people." in page
    assert "The ethics board" in stranger.get("/organisations/northmere").text


def test_names_are_public_only_when_the_organisation_says_so(
    stranger: FlaskClient, council: Council, context: Flask
) -> None:
    posts = {council.people[Role.BOARD_MEMBER]: "Hospital statistician"}
    describe(council, posts=posts)
    page = stranger.get(HOME).text
    assert "Hospital statistician" in page
    assert "Board Member of Northmere" not in page
    describe(council, seen=1, posts=posts, names_public=True)
    page = stranger.get(HOME).text
    assert "Board Member of Northmere" in page
    assert "Board Secretary of Northmere" not in page


def test_published_minutes_are_listed_newest_first(
    stranger: FlaskClient, council: Council, context: Flask
) -> None:
    first = with_minutes(council, closed(council, in_session(council)))
    second = in_session(council, in_days=30)
    published(council, approved(council, first, second))
    page = stranger.get(HOME).text
    assert f"{HOME}/meetings/{first.id}" in page
    assert f"{HOME}/meetings/{second.id}" not in page
    assert "Next meeting" not in page, "the organisation did not ask for the page itself"


def test_caches_keep_the_page_until_something_changes(
    stranger: FlaskClient, council: Council, context: Flask
) -> None:
    describe(council)
    answer = stranger.get(HOME)
    assert answer.headers["Cache-Control"].startswith("public")
    tag = answer.headers["ETag"]
    assert stranger.get(HOME, headers={"If-None-Match": tag}).status_code == 304
    a_meeting(council)
    assert stranger.get(HOME, headers={"If-None-Match": tag}).status_code == 200


def test_welsh_has_its_own_address(stranger: FlaskClient, council: Council, context: Flask) -> None:
    describe(council)
    assert '<html lang="cy"' in stranger.get(f"{HOME}?lang=cy").text


def test_other_parts_add_their_links(
    stranger: FlaskClient, council: Council, context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe(council)

    def figures(_organisation_id: int, slug: str) -> list[PublicLink]:
        return [PublicLink("Figures of 2026", f"/organisations/{slug}/board/figures/2026")]

    monkeypatch.setattr("app.board.public.routes.figures_links", figures)
    assert "Figures of 2026" in stranger.get(HOME).text


def test_the_secretary_describes_the_board_on_a_page(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    writing = signed_in(client, council, Role.BOARD_SECRETARY)
    assert writing.get("/board/public-page").status_code == 200
    data = {"version": "0", "shown": "y", "about": "Seven of us."}
    assert writing.post("/board/public-page", data=data).status_code == 302
    stale = writing.post("/board/public-page", data={**data, "about": "Eight of us."})
    assert stale.status_code == 409
    assert "Seven of us." in stale.text
    assert "Eight of us." in stale.text
    assert writing.post("/board/public-page", data={"about": "x" * 9_000}).status_code == 400
    assert signed_in(client, council, Role.BOARD_CHAIR).get("/board/public-page").status_code == 403


def test_a_stale_description_changes_nothing(council: Council, context: Flask) -> None:
    describe(council, about="First")
    with pytest.raises(Stale):
        describe(council, about="Second")
