"""The manifest of portfolio: what it brings to the service."""

from __future__ import annotations

from app.board.portfolio import routes
from app.board.portfolio.commands import portfolio
from app.manifest import Manifest

PORTFOLIO = Manifest(
    pages=(routes,),
    commands=(portfolio,),
)
