"""The page of a question: what it shows, what it saves, where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from app.assessments.answers.work import Work
from app.questionnaire.model import AnswerState
from tests.integration.assessments.conftest import Answering, said
from tests.support.client import CheckedClient

Reading = Callable[[], Work]


def address(use_id: int, page: str) -> str:
    return f"/uses/{use_id}/questions/{page}"


PAGES = ("how-it-decides", "people", "many", "scale", "texts", "numbers", "rows")
FILLED = {
    "how-it-decides": {"S-01_value": "decides", "S-01_evidence-0-c_title": "Test", "S-01_note": "Look"},
    "people": {"S-02_value": "no"},
    "many": {"K-01_value": ["old", "young"]},
    "scale": {"K-02_value": "bad"},
    "texts": {"K-03_value": "  Triage ", "K-04_value": "It *sorts*.\r\nThen it waits."},
    "numbers": {
        "K-05_value": "1,250",
        "K-06_value-day": "3",
        "K-06_value-month": "4",
        "K-06_value-year": "2026",
    },
    "rows": {
        "K-07_rows-0-c_group": "Tenants",
        "K-07_rows-0-c_size": "12.5",
        "K-07_rows-0-c_since": "27/3/2027",
        "K-07_rows-0-c_told": "yes",
        "K-07_rows-0-c_effect": "good",
        "K-07_rows-3-c_group": "Officers",
        "K-08_rows-0-c_title": "Report",
        "K-08_rows-0-c_link": "https://council.example/report",
    },
}
STORED = {
    "S-01": "decides",
    "S-02": "no",
    "K-01": ["young", "old"],
    "K-02": "bad",
    "K-03": "Triage",
    "K-04": "It *sorts*.\nThen it waits.",
    "K-05": 1250,
    "K-06": "2026-04-03",
    "K-07": [
        {"group": "Tenants", "size": 12.5, "since": "2027-03-27", "told": "yes", "effect": "good"},
        {"group": "Officers"},
    ],
    "K-08": [{"title": "Report", "link": "https://council.example/report"}],
}


@pytest.mark.parametrize("page", PAGES)
def test_every_kind_of_question_is_shown_saved_and_shown_again(
    member: CheckedClient, use_id: int, work: Reading, page: str
) -> None:
    assert member.get(address(use_id, page)).status_code == 200
    response = member.post(address(use_id, page), data=FILLED[page])
    assert response.status_code == 302, response.text
    saved = work().answers
    for question in (q for q in STORED if any(name.startswith(q) for name in FILLED[page])):
        assert saved[question].value == STORED[question]
    again = member.get(address(use_id, page))
    assert again.status_code == 200
    unchanged = {f"{name}_version": "1" for name in saved} | FILLED[page]
    assert member.post(address(use_id, page), data=unchanged).status_code == 302
    assert all(row.version == 1 for row in work().rows.values())


@pytest.mark.parametrize("page", PAGES)
def test_everything_may_be_unknown(member: CheckedClient, use_id: int, work: Reading, page: str) -> None:
    questions = [q.id for q in work().questionnaire.page(page).questions if q.id != "S-03"]
    kinds = {name: ("value" if name in ("S-01", "S-02", "K-01", "K-02") else "state") for name in questions}
    member.post(address(use_id, page), data={f"{name}_{kinds[name]}": ":unknown" for name in questions})
    assert {work().answer(name).state for name in questions} == {AnswerState.UNKNOWN}
    shown = member.get(address(use_id, page)).text
    assert re.search(r"""value=":unknown"[^>]* checked>""", shown)


@pytest.mark.parametrize("page", PAGES)
def test_everything_may_be_not_applicable_with_a_reason(
    member: CheckedClient, use_id: int, work: Reading, page: str
) -> None:
    questions = [q.id for q in work().questionnaire.page(page).questions if q.id != "S-03"]
    kinds = {name: ("value" if name in ("S-01", "S-02", "K-01", "K-02") else "state") for name in questions}
    chosen = {f"{name}_{kinds[name]}": ":not-applicable" for name in questions}
    bare = member.post(address(use_id, page), data=chosen)
    assert bare.status_code == 400
    assert "Say why this does not apply" in bare.text
    member.post(address(use_id, page), data=chosen | {f"{name}_reason": "No people" for name in questions})
    assert {(work().answer(name).state, work().answer(name).reason) for name in questions} == {
        (AnswerState.NOT_APPLICABLE, "No people")
    }


@pytest.mark.parametrize("page", PAGES)
def test_nothing_chosen_is_an_error_unless_one_leaves(
    member: CheckedClient, use_id: int, work: Reading, page: str
) -> None:
    response = member.post(address(use_id, page), data={})
    assert response.status_code == 400
    assert "Don’t know yet" in response.text
    assert "<title>Error:" in response.text
    assert member.post(address(use_id, page), data={"later": "1"}).location == f"/uses/{use_id}"
    assert work().answers == {}


def test_a_red_flag_is_told_at_once_on_the_next_page_and_beside_the_question(
    member: CheckedClient, use_id: int
) -> None:
    response = member.post(address(use_id, "how-it-decides"), data={"S-01_value": "decides"})
    following = member.get(response.location)
    assert "Your answer raises a red flag" in following.text
    assert "Nobody can stop a wrong decision." in following.text
    assert "Red flag:" in member.get(address(use_id, "how-it-decides")).text
    assert "Your answer raises a red flag" not in member.get(address(use_id, "people")).text


def test_the_last_page_of_a_section_leads_to_the_task_list(member: CheckedClient, use_id: int) -> None:
    first = member.post(address(use_id, "how-it-decides"), data={"S-01_value": "informs"})
    assert first.location.startswith(address(use_id, "people"))
    last = member.post(address(use_id, "people"), data={"S-02_value": "no"})
    assert last.location == f"/uses/{use_id}"


def test_a_question_that_an_answer_adds_to_its_page_is_asked_next(member: CheckedClient, use_id: int) -> None:
    response = member.post(address(use_id, "people"), data={"S-02_value": "yes"})
    assert response.location.startswith(address(use_id, "people"))
    assert "How would people know?" in member.get(response.location).text
    after = {"S-02_value": "yes", "S-02_version": "1", "S-03_value": "A letter", "S-03_version": "0"}
    assert member.post(address(use_id, "people"), data=after).location == f"/uses/{use_id}"


def test_answers_that_leave_the_path_are_named_and_kept(
    member: CheckedClient, use_id: int, work: Reading, answer: Answering
) -> None:
    answer("people", {"S-02": said("yes"), "S-03": said("A letter")})
    changed = {"S-02_value": "no", "S-02_version": "1", "S-03_version": "1", "S-03_value": "A letter"}
    changed |= {"aside": "S-03", "set-aside": "now"}
    response = member.post(address(use_id, "people"), data=changed)
    page = member.get(response.location)
    assert "No longer asked" in page.text
    assert "How would people know?" in page.text
    assert work().answer("S-03").value == "A letter"
    assert not work().path.is_on("S-03")


def test_a_change_from_check_answers_leads_back_there(member: CheckedClient, use_id: int) -> None:
    response = member.post(address(use_id, "many") + "?back=check", data={"K-01_value": "old"})
    assert response.location == f"/uses/{use_id}/check#page-many"


def test_adding_rows_keeps_what_was_typed_and_saves_nothing(
    member: CheckedClient, use_id: int, work: Reading
) -> None:
    response = member.post(
        address(use_id, "rows"), data={"K-07_rows-0-c_group": "Tenants", "add-row": "K-07_rows"}
    )
    assert response.status_code == 200
    assert 'value="Tenants"' in response.text
    assert 'name="K-07_rows-2-c_group"' in response.text
    assert work().answers == {}


def test_text_beside_dont_know_yet_is_never_dropped_silently(
    member: CheckedClient, use_id: int, work: Reading, answer: Answering
) -> None:
    both = {"K-03_value": "Triage", "K-03_state": ":unknown", "K-04_state": ":unknown"}
    response = member.post(address(use_id, "texts"), data=both)
    assert response.status_code == 400
    assert 'value="Triage"' in response.text
    answer("texts", {"K-03": said("Triage")})
    response = member.post(address(use_id, "texts"), data=both | {"K-03_version": "1"})
    assert response.status_code == 302
    assert work().answer("K-03").state is AnswerState.UNKNOWN
