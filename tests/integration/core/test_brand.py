"""An installation's own colour."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app.settings import Settings
from tests.support.client import CheckedClient


def test_a_council_sees_its_own_colour(
    app: Flask, client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "brand.css" not in client.get("/").get_data(as_text=True)
    settings: Settings = app.extensions["candour"]
    monkeypatch.setitem(app.extensions, "candour", replace(settings, brand_colour="#7a1f5c"))
    assert 'href="/brand.css"' in client.get("/about").get_data(as_text=True)
    reply = client.get("/brand.css")
    assert "--c-brand: #7a1f5c" in reply.get_data(as_text=True)
    again = client.get("/brand.css", headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304
