"""Inside a package a folder is a room on a floor of its own: no circle leads from one back to it."""

from __future__ import annotations

import pytest

from tests.support.imports import arrows_between_rooms, circles, packages_with_rooms


def test_a_circle_is_found() -> None:
    arrows = {"a": {"b": ("a → b",)}, "b": {"c": ("b → c",)}, "c": {"b": ("c → b",)}}
    assert circles(arrows) == [("b", "c")]


@pytest.mark.parametrize("package", packages_with_rooms())
def test_no_circle_leads_through_the_rooms_of_a_package(package: str) -> None:
    arrows = arrows_between_rooms(package)
    why = [
        f"{room} → {to}: {', '.join(arrows[room][to])}"
        for circle in circles(arrows)
        for room in circle
        for to in circle
        if to in arrows.get(room, {})
    ]
    assert not why, "\n".join(why)
