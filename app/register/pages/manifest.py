"""The manifest of pages: what it brings to the service."""

from __future__ import annotations

from app.manifest import Manifest
from app.register.pages import entry_routes, routes
from app.register.pages.blueprint import bp

PAGES = Manifest(pages=(entry_routes, routes), blueprints=(bp,))
