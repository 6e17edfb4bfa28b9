"""The manifest of conditions: what it brings to the service."""

from __future__ import annotations

from app.board.conditions import models, public
from app.board.conditions.due import lapse, remind
from app.board.conditions.lifecycle import CONDITION
from app.manifest import Manifest

CONDITIONS = Manifest(
    tables=(models,),
    listeners=(public,),
    lifecycles=(CONDITION,),
    reminders=(remind,),
    daily=(lapse,),
)
