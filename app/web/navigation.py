"""The ways through the service: groups of pages in the bar at the top, and the pages of a group below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.web.roles import BOARD, Actor, Role

EVERYBODY = frozenset(Role)
OWNER, TEAM = frozenset({Role.ACCOUNTABLE_OWNER}), frozenset({Role.TEAM_MEMBER})
EDITOR, ADMINISTRATOR = frozenset({Role.REGISTER_EDITOR}), frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class NavigationWay:
    """A page by its endpoint, what the link says, and who sees it."""

    endpoint: str
    text: LazyString
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """Pages that belong together; the group's link leads to the first that its reader may see."""

    text: LazyString
    ways: tuple[NavigationWay, ...]


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link of the navigation as its reader sees it, and the links of its group."""

    text: str
    href: str
    active: bool
    parts: Sequence[NavigationLink] = ()


def _alone(endpoint: str, text: LazyString, roles: frozenset[Role]) -> NavigationGroup:
    return NavigationGroup(text, (NavigationWay(endpoint, text, roles),))


GROUPS = (
    _alone("assessments.uses", _l("Uses"), EVERYBODY),
    NavigationGroup(
        _l("Board"),
        (
            NavigationWay("board.queue", _l("Queue"), BOARD),
            NavigationWay("board.meetings", _l("Meetings"), BOARD),
            NavigationWay("board.board_conditions", _l("Conditions"), BOARD),
            NavigationWay("board.newest_figures", _l("Figures"), BOARD | ADMINISTRATOR),
            NavigationWay("board.standing_interests", _l("Interests"), BOARD),
            NavigationWay("board.settings", _l("Settings"), BOARD | ADMINISTRATOR),
        ),
    ),
    NavigationGroup(
        _l("Follow-up"),
        (
            NavigationWay("board.responses", _l("Responses"), OWNER),
            NavigationWay("board.my_conditions", _l("Conditions to meet"), OWNER | TEAM),
            NavigationWay("board.reviews_due", _l("Looking again"), BOARD | OWNER | TEAM),
            NavigationWay("board.incidents", _l("Incidents"), EVERYBODY),
        ),
    ),
    _alone("board.portfolio_list", _l("Portfolio"), BOARD | OWNER | EDITOR | ADMINISTRATOR),
    _alone("editing.entries", _l("Register entries"), EDITOR),
    _alone("people.index", _l("People"), ADMINISTRATOR),
    _alone("questionnaires.index", _l("Questionnaires"), ADMINISTRATOR),
)


def navigation(actor: Actor | None) -> list[NavigationLink]:
    """The groups that a person may use, with the one marked that the page asked for belongs to."""
    if actor is None:
        return []
    items = []
    for group in GROUPS:
        parts = _parts(group, actor)
        if parts:
            active = any(part.active for part in parts)
            items.append(
                NavigationLink(str(group.text), parts[0].href, active, parts if len(parts) > 1 else ())
            )
    return items


def _parts(group: NavigationGroup, actor: Actor) -> list[NavigationLink]:
    known = current_app.view_functions
    found = [
        (str(way.text), url_for(way.endpoint))
        for way in group.ways
        if way.endpoint in known and actor.roles & way.roles
    ]
    under = [href for _text, href in found if _is_under(href)]
    here = max(under, key=len, default="")
    return [NavigationLink(text, href, href == here) for text, href in found]


def _is_under(address: str) -> bool:
    """Whether the page asked for is `address`, whatever its language, or below it."""
    return f"{request.path}/".startswith(f"{address.partition('?')[0]}/")
