"""The pages of legal duties in a browser: accessible, fitting at both widths, usable without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.accounts import actions
from app.accounts.session import KEY
from app.web.roles import Role
from tests.browser.conftest import DESKTOP, PHONE
from tests.support.duties import a_use_with_duties, move_to
from tests.support.people import Council

PAGES = (
    "",
    "/duties",
    "/duties/facts",
    "/duties/adm-safeguards",
    "/duties/psed",
    "/duties/psed/history",
    "/submit",
)


def _cookie(app: Flask, council: Council, role: str) -> str:
    with app.app_context():
        token = actions.sign_in(
            person_id=council.people[role], organisation_id=council.organisation_id, hours=1
        )
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert serializer is not None
    return str(serializer.dumps({KEY: token}))


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        move_to(council, "wales")
        return a_use_with_duties(council, {"AUT-01": "decides-alone", "SCR-04": "decisive"}).id


@pytest.fixture
def signed_in(
    app: Flask, council: Council, open_browser: Callable[..., Page], live_server: str
) -> Callable[..., Page]:
    """Opens a page that is signed in with a role."""

    def open_one(role: str = Role.TEAM_MEMBER, **options: object) -> Page:
        page = open_browser(**options)
        name = app.config["SESSION_COOKIE_NAME"]
        page.context.add_cookies([{"name": name, "value": _cookie(app, council, role), "url": live_server}])
        return page

    return open_one


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_of_duties_are_accessible_and_fit(
    signed_in: Callable[..., Page],
    check_accessibility: Callable[[Page], None],
    use_id: int,
    viewport: dict[str, int],
) -> None:
    page = signed_in(viewport=viewport)
    for address in PAGES:
        response = page.goto(f"/uses/{use_id}{address}")
        assert response is not None
        assert response.ok, address
        check_accessibility(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], f"{address} is {width} wide"


def test_the_organisation_s_page_is_accessible(
    signed_in: Callable[..., Page], check_accessibility: Callable[[Page], None]
) -> None:
    page = signed_in(Role.ADMINISTRATOR)
    page.goto("/organisation")
    check_accessibility(page)


def test_a_team_answers_a_duty_without_javascript(signed_in: Callable[..., Page], use_id: int) -> None:
    page = signed_in(java_script_enabled=False)
    page.goto(f"/uses/{use_id}/duties")
    page.get_by_role("button", name="Answer them").click()
    page.get_by_label("Yes").first.check()
    page.get_by_role("button", name="Save").click()
    page.goto(f"/uses/{use_id}/duties/welsh-language-policy")
    page.get_by_label("What does it do to people’s chances to use Welsh?").fill("It speaks Welsh.")
    page.get_by_role("button", name="Save").click()
    assert "In progress: 1 of 3" in page.locator("#welsh-language-policy").inner_text()
