"""The manifest of api: what it brings to the service."""

from __future__ import annotations

from app.manifest import Manifest
from app.register.api import routes

API = Manifest(
    pages=(routes,),
)
