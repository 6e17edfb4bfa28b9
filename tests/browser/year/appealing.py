"""December: a team asks for a second look, other members answer, and the owner departs from the advice."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.year.town import Town

MEALS = "Free school meals without a form"
GROUNDS = "The board did not read the letter of the council's lawyers, which came the week before."
STANDS = "We have read the letter now. It says that the law is open, and so we ask for a clear yes."
DEPARTS = "Families need the meals this winter. We cannot wait for a second opinion in law."


def second_look(town: Town) -> None:
    """The team's one appeal, answered by two members who did not sign the advice."""
    team = town.person("grace.okafor")
    town.visit(team, f"/uses/{town.use(MEALS)}/board")
    team.get_by_role("link", name="Ask for a second look").click()
    town.check(team)
    town.press(team, "Ask for a second look")
    expect(team.locator(".govuk-error-summary")).to_contain_text("Say why the board should look again")
    town.fill(team, grounds=GROUNDS)
    town.press(team, "Ask for a second look")
    expect(team.locator("main")).to_contain_text(GROUNDS)
    owner = town.person("david.osei")
    town.visit(owner, "/responses")
    expect(owner.locator("main")).to_contain_text("second look")
    town.clock.go_to(2026, 12, 4)
    address = f"/board/reviews/{town.review(MEALS)}/appeal"
    first, second = town.person("amir.sadiq"), town.person("carla.mendes")
    town.visit(first, address)
    town.choose(first, outcome="stands")
    town.fill(first, reasons=STANDS)
    town.press(first, "Save the answer")
    town.visit(second, address)
    town.press(second, "Agree to this answer")
    expect(second.locator("main")).to_contain_text("The advice stands")


def departure(town: Town) -> None:
    """The owner departs from the advice, and accepts one of its conditions."""
    owner = town.person("david.osei")
    town.visit(owner, "/responses")
    town.press(owner, MEALS, "link")
    town.choose(owner, advice__answer="depart")
    town.fill(owner, advice__reasons=DEPARTS)
    for group in owner.locator("[name^='condition'][name$='-answer'][value='accept']").all()[1:]:
        group.check()
    owner.locator("[name^='condition'][name$='-answer'][value='depart']").first.check()
    owner.locator("[name^='condition'][name$='-reasons']").first.fill("We use housing benefit data now.")
    for post in owner.locator("[name$='-owner_post']").all():
        post.fill("Head of School Admissions")
    for person in owner.locator("[name$='-owner_id']").all():
        person.select_option(label="Grace Okafor")
    town.press(owner, "Save for later")
    town.visit(owner, f"/responses/{town.review(MEALS)}")
    expect(owner.locator("[name='advice-reasons']")).to_have_value(DEPARTS)
    town.fill(owner, reasons="We answer for this. The lawyers will be asked all the same.")
    town.fill(owner, post="Director of Children and Schools")
    town.press(owner, "Record the response")
    expect(owner.get_by_text("Your response is recorded.")).to_be_visible()
