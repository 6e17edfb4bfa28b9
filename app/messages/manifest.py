"""The manifest of messages: what it brings to the service."""

from __future__ import annotations

from app.manifest import Manifest
from app.messages import invitation_mail, models, outbox, routes
from app.messages.lifecycle import MAIL
from app.messages.periodic import delete_old, queue_digests
from app.messages.routes import bp

MESSAGES = Manifest(
    tables=(models,),
    pages=(routes,),
    listeners=(
        invitation_mail,
        outbox,
    ),
    blueprints=(bp,),
    lifecycles=(MAIL,),
    digests=(queue_digests,),
    daily=(delete_old,),
)
