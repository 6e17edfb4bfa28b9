"""The task list and check answers: honest statuses, what is next, what is missing, red flags with reasons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.assessments import hooks as extensions
from app.assessments.answers.task_list import tasks_of, waiting_sections
from app.assessments.answers.work import Work
from app.database import utcnow
from app.hooks import Hook
from app.questionnaire.model import Answer, AnswerState
from app.questionnaire.path.progress import SectionStatus
from app.uses.models import UseCase
from app.web.roles import Actor
from tests.integration.assessments.conftest import Answering, said
from tests.support.client import CheckedClient
from tests.support.statements import StatementCounter

Reading = Callable[[], Work]
UNKNOWN = Answer(AnswerState.UNKNOWN)


def test_statuses_are_honest(work: Reading, answer: Answering) -> None:
    assert [task.status for task in tasks_of(work())] == [
        SectionStatus.NOT_STARTED,
        SectionStatus.NOT_STARTED,
    ]
    assert [section.id for section in waiting_sections(work())] == ["deeper"]
    answer("how-it-decides", {"S-01": said("informs")})
    answer("people", {"S-02": UNKNOWN, "S-03": UNKNOWN})
    answer("many", {"K-01": said(["old"])})
    assert [task.status for task in tasks_of(work())] == [
        SectionStatus.COMPLETE_WITH_UNKNOWNS,
        SectionStatus.IN_PROGRESS,
    ]
    assert waiting_sections(work()) == []


def test_the_task_list_leads_on(member: CheckedClient, use_id: int, answer: Answering) -> None:
    fresh = member.get(f"/uses/{use_id}").text
    assert "Start with the screening" in fresh
    assert "Cannot start yet: screening first" in fresh
    answer("how-it-decides", {"S-01": said("decides")})
    answer("people", {"S-02": UNKNOWN})
    page = member.get(f"/uses/{use_id}").text
    assert "1 red flag so far" in page
    assert "Nobody can stop a wrong decision." in page
    assert "It decides alone." in page
    assert "In progress: 2 of 3" in page
    assert "Deeper questions" in page
    assert "None listed" in page


def test_a_level_that_is_not_certain_is_a_range(
    member: CheckedClient, use_id: int, answer: Answering
) -> None:
    answer("how-it-decides", {"S-01": UNKNOWN})
    answer("people", {"S-02": said("yes")})
    page = member.get(f"/uses/{use_id}").text
    assert "Medium to high" in page
    assert "Perhaps:" in page


def test_check_answers_lists_what_is_missing_first(
    member: CheckedClient, use_id: int, answer: Answering
) -> None:
    answer("how-it-decides", {"S-01": said("decides", note="Look at this")})
    answer("people", {"S-02": UNKNOWN, "S-03": Answer(AnswerState.NOT_APPLICABLE, reason="No people")})
    page = member.get(f"/uses/{use_id}/check").text
    assert page.index("not answered yet") < page.index("It decides alone")
    for words in ("Don’t know yet", "No people", "Look at this", "Red flag:", "How would people know?"):
        assert words in page
    assert f"/uses/{use_id}/questions/many?back=check" in page


@pytest.mark.parametrize("path", ["", "/check", "/questions/texts", "/answers/K-01/history"])
def test_pages_ask_a_fixed_number_of_statements(
    member: CheckedClient, use_id: int, answer: Answering, sql_counter: StatementCounter, path: str
) -> None:
    answer("how-it-decides", {"S-01": said("informs")})
    with sql_counter as count:
        member.get(f"/uses/{use_id}{path}")
    few = count.total
    answer("people", {"S-02": UNKNOWN, "S-03": said("A letter")})
    answer("many", {"K-01": said(["old"])})
    answer("texts", {"K-03": said("Triage"), "K-04": said("It sorts.")})
    answer("scale", {"K-02": said("bad")})
    with sql_counter as count:
        member.get(f"/uses/{use_id}{path}")
    assert count.total == few <= 16


def test_the_floors_above_add_links_and_remarks(
    app: Flask, member: CheckedClient, use_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pointers(_use: UseCase, _actor: Actor) -> list[extensions.Pointer]:
        return [extensions.Pointer("Read the comments", "/uses")]

    def remarks(_use: UseCase, _actor: Actor) -> dict[str, list[extensions.Remark]]:
        return {"K-03": [extensions.Remark("Chair", utcnow(), "Say it in *plain* words.")]}

    monkeypatch.setattr(extensions, "pointers", Hook("links"))
    monkeypatch.setattr(extensions, "remarks", Hook("remarks"))
    extensions.pointers.add(pointers)
    extensions.remarks.add(remarks)
    assert "Read the comments" in member.get(f"/uses/{use_id}").text
    assert "<em>plain</em> words" in member.get(f"/uses/{use_id}/questions/texts").text
