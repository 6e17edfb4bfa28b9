"""The manifest of trade offs: what it brings to the service."""

from __future__ import annotations

from app.assessments.trade_offs import models, option_routes, routes
from app.manifest import Manifest

TRADE_OFFS = Manifest(
    tables=(models,),
    pages=(
        routes,
        option_routes,
    ),
)
