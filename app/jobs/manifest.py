"""The manifest of jobs: what it brings to the service."""

from __future__ import annotations

from app.jobs import models
from app.jobs.commands import jobs
from app.manifest import Manifest

JOBS = Manifest(
    tables=(models,),
    commands=(jobs,),
)
