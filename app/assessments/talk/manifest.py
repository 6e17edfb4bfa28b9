"""The manifest of talk: what it brings to the service."""

from __future__ import annotations

from app.assessments.talk import models, routes
from app.assessments.talk.reminders import remind_of_tasks, remind_of_threads
from app.manifest import Manifest

TALK = Manifest(
    tables=(models,),
    pages=(routes,),
    reminders=(
        remind_of_threads,
        remind_of_tasks,
    ),
    stays={
        "thread": "talk stays where it was said: some of it is the board's alone",
        "thread_post": "belongs to a thread",
        "thread_mention": "belongs to a thread",
    },
)
