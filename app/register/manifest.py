"""The manifest of register: what it brings to the service."""

from __future__ import annotations

from app.manifest import Manifest
from app.register import models
from app.register.api.manifest import API
from app.register.commands import register
from app.register.editing.manifest import EDITING
from app.register.lifecycle import ENTRY
from app.register.pages.manifest import PAGES

REGISTER = Manifest(
    tables=(models,),
    commands=(register,),
    lifecycles=(ENTRY,),
    rooms=(
        API,
        PAGES,
        EDITING,
    ),
)
