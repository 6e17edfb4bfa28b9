"""The manifest of uses: what it brings to the service."""

from __future__ import annotations

from app.manifest import Manifest
from app.uses import models
from app.uses.lifecycle import PAUSE

USES = Manifest(
    tables=(models,),
    lifecycles=(PAUSE,),
    stays={
        "use_owner": "who owned a use before matters to the board that reviewed it, which stays behind",
        "use_pause": "is a decision of the organisation that made it",
    },
)
