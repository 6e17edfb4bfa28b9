"""The whole journey as five people and a resident: from the first question to the public register."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from flask import Flask
from playwright.sync_api import Page, expect

from app.accounts import actions
from app.assessments.questionnaire_store.queries import packaged_file, parse
from app.questionnaire.model import Questionnaire
from app.register.exchange.standards import load_standard
from app.web.roles import Role
from tests.browser.answering import Answers, answer_page
from tests.browser.deciding import advise, respond
from tests.browser.screening import HIGH, LOW

EXAMPLE = Path(__file__).parents[3] / "shared" / "data" / "atrs_v3_worked_example.yaml"
PASSWORD = "quiet-harbour-lantern-7"
PEOPLE = {
    "Priya Nair": ("priya", Role.TEAM_MEMBER),
    "Helen Marsh": ("helen", Role.ACCOUNTABLE_OWNER),
    "Eleanor Frost": ("eleanor", Role.BOARD_CHAIR),
    "Fiona Grant": ("fiona", Role.REGISTER_EDITOR),
    "Rafael Ortiz": ("rafael", Role.REGISTER_EDITOR),
}
Visit = Callable[[Page], None]


@pytest.fixture
def council_with_people(app: Flask) -> dict[str, str]:
    """E-mail addresses by name; everybody has the same password."""
    with app.app_context():
        council = actions.create_organisation(name="Northmere Borough Council", slug="northmere")
        for name, (address, role) in PEOPLE.items():
            actions.add_person(
                organisation_id=council.id,
                name=name,
                email=f"{address}@northmere.example",
                roles=[role],
                password=PASSWORD,
            )
    return {name: f"{address}@northmere.example" for name, (address, _role) in PEOPLE.items()}


@pytest.fixture(scope="session")
def ethics() -> Questionnaire:
    return parse(packaged_file().read_text(encoding="utf-8"))


def _official(questionnaire: Questionnaire) -> Answers:
    if not EXAMPLE.is_file():
        pytest.skip("the official worked example is not on this machine")
    record = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["record"]
    attributes = {field: column.key for column in load_standard("atrs-3").columns for field in column.to}
    texts = {
        question.id: str(record[attributes[question.public]])
        for question in questionnaire.questions()
        if question.public in attributes and attributes[question.public] in record
    }
    return Answers(choices=HIGH, texts=texts)


def _own(_questionnaire: Questionnaire) -> Answers:
    return Answers(choices=LOW)


class Journey:
    """One walk: opens a browser for each person and holds each page to the standard."""

    def __init__(self, open_browser: Callable[..., Page], check: Visit, emails: dict[str, str]) -> None:
        self.open_browser, self.check, self.emails = open_browser, check, emails

    def sign_in(self, name: str) -> Page:
        page = self.open_browser()
        page.goto("/sign-in")
        self.check(page)
        page.get_by_label("E-mail address").fill(self.emails[name])
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name=name)).to_be_visible()
        self.check(page)
        return page

    def press(self, page: Page, name: str, role: str = "button") -> None:
        """Presses a button or link and looks at the page that follows."""
        page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.check(page)


def _start_use(journey: Journey, page: Page, title: str) -> str:
    page.get_by_role("button", name=re.compile("^Start a")).first.click()
    journey.check(page)
    page.locator("[name=name]").fill(title)
    page.locator("[name=kind][value=algorithm]").check()
    page.locator("[name=phase][value=production]").check()
    page.locator("[name=service_area]").select_option("children_education")
    page.locator("[name=owner_id]").select_option(label="Helen Marsh")
    journey.press(page, "Start")
    page.wait_for_url(re.compile(r"/uses/\d+$"))
    return page.url


def _answer_everything(
    journey: Journey, page: Page, home: str, questionnaire: Questionnaire, answers: Answers
) -> set[str]:
    """Goes on from the task list until nothing is left; a page is filled in at most twice."""
    done: list[str] = []
    for _page in range(2 * len(questionnaire.questions())):
        if "/questions/" not in page.url:
            page.goto(home)
            following = page.locator("a.govuk-button[href*='/questions/']")
            if not following.count():
                break
            following.first.click()
        journey.check(page)
        done += answer_page(page, questionnaire, answers)
        page.get_by_role("button", name="Save and continue").last.click()
        assert not page.locator(".govuk-error-summary").count(), page.inner_text(".govuk-error-summary")
    assert max(done.count(name) for name in set(done)) <= 2
    return set(done)


def _add_harm(journey: Journey, page: Page, home: str) -> None:
    page.goto(f"{home}/harms/new")
    journey.check(page)
    page.get_by_label("What could go wrong?").fill("A child is given a school that is too far away")
    page.get_by_label("Who would it hit?").fill("Families without a car")
    for name, value in (
        ("principle", "justice"),
        ("severity", "3"),
        ("likelihood", "2"),
        ("reversible", "partly"),
        ("severity_after", "3"),
        ("likelihood_after", "1"),
    ):
        page.locator(f"[name={name}][value='{value}']").check()
    page.locator("[name=safeguards-0-text]").fill("An officer checks every journey of over 45 minutes")
    page.locator("[name=safeguards-0-in_place]").check()
    page.locator("[name=safeguards-0-likelihood_steps]").select_option("1")
    journey.press(page, "Save")


def _weigh(journey: Journey, page: Page, home: str) -> None:
    """A trade-off card from its facts to the choice."""
    page.goto(f"{home}/trade-offs/new")
    journey.check(page)
    page.get_by_label("What is the dilemma, in one line?").fill("A ruler or a river")
    page.locator("[name=principles][value=justice]").check()
    page.locator("[name=principles][value=explicability]").check()
    page.locator("[name=tension]").fill("A straight line is easy to check and unfair across the river.")
    journey.press(page, "Save and go on")
    journey.press(page, "Add an option")
    page.get_by_label("The option, in one line").fill("Measure the way that children walk")
    for select in page.locator(".c-grid select").all():
        select.select_option("1")
    journey.press(page, "Save")
    journey.press(page, "What was chosen, and who signs", "link")
    page.get_by_label("Measure the way that children walk").check()
    page.locator("[name=reason]").fill("A river counts more than a ruler.")
    page.locator("[name=signed_by]").fill("Director of Children and Schools")
    for part, value in (("day", "31"), ("month", "1"), ("year", "2030")):
        page.locator(f"[name=review_on-{part}]").fill(value)
    page.locator("[name=public_summary]").fill("Now a river counts as a river. The rule is harder to check.")
    journey.press(page, "Save")
    expect(page.get_by_text("The choice is recorded.")).to_be_visible()


def _submit(journey: Journey, page: Page, home: str) -> None:
    page.goto(f"{home}/check")
    journey.check(page)
    page.goto(f"{home}/submit")
    journey.check(page)
    page.get_by_role("checkbox").check()
    journey.press(page, "Submit")
    expect(page.get_by_role("heading", name="Submitted to the ethics board")).to_be_visible()


def _publish(journey: Journey, editor: Page, checker: Page, title: str) -> None:
    editor.goto("/register/edit")
    journey.check(editor)
    journey.press(editor, title, "link")
    editor.get_by_role("link", name=re.compile("whole page")).first.click()
    journey.check(editor)
    editor.go_back()
    journey.press(editor, "Send for second check")
    checker.goto("/register/edit?state=second_check")
    journey.check(checker)
    journey.press(checker, title, "link")
    journey.press(checker, "Check and publish")
    checker.locator("[name=change_note]").fill("First publication")
    checker.locator("[name=checked]").check()
    journey.press(checker, "Publish")
    expect(checker.locator(".govuk-notification-banner")).to_be_visible()


def _read_as_resident(journey: Journey, title: str, summary: str) -> None:
    page = journey.open_browser(viewport={"width": 390, "height": 844})
    page.goto("/")
    journey.check(page)
    page.get_by_role("searchbox").first.fill(title)
    page.get_by_role("searchbox").first.press("Enter")
    journey.check(page)
    page.get_by_role("link", name=title).first.click()
    journey.check(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.locator("main")).to_contain_text(re.sub(r"\s+", " ", summary)[:80])
    expect(page.locator("main")).to_contain_text("Director of Children and Schools")
    expect(page.locator("main")).to_contain_text("Put the reasons for each place into the offer letter.")
    expect(page.locator("main")).to_contain_text("School admissions manager")
    expect(page.locator("main")).to_contain_text("a river counts as a river")
    expect(page.get_by_role("heading", name="What you can do")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("words", [_own, _official], ids=["own words", "official example"])
def test_a_use_goes_from_its_first_question_to_the_public_register(
    open_browser: Callable[..., Page],
    check_accessibility: Visit,
    council_with_people: dict[str, str],
    ethics: Questionnaire,
    words: Callable[[Questionnaire], Answers],
) -> None:
    answers = words(ethics)
    title = "Secondary school place allocation"
    journey = Journey(open_browser, check_accessibility, council_with_people)
    team = journey.sign_in("Priya Nair")
    home = _start_use(journey, team, title)
    answered = _answer_everything(journey, team, home, ethics, answers)
    assert len(answered) > 50
    _add_harm(journey, team, home)
    _weigh(journey, team, home)
    _submit(journey, team, home)
    advise(journey, journey.sign_in("Eleanor Frost"), title)
    respond(journey, journey.sign_in("Helen Marsh"), title)
    _publish(journey, journey.sign_in("Fiona Grant"), journey.sign_in("Rafael Ortiz"), title)
    _read_as_resident(journey, title, answers.text(ethics.question("EXP-01")))
