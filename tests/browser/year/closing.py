"""The end of the year: an entry is brought up to date, the figures go public, a resident reads it all."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.year.appealing import DEPARTS, GROUNDS, MEALS, STANDS
from tests.browser.year.incident import LEARNT, SUMMARY
from tests.browser.year.meeting import DISSENT, GULLIES
from tests.browser.year.publishing import entry, publish
from tests.browser.year.town import PHONE, Town


def new_version(town: Town) -> None:
    """The answers of the second round replace those of the first."""
    publish(town, GULLIES, "After the second round")


def figures(town: Town) -> None:
    """The secretary publishes the year in figures."""
    secretary = town.person("jack.tully")
    town.visit(secretary, "/board/figures/2027")
    town.press(secretary, "Publish these figures")
    secretary.get_by_role("checkbox").check()
    town.press(secretary, "Publish")
    expect(secretary.locator(".govuk-notification-banner")).to_be_visible()


def resident_reads(town: Town) -> None:
    """All that is public of the year stands on two entries and on the board's own pages."""
    resident = town.resident(viewport=PHONE)
    entry(town, resident, MEALS)
    board = resident.locator("#board")
    for said in (GROUNDS, STANDS, DEPARTS, "Does not follow the advice", "14 days late"):
        expect(board).to_contain_text(said)
    entry(town, resident, GULLIES)
    main = resident.locator("main")
    for said in (SUMMARY, LEARNT, "With blurred windows"):
        expect(main).to_contain_text(said)
    resident.get_by_role("link", name="First version").click()
    town.check(resident)
    expect(resident.locator("main")).to_contain_text(DISSENT)
    expect(resident.locator("main")).to_contain_text(re.compile("only", re.IGNORECASE))
    town.visit(resident, "/organisations/northmere/board/figures/2027")
    shown = resident.locator("main")
    expect(shown.locator("tr", has_text="Met late")).to_contain_text("1")
    expect(shown.locator("tr", has_text="Meetings held")).to_contain_text("1")
