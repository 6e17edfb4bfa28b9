"""The ways through the service: who sees which, and where one is."""

from __future__ import annotations

import pytest

from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council


def marked(client: CheckedClient, address: str) -> list[str]:
    """The links of the navigation that are marked as the page one is on."""
    page = client.get(address).text
    return [piece.split(">", 1)[1].split("<")[0] for piece in page.split('aria-current="page"')[1:]]


@pytest.mark.parametrize("query", ["", "?lang=cy"])
def test_a_group_and_its_page_are_marked_in_every_language(
    client: CheckedClient, council: Council, query: str
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    words = {"": ["Board", "Meetings"], "?lang=cy": ["Bwrdd", "Cyfarfodydd"]}[query]
    assert marked(client, f"/board/meetings{query}")[:2] == words


def test_people_see_the_pages_of_their_roles_only(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    page = client.get("/incidents").text
    assert 'href="/board/meetings"' not in page
    assert 'href="/conditions"' in page
    assert 'href="/responses"' not in page


def test_a_group_of_one_page_has_no_second_row(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    assert "c-subnavigation" not in client.get("/uses").text.split("<main")[0]
