"""Whoever ever had a hand in a use takes no part in the board's work on it, whatever today's team says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Column, select

from app.accounts import actions as accounts
from app.assessments import authorship
from app.assessments.duties.actions import save_sheet
from app.assessments.harms import actions as harms
from app.assessments.models import Assessment
from app.assessments.submissions import actions as submissions
from app.assessments.talk.queries import readers
from app.assessments.talk.rules import of_the_board
from app.assessments.voices.actions import VoiceInput, add_voice
from app.board.appeals import actions as appeals
from app.board.appeals.queries import may_stand_in, who_may_answer
from app.board.deliberation.queries import table
from app.board.desk.actions import ConditionInput
from app.board.incidents import rules as incident_rules
from app.board.interests.models import Interest
from app.board.interests.queries import (
    chairs_taking_part,
    others_of,
    own_of,
    own_of_each,
    shut,
    still_to_declare,
    taking_part,
    undeclared,
)
from app.board.lifecycle import ReviewState
from app.board.models import Condition
from app.board.review_again.rules import DISMISS
from app.board.triage.bulk import BulkInput, change_many
from app.board.triage.queries import may_review, suggestions
from app.board.triage.queue import rows_of
from app.database import Base, db
from app.messages.models import Message
from app.uses import actions as uses
from app.uses.access import may_read
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import allowed, rules_of
from app.web.roles import BOARD, Actor, Role
from tests.support.board import declare_interest, declare_none
from tests.support.client import CheckedClient
from tests.support.conditions import an_answered_use
from tests.support.meetings import closed, in_session, item_of, the_meeting
from tests.support.people import Council
from tests.support.upkeep import a_trigger, an_incident
from tests.support.uses import a_harm, a_submitted_use, a_use, an_advised_use, answer, submit, the_review

ALL_ROLES = (Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER, *sorted(BOARD))
OWN = "This is your own use"
Way = Callable[[UseCase, int, Council], None]


def _person(council: Council, key: str = "author") -> int:
    """Somebody who works on uses and sits on the board, with every role of both."""
    person = accounts.add_person(
        organisation_id=council.organisation_id,
        name=f"The {key}",
        email=f"{key}@northmere.example",
        roles=list(ALL_ROLES),
    )
    council.people[key] = person.id
    return person.id


def _actor(council: Council, person_id: int) -> Actor:
    where = council.organisation_id, "Northmere", "northmere"
    return Actor(person_id, "The author", "author@northmere.example", *where, frozenset(ALL_ROLES))


def _join(use: UseCase, person_id: int) -> None:
    uses.add_member(use=use, person_id=person_id, actor_id=None)


def _leave(use: UseCase, person_id: int) -> None:
    uses.remove_member(use=use, person_id=person_id, actor_id=None)


def _own(use: UseCase, owner_id: int, actor_id: int) -> None:
    facts = {name: getattr(use, name) for name in ("name", "kind", "phase", "service_area")}
    uses.edit_use(use=use, seen=use.version, actor_id=actor_id, owner_id=owner_id, **facts)


# Each way of having a hand in a use before it is submitted.


def _is_on_the_team(use: UseCase, who: int, council: Council) -> None:
    _join(use, who)


def _is_the_owner(use: UseCase, who: int, council: Council) -> None:
    _own(use, who, council.people[Role.TEAM_MEMBER])


def _owned(use: UseCase, who: int, council: Council) -> None:
    _own(use, who, council.people[Role.TEAM_MEMBER])
    _own(use, council.people[Role.ACCOUNTABLE_OWNER], council.people[Role.TEAM_MEMBER])


def _answered(use: UseCase, who: int, council: Council) -> None:
    _join(use, who)
    answer(use, {"PRI-01": "The supplier may sell the data."}, who)
    answer(use, {"PRI-01": "The supplier is slow to answer."}, council.people[Role.TEAM_MEMBER])
    _leave(use, who)


def _added_a_harm(use: UseCase, who: int, council: Council) -> None:
    _join(use, who)
    harms.add_harm(use=use, facts=a_harm("A letter is lost"), actor_id=who)
    _leave(use, who)


def _added_a_voice(use: UseCase, who: int, council: Council) -> None:
    _join(use, who)
    facts = VoiceInput("Tenants", 12, date(2026, 1, 1), "A meeting", "It is slow", "yes")
    add_voice(use=use, facts=facts, actor_id=who)
    _leave(use, who)


def _saved_a_duty(use: UseCase, who: int, council: Council) -> None:
    _join(use, who)
    save_sheet(use=use, page="equality", answers={}, not_applicable="No people.", seen=0, actor_id=who)
    _leave(use, who)


def _submitted(use: UseCase, who: int, council: Council) -> None:
    _join(use, who)
    submit(use, who)
    submissions.withdraw(use=use, actor_id=council.people[Role.TEAM_MEMBER])
    _leave(use, who)


def _described_it(use: UseCase, who: int, council: Council) -> None:
    _join(use, who)
    facts = {name: getattr(use, name) for name in ("kind", "phase", "service_area", "owner_id")}
    uses.edit_use(use=use, seen=use.version, actor_id=who, name="Repairs triage, renamed", **facts)
    _leave(use, who)


WAYS: tuple[Way, ...] = (
    _is_on_the_team,
    _is_the_owner,
    _owned,
    _answered,
    _added_a_harm,
    _added_a_voice,
    _saved_a_duty,
    _submitted,
    _described_it,
)
ways = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))


def a_use_with_an_author(council: Council, way: Way) -> tuple[UseCase, int]:
    """A use with the board, and somebody who had a hand in it."""
    use, who, team = a_use(council), _person(council), council.people[Role.TEAM_MEMBER]
    from_others = {"AUT-01": "information-only", "NON-05": "no-personal-data"}
    answer(use, from_others, team)
    way(use, who, council)
    submit(use, team)
    return use, who


@ways
def test_an_author_is_left_out_wherever_the_board_gathers(context: Flask, council: Council, way: Way) -> None:
    use, who = a_use_with_an_author(council, way)
    review, actor = the_review(use), _actor(council, who)
    assert who in own_of(review)
    assert own_of_each([review]) == {review.id: own_of(review)}
    left_out = {
        "others": {person.id for person in others_of(review, *BOARD)},
        "taking part": {person.id for person in taking_part(review)},
        "undeclared": {person.id for person in undeclared(review)},
        "chairs": chairs_taking_part(review),
        "table": table(review).ids | {person.id for person in table(review).undeclared},
        "reviewers": may_review(review).keys(),
        "suggested": {each.candidate.person_id for each in suggestions(review)},
        "second look": who_may_answer(review).ids | {person.id for person in may_stand_in(review)},
        "board's talk": {reader.id for reader in readers(use, board_only=True)},
    }
    assert [where for where, people in left_out.items() if who in people] == []
    assert still_to_declare(actor) == []
    assert of_the_board(use, actor) is False
    (row,) = rows_of(actor, ReviewState.OPEN)
    assert row.part == "own"
    assert who not in dict(row.undeclared)


@ways
def test_an_author_is_not_told_of_what_arrives(context: Flask, council: Council, way: Way) -> None:
    use, who = a_use_with_an_author(council, way)
    told = db.session.scalars(select(Message.person_id).where(Message.kind == "submitted")).all()
    assert council.people[Role.BOARD_CHAIR] in told
    newest = f"submitted-{the_review(use).id}"
    assert who not in db.session.scalars(select(Message.person_id).where(Message.key == newest)).all()


@ways
def test_an_author_triages_neither_one_nor_many(context: Flask, council: Council, way: Way) -> None:
    use, who = a_use_with_an_author(council, way)
    given = {"organisation_id": council.organisation_id, "reviews": [the_review(use)]}
    mine = change_many(**given, given=BulkInput(route="meeting"), actor_id=who, nonce="a")
    assert (mine.changed, mine.left) == (0, {"actor": 1})
    chair = council.people[Role.BOARD_CHAIR]
    for_me = change_many(**given, given=BulkInput(reviewer_id=who), actor_id=chair, nonce="b")
    assert (for_me.changed, for_me.left) == (0, {"reviewer": 1})


@ways
@pytest.mark.slow
def test_an_author_judges_no_trigger_and_no_report_of_their_own(
    context: Flask, council: Council, way: Way
) -> None:
    use, who = a_use_with_an_author(council, way)
    actor = _actor(council, who)
    incident = an_incident(council, use, by="author")
    for rule in (incident_rules.TRIAGE, incident_rules.CLOSE):
        assert not allowed(rule, actor, incident=incident)
    an_answered = an_answered_use(council)
    assert allowed(DISMISS, actor, use=an_answered, trigger=a_trigger(an_answered))
    way_again = an_answered_use(council)
    _own(way_again, who, council.people[Role.TEAM_MEMBER])
    _own(way_again, council.people[Role.ACCOUNTABLE_OWNER], council.people[Role.TEAM_MEMBER])
    assert not allowed(DISMISS, actor, use=way_again, trigger=a_trigger(way_again))


@pytest.mark.parametrize("way", WAYS[2:], ids=lambda way: way.__name__.strip("_"))
def test_a_past_author_on_the_board_reads_the_use_as_nobody(
    context: Flask, council: Council, way: Way
) -> None:
    use, who = a_use_with_an_author(council, way)
    actor = _actor(council, who)
    assert not allowed(READ_USE, actor, use=use)
    query = select(UseCase.id).join(Assessment, Assessment.use_id == UseCase.id)
    assert db.session.scalars(query.where(may_read(actor))).all() == []
    assert db.session.scalars(query.where(shut(actor))).all() == [use.id]


def _doors(app: Flask, ids: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Every address of one review, with its methods."""
    for route in app.url_map.iter_rules():
        if "review_id" not in route.arguments or not route.rule.startswith("/board/reviews/"):
            continue  # the owner's own answers, and the secretary's clerical work of making an agenda
        values = {name: ids.get(name, 1) for name in route.arguments}
        values |= {"chapter_id": "about", "section_id": "about"}
        with app.test_request_context():
            path = app.url_map.bind("localhost").build(route.endpoint, values)
        for method in rules_of(app, route.endpoint):
            if method in (route.methods or ()):
                yield method, path


@ways
@pytest.mark.slow
def test_every_door_of_the_review_is_shut_to_an_author(
    app: Flask, client: CheckedClient, council: Council, way: Way
) -> None:
    with app.app_context():
        use, _who = a_use_with_an_author(council, way)
        declare_interest(use, council.people[Role.BOARD_MEMBER])
        other = an_advised_use(council, ConditionInput("Ask tenants", date(2030, 1, 1)))
        ids = {
            "review_id": the_review(use).id,
            "interest_id": db.session.scalars(select(Interest.id).order_by(Interest.id.desc())).first() or 0,
            "condition_id": db.session.scalars(select(Condition.id)).one(),
        }
        db.session.rollback()
        assert other.id != use.id
    author = client.sign_in(council, "author")
    doors = list(_doors(app, ids))
    assert len(doors) > 40
    for method, path in doors:
        reply = author.get(path) if method == "GET" else author.post(path, data={"nonce": path})
        assert (reply.status_code, OWN in reply.text) == (403, True), (method, path)


@ways
@pytest.mark.slow
def test_an_author_leaves_for_the_item_and_takes_nothing_down(
    app: Flask, client: CheckedClient, council: Council, way: Way
) -> None:
    with app.app_context():
        use, who = a_use_with_an_author(council, way)
        meeting = in_session(council, the_review(use))
        item = item_of(meeting, "review").id
        here = f"/board/meetings/{meeting.id}/session/{item}"
    reply = client.sign_in(council, "author").post(here, data={"discussion": "I liked it."})
    assert (reply.status_code, "somebody else takes it down" in reply.text) == (403, True)
    with app.app_context():
        closed(council, the_meeting(council, meeting.id))
        found = item_of(the_meeting(council, meeting.id), "review")
        assert {row.person_id: row.reason for row in found.absences}[who] == "own_use"


def test_who_answered_advice_appealed_or_opened_a_round_stays_out(context: Flask, council: Council) -> None:
    who, team = _person(council), council.people[Role.TEAM_MEMBER]
    use = a_submitted_use(council)
    assert who not in own_of(the_review(use))
    appealed = an_advised_use(council)
    appeals.ask(review=the_review(appealed), grounds="We asked tenants.", actor_id=who)
    assert who in own_of(the_review(appealed))
    again = an_answered_use(council)
    submissions.reopen(use=again, why="A new supplier.", actor_id=who)
    submit(again, team)
    assert who in own_of(the_review(again))


def test_an_author_of_the_first_round_stays_out_of_the_next(context: Flask, council: Council) -> None:
    use, who = a_use_with_an_author(council, _answered)
    team = council.people[Role.TEAM_MEMBER]
    submissions.withdraw(use=use, actor_id=team)
    answer(use, {"PRI-01": "The supplier answers in a day."}, team)
    submit(use, team)
    declare_none(use)
    assert the_review(use).submission.number == 2
    assert who in own_of(the_review(use))


def test_who_only_read_along_on_the_team_may_sit_on_the_board_later(context: Flask, council: Council) -> None:
    use, who = a_use(council), _person(council)
    _join(use, who)
    _leave(use, who)
    submit(use, council.people[Role.TEAM_MEMBER])
    assert who not in own_of(the_review(use))


def test_who_the_authors_of_many_uses_are_is_one_statement(
    context: Flask, council: Council, sql_counter: object
) -> None:
    made = [a_submitted_use(council) for _number in range(3)]
    ids, team = [use.id for use in made], council.people[Role.TEAM_MEMBER]
    owner = council.people[Role.ACCOUNTABLE_OWNER]
    with sql_counter as count:  # type: ignore[attr-defined]
        found = authorship.authors_of(ids)
    assert count.total == 1
    assert found == {use_id: {team, owner} for use_id in ids}
    assert authorship.authors_among([owner]) == {use_id: {owner} for use_id in ids}


# What says who wrote something, and why it makes nobody an author.
NOT_AUTHORS = {
    "answer.updated_by_id": "the last of answer_revision",
    "assignment.person_id": "was asked to write, and may not have",
    "assignment_revision.person_id": "was asked to write, and may not have",
    "assignment_revision.person_before_id": "was asked to write, and may not have",
    "assignment_revision.saved_by_id": "shared out the work",
    "duty_sheet.saved_by_id": "the last of duty_sheet_revision",
    "questionnaire_move.moved_by_id": "moved the questions, not the answers",
    "thread.started_by_id": "talked, as the board does too",
    "thread.assignee_id": "talked, as the board does too",
    "thread_post.person_id": "talked, as the board does too",
    "thread_post.author_id": "talked, as the board does too",
    "thread_mention.person_id": "talked, as the board does too",
    "use_pause.paused_by_id": "stopped it, as the board's chair may too",
    "use_pause.lifted_by_id": "let it go on, as the board's chair may too",
}


def test_every_column_of_the_teams_work_that_names_a_person_is_judged() -> None:
    sources = {str(query.selected_columns[1]) for query in authorship._sources()}
    of_a_use = _tables_of_a_use()
    people = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        if table.name in of_a_use
        for column in table.columns
        if _names_a_person(column)
    }
    assert people - sources == NOT_AUTHORS.keys()


def _names_a_person(column: Column[object]) -> bool:
    return any(key.column.table.name == "person" for key in column.foreign_keys)


def _tables_of_a_use() -> set[str]:
    """Tables of the assessments' package that hang on a use."""
    found = {"use_case"}
    for _step in range(4):
        found |= {
            mapper.local_table.name
            for mapper in Base.registry.mappers
            if mapper.class_.__module__.startswith(("app.assessments", "app.uses"))
            for column in mapper.local_table.columns
            if any(key.column.table.name in found for key in column.foreign_keys)
        }
    return found - {"held_archive"}
