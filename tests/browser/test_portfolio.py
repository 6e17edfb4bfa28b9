"""The portfolio and the documents of a use in a browser: accessible, fitting a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.accounts import actions
from app.accounts.session import KEY
from app.database import db
from app.uses.areas.actions import name_areas
from app.uses.models import UseCase
from app.web.roles import Role
from tests.browser.conftest import DESKTOP, PHONE
from tests.support.people import Council
from tests.support.uses import a_submitted_use

PAGES = {
    Role.BOARD_CHAIR: (
        "/portfolio",
        "/portfolio?state=submitted&area=housing",
        "/portfolio/together",
        "/board/reviews/1",
    ),
    Role.TEAM_MEMBER: ("/uses/1/print", "/uses/1/check", "/uses/1/areas", "/uses/import"),
}


@pytest.fixture
def council_at_work(app: Flask, council: Council) -> Council:
    """A council with a submitted use that touches two areas, and people who can sign in."""
    with app.app_context():
        use = a_submitted_use(council, {"AUT-01": "decides-alone", "PRI-01": None})
        use = db.session.get_one(UseCase, use.id)
        team = council.people[Role.TEAM_MEMBER]
        name_areas(use=use, names=["Mill Ward", "Harbour"], seen=use.version, actor_id=team)
    return council


def _cookie(app: Flask, council: Council, role: str) -> str:
    with app.app_context():
        token = actions.sign_in(
            person_id=council.people[role], organisation_id=council.organisation_id, hours=1
        )
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert serializer is not None
    return str(serializer.dumps({KEY: token}))


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("role", list(PAGES))
def test_pages_are_accessible_and_fit(
    open_browser: Callable[..., Page],
    check_accessibility: Callable[[Page], None],
    app: Flask,
    live_server: str,
    council_at_work: Council,
    role: Role,
    viewport: dict[str, int],
) -> None:
    page = open_browser(viewport=viewport)
    cookie = {"name": app.config["SESSION_COOKIE_NAME"], "url": live_server}
    page.context.add_cookies([{**cookie, "value": _cookie(app, council_at_work, role)}])
    for address in PAGES[role]:
        response = page.goto(address)
        assert response is not None
        assert response.ok, f"{address} answered {response.status}"
        check_accessibility(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], f"{address} is {width} wide"
