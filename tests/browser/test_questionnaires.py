"""Questionnaires in a browser: a draft to its publication, a change that asks first, a move, a score."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.accounts import actions
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.use_assessment import the_assessment
from app.database import db
from app.uses.actions import add_member
from app.uses.models import UseCase
from app.web.roles import Role
from tests.browser.conftest import DESKTOP, PHONE
from tests.support.people import Council
from tests.support.uses import SMALL, a_use, answer

PASSWORD = "quiet-harbour-lantern-7"
TEXT = SMALL.read_text(encoding="utf-8")
SCORING = """
scoring:
  families:
    - {id: risk, title: Risk, weights: {AUT-01: {decides-alone: 4}, NON-05: {dpia-signed-off: 2}}}
  final: {family: risk}
  levels: [{id: one, title: Level one, up_to: 40}, {id: two, title: Level two}]
"""
NEWER = TEXT.replace("text: Is personal data used?", "text: Does it use personal data?") + SCORING
Look = Callable[[Page, str], None]


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use with a team of one and answers, and an administrator who may sign in."""
    with app.app_context():
        use = a_use(council)
        for name, role in (("priya", Role.TEAM_MEMBER), ("tom", Role.ADMINISTRATOR)):
            person = actions.add_person(
                organisation_id=council.organisation_id,
                name=name.title(),
                email=f"{name}@northmere.example",
                roles=[role],
                password=PASSWORD,
            )
            if role is Role.TEAM_MEMBER:
                add_member(use=use, person_id=person.id, actor_id=None)
        answer(use, {"AUT-01": "information-only", "NON-05": "dpia-signed-off"}, person.id)
        return use.id


@pytest.fixture
def look(check_accessibility: Callable[[Page], None]) -> Look:
    """Holds the page to the rules at both widths; keeps pictures where SCREENSHOTS says."""

    def check(page: Page, name: str) -> None:
        for width in (PHONE, DESKTOP):
            page.set_viewport_size(width)  # type: ignore[arg-type]
            check_accessibility(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width["width"], name
            folder = os.environ.get("SCREENSHOTS")
            if folder:
                page.screenshot(path=str(Path(folder) / f"{name}-{width['width']}.png"), full_page=True)

    return check


def _sign_in(page: Page, name: str) -> Page:
    page.goto("/sign-in")
    page.locator("[name=email]").fill(f"{name}@northmere.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def test_a_draft_is_mended_walked_and_published(
    open_browser: Callable[..., Page], look: Look, use_id: int
) -> None:
    page = _sign_in(open_browser(java_script_enabled=True), "tom")
    page.get_by_role("link", name="Questionnaires").first.click()
    look(page, "list")
    page.get_by_role("button", name="Add a draft").click()
    look(page, "new")
    wrong = NEWER.replace("type: long_text", "type: long_txt", 1)
    file = {"name": "mine.yaml", "mimeType": "text/plain", "buffer": wrong.encode()}
    page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.locator("main")).to_contain_text("1 mistake")
    look(page, "mistakes")
    page.locator("[name=text]").fill(NEWER)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("main")).to_contain_text("No mistakes")
    look(page, "draft")
    page.get_by_role("button", name="Walk through it").click()
    look(page, "walk")
    page.go_back()
    page.get_by_role("button", name="Compare with the version before").click()
    look(page, "compare")
    page.go_back()
    page.get_by_role("button", name="Publish").click()
    look(page, "publish")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("Published")
    look(page, "version")


def test_a_team_moves_and_reads_its_score_without_javascript(
    app: Flask, open_browser: Callable[..., Page], look: Look, use_id: int
) -> None:
    with app.app_context():
        load_version(source=NEWER, filename="newer.yaml", publish=True)
    # axe runs in the page, so the pages are looked at with JavaScript and used without.
    page, seen = (_sign_in(open_browser(java_script_enabled=on), "priya") for on in (False, True))
    page.goto(f"/uses/{use_id}")
    page.get_by_role("link", name="See what moving would do").click()
    seen.goto(page.url)
    look(seen, "migrate")
    page.get_by_role("button", name="Accept and move").click()
    expect(page.locator("main")).to_contain_text("Need another look")
    seen.goto(page.url)
    look(seen, "moved")
    seen.goto(f"/uses/{use_id}")
    expect(seen.locator("main")).to_contain_text("2 answers need another look")
    look(seen, "task-list")
    page.goto(f"/uses/{use_id}")
    page.get_by_role("link", name="How it adds up").click()
    seen.goto(page.url)
    look(seen, "score")


def test_a_change_that_sets_answers_aside_asks_first(
    app: Flask, open_browser: Callable[..., Page], look: Look, council: Council, use_id: int
) -> None:
    condition = "        show_if: {question: AUT-01, equals: decides-alone}\n"
    asked = TEXT.replace("      - id: personal\n", "      - id: personal\n" + condition)
    by = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        version = load_version(source=asked, filename="asked.yaml", publish=True)
        use = db.session.get_one(UseCase, use_id)
        the_assessment(use).questionnaire_version = version
        db.session.commit()
        answer(use, {"AUT-01": "decides-alone"}, by)
    page = _sign_in(open_browser(), "priya")
    page.goto(f"/uses/{use_id}/questions/automation")
    page.locator("[name='AUT-01_value'][value=information-only]").check()
    expect(page.locator("[data-autosave-state]")).to_contain_text("set other answers aside")
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page.locator("main")).to_contain_text("Is personal data used?")
    look(page, "would-leave")
    page.get_by_role("button", name="Save and set these aside").click()
    expect(page.locator("main")).to_contain_text("No longer asked")
