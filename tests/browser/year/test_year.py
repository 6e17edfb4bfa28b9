"""A year of the sample council's board, from an appeal in December to the figures of the next year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.database import clock_at, db
from app.sample.board.reading import read_board
from app.sample.loading import load_sample
from app.sample.reading import read_organisations, read_use, use_files
from tests.browser.year import appealing, closing, incident, keeping, meeting, publishing
from tests.browser.year.town import Clock, Town, Visit

BEGINNING = datetime(2026, 12, 2, 10, tzinfo=UTC)


@pytest.fixture
def town(app: Flask, open_browser: Callable[..., Page], check_accessibility: Visit) -> Iterator[Town]:
    """The sample council on the second of December 2026."""
    with app.app_context(), clock_at(BEGINNING):
        people = load_sample(read_organisations(), [read_use(file) for file in use_files()], read_board())
        db.session.remove()
    clock = Clock(app, BEGINNING)
    yield Town(open_browser, check_accessibility, people, clock)
    clock.stop()


@pytest.mark.slow
def test_the_board_works_through_a_year_and_a_resident_reads_it(town: Town) -> None:
    go_to = town.clock.go_to
    appealing.second_look(town)
    appealing.departure(town)
    go_to(2026, 12, 8)
    meeting.first(town)
    publishing.acceptance(town)
    go_to(2027, 1, 5)
    publishing.publication(town)
    keeping.overdue(town)
    go_to(2027, 1, 18)
    keeping.evidence(town)
    go_to(2027, 1, 20)
    keeping.met_late(town)
    meeting.comes_back(town)
    meeting.interests(town)
    meeting.plan(town)
    go_to(2027, 2, 9)
    meeting.second(town)
    meeting.minutes(town)
    go_to(2027, 5, 10)
    incident.report(town)
    incident.triage(town)
    go_to(2027, 5, 14)
    incident.new_round(town)
    go_to(2027, 5, 25)
    incident.closing(town)
    incident.second_advice(town)
    go_to(2027, 6, 14)
    incident.goes_on(town)
    closing.new_version(town)
    go_to(2028, 1, 18)
    closing.figures(town)
    closing.resident_reads(town)
