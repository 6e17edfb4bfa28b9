"""The pages of lenses, trade-off cards and voices in a browser: both widths, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.accounts import actions
from app.web.roles import Role
from tests.browser.conftest import DESKTOP, PHONE
from tests.support.people import Council
from tests.support.uses import ANSWERS, a_harm, a_use, answer, harms, submit, the_review
from tests.support.wider import a_mark, wider_names

PASSWORD = "quiet-harbour-lantern-7"
TEAM = ("", "/lenses", "/lenses/global-social/water/new", "/lenses/marks/{mark}", "/trade-offs", "/voices")
MORE = ("/trade-offs/none", "/trade-offs/new", "/trade-offs/{card}", "/trade-offs/{card}/edit", "/submit")
REST = ("/trade-offs/{card}/choice", "/trade-offs/{card}/options/{option}", "/voices/{voice}", "/harms/new")


@pytest.fixture
def names(app: Flask, council: Council) -> dict[str, str]:
    """Ids by name of a use with one of everything, and the e-mail address of somebody who may do all."""
    with app.app_context():
        person = actions.add_person(
            organisation_id=council.organisation_id,
            name="Priya Nair",
            email="priya@northmere.example",
            roles=[Role.TEAM_MEMBER, Role.BOARD_MEMBER],
            password=PASSWORD,
        ).id
        council.people[Role.TEAM_MEMBER] = person
        use = a_use(council)
        answer(use, ANSWERS | {"AUT-01": "decides-alone"}, person)
        harms.add_harm(use=use, facts=a_harm(), actor_id=person)
        return {"use": str(use.id), **wider_names(use, person)}


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("priya@northmere.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Priya Nair")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits(
    open_browser: Callable[..., Page],
    check_accessibility: Callable[[Page], None],
    names: dict[str, str],
    viewport: dict[str, int],
) -> None:
    page = open_browser(viewport=viewport)
    _sign_in(page)
    for path in (*TEAM, *MORE, *REST):
        response = page.goto(f"/uses/{names['use']}{path.format_map(names)}")
        assert response is not None
        assert response.ok, f"{path} answered {response.status}"
        check_accessibility(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], f"{path} is {width} wide"


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_board_reads_all_of_it(
    app: Flask,
    open_browser: Callable[..., Page],
    check_accessibility: Callable[[Page], None],
    council: Council,
    names: dict[str, str],
    viewport: dict[str, int],
) -> None:
    with app.app_context():
        council.people[Role.TEAM_MEMBER] = council.people[
            Role.BOARD_CHAIR
        ]  # who starts a use judges it never
        other = a_use(council, "Somebody else’s")
        other.team = []
        wider_names(other, council.people[Role.BOARD_CHAIR])
        submit(other, council.people[Role.BOARD_CHAIR])
        review = the_review(other).id
    page = open_browser(viewport=viewport)
    _sign_in(page)
    page.goto(f"/board/reviews/{review}")
    check_accessibility(page)
    expect(page.get_by_role("heading", name="What was weighed up (1)")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_mark_becomes_a_harm_without_javascript(
    app: Flask, open_browser: Callable[..., Page], council: Council, names: dict[str, str]
) -> None:
    with app.app_context():
        use = a_use(council, "Another")
        a_mark(use, council.people[Role.TEAM_MEMBER])
    page = open_browser(java_script_enabled=False)
    _sign_in(page)
    page.goto(f"/uses/{use.id}/lenses")
    page.get_by_role("link", name="Make it a harm").click()
    expect(page.get_by_label("What could go wrong?")).to_have_value("Rent comes late")
    facts = {"principle": "justice", "severity": "3", "likelihood": "2", "reversible": "no"}
    for name, value in facts.items():
        page.locator(f"[name={name}][value='{value}']").check()
    page.locator("[name=severity_after][value='3']").check()
    page.locator("[name=likelihood_after][value='1']").check()
    page.locator("[name=safeguards-0-text]").fill("A person looks again")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_role("link", name="The safeguards claim to leave “Possible”")).to_be_visible()
    page.locator("[name=safeguards-0-likelihood_steps]").select_option("1")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.goto(f"/uses/{use.id}/lenses")
    expect(page.get_by_text("Listed as a harm:")).to_be_visible()
