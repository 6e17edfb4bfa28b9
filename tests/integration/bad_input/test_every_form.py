"""Every form of the service, sent by somebody who may, with everything bad that can be sent."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from app.settings import Settings
from tests.integration.bad_input.attacks import Attempt, Pairs, Then, rare, uploads, usual, well_filled
from tests.integration.bad_input.filling import as_sent, filled, good_files, the_form
from tests.integration.bad_input.more_places import MORE_PLACES
from tests.integration.bad_input.places import PLACES, STATES, Place
from tests.support.attacker import Answer, Attacker
from tests.support.forms import TEXT_TYPES, PageForm
from tests.support.lists import none_of

ALL = [*PLACES, *MORE_PLACES]
# A try to sign in is counted, and what a state refuses leaves its trace.
LOGS = (
    *("INSERT INTO sign_in_attempt", "UPDATE sign_in_attempt", "DELETE FROM sign_in_attempt"),
    "INSERT INTO audit_event",
)
# These say the same again without harm: whoever confirms later is as good as new.
SAID_AGAIN = frozenset({"/sign-in", "/uses/import", "/messages/read-all", "/board/interests/confirm"})


def test_every_route_that_takes_a_form_is_tried(app: Flask) -> None:
    routes = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    tried = {place.rule for place in ALL}
    assert sorted(routes - tried) == []
    assert sorted(tried - routes) == []


@pytest.mark.both_databases
@pytest.mark.parametrize("place", [*ALL, *STATES], ids=str)
def test_a_well_filled_form_is_taken(attacker: Attacker, place: Place) -> None:
    body, kind = as_sent(attacker, place, filled(attacker, place))
    address = attacker.world.address(place.address)
    answer = attacker.send(place.person, "POST", address, body, kind=kind)
    assert (answer.status, answer.wrong) == (place.good, []), answer.text
    assert bool(answer.written) is place.writes


@pytest.mark.parametrize("place", [place for place in ALL if place.rule not in SAID_AGAIN], ids=str)
def test_a_form_sent_twice_counts_once(attacker: Attacker, place: Place) -> None:
    body, kind = as_sent(attacker, place, filled(attacker, place))
    address = attacker.world.address(place.address)
    first, second = (attacker.send(place.person, "POST", address, body, kind=kind) for _ in range(2))
    assert (first.status, second.wrong) == (place.good, [])
    assert second.status < 500
    assert [each for each in second.written if not each.startswith(LOGS)] == []


@pytest.mark.parametrize("place", ALL, ids=str)
def test_bad_input_is_named_in_a_sentence_and_kept_and_writes_nothing(
    attacker: Attacker, place: Place
) -> None:
    none_of(_try(attacker, place, usual))


@pytest.mark.parametrize("place", [place for place in ALL if place.files], ids=str)
def test_bad_files_are_refused_and_leave_nothing_behind(attacker: Attacker, place: Place) -> None:
    settings: Settings = attacker.app.extensions["candour"]
    before = sorted(settings.evidence_folder.rglob("*"))

    def bad(_place: Place, _form: PageForm, good: Pairs) -> Iterator[Attempt]:
        return (each for each in uploads(good, good_files(attacker, place)) if each.then is Then.QUIET)

    none_of(_try(attacker, place, bad))
    assert sorted(settings.evidence_folder.rglob("*")) == before


@pytest.mark.parametrize("place", [place for place in ALL if place.files], ids=str)
def test_odd_names_of_files_crash_nothing(attacker: Attacker, place: Place) -> None:
    none_of(_try(attacker, place, lambda _p, _f, good: uploads(good, good_files(attacker, place))))


@pytest.mark.slow
@pytest.mark.parametrize("place", ALL, ids=str)
def test_whatever_is_sent_crashes_nothing(attacker: Attacker, place: Place) -> None:
    none_of(_try(attacker, place, rare))


def _try(
    attacker: Attacker, place: Place, attempts: Callable[[Place, PageForm, Pairs], Iterator[Attempt]]
) -> list[str]:
    form = the_form(attacker, place)
    good = well_filled(place, form, attacker.csrf)
    address = attacker.world.address(place.address)
    found = []
    for number, attempt in enumerate(attempts(place, form, good)):
        body, kind = attempt.body, attempt.kind
        if isinstance(body, list):
            body, kind = as_sent(attacker, place, body, attempt.files)
        answer = attacker.send(place.person, "POST", address, body, kind=kind, checked=number == 0)
        partial = replace(attempt, then=Then.HARMLESS) if place.partial else attempt
        found += [f"{attempt.name}: {wrong}" for wrong in problems(partial, answer, form)]
        if answer.written:
            attacker.restore()
    return found


def problems(attempt: Attempt, answer: Answer, form: PageForm) -> Iterator[str]:
    """What is wrong with the answer to an attempt."""
    yield from answer.wrong
    written = [statement for statement in answer.written if not statement.startswith(LOGS)]
    if answer.status >= 500 and not answer.wrong:
        yield f"{answer.status}"
    if attempt.status and answer.status != attempt.status:
        yield f"{answer.status} instead of {attempt.status}"
    if written and (attempt.then is not Then.HARMLESS or answer.status >= 400):
        yield f"{answer.status}, but wrote {written[:3]}"
    if attempt.then is Then.REFUSED and answer.status != 400:
        yield f"{answer.status} instead of 400"
    elif attempt.then is Then.REFUSED:
        if "There is a problem" not in answer.text or "<title>Error: " not in answer.text:
            yield "no error summary"
        yield from _lost(attempt.body, answer, form)


def _lost(body: Pairs | bytes, answer: Answer, form: PageForm) -> Iterator[str]:
    """Names of texts that were sent and are not on the page any more."""
    if isinstance(body, bytes):
        return
    names = {f.name for f in form.of_type(*TEXT_TYPES - {"password"})}
    shown = html.unescape(answer.text)
    for name, value in body:
        text = value.rstrip("\0\x07\ufffe").strip()
        if name in names and text and text not in shown:
            yield f"{name} is lost: {text[:40]!r}"
