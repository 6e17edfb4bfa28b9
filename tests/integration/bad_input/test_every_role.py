"""Every route and method, tried by every role: let in, refused or led to sign in, as its rule says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.web.access import Rule, rules_of
from app.web.roles import Role
from tests.integration.bad_input.addresses import address, routes, values_of
from tests.support.attacker import NOBODY, Answer, Attacker
from tests.support.lists import none_of

CHECKED = frozenset({200, 301, 302, 400, 403, 404, 409, 410})


def _right(rule: Rule, role: str, method: str, answer: Answer) -> bool:
    """Whether the answer is what the rule's roles say; what narrows a rule is tried below by hand."""
    if rule.roles is None:
        return answer.status in CHECKED - {403}
    if role == NOBODY:
        led = answer.status == 302 and answer.headers["Location"].startswith("/sign-in?next=")
        return led if method == "GET" else answer.status == 401
    if rule.roles and Role(role) not in rule.roles:
        return answer.status == 403
    return answer.status in (CHECKED if rule.checks else CHECKED - {403})


@pytest.mark.parametrize("person", [*(role.value for role in Role), NOBODY])
def test_each_role_gets_what_the_rules_say(app: Flask, attacker: Attacker, person: str) -> None:
    none_of(list(_wrong(app, attacker, person)))


def _wrong(app: Flask, attacker: Attacker, person: str) -> Iterator[str]:
    for method in ("GET", "POST"):
        token = [("csrf_token", attacker.csrf)] if method == "POST" else None
        for route in routes(app, method):
            rule = rules_of(app, route.endpoint)[method]
            path = address(attacker.world, route, values_of(route))
            who = "" if person == NOBODY and method == "POST" else person
            answer = attacker.send(who, method, path, token)
            if answer.wrong or not _right(rule, person, method, answer):
                yield f"{method} {path} ({rule.name}): {answer.status} {answer.wrong[:1]}"
            if answer.status in (401, 403, 404) and any("audit" not in sql for sql in answer.written):
                yield f"{method} {path}: {answer.status}, but wrote {answer.written[:3]}"
            if answer.written:
                attacker.restore()


TEAM, OWNER, ADMIN = "team_member", "accountable_owner", "administrator"
MEMBER, CHAIR, EDITOR = "board_member", "board_chair", "register_editor"
OTHERS = "second_member"
WHO: list[tuple[str, str, dict[str, int]]] = [
    (
        "GET",
        "/uses/{draft}",
        {TEAM: 200, OWNER: 200, ADMIN: 200, OTHERS: 403, MEMBER: 403, CHAIR: 403, EDITOR: 403},
    ),
    (
        "GET",
        "/uses/{submitted}/check",
        {TEAM: 200, OWNER: 200, MEMBER: 200, CHAIR: 200, EDITOR: 200, OTHERS: 403},
    ),
    ("GET", "/uses/{draft}/answers/AUT-01/history", {TEAM: 200, OTHERS: 403, CHAIR: 403}),
    ("GET", "/uses/{draft}/harms", {TEAM: 200, OTHERS: 403, CHAIR: 403}),
    ("GET", "/uses/{draft}/edit", {TEAM: 200, OTHERS: 403, OWNER: 403, "everything": 403}),
    ("GET", "/uses/{submitted}/edit", {TEAM: 403}),
    ("POST", "/uses/{draft}/submit", {OTHERS: 403, OWNER: 403, "everything": 403, TEAM: 400}),
    ("POST", "/uses/{submitted}/questions/automation", {TEAM: 403}),
    ("POST", "/uses/{submitted}/withdraw", {OTHERS: 403, "everything": 403}),
    ("GET", "/board/reviews/{submitted_review}", {MEMBER: 200, "everything": 200, TEAM: 403, OWNER: 403}),
    ("POST", "/board/reviews/{submitted_review}/advise", {MEMBER: 403, "board_secretary": 400, CHAIR: 400}),
    ("POST", "/board/reviews/{advised_review}/advise", {CHAIR: 403}),
    ("POST", "/board/reviews/{returned_review}/comment", {MEMBER: 403}),
    ("GET", "/responses/{advised_review}", {OWNER: 200, "everything": 403, CHAIR: 403}),
    ("POST", "/responses/{responded_review}", {OWNER: 403}),
    ("POST", "/register/edit/{second_check_entry}/check", {EDITOR: 403, "second_editor": 400, ADMIN: 403}),
]


@pytest.mark.parametrize(("method", "path", "people"), WHO, ids=[f"{w[0]} {w[1]}" for w in WHO])
def test_what_is_somebodys_own_is_theirs(
    attacker: Attacker, method: str, path: str, people: dict[str, int]
) -> None:
    token = [("csrf_token", attacker.csrf)] if method == "POST" else None
    found = {
        person: attacker.send(person, method, attacker.world.address(path), token).status for person in people
    }
    assert found == people


def test_nobody_judges_their_own_use(attacker: Attacker) -> None:
    here = attacker.world.address("/board/reviews/{own_review}")
    token = [("csrf_token", attacker.csrf)]
    for path in ("", "/comment", "/advise", "/return", "/sections/screening"):
        assert attacker.send("own_chair", "GET", f"{here}{path}").status == 403
    for path in ("/comment", "/advise", "/return"):
        assert attacker.send("own_chair", "POST", f"{here}{path}", token).status == 403
    assert attacker.send(CHAIR, "GET", here).status == 200
