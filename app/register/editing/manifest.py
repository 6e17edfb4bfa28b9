"""The manifest of editing: what it brings to the service."""

from __future__ import annotations

from app.manifest import Manifest
from app.register.editing.blueprint import bp
from app.register.editing.routes import check, entries, part

EDITING = Manifest(pages=(check, entries, part), blueprints=(bp,))
