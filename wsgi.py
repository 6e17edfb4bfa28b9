"""The entry point of web servers and of `flask --app wsgi`."""

from __future__ import annotations

from app import create_app

app = create_app()
