"""After the advice: the owner accepts it, and two editors put the use into the public register."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.year.appealing import MEALS
from tests.browser.year.meeting import GULLIES
from tests.browser.year.town import Town


def acceptance(town: Town) -> None:
    """The owner of the cameras accepts the advice for one phase."""
    owner = town.person("mark.penrose")
    town.visit(owner, "/responses")
    town.press(owner, GULLIES, "link")
    town.choose(owner, advice__answer="accept")
    town.fill(owner, reasons="The public trial runs until autumn. Then we come back to you.")
    town.fill(owner, post="Director of Environment and Transport")
    town.press(owner, "Record the response")
    expect(owner.get_by_text("Your response is recorded.")).to_be_visible()


def publication(town: Town) -> None:
    """Both uses of December go public with a second pair of eyes."""
    for title in (MEALS, GULLIES):
        publish(town, title, "First publication")


def publish(town: Town, title: str, note: str) -> None:
    """One editor sends the draft of an entry to its second check, another one publishes it."""
    editor, checker = town.person("fiona.grant"), town.person("rafael.ortiz")
    town.visit(editor, "/register/edit")
    town.press(editor, title, "link")
    town.press(editor, "Send for second check")
    town.visit(checker, "/register/edit?state=second_check")
    town.press(checker, title, "link")
    town.press(checker, "Check and publish")
    town.fill(checker, change_note=note)
    checker.locator("[name=checked]").check()
    town.press(checker, "Publish")
    expect(checker.locator(".govuk-notification-banner")).to_be_visible()


def entry(town: Town, page: Page, title: str) -> str:
    """Finds the entry of a use by its title and gives its address."""
    town.visit(page, "/register?q=" + title.replace(" ", "+"))
    page.get_by_role("link", name=title, exact=True).first.click()
    town.check(page)
    return re.sub(r"^https?://[^/]+", "", page.url)
