"""Threads: start, reply, resolve, reopen, mention, assign, and what bad or late input does."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.talk.models import Thread, ThreadMention, ThreadPost
from app.assessments.use_assessment import the_assessment
from app.database import db
from app.uses.actions import WrongPerson
from app.web.roles import Role
from tests.integration.assessments.talking import FAR, QUESTION, a_thread, day_parts, fresh, the_thread
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import a_submitted_use, a_use, answer


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use that its team has only begun."""
    with app.app_context():
        return a_use(council).id


@pytest.fixture
def member(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


@pytest.fixture
def thread_id(app: Flask, council: Council, use_id: int) -> int:
    with app.app_context():
        return a_thread(council, use_id)


def send(app: Flask, client: CheckedClient, use_id: int, thread_id: int, **sent: str) -> TestResponse:
    """Sends the form of a thread as its page is filled now."""
    with app.app_context():
        version = {"version": str(the_thread(thread_id).version)}
    return client.post(f"/uses/{use_id}/threads/{thread_id}", data=version | sent)


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_thread_starts_at_a_question_and_is_sent_once(
    app: Flask, member: CheckedClient, council: Council, use_id: int
) -> None:
    address = f"/uses/{use_id}/threads/new?question={QUESTION}"
    page = member.get(address).text
    assert "Who may read it?" not in page
    owner = council.people[Role.ACCOUNTABLE_OWNER]
    sent = {
        "text": "Is *this* right?",
        "nonce": "once",
        "mentioned": str(owner),
        "person_id": str(owner),
        **day_parts(FAR),
    }
    first, second = member.post(address, data=sent), member.post(address, data=sent)
    assert first.status_code == second.status_code == 302
    assert first.location == second.location
    with app.app_context():
        assert (count(Thread), count(ThreadPost), count(ThreadMention)) == (1, 2, 1)
    shown = member.get(first.location).text
    for words in ("<em>this</em>", "@Accountable Owner of Northmere", "by 31 January 2099"):
        assert words in shown


def test_threads_stand_beside_their_question(
    app: Flask, member: CheckedClient, council: Council, use_id: int, thread_id: int
) -> None:
    with app.app_context():
        answer(fresh(council, use_id), {QUESTION: "It sorts."}, council.people[Role.TEAM_MEMBER])
    for page in ("questions/description", "check"):
        shown = member.get(f"/uses/{use_id}/{page}").text
        assert "Is this the newest text?" in shown
        assert f"/uses/{use_id}/threads/new?question={QUESTION}" in shown
    send(app, member, use_id, thread_id, move="resolve")
    assert "Resolved: thread of" in member.get(f"/uses/{use_id}/questions/description").text


def test_a_reply_mentions_by_tick_and_by_name(
    app: Flask, member: CheckedClient, council: Council, use_id: int, thread_id: int
) -> None:
    address = f"/uses/{use_id}/threads/{thread_id}"
    sent = {"text": "Ask @accountable owner of Northmere.", "nonce": "r", "version": "1"}
    for _time in range(2):
        assert member.post(address, data=sent).status_code == 302
    with app.app_context():
        mentioned = [row.person_id for row in db.session.scalars(select(ThreadMention))]
        assert mentioned == [council.people[Role.ACCOUNTABLE_OWNER]]
        assert len(the_thread(thread_id).posts) == 2


def test_resolve_and_reopen_with_and_without_words(
    app: Flask, member: CheckedClient, use_id: int, thread_id: int
) -> None:
    address = f"/uses/{use_id}/threads/{thread_id}"
    send(app, member, use_id, thread_id, move="resolve", text="Done.")
    page = member.get(address).text
    assert "resolved this" in page
    assert "Done." in page
    assert "Open again" in page
    assert "There is no open thread" in member.get(f"/uses/{use_id}/threads").text
    assert "Is this the newest" in member.get(f"/uses/{use_id}/threads?show=resolved").text
    send(app, member, use_id, thread_id, move="reopen")
    with app.app_context():
        thread = the_thread(thread_id)
        assert (thread.state, [post.kind for post in thread.posts]) == (
            "open",
            ["said", "resolved", "reopened"],
        )


def test_what_comes_late_changes_nothing_and_keeps_the_words(
    app: Flask, member: CheckedClient, use_id: int, thread_id: int
) -> None:
    address = f"/uses/{use_id}/threads/{thread_id}"
    send(app, member, use_id, thread_id, text="A newer word")
    late = member.post(address, data={"move": "resolve", "text": "My last word", "version": "1"})
    assert late.status_code == 409
    assert "My last word" in late.text
    assert "A newer word" in late.text
    with app.app_context():
        assert f'value="{the_thread(thread_id).version}"' in late.text
    send(app, member, use_id, thread_id, move="resolve")
    late = send(app, member, use_id, thread_id, text="Wait, one more thing")
    assert late.status_code == 409
    assert "Wait, one more thing" in late.text
    assert "Open again" in late.text
    with app.app_context():
        assert len(the_thread(thread_id).posts) == 3


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": " "}, "Write what you want to say"),
        ({"text": "x" * 8001}, "Use at most 8,000 characters"),
        ({"mentioned": "9999"}, "not a valid choice"),
        ({"mentioned": "nobody"}, "not a valid choice"),
        ({"person_id": "9999"}, "Not a valid choice"),
        ({"person_id": "", **day_parts(FAR)}, "Choose who does it by this date"),
        (day_parts(date(2001, 1, 1)), "Choose a date that has not passed"),
        ({"due_on-day": "31", "due_on-month": "2", "due_on-year": "2099"}, "Enter a real date"),
        ({"text": "Kept words \x00 here"}, "had a character"),
    ],
)
def test_bad_input_is_named_and_everything_typed_is_kept(
    app: Flask,
    member: CheckedClient,
    council: Council,
    use_id: int,
    sent: dict[str, str],
    sentence: str,
) -> None:
    owner = str(council.people[Role.ACCOUNTABLE_OWNER])
    whole = {"text": "Kept words", "mentioned": owner, "person_id": owner, "nonce": "n"} | sent
    reply = member.post(f"/uses/{use_id}/threads/new?question={QUESTION}", data=whole)
    assert reply.status_code == 400
    assert sentence in reply.text
    assert "Kept words" in reply.text or "text" in sent
    with app.app_context():
        assert count(Thread) == 0


def test_an_empty_reply_and_an_unknown_button_do_nothing(
    app: Flask, member: CheckedClient, use_id: int, thread_id: int
) -> None:
    address = f"/uses/{use_id}/threads/{thread_id}"
    assert "Write your reply" in member.post(address, data={"text": "", "version": "1"}).text
    assert member.post(address, data={"move": "burn", "version": "1"}).status_code == 400
    assert member.post(address, data={"text": "Kept", "mentioned": "77", "version": "1"}).status_code == 400
    with app.app_context():
        assert len(the_thread(thread_id).posts) == 1


def test_a_thread_is_given_to_somebody_by_a_date(
    app: Flask, member: CheckedClient, council: Council, use_id: int, thread_id: int
) -> None:
    address = f"/uses/{use_id}/threads/{thread_id}/assign"
    owner = str(council.people[Role.ACCOUNTABLE_OWNER])
    assert member.get(address).status_code == 200
    assert member.post(address, data={"person_id": "123456", "version": "1"}).status_code == 400
    late = {"person_id": owner, "version": "7", **day_parts(FAR)}
    assert member.post(address, data=late).status_code == 409
    with app.app_context():
        version = the_thread(thread_id).version
    assert member.post(address, data=late | {"version": str(version)}).status_code == 302
    assert "Assigned to Accountable Owner of Northmere" in member.get(f"/uses/{use_id}/threads").text
    assert member.post(address, data={"person_id": "", "version": str(version + 1)}).status_code == 302
    assert "assigned this to nobody" in member.get(f"/uses/{use_id}/threads/{thread_id}").text
    with app.app_context():
        assert (the_thread(thread_id).assignee_id, the_thread(thread_id).due_on) == (None, None)


def test_only_readers_can_be_mentioned_or_assigned(app: Flask, council: Council, use_id: int) -> None:
    chair = council.people[Role.BOARD_CHAIR]
    with app.app_context():
        for more in ({"mentioned": [chair]}, {"assignee_id": chair}):
            with pytest.raises(WrongPerson):
                a_thread(council, use_id, **more)
        assert count(Thread) == 0


def test_strangers_and_wrong_addresses(
    client: CheckedClient, council: Council, other_council: Council, use_id: int, thread_id: int
) -> None:
    addresses = ("/threads", f"/threads/new?question={QUESTION}", f"/threads/{thread_id}")
    for role in (Role.BOARD_CHAIR, Role.REGISTER_EDITOR, Role.ADMINISTRATOR):
        client.sign_in(council, role)
        for address in addresses:
            assert client.get(f"/uses/{use_id}{address}").status_code == 403, (role, address)
    client.sign_in(other_council, Role.TEAM_MEMBER)
    for address in addresses:
        assert client.get(f"/uses/{use_id}{address}").status_code == 404
    client.sign_in(council, Role.TEAM_MEMBER)
    for address in ("/threads/999", "/threads/new?question=NOPE", "/threads/new", "/threads/999/assign"):
        assert client.get(f"/uses/{use_id}{address}").status_code == 404


def test_a_thread_of_another_use_is_not_found(
    app: Flask, member: CheckedClient, council: Council, thread_id: int
) -> None:
    with app.app_context():
        other = a_use(council, "Another").id
    assert member.get(f"/uses/{other}/threads/{thread_id}").status_code == 404


def test_the_overview_filters_pages_and_asks_a_fixed_number_of_statements(
    app: Flask, member: CheckedClient, council: Council, use_id: int, sql_counter: StatementCounter
) -> None:
    assert "There is no open thread" in member.get(f"/uses/{use_id}/threads?show=nonsense").text
    assert "Nothing for you yet" in member.get(f"/uses/{use_id}/threads?show=mine&page=9").text
    with app.app_context():
        a_thread(council, use_id)
    with sql_counter as counted:
        member.get(f"/uses/{use_id}/threads")
    few = counted.total
    with app.app_context():
        section = next(iter(fresh_section_ids(council, use_id)))
        for _number in range(21):
            a_thread(council, use_id, by=Role.ACCOUNTABLE_OWNER)
    with sql_counter as counted:
        page = member.get(f"/uses/{use_id}/threads").text
    assert counted.total == few <= 12
    assert "Open (22)" in page
    assert "Mine (1)" in page
    assert page.count("c-talk__item") == 20
    assert member.get(f"/uses/{use_id}/threads?page=2").text.count("c-talk__item") == 2
    assert "No thread here fits" in member.get(f"/uses/{use_id}/threads?section={section}").text


def fresh_section_ids(council: Council, use_id: int) -> list[str]:
    """Sections that do not hold the question."""
    from_use = the_assessment(fresh(council, use_id))
    questionnaire = questionnaire_of(from_use)
    return [each.id for each in questionnaire.sections if each is not questionnaire.section_of(QUESTION)]


def test_the_board_reads_team_threads_once_submitted(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        use_id = a_submitted_use(council).id
        thread_id = a_thread(council, use_id)
    client.sign_in(council, Role.BOARD_MEMBER)
    assert "Is this the newest text?" in client.get(f"/uses/{use_id}/threads").text
    assert (
        client.post(
            f"/uses/{use_id}/threads/{thread_id}", data={"text": "From the board", "version": "1"}
        ).status_code
        == 302
    )
    client.sign_in(council, Role.TEAM_MEMBER)
    assert "From the board" in client.get(f"/uses/{use_id}/threads/{thread_id}").text
