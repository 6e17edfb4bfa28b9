"""Every change to drafts and entries: each one transaction with its audit event in it."""

from __future__ import annotations

from app.register.editing.actions.amendments import amend_board_findings, amend_record
from app.register.editing.actions.drafts import (
    DraftChanges,
    begin_draft,
    discard_draft,
    edit_draft,
    release_field,
    save_draft,
    withhold_field,
)
from app.register.editing.actions.publishing import (
    NotAnotherEditor,
    NotReady,
    may_publish,
    publish,
    retire,
    return_to_editor,
    send_for_check,
)

__all__ = [
    "DraftChanges",
    "NotAnotherEditor",
    "NotReady",
    "amend_board_findings",
    "amend_record",
    "begin_draft",
    "discard_draft",
    "edit_draft",
    "may_publish",
    "publish",
    "release_field",
    "retire",
    "return_to_editor",
    "save_draft",
    "send_for_check",
    "withhold_field",
]
