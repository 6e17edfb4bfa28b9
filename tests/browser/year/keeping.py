"""January: a condition passes its date, is met late, and the entry says both."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.year.appealing import MEALS
from tests.browser.year.publishing import entry
from tests.browser.year.town import Town

CONDITION = "Give families 28 days to say no."


def overdue(town: Town) -> None:
    """The day after its date everybody can see that a condition is overdue."""
    resident = town.resident()
    entry(town, resident, MEALS)
    expect(resident.locator("#board")).to_contain_text("Overdue")
    owner = town.person("david.osei")
    town.visit(owner, "/conditions")
    expect(owner.locator("main")).to_contain_text("Overdue")
    town.visit(owner, "/messages")
    expect(owner.locator("main")).to_contain_text(MEALS)


def evidence(town: Town) -> None:
    """The team shows what was done."""
    team = town.person("grace.okafor")
    town.visit(team, "/conditions")
    town.press(team, CONDITION, "link")
    town.press(team, "Hand in evidence")
    town.fill(team, text="The letter of 18 January gives 28 days. A copy is with the board's secretary.")
    town.press(team, "Hand in to the board")
    expect(team.locator("main")).to_contain_text("waits")


def met_late(town: Town) -> None:
    """The board rules that it is met, and the public reads how late."""
    secretary = town.person("jack.tully")
    town.visit(secretary, "/board/conditions")
    town.press(secretary, CONDITION, "link")
    secretary.get_by_role("button", name="Rule on it").click()
    town.check(secretary)
    town.choose(secretary, status="met")
    town.fill(secretary, note="We have seen the letter.")
    town.press(secretary, "Save the ruling")
    resident = town.resident()
    entry(town, resident, MEALS)
    expect(resident.locator("#board")).to_contain_text("14 days late")
