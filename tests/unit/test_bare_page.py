"""The page that the benchmark measures against keeps up with the layout."""

from __future__ import annotations

from benchmarks.bare import create_app


def test_the_bare_page_has_the_layout_of_the_others() -> None:
    reply = create_app().test_client().get("/bare")
    assert reply.status_code == 200
    assert "c-header" in reply.get_data(as_text=True)
