"""The manifest of sample: what it brings to the service."""

from __future__ import annotations

from app.manifest import Manifest
from app.sample.commands import sample

SAMPLE = Manifest(
    commands=(sample,),
)
