"""What the board says among itself reaches nobody else: on no page, in no export, by no address."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions import add_person
from app.assessments.models import AnswerRevision, Submission
from app.assessments.submissions.actions import withdraw
from app.assessments.talk.actions import reply
from app.board.desk.actions import advise, return_for_changes
from app.database import db
from app.uses.actions import WrongPerson, add_member
from app.uses.models import UseCase
from app.vocabulary.advice import AdviceOutcome
from app.web.access import rules_of
from app.web.roles import Role
from tests.integration.assessments.talking import (
    FAR,
    QUESTION,
    SECRET,
    a_thread,
    day_parts,
    fresh,
    the_thread,
)
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_submitted_use, the_review

OUTSIDE = (Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER, Role.REGISTER_EDITOR, Role.ADMINISTRATOR)
QUERIES = ("", f"?question={QUESTION}", "?show=mine", "?show=resolved&reader=board", "?q=Nobody-but")
Stage = Callable[[UseCase, Council], None]


def _stays(_use: UseCase, _council: Council) -> None:
    """With the board."""


def _returned(use: UseCase, council: Council) -> None:
    return_for_changes(review=the_review(use), reasons="More.", actor_id=council.people[Role.BOARD_CHAIR])


def _advised(use: UseCase, council: Council) -> None:
    advise(
        review=the_review(use),
        outcome=AdviceOutcome.PROCEED,
        reasons="Fine.",
        conditions=(),
        actor_id=council.people[Role.BOARD_CHAIR],
    )


def _withdrawn(use: UseCase, council: Council) -> None:
    withdraw(use=use, actor_id=council.people[Role.TEAM_MEMBER])


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return a_submitted_use(council).id


@pytest.fixture
def thread_id(app: Flask, council: Council, use_id: int) -> int:
    """A thread of the board with a reply, a mention, a task and its twin that is resolved."""
    secret = {"text": SECRET, "board_only": True}
    member = council.people[Role.BOARD_MEMBER]
    with app.app_context():
        done = a_thread(council, use_id, by=Role.BOARD_CHAIR, **secret)
        chair = council.people[Role.BOARD_CHAIR]
        reply(
            thread=the_thread(done),
            text=SECRET,
            move="resolve",
            seen=the_thread(done).version,
            actor_id=chair,
        )
        return a_thread(
            council, use_id, by=Role.BOARD_CHAIR, mentioned=[member], assignee_id=member, due_on=FAR, **secret
        )


def _addresses(app: Flask, values: dict[str, str]) -> Iterator[str]:
    """Every address of the service that can be read, filled with what belongs to the use."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static" and "GET" in rules_of(app, rule.endpoint):
            path = rule.rule
            for name in rule.arguments:
                for kind in ("int:", "string:", "path:", ""):
                    path = path.replace(f"<{kind}{name}>", values.get(name, "1"))
            yield path


def _content(body: bytes) -> bytes:
    """What a body says, with the files of an archive or a document unpacked."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return b"".join(file.read(name) for name in file.namelist())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "stage"),
    [
        *((role, _stays) for role in OUTSIDE),
        *((Role.TEAM_MEMBER, stage) for stage in (_returned, _advised, _withdrawn)),
        (Role.ACCOUNTABLE_OWNER, _advised),
    ],
)
def test_no_page_and_no_export_says_it_to_anybody_else(
    app: Flask, client: CheckedClient, council: Council, use_id: int, thread_id: int, role: str, stage: Stage
) -> None:
    with app.app_context():
        review_id = the_review(fresh(council, use_id)).id
        stage(fresh(council, use_id), council)
    values = {
        "use_id": str(use_id),
        "thread_id": str(thread_id),
        "question_id": QUESTION,
        "page_id": "description",
        "section_id": "about",
        "review_id": str(review_id),
    }
    client.sign_in(council, role)
    read = 0
    for path in _addresses(app, values):
        asked = QUERIES if path.endswith(("/threads", "/new", "/uses", "/comment", "/register")) else ("",)
        for query in asked:
            answer = client.get(path + query)
            read += answer.status_code == 200
            assert SECRET.encode() not in _content(answer.get_data()), path + query
    assert read > 20
    for page in (f"/uses/{use_id}/threads", f"/uses/{use_id}/threads?show=resolved"):
        shown = client.get(page)
        assert shown.status_code == 403 or "Open (0)" in shown.text


@pytest.mark.parametrize("role", OUTSIDE)
def test_its_address_does_not_exist_for_anybody_else(
    client: CheckedClient, council: Council, use_id: int, thread_id: int, role: str
) -> None:
    client.sign_in(council, role)
    for path in ("", "/assign"):
        address = f"/uses/{use_id}/threads/{thread_id}{path}"
        assert client.get(address).status_code == 404
        assert client.post(address, data={"text": "Hello", "version": "1"}).status_code == 404


def test_a_board_member_of_the_team_is_of_the_team(
    app: Flask, client: CheckedClient, council: Council, use_id: int, thread_id: int
) -> None:
    with app.app_context():
        chair = council.people[Role.BOARD_CHAIR]
        email = "board.chair@northmere.example"
        add_person(
            organisation_id=council.organisation_id, name="Both", email=email, roles=[Role.TEAM_MEMBER]
        )
        add_member(use=fresh(council, use_id), person_id=chair, actor_id=None)
    client.sign_in(council, Role.BOARD_CHAIR)
    assert client.get(f"/uses/{use_id}/threads/{thread_id}").status_code == 404
    assert SECRET not in client.get(f"/uses/{use_id}/threads").text
    assert SECRET not in client.get("/uses/for-you").text


def test_the_board_reads_it_where_the_question_is(
    app: Flask, client: CheckedClient, council: Council, use_id: int, thread_id: int
) -> None:
    with app.app_context():
        review_id = the_review(fresh(council, use_id)).id
    client.sign_in(council, Role.BOARD_MEMBER)
    pages = (
        f"/uses/{use_id}/threads",
        f"/uses/{use_id}/threads?show=mine&reader=board",
        f"/uses/{use_id}/threads/{thread_id}",
        f"/uses/{use_id}/check",
        f"/board/reviews/{review_id}/sections/about",
    )
    for page in pages:
        shown = client.get(page).text
        assert SECRET in shown, page
        assert "Board only" in shown, page
    assert "No thread here fits" in client.get(f"/uses/{use_id}/threads?reader=all").text
    assert "Board only" in client.get("/uses").text


def test_no_snapshot_and_no_history_holds_it(
    app: Flask, council: Council, use_id: int, thread_id: int
) -> None:
    with app.app_context():
        kept = [json.dumps(row.snapshot) for row in db.session.scalars(select(Submission))]
        kept += [str(row.value) for row in db.session.scalars(select(AnswerRevision))]
        assert kept
        assert not [text for text in kept if SECRET in text]


def test_the_board_chooses_who_reads_and_names_only_its_own(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    client.sign_in(council, Role.BOARD_MEMBER)
    address = f"/uses/{use_id}/threads/new?question={QUESTION}"
    member = str(council.people[Role.TEAM_MEMBER])
    sent = {"text": SECRET, "mentioned": member, "person_id": member, "nonce": "n", **day_parts(FAR)}
    assert "Choose who may read it" in client.post(address, data=sent).text
    refused = client.post(address, data=sent | {"audience": "board"})
    assert refused.status_code == 400
    assert refused.text.count("take off: Team Member of Northmere") == 4
    assert SECRET in refused.text
    chair = str(council.people[Role.BOARD_CHAIR])
    sent |= {"mentioned": chair, "person_id": chair, "audience": "board"}
    assert client.post(address, data=sent).status_code == 302
    with app.app_context(), pytest.raises(WrongPerson):
        a_thread(
            council,
            use_id,
            by=Role.BOARD_CHAIR,
            board_only=True,
            mentioned=[council.people[Role.TEAM_MEMBER]],
        )


def test_the_team_cannot_ask_for_it(app: Flask, client: CheckedClient, council: Council, use_id: int) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    address = f"/uses/{use_id}/threads/new?question={QUESTION}"
    answer = client.post(address, data={"text": "Mine", "audience": "board", "nonce": "n"})
    with app.app_context():
        assert the_thread(int(answer.location.rsplit("/", 1)[1])).board_only is False


def test_a_name_in_the_text_tells_nobody_outside(app: Flask, council: Council, use_id: int) -> None:
    with app.app_context():
        thread_id = a_thread(
            council,
            use_id,
            by=Role.BOARD_CHAIR,
            board_only=True,
            text="@Team Member of Northmere and @Board Member of Northmere",
        )
        mentioned = [person.id for post in the_thread(thread_id).posts for person in post.mentioned]
        assert mentioned == [council.people[Role.BOARD_MEMBER]]
