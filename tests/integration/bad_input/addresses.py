"""Addresses of every route of the service, filled with objects of the world in many states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import Rule

from app.web.access import PUBLIC, rules_of
from tests.support.world import World

Values = Mapping[str, str]
# Questionnaires belong to the service: an administrator of any organisation may look after them. Years and
# codes of outcomes name what every organisation has for itself.
EVERYBODYS = frozenset({"draft_id", "version_id", "year", "outcome_code"})
# What an argument of an address may be, with the others that belong to it; the first that has all is taken.
CASES: tuple[Values, ...] = (
    {"use_id": "{draft}", "harm_id": "{harm}", "page_id": "automation", "question_id": "AUT-01"},
    {"use_id": "{draft}", "mark_id": "{mark}", "lens_id": "global-social", "dimension_id": "water"},
    {"use_id": "{draft}", "card_id": "{card}", "option_id": "{option}", "voice_id": "{voice}"},
    {"use_id": "{draft}", "thread_id": "{thread}", "duty_id": "adm-safeguards", "file_id": "{file}"},
    {"use_id": "{open}", "source_id": "{draft}"},
    {"use_id": "{own}", "member_id": "{own_chair}"},
    {"use_id": "{moved}", "move_id": "{move}", "held_id": "{held}"},
    {"draft_id": "{questionnaire_draft}", "version_id": "{version}"},
    {"use_id": "{submitted}", "number": "1", "page_id": "automation", "question_id": "AUT-01"},
    {"review_id": "{deciding_proposal}", "number": "1", "outcome_code": "proceed"},
    {"review_id": "{submitted_review}", "section_id": "screening", "chapter_id": "harms"},
    {"use_id": "{responded}", "trigger_id": "{trigger}", "incident_id": "{incident}"},
    {"review_id": "{advised_review}", "condition_id": "{advised_condition}", "section_id": "screening"},
    {"entry_id": "{editing_entry}", "group_id": "basics", "field_id": "summary"},
    {"meeting_id": "{planned_meeting}", "item_id": "{agenda_item}", "review_id": "{submitted_review}"},
    {"meeting_id": "{drafted_meeting}", "part_id": "{minutes_part}", "action_id": "{action}"},
    {"meeting_id": "{session_meeting}", "minutes_id": "{minutes}"},
    {"slug": "{slug}", "meeting_number": "{published_meeting}"},
    {"slug": "{slug}", "year": "{year}"},
    {"review_id": "{conflicted_review}", "interest_id": "{interest}"},
    {"batch_id": "{batch}", "standing_id": "{standing}"},
    {"slug": "{slug}", "person_id": "{person}", "invitation_id": "{invitation}"},
    {"organisation_id": "{council}", "token": "{token}"},
    {"message_id": "{message}", "mail_id": "{mail}"},
    {"entry_id": "{published_entry}", "slug": "{published_slug}", "number": "1"},
    {
        "entry_id": "{published_entry}",
        "slug": "{published_slug}",
        "reference": "{incident_reference}",
    },
)
MORE: tuple[Values, ...] = (
    {"review_id": "{drafted_proposal}", "number": "1", "outcome_code": "more_information"},
    {"review_id": "{meeting_proposal}", "number": "1"},
    {"review_id": "{agreed_proposal}", "number": "1"},
    {"review_id": "{chairless_proposal}", "number": "1"},
    {"incident_id": "{open_incident}"},
    {"incident_id": "{closed_incident}"},
    {"incident_id": "{public_incident}"},
    {"incident_id": "{rejected_incident}"},
    {"incident_id": "{joined_incident}"},
    {"use_id": "{kinds}", "page_id": "rows", "question_id": "K-07"},
    {"use_id": "{returned}", "page_id": "automation", "question_id": "AUT-01", "number": "1"},
    {"use_id": "{responded}", "page_id": "automation", "question_id": "AUT-01", "number": "1"},
    {"review_id": "{responded_review}", "condition_id": "{responded_condition}", "section_id": "about"},
    {"review_id": "{appealed_review}", "use_id": "{appealed}"},
    {"review_id": "{doubted_review}", "use_id": "{advised}"},
    {"meeting_id": "{session_meeting}", "item_id": "{session_item}", "review_id": "{returned_review}"},
    {"meeting_id": "{session_meeting}", "item_id": "{session_review_item}"},
    {"meeting_id": "{closed_meeting}", "item_id": "{left_over_item}"},
    {"meeting_id": "{cancelled_meeting}"},
    {"meeting_id": "{approved_meeting}"},
    {"meeting_id": "{published_meeting}"},
    {"meeting_id": "{called_meeting}"},
    {"entry_id": "{second_check_entry}", "group_id": "basics", "field_id": "summary"},
    {
        "entry_id": "{again_entry}",
        "group_id": "testing",
        "field_id": "monitoring",
        "slug": "x",
        "number": "1",
    },
    {"entry_id": "{retired_entry}", "group_id": "people", "field_id": "summary", "slug": "x", "number": "1"},
)


def routes(app: Flask, method: str) -> list[Rule]:
    """Every route that takes the method, static files and what the world has no object for left out."""
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and any(True for _ in _cases(rule))
    ]
    return sorted((rule for rule in rules if method in (rule.methods or ())), key=lambda rule: rule.rule)


def is_public(app: Flask, rule: Rule, method: str) -> bool:
    """Whether a route answers strangers."""
    return rules_of(app, rule.endpoint)[method].roles is PUBLIC.roles


def values_of(rule: Rule) -> Values:
    """The first case that has every argument of the route."""
    return next(case for case in _cases(rule))


def address(world: World, rule: Rule, values: Values) -> str:
    """The route's address with these values."""
    path = rule.rule
    for name, value in values.items():
        for pattern in (f"<int:{name}>", f"<{name}>"):
            path = path.replace(pattern, value)
    return world.address(path)


def all_addresses(world: World, rule: Rule) -> Iterator[str]:
    """The route's address in every case that has all its arguments."""
    for values in _cases(rule):
        yield address(world, rule, values)


def _cases(rule: Rule) -> Iterator[Values]:
    wanted = rule.arguments - set(rule.defaults or ())
    for case in (*CASES, *MORE) if wanted else ({},):
        if wanted <= case.keys():
            yield {name: case[name] for name in wanted}
