"""The papers as one bundle: what each member gets, how many statements it takes, and the Word file."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient

from app.board.desk.actions import comment, return_for_changes
from app.board.meetings.papers import bundle_for
from app.board.models import Review
from app.database import db
from app.web.roles import Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.meetings import called, chair, item_of, signed_in
from tests.support.people import Council
from tests.support.proposals import a_review, more_members
from tests.support.statements import StatementCounter
from tests.support.uses import answer, submit, the_review


@pytest.fixture
def review(council: Council, context: Flask) -> Review:
    return a_review(council)


def words_of(client: FlaskClient, meeting_id: int) -> str:
    answer = client.get(f"/board/meetings/{meeting_id}/papers.docx")
    assert answer.status_code == 200
    document = docx.Document(io.BytesIO(answer.data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_paper_has_what_the_board_needs(client: CheckedClient, council: Council, review: Review) -> None:
    comment(review=review, text="Who reads it at night?", author_id=chair(council))
    meeting = called(council, review)
    reading = signed_in(client, council, Role.BOARD_MEMBER)
    page = reading.get(f"/board/meetings/{meeting.id}/papers").text
    for text in (page, words_of(reading, meeting.id)):
        assert "It sorts repair requests so that urgent ones are seen first." in text
        assert "An urgent repair is put last" in text
        assert "An officer reads every request" in text
        assert "Who reads it at night?" in text
        assert "What changed since the last round" not in text


def test_a_later_round_says_what_changed(client: CheckedClient, council: Council, review: Review) -> None:
    team = council.people[Role.TEAM_MEMBER]
    return_for_changes(review=review, reasons="Say who checks it.", actor_id=chair(council))
    use = review.submission.assessment.use
    answer(use, {"PRI-01": "The supplier has answered."}, team)
    submit(use, team)
    meeting = called(council, the_review(use))
    reading = signed_in(client, council, Role.BOARD_MEMBER)
    page = reading.get(f"/board/meetings/{meeting.id}/papers").text
    assert "What changed since the last round (1)" in " ".join(page.split())
    assert "has answered." in page
    assert "has answered." in words_of(reading, meeting.id)


def test_a_recused_member_gets_the_bundle_without_that_paper(
    client: CheckedClient, council: Council, review: Review
) -> None:
    declare_interest(review.submission.assessment.use, council.people[Role.BOARD_MEMBER])
    meeting = called(council, review)
    reading = signed_in(client, council, Role.BOARD_MEMBER)
    page = reading.get(f"/board/meetings/{meeting.id}/papers").text
    for text in (page, words_of(reading, meeting.id)):
        assert "You have an interest in this use, so its paper is not in your bundle." in text
        assert "Repairs triage" in text
        assert "It sorts repair requests" not in text


def test_who_has_not_declared_is_asked_to(client: CheckedClient, council: Council, review: Review) -> None:
    more_members(council, 1)
    meeting = called(council, review)
    reading = signed_in(client, council, "member_1")  # type: ignore[arg-type]
    page = reading.get(f"/board/meetings/{meeting.id}/papers").text
    assert "Say first whether you have an interest" in page
    assert f"/board/reviews/{review.id}/interest" in page
    assert "It sorts repair requests" not in page


def test_the_word_file_has_headings_a_language_and_marked_tables(
    client: CheckedClient, council: Council, review: Review
) -> None:
    meeting = called(council, review)
    reading = signed_in(client, council, Role.BOARD_MEMBER)
    data = reading.get(f"/board/meetings/{meeting.id}/papers.docx?lang=cy").data
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.language == "cy-GB"
    assert any(paragraph.style.name == "Heading 1" for paragraph in document.paragraphs)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)


def test_odd_characters_break_neither_page_nor_file(
    client: CheckedClient, council: Council, review: Review
) -> None:
    comment(review=review, text="<b>& ]]> 🦆", author_id=chair(council))
    meeting = called(council, review)
    reading = signed_in(client, council, Role.BOARD_MEMBER)
    assert "🦆" in words_of(reading, meeting.id)
    assert "<b>&" not in reading.get(f"/board/meetings/{meeting.id}/papers").text


def test_what_is_shut_is_not_even_read(
    council: Council, review: Review, sql_counter: StatementCounter
) -> None:
    declare_interest(review.submission.assessment.use, council.people[Role.BOARD_MEMBER])
    meeting = called(council, review)
    db.session.commit()
    with sql_counter:
        bundle = bundle_for(meeting, council.people[Role.BOARD_MEMBER])
    assert sql_counter.total == 2, "interests and authors, nothing of the paper"
    assert [each.paper for each in bundle.items] == [None] * len(meeting.items)
    assert item_of(meeting, "review").id in {each.item.id for each in bundle.items if each.shut}
