"""The two meetings: a dissent and advice for one phase at the first, a recusal at the second."""

from __future__ import annotations

import re
from collections.abc import Collection

from playwright.sync_api import Page, expect

from tests.browser.year.town import Town

GULLIES = "Finding blocked gullies and potholes"
PLANS = "Drafting education, health and care plans"
CHAIR, SECRETARY = "eleanor.frost", "jack.tully"
REASONS = "The list is useful, and nobody has shown yet that poor streets are seen as often as rich ones."
DISSENT = "A camera on every bin lorry is a camera in every street. I would not let it out of the trial."
ABSENT = {"Joseph Adeyemi": "apologies"}
MEMBERS = ("Eleanor Frost", "Amir Sadiq", "Bethan Lloyd", "Carla Mendes", "Joseph Adeyemi")


def _open(town: Town, address: str, *, apologies: Collection[str] = ()) -> Page:
    """The chair opens the meeting and the secretary takes attendance; gives the secretary's page."""
    chair, secretary = town.person(CHAIR), town.person(SECRETARY)
    town.visit(chair, address)
    town.press(chair, "Open the meeting")
    town.visit(secretary, f"{address}/session")
    town.press(secretary, "Take attendance")
    for name in MEMBERS:
        status = "apologies" if name in apologies else "present"
        secretary.get_by_label(f"Is {name} there?", exact=True).select_option(status)
    town.press(secretary, "Save attendance")
    return secretary


def _take_down(town: Town, page: Page, item: str, said: str, *, result: str = "") -> None:
    page.get_by_role("link", name=item, exact=True).first.click()
    town.check(page)
    town.fill(page, discussion=said)
    if result:
        town.choose(page, result=result)
    town.press(page, "Save and go to the list")


def _propose(
    town: Town, use: str, *, outcome: str, phase: str, reasons: str, meeting: str, condition: str = ""
) -> Page:
    """The chair drafts the advice at the meeting and opens it; gives the chair's page."""
    chair = town.person(CHAIR)
    town.visit(chair, f"/board/reviews/{town.review(use)}/advise")
    town.choose(chair, outcome=outcome, method="meeting")
    chair.locator("[name=for_phase]").select_option(phase)
    town.fill(chair, reasons=reasons)
    if condition:
        town.fill(chair, conditions__0__text=condition)
        town.date(chair, "conditions-0-due_on", 2027, 9, 30)
    option = chair.locator("[name=meeting] option", has_text=meeting)
    chair.locator("[name=meeting]").select_option(value=option.get_attribute("value"))
    town.press(chair, "Open it for decision")
    return chair


def _sign(town: Town, use: str) -> None:
    chair = town.person(CHAIR)
    town.visit(chair, f"/board/reviews/{town.review(use)}")
    town.press(chair, "Read the proposal for advice", "link")
    town.press(chair, "Read it once more and sign")
    town.press(chair, "Sign the advice")
    expect(chair.locator("main")).to_contain_text("With the owner")


def _close(town: Town, address: str) -> None:
    chair, secretary = town.person(CHAIR), town.person(SECRETARY)
    town.visit(chair, f"{address}/session")
    town.press(chair, "Close the meeting")
    town.press(chair, "Close the meeting")
    town.visit(chair, f"{address}/session")
    expect(chair.locator("main")).to_contain_text("closed")
    town.visit(secretary, address)
    town.press(secretary, "Draft the minutes")


def _coming(town: Town) -> str:
    secretary = town.person(SECRETARY)
    town.visit(secretary, "/board/meetings")
    secretary.locator("main a[href^='/board/meetings/']", has_text=re.compile(r"\d{4}")).first.click()
    town.check(secretary)
    return re.sub(r"^https?://[^/]+", "", secretary.url)


def _approve(town: Town, session: str) -> None:
    """The chair approves the minutes that wait."""
    chair = town.person(CHAIR)
    town.visit(chair, session)
    chair.get_by_role("link", name=re.compile("Minutes of the last meeting")).first.click()
    town.check(chair)
    chair.get_by_role("link", name=re.compile("^Approve")).first.click()
    town.check(chair)
    chair.locator("[name=how]").first.check()
    town.press(chair, "Approve the minutes")


def first(town: Town) -> None:
    """December: the minutes of October are approved; the board is not of one mind about the cameras."""
    address = _coming(town)
    secretary = _open(town, address, apologies=ABSENT)
    _approve(town, f"{address}/session")
    chair = _propose(
        town,
        GULLIES,
        outcome="next_phase_only",
        phase="public_beta",
        reasons=REASONS,
        meeting="8 December 2026",
    )
    town.press(chair, "Go over to a vote")
    row = chair.get_by_role("group", name="Carla Mendes")
    row.locator("input[value=against]").check()
    row.locator("textarea").fill(DISSENT)
    town.press(chair, "All the others are for it: write it down")
    town.press(chair, "Count and close")
    expect(chair.locator("main")).to_contain_text("The board agrees.")
    town.visit(secretary, f"{address}/session")
    _take_down(town, secretary, GULLIES, "The trial covered two of nineteen wards.", result="decided")
    _close(town, address)
    _sign(town, GULLIES)


def comes_back(town: Town) -> None:
    """January: the plans come back to the board, and one member has an interest in them."""
    team = town.person("grace.okafor")
    town.visit(team, f"/uses/{town.use(PLANS)}/submit")
    team.get_by_role("checkbox").check()
    town.press(team, "Submit")
    expect(team.get_by_role("heading", name="Submitted to the ethics board")).to_be_visible()


def interests(town: Town) -> None:
    """Everybody declares before the papers open. Who has an interest sees no more than that it is there."""
    address = f"/board/reviews/{town.review(PLANS)}"
    for key in (CHAIR, SECRETARY, "amir.sadiq", "carla.mendes", "joseph.adeyemi"):
        member = town.person(key)
        town.visit(member, "/board/interests/waiting")
        member.get_by_role("checkbox", name=PLANS).check()
        town.press(member, "I have no interest in those ticked")
    recused = town.person("bethan.lloyd")
    town.visit(recused, f"{address}/interest")
    town.choose(recused, kind="close_person")
    town.fill(recused, text="My nephew waits for such a plan.")
    town.press(recused, "Record my declaration")
    town.visit(recused, "/board")
    expect(recused.locator("main")).to_contain_text(PLANS)
    refusal = recused.goto(address)
    assert refusal is not None
    assert refusal.status == 403 or "/interest" in recused.url
    town.check(recused)
    expect(recused.locator("main")).not_to_contain_text("Red flags")


def plan(town: Town) -> None:
    """The secretary plans a meeting, builds its agenda from the queue and sends out the papers."""
    secretary = town.person(SECRETARY)
    town.visit(secretary, "/board/meetings")
    town.press(secretary, "Plan a meeting")
    town.date(secretary, "day", 2027, 2, 9)
    town.fill(secretary, clock="2.30pm", length="90", place="Central Library, upper room")
    town.press(secretary, "Save the meeting")
    town.press(secretary, "Add reviews from the queue")
    secretary.locator("tr", has_text=PLANS).get_by_role("button", name=re.compile("^Add")).click()
    town.check(secretary)
    town.visit(secretary, _coming(town))
    expect(secretary.locator("main")).to_contain_text(PLANS)
    town.press(secretary, "Send out the papers")
    town.press(secretary, "Read the papers")
    recused = town.person("bethan.lloyd")
    town.visit(recused, _coming(town) + "/papers")
    expect(recused.locator("main")).to_contain_text("interest")


def second(town: Town) -> None:
    """February: the minutes of December are approved and published; everybody left in the room agrees."""
    address = _coming(town)
    secretary, chair = _open(town, address), town.person(CHAIR)
    expect(secretary.locator("main")).to_contain_text("Leaves for this item: Bethan Lloyd")
    _approve(town, f"{address}/session")
    chair = _propose(
        town,
        PLANS,
        outcome="proceed_with_conditions",
        phase="",
        reasons="The team has answered every point. Parents must see which words a machine wrote.",
        meeting="9 February 2027",
        condition="Mark each sentence that the tool wrote until an officer has rewritten it.",
    )
    expect(chair.locator("main")).not_to_contain_text("Bethan Lloyd says")
    town.press(chair, "All the others agree: write it down")
    town.press(chair, "Count and close")
    expect(chair.locator("main")).to_contain_text("The board agrees.")
    town.visit(secretary, f"{address}/session")
    _take_down(town, secretary, PLANS, "The team showed a plan that a parent corrected.", result="decided")
    _close(town, address)
    _sign(town, PLANS)


def minutes(town: Town) -> None:
    """The approved minutes of December go public, without what the board still assesses."""
    secretary = town.person(SECRETARY)
    town.visit(secretary, "/board/meetings")
    secretary.get_by_role("link", name=re.compile("8 December 2026")).first.click()
    town.check(secretary)
    town.press(secretary, "Publish the minutes")
    town.press(secretary, "Publish the minutes")
    resident = town.resident()
    town.visit(resident, "/organisations/northmere/board")
    resident.get_by_role("link", name=re.compile("8 December 2026")).first.click()
    town.check(resident)
    expect(resident.locator("main")).not_to_contain_text(DISSENT)
