"""A board member works through a submission like an editor, on a phone, at a desk and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.accounts.actions import add_person
from app.assessments.harms import actions as harm_actions
from app.board.desk.actions import return_for_changes
from app.board.verdicts.readable_verdicts import VerdictWords
from app.web.roles import Role
from tests.browser.conftest import DESKTOP, PHONE
from tests.integration.board.verdicts.giving import EXP, give
from tests.support.people import Council
from tests.support.uses import ANSWERS, a_harm, a_use, answer, submit, the_review
from tests.support.wider import wider_names

WORDS = "correct horse battery staple"
EMAIL = "iris.vale@northmere.example"


@pytest.fixture
def rounds(app: Flask, council: Council) -> tuple[int, int]:
    """A returned first round with verdicts, and an open second one that changed something."""
    team = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        add_person(
            organisation_id=council.organisation_id,
            name="Iris Vale",
            email=EMAIL,
            roles=[Role.BOARD_MEMBER],
            password=WORDS,
        )
        use = a_use(council)
        answer(use, ANSWERS | {"AUT-01": "decides-alone", "PRI-01": None}, team)
        wider_names(use, team)
        harm_actions.add_harm(use=use, facts=a_harm("A-very-long-name-" * 10), actor_id=team)
        submit(use, team)
        first = the_review(use)
        give(first, council.people[Role.BOARD_MEMBER], EXP, VerdictWords("must_change", "Say who checks it."))
        return_for_changes(review=first, reasons="More.", actor_id=council.people[Role.BOARD_CHAIR])
        answer(use, {"EXP-01": f"{ANSWERS['EXP-01']} A person checks it."}, team)
        submit(use, team)
        return first.id, the_review(use).id


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(WORDS)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_the_desk_fits_and_can_be_used_by_everybody(
    open_browser: Callable[..., Page],
    check_accessibility: Callable[[Page], None],
    rounds: tuple[int, int],
    viewport: dict[str, int],
) -> None:
    page = open_browser(viewport=viewport)
    _sign_in(page)
    first, second = (f"/board/reviews/{number}" for number in rounds)
    for address in (
        second,
        f"{second}?show=everything",
        f"{second}/sections/about",
        f"{second}/parts/harms",
        f"{second}/parts/trade-offs",
        f"{second}/verdicts",
        f"{first}/sections/about",
    ):
        response = page.goto(address)
        assert response is not None
        assert response.ok, f"{address} answered {response.status}"
        check_accessibility(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], address


@pytest.mark.slow
def test_verdicts_are_given_saved_and_compared_without_javascript(
    open_browser: Callable[..., Page], rounds: tuple[int, int]
) -> None:
    page = open_browser(java_script_enabled=False)
    _sign_in(page)
    page.goto(f"/board/reviews/{rounds[1]}")
    expect(page.get_by_text("Asked but not changed (0)")).to_be_visible()
    page.get_by_role("link", name="What does it do?").first.click()
    row = page.locator("#q-EXP-01")
    row.get_by_label("Acceptable with a condition").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    row.get_by_text("Reason or condition").click()
    if not row.get_by_label("On what condition?").is_visible():
        row.get_by_text("Reason or condition").click()
    row.get_by_label("On what condition?").fill("Publish the error rate.")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harms and safeguards")
    page.get_by_role("link", name="Where the board stands").first.click()
    expect(page.get_by_text("Publish the error rate.").first).to_be_visible()
