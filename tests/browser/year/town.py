"""The sample council on a clock that the test sets: people who sign in, and the work of each night."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.assessments.models import Assessment, Submission
from app.board.models import Review
from app.database import clock_at, db
from app.jobs.worker import work_once
from app.sample.loading import SignInDetails
from app.uses.models import UseCase

Visit = Callable[[Page], None]
TEN = timedelta(hours=10)
PHONE = {"width": 390, "height": 844}


class Clock:
    """Tells every request of the application that it is another moment."""

    def __init__(self, app: Flask, moment: datetime) -> None:
        self.app = app
        self._plain = app.wsgi_app
        self.moment = moment
        app.wsgi_app = self._answer  # type: ignore[method-assign]

    def _answer(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        with clock_at(self.moment):
            return self._plain(environ, start_response)

    def stop(self) -> None:
        """Gives the application its own clock back."""
        self.app.wsgi_app = self._plain  # type: ignore[method-assign]

    def go_to(self, year: int, month: int, day: int) -> None:
        """Ten o'clock in the morning of a day, after the night's work of the service."""
        self.moment = datetime(year, month, day, tzinfo=UTC) + TEN
        with self.app.app_context(), clock_at(self.moment):
            work_once()


class Town:
    """Everybody of the council; each person has a browser of their own, and each page they see is checked."""

    def __init__(
        self, open_browser: Callable[..., Page], check: Visit, people: Iterable[SignInDetails], clock: Clock
    ) -> None:
        self._open, self.check, self.clock = open_browser, check, clock
        self._passwords = {each.email.split("@")[0]: (each.email, each.password) for each in people}
        self._signed_in: dict[str, tuple[Page, datetime]] = {}

    def person(self, key: str) -> Page:
        """The page of a person, signed in since the clock last moved."""
        page, since = self._signed_in.get(key, (None, None))
        if page is None:
            page = self._open()
        if since != self.clock.moment:
            self._sign_in(page, key)
            self._signed_in[key] = (page, self.clock.moment)
        return page

    def _sign_in(self, page: Page, key: str) -> None:
        email, password = self._passwords[key]
        page.context.clear_cookies()
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    def resident(self, **options: object) -> Page:
        """A page of somebody without a sign-in."""
        return self._open(**options)

    def visit(self, page: Page, address: str) -> None:
        """Goes to an address and looks at the page."""
        page.goto(address)
        self.check(page)

    def press(self, page: Page, name: str, role: str = "button") -> None:
        """Presses a button or link and looks at the page that follows."""
        with page.expect_navigation():  # a slow answer, and the old page would be looked at, or none
            page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.check(page)

    def use(self, name: str) -> int:
        """The id of a use of the sample."""
        with self.clock.app.app_context():
            found = db.session.scalars(select(UseCase.id).where(UseCase.name == name)).one()
            db.session.remove()
        return found

    def review(self, name: str) -> int:
        """The id of the newest review of a use."""
        with self.clock.app.app_context():
            found = db.session.scalars(
                select(Review.id)
                .join(Submission, Submission.id == Review.submission_id)
                .join(Assessment, Assessment.id == Submission.assessment_id)
                .join(UseCase, UseCase.id == Assessment.use_id)
                .where(UseCase.name == name)
                .order_by(Submission.number.desc())
            ).first()
            db.session.remove()
        assert found is not None, name
        return found

    def fill(self, page: Page, **texts: str) -> None:
        """Fills fields by their names; two underscores stand for a dash."""
        for name, text in texts.items():
            page.locator(f"[name='{name.replace('__', '-')}']").fill(text)

    def choose(self, page: Page, **values: str) -> None:
        """Chooses radio buttons or ticks boxes by name and value; two underscores stand for a dash."""
        for name, value in values.items():
            page.locator(f"[name='{name.replace('__', '-')}'][value='{value}']").check()

    def date(self, page: Page, name: str, year: int, month: int, day: int) -> None:
        """Fills a date of three parts."""
        for part, number in (("day", day), ("month", month), ("year", year)):
            page.locator(f"[name='{name}-{part}']").fill(str(number))
