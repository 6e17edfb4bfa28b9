"""May: a resident reports harm, the use is paused, and what went wrong brings the use back to the board."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.year.meeting import CHAIR, GULLIES, SECRETARY
from tests.browser.year.publishing import entry
from tests.browser.year.town import PHONE, Town

OWNER, TEAM = "mark.penrose", "owen.bryn"
HAPPENED = "The lorry filmed into our kitchen. The picture hangs on a wall in the depot."
SUMMARY = "A picture from a lorry's camera showed the inside of a home and was put up in a depot."
LEARNT = "Pictures of windows are now blurred on the lorry, before anybody can see them."


def report(town: Town) -> None:
    """Somebody without a sign-in tells the council from a phone."""
    resident = town.resident(viewport=PHONE)
    entry(town, resident, GULLIES)
    resident.get_by_role("link", name=re.compile("Report a problem")).first.click()
    town.check(resident)
    town.press(resident, "Check your report")
    expect(resident.locator(".govuk-error-summary")).to_be_visible()
    town.fill(resident, happened=HAPPENED, happened_on="Last Thursday")
    town.choose(resident, affected="yes")
    town.press(resident, "Check your report")
    expect(resident.locator("main")).to_contain_text(HAPPENED)
    town.press(resident, "Send the report")
    expect(resident.locator("main")).to_contain_text(re.compile("[0-9A-Z]{4}-[0-9A-Z]{4}"))


def triage(town: Town) -> None:
    """The secretary finds it serious, and the owner stops the use."""
    secretary = town.person(SECRETARY)
    town.visit(secretary, "/incidents")
    secretary.get_by_role("link", name=re.compile(HAPPENED[:20])).first.click()
    town.check(secretary)
    town.press(secretary, "Triage")
    secretary.locator("[name=use]").select_option(label=GULLIES)
    town.choose(secretary, severity="serious")
    town.press(secretary, "Save the triage")
    owner = town.person(OWNER)
    town.visit(owner, f"/uses/{town.use(GULLIES)}/pause")
    town.fill(owner, reason="Nobody films until windows are blurred.")
    town.press(owner, "Pause it")
    resident = town.resident(viewport=PHONE)
    entry(town, resident, GULLIES)
    expect(resident.locator("main")).to_contain_text("Nobody films until windows are blurred.")


def new_round(town: Town) -> None:
    """The owner opens a new round because of it, and the team sends it in."""
    owner = town.person(OWNER)
    town.visit(owner, "/reviews-due")
    town.press(owner, GULLIES, "link")
    town.press(owner, "Open a new round")
    town.fill(owner, why="What happened in the kitchen changes what we said about harm.")
    town.press(owner, "Open the round")
    resident = town.resident()
    entry(town, resident, GULLIES)
    expect(resident.locator("main")).to_contain_text("Under review again")
    team = town.person(TEAM)
    town.visit(team, f"/uses/{town.use(GULLIES)}")
    town.visit(team, f"/uses/{town.use(GULLIES)}/submit")
    team.get_by_role("checkbox").check()
    town.press(team, "Submit")
    expect(team.get_by_role("heading", name="Submitted to the ethics board")).to_be_visible()


def closing(town: Town) -> None:
    """The chair closes what the secretary triaged, and the public reads what was learnt."""
    chair = town.person(CHAIR)
    town.visit(chair, "/incidents")
    chair.get_by_role("link", name=re.compile(HAPPENED[:20])).first.click()
    town.check(chair)
    town.press(chair, "Close it")
    town.fill(
        chair, done="The picture was destroyed, and the family got a visit and an apology.", learnt=LEARNT
    )
    town.choose(chair, publish="yes")
    town.fill(chair, summary=SUMMARY)
    town.press(chair, "Close the incident")
    if chair.locator("[name=checked]").count():
        chair.locator("[name=checked]").check()
        town.press(chair, "Close the incident")
    resident = town.resident()
    entry(town, resident, GULLIES)
    expect(resident.locator("main")).to_contain_text(SUMMARY)
    expect(resident.locator("main")).to_contain_text(LEARNT)


def second_advice(town: Town) -> None:
    """Members decide by correspondence; one of them has not declared yet, so nothing is counted early."""
    review = f"/board/reviews/{town.review(GULLIES)}"
    members = (CHAIR, "amir.sadiq", "bethan.lloyd", "joseph.adeyemi")
    for key in members:
        page = town.person(key)
        town.visit(page, "/board/interests/waiting")
        page.get_by_role("checkbox", name=GULLIES).check()
        town.press(page, "I have no interest in those ticked")
    chair = town.person(CHAIR)
    town.visit(chair, f"{review}/advise")
    town.choose(chair, outcome="proceed", method="correspondence")
    town.fill(chair, reasons="With blurred windows we have no more to ask before the public trial ends.")
    town.press(chair, "Open it for decision")
    for key in members:
        page = town.person(key)
        town.visit(page, review)
        town.press(page, "Read the proposal for advice", "link")
        town.choose(page, choice="for")
        town.press(page, "Record your answer")
    town.visit(chair, review)
    town.press(chair, "Read the proposal for advice", "link")
    town.press(chair, "Count and close")
    expect(chair.locator("main")).to_contain_text("1 member has not answered yet")


def goes_on(town: Town) -> None:
    """The day for answers has passed: the chair counts and signs, the owner accepts and ends the pause."""
    chair = town.person(CHAIR)
    town.visit(chair, f"/board/reviews/{town.review(GULLIES)}")
    town.press(chair, "Read the proposal for advice", "link")
    town.press(chair, "Count and close")
    town.press(chair, "Read it once more and sign")
    town.press(chair, "Sign the advice")
    owner = town.person(OWNER)
    town.visit(owner, "/responses")
    town.press(owner, GULLIES, "link")
    town.choose(owner, advice__answer="accept")
    town.fill(owner, reasons="Agreed.", post="Director of Environment and Transport")
    town.press(owner, "Record the response")
    town.visit(owner, f"/uses/{town.use(GULLIES)}/pause")
    town.fill(owner, reason="Windows are blurred since 1 June.")
    town.press(owner, "Let it go on")
