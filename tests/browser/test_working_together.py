"""Two people on one page at the same time: neither loses a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.accounts import actions
from app.uses.actions import add_member
from app.web.roles import Role
from tests.support.people import Council
from tests.support.uses import a_use

PASSWORD = "quiet-harbour-lantern-7"


@pytest.fixture
def address(app: Flask, council: Council) -> str:
    """Address of a question page that two people may edit."""
    with app.app_context():
        use = a_use(council)
        for name in ("priya", "tom"):
            person = actions.add_person(
                organisation_id=council.organisation_id,
                name=name.title(),
                email=f"{name}@northmere.example",
                roles=[Role.TEAM_MEMBER],
                password=PASSWORD,
            )
            add_member(use=use, person_id=person.id, actor_id=None)
        return f"/uses/{use.id}/questions/description"


def _sign_in(page: Page, name: str) -> Page:
    page.goto("/sign-in")
    page.locator("[name=email]").fill(f"{name}@northmere.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def test_two_people_edit_one_page_and_neither_loses_a_word(
    open_browser: Callable[..., Page], check_accessibility: Callable[[Page], None], address: str
) -> None:
    priya = _sign_in(open_browser(java_script_enabled=False), "priya")
    tom = _sign_in(open_browser(java_script_enabled=False), "tom")
    for page in (priya, tom):
        page.goto(address)
    for page, text in ((priya, "Priya says it sorts requests."), (tom, "Tom says it ranks requests.")):
        page.locator("[name='EXP-01_value']").fill(text)
        page.get_by_role("button", name="Save and come back later").click()
    main = tom.locator("main")
    expect(main).to_contain_text("Somebody else saved this page while you were on it")
    expect(main).to_contain_text("Priya says it sorts requests.")
    expect(tom.locator("[name='EXP-01_value']")).to_have_value("Tom says it ranks requests.")
    tom.locator("[name='EXP-01_value']").fill("It sorts (Priya) and ranks (Tom) requests.")
    tom.locator("[name='EXP-01_resolve'][value=mine]").check()
    tom.get_by_role("button", name="Save and come back later").click()
    priya.goto(address)
    expect(priya.locator("[name='EXP-01_value']")).to_have_value("It sorts (Priya) and ranks (Tom) requests.")


def test_a_page_saves_itself_and_leaves_the_keyboard_where_it_is(
    open_browser: Callable[..., Page], check_accessibility: Callable[[Page], None], address: str
) -> None:
    page = _sign_in(open_browser(), "priya")
    page.goto(address)
    box = page.locator("[name='EXP-01_value']")
    box.press_sequentially("It sorts requests")
    expect(page.locator("[data-autosave-state]")).to_contain_text("Saved at")
    expect(box).to_be_focused()
    with page.expect_response("**/autosave"):
        box.press_sequentially(" for repairs.")
    expect(page.locator("[data-autosave-state]")).to_contain_text("Saved at")
    check_accessibility(page)
    page.reload()
    expect(box).to_have_value("It sorts requests for repairs.")
