"""Every address with odd questions, numbers and names in it: the right status, and never a crash."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.web.access import rules_of
from tests.integration.bad_input.addresses import (
    CASES,
    EVERYBODYS,
    address,
    all_addresses,
    is_public,
    routes,
    values_of,
)
from tests.support.attacker import Attacker
from tests.support.lists import none_of

pytestmark = pytest.mark.both_databases

READERS = ("everything", "team_member", "accountable_owner")
SCRIPT = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
FACETS = ("organisation", "area", "phase", "kind", "personal_data", "challenge", "state", "sort", "exact")
TOLD = ("raised", "left", "more", "back", "next")


def _all(names: tuple[str, ...], value: str) -> str:
    return "&".join(f"{name}={value}" for name in names)


ODD = (
    "page=-1&lang=xx&" + _all(FACETS, "nonsense"),
    "page=1e9&lang=%00&q=%00&" + _all((*FACETS, *TOLD), "%00"),
    "page=999999999999999999999&lang=cy&q=%ED%A0%80%FF&" + _all((*FACETS, *TOLD), "%ED%A0%80%FF%F0%9F"),
    f"page=%D9%A3&q={'x' * 10_000}&" + _all((*FACETS, *TOLD), "y" * 200),
    f"q={SCRIPT}&{_all((*FACETS, *TOLD), SCRIPT)}&{SCRIPT}={SCRIPT}",
    "q=%22%27)(*%20AND%20NEAR/3%20-OR%20%3A*&page=1&page=2&page=&lang=cy&lang=en&" + "area=a&" * 1_000,
    "=&&&%%%zz&next=//evil.example&back=javascript:alert(1)&_external=1&endpoint=x&use_id=9",
)
SLOW = pytest.mark.slow
NUMBERS = ("0", "-1", "999999999", "9999999999999999999999", "٣")
NAMES = ("no-such-name", "%00", "%ED%A0%80", "x" * 3_000)


@pytest.fixture(scope="module")
def plain(kept_app: Flask, prepared: Attacker) -> dict[str, tuple[str, int]]:
    """By address of each page: somebody who gets more than a refusal, and the status."""
    prepared.restore()
    found = {}
    for rule in routes(kept_app, "GET"):
        path = address(prepared.world, rule, values_of(rule))
        statuses = ((person, prepared.send(person, "GET", path).status) for person in READERS)
        found[path] = next((seen for seen in statuses if seen[1] != 403), (READERS[0], 403))
    return found


def test_the_world_has_an_object_for_every_argument(app: Flask) -> None:
    arguments = {name for rule in app.url_map.iter_rules() for name in rule.arguments} - {"filename", "path"}
    known = {name for case in CASES for name in case} | {"name"}
    assert arguments <= known, "Say in addresses.py what these may be."


@pytest.mark.parametrize(
    "query", [pytest.param(query, id=query[:12], marks=SLOW if n % 2 else ()) for n, query in enumerate(ODD)]
)
def test_odd_questions_change_no_status_and_crash_no_page(
    attacker: Attacker, plain: dict[str, tuple[str, int]], query: str
) -> None:
    found = []
    for path, (person, status) in plain.items():
        answer = attacker.send(person, "GET", f"{path}?{query}")
        if answer.wrong or answer.written or answer.status != status:
            found.append(f"{path}: {answer.status}, not {status}; {answer.wrong[:1]}")
        if "<script>alert" in answer.text:
            found.append(f"{path} repeats a script")
    none_of(found)


@pytest.mark.slow
@pytest.mark.parametrize("person", READERS)
def test_every_page_opens_in_every_state(app: Flask, attacker: Attacker, person: str) -> None:
    found = []
    for rule in routes(app, "GET"):
        for path in list(all_addresses(attacker.world, rule))[1:]:  # the first is tried above
            answer = attacker.send(person, "GET", path)
            if answer.wrong or answer.status >= 500:
                found.append(f"{path}: {answer.status} {answer.wrong[:1]}")
    none_of(found)


def test_a_question_that_does_not_exist_is_not_found(attacker: Attacker) -> None:
    path = attacker.world.address("/board/reviews/{submitted_review}/comment")
    for query in ("NOPE", "%00", "x" * 5_000, "%ED%A0%80"):
        assert attacker.send("board_member", "GET", f"{path}?question={query}").status == 404
        sent = [("csrf_token", attacker.csrf), ("text", "Words")]
        assert attacker.send("board_member", "POST", f"{path}?question={query}", sent).status == 404


def _with_odd_parts(app: Flask, attacker: Attacker, rule: Rule) -> Iterator[str]:
    values = values_of(rule)
    for name in values:
        for odd in NUMBERS if f"<int:{name}>" in rule.rule else NAMES:
            yield address(attacker.world, rule, {**values, name: odd})


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_odd_number_or_name_in_an_address_is_not_found(
    app: Flask, attacker: Attacker, method: str
) -> None:
    token = [("csrf_token", attacker.csrf)] if method == "POST" else None
    found = []
    for rule in routes(app, method):
        for path in _with_odd_parts(app, attacker, rule):
            answer = attacker.send("everything", method, path, token)
            right = {404, 410} if "token" in rule.arguments else {404}
            if "slug" in rule.arguments and rule.endpoint != "register.organisation":
                right = {301, 404} if method == "GET" else {400, 404}  # an entry may be renamed meanwhile
            if method == "POST" or rules_of(app, rule.endpoint)[method].checks:
                right |= {403, 405}  # the rule of the route may refuse before a name is looked up
            if answer.wrong or (answer.written and answer.status != 403) or answer.status not in right:
                found.append(f"{method} {path[:80]}: {answer.status} {answer.wrong[:1]}")
    none_of(found)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_organisations_objects_are_nowhere(app: Flask, attacker: Attacker, method: str) -> None:
    token = [("csrf_token", attacker.csrf)] if method == "POST" else None
    found = []
    for rule in routes(app, method):
        if is_public(app, rule, method) or not rule.arguments - EVERYBODYS:
            continue
        for path in all_addresses(attacker.world, rule):
            answer = attacker.send("outsider", method, path, token)
            if answer.status != 404 or answer.wrong or answer.written:
                found.append(f"{method} {path}: {answer.status} {answer.wrong[:1]} {answer.written[:1]}")
    none_of(found)


@pytest.mark.parametrize(
    ("person", "path"),
    [
        ("team_member", "/uses/{kinds}/harms/{harm}"),
        ("team_member", "/uses/{kinds}/harms/{harm}/remove"),
        ("team_member", "/uses/{draft}/questions/rows"),
        ("team_member", "/uses/{draft}/answers/K-07/history"),
        ("team_member", "/uses/{draft}/submissions/1"),
        ("team_member", "/uses/{submitted}/submissions/2"),
        ("board_secretary", "/board/reviews/{responded_review}/conditions/{advised_condition}"),
        ("board_chair", "/board/reviews/{submitted_review}/sections/kinds"),
    ],
)
def test_a_part_of_another_object_is_not_found(attacker: Attacker, person: str, path: str) -> None:
    assert attacker.send(person, "GET", attacker.world.address(path)).status == 404
    sent = [("csrf_token", attacker.csrf), ("version", "1")]
    answer = attacker.send(person, "POST", attacker.world.address(path), sent)
    assert answer.status in {404, 405}
    assert not answer.written
