"""Nobody loses an answer unawares: a change that takes answers off the path asks first."""

from __future__ import annotations

from collections.abc import Callable

from app.assessments.answers.work import Work
from app.questionnaire.model import AnswerState
from tests.integration.assessments.conftest import Answering, said
from tests.support.client import CheckedClient
from tests.support.forms import forms_of

Reading = Callable[[], Work]
ADDRESS = "/uses/{}/questions/people"


def _answered(answer: Answering) -> None:
    answer("people", {"S-02": said("yes"), "S-03": said("We write to them.")})


def test_a_change_that_sets_answers_aside_is_asked_about_first(
    member: CheckedClient, use_id: int, answer: Answering, work: Reading
) -> None:
    _answered(answer)
    address = ADDRESS.format(use_id)
    sent = {"S-02_value": "no", "S-02_version": "1", "S-02_note": "Kept"}
    sent |= {"S-03_value": "We write to them.", "S-03_version": "1"}
    asked = member.post(address, data=sent)
    assert asked.status_code == 200
    assert "this change would set one answer aside" in asked.text
    assert "How would people know?" in asked.text
    assert "Kept" in asked.text
    assert work().answer("S-02").value == "yes"
    again = member.post(address, data={**sent, "aside": "S-03"})
    assert again.status_code == 200, "only the button that says so agrees"
    done = member.post(address, data={**sent, "aside": "S-03", "set-aside": "now"})
    assert done.status_code == 302
    after = work()
    assert (after.answer("S-02").value, after.answer("S-03").value) == ("no", "We write to them.")


def test_agreeing_to_one_answer_is_not_agreeing_to_another(
    member: CheckedClient, use_id: int, answer: Answering, work: Reading
) -> None:
    _answered(answer)
    sent = {"S-02_value": "no", "S-02_version": "1", "aside": "K-01", "set-aside": "now"}
    assert member.post(ADDRESS.format(use_id), data=sent).status_code == 200
    assert work().answer("S-02").value == "yes"


def test_the_button_remembers_that_somebody_wanted_to_come_back_later(
    member: CheckedClient, use_id: int, answer: Answering
) -> None:
    _answered(answer)
    address = ADDRESS.format(use_id)
    sent = {"S-02_value": "no", "S-02_version": "1", "later": "1"}
    asked = member.post(address, data=sent)
    assert 'name="set-aside" value="later"' in asked.text
    assert forms_of(address, asked.text)
    done = member.post(address, data={**sent, "aside": "S-03", "set-aside": "later"})
    assert done.location.split("?")[0] == f"/uses/{use_id}"


def test_saving_while_typing_waits_and_saves_the_rest(
    member: CheckedClient, use_id: int, answer: Answering, work: Reading
) -> None:
    _answered(answer)
    sent = {"S-02_value": "no", "S-02_version": "1", "S-03_value": "By letter.", "S-03_version": "1"}
    reply = member.post(ADDRESS.format(use_id) + "/autosave", data=sent)
    assert reply.json is not None
    assert reply.json["asks"] == ["S-02"]
    assert reply.json["versions"] == {"S-03": 2}
    after = work()
    assert (after.answer("S-02").value, after.answer("S-03").value) == ("yes", "By letter.")
    assert after.answer("S-03").state is AnswerState.ANSWERED
