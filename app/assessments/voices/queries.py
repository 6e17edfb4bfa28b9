"""Reads of voices."""

from __future__ import annotations

from app.assessments.revisions.revisioned_rows import row_of, rows_of
from app.assessments.snapshots.voices import VoiceFacts
from app.assessments.voices.models import Voice
from app.web.access import loads


@loads("voice_id", "voice")
def voice(organisation_id: int, voice_id: int) -> Voice | None:
    """One voice of the organisation, removed or not."""
    return row_of(Voice, organisation_id, voice_id)


def voice_facts(assessment_id: int) -> tuple[VoiceFacts, ...]:
    """The voices as they stand now, frozen."""
    return tuple(facts(row) for row in rows_of(Voice, assessment_id))


def facts(row: Voice) -> VoiceFacts:
    """The voice as a frozen value."""
    return VoiceFacts(
        id=row.id,
        who=row.who,
        how_many=row.how_many,
        heard_on=row.heard_on.isoformat() if row.heard_on else "",
        how=row.how,
        said=row.said,
        changed=row.changed,
        response=row.response,
        is_public=row.is_public,
    )
