"""The steps of a journey through the board: advice, and the owner's answer to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.test_journey import Journey


def advise(journey: Journey, page: Page, title: str) -> None:
    """The chair declares, comments, gives a verdict, and signs the board's advice."""
    page.goto("/board")
    journey.check(page)
    journey.press(page, title, "link")
    page.get_by_role("radio", name="No interest").check()
    journey.press(page, "Record my declaration")
    journey.check(page)
    page.locator(".c-sidebar a").nth(2).click()
    journey.check(page)
    page.get_by_role("link", name=re.compile("^Comment")).first.click()
    journey.check(page)
    page.get_by_label("Your comment").fill("Thank you for saying this so plainly.")
    journey.press(page, "Save comment")
    page.locator("[name=rows-0-code][value=acceptable]").check()
    journey.press(page, "Save", "button")
    expect(page.get_by_text("1 verdict is saved.")).to_be_visible()
    page.goto("/board")
    page.get_by_role("link", name=title, exact=True).click()
    journey.press(page, "Give advice", "button")
    page.get_by_label("Proceed with conditions").check()
    page.get_by_label("Reasons").fill(
        "The answers are honest. Parents need an easier way to ask for reasons."
    )
    page.locator("[name=conditions-0-text]").fill("Put the reasons for each place into the offer letter.")
    for part, value in (("day", "31"), ("month", "1"), ("year", "2030")):
        page.locator(f"[name=conditions-0-due_on-{part}]").fill(value)
    journey.press(page, "The board agreed: read it and sign")
    journey.press(page, "Sign the advice")
    expect(page.get_by_text("The advice is with the accountable owner.")).to_be_visible()


def respond(journey: Journey, page: Page, title: str) -> None:
    """The accountable owner answers each point of the advice."""
    page.goto("/responses")
    journey.check(page)
    journey.press(page, title, "link")
    for answer in page.locator("[name$=-answer][value=accept]").all():
        answer.check()
    for post in page.locator("[name$=-owner_post]").all():
        post.fill("School admissions manager")
    page.locator("[name=reasons]").fill("We agree. The letter changes before the next round.")
    page.locator("[name=post]").fill("Director of Children and Schools")
    journey.press(page, "Save for later")
    expect(page.get_by_text("As it stands, this comes to: Accept the advice")).to_be_visible()
    journey.press(page, "Record the response")
    expect(page.get_by_text("Your response is recorded.")).to_be_visible()
