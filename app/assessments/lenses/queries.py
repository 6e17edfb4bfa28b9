"""Reads of marks."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.harms.queries import titles_of
from app.assessments.hooks import SubmissionBlocker
from app.assessments.lenses.models import LensMark
from app.assessments.revisions.revisioned_rows import row_of, rows_of
from app.assessments.snapshots.lens_marks import MarkFacts
from app.assessments.use_assessment import the_assessment
from app.uses.models import UseCase
from app.web.access import loads


@loads("mark_id", "mark")
def mark(organisation_id: int, mark_id: int) -> LensMark | None:
    """One mark of the organisation, removed or not."""
    return row_of(LensMark, organisation_id, mark_id)


def mark_facts(assessment_id: int) -> tuple[MarkFacts, ...]:
    """The marks as they stand now, frozen; a harm that was taken off the list is no answer to a mark."""
    harms = titles_of(assessment_id)
    return tuple(facts(row, harms) for row in rows_of(LensMark, assessment_id))


def facts(row: LensMark, harms: dict[int, str]) -> MarkFacts:
    """The mark as a frozen value; `harms` are the titles of the harms on the list by id."""
    there = row.harm_id is not None and row.harm_id in harms
    return MarkFacts(
        id=row.id,
        lens=row.lens,
        dimension=row.dimension,
        effect=row.effect,
        directness=row.directness,
        who=row.who,
        text=row.text,
        evidence=row.evidence,
        harm_id=row.harm_id if there else None,
        harm=harms[row.harm_id] if there and row.harm_id is not None else "",
        accepted_reason=row.accepted_reason,
        is_public=row.is_public,
    )


def open_marks(use: UseCase) -> list[SubmissionBlocker]:
    """A harmful mark with neither a harm nor an accepted reason stops the submission, at every level."""
    return [
        SubmissionBlocker(
            _("Say what is done about “%(text)s”, or why it is accepted", text=found.text),
            "assessments.mark",
            {"mark_id": found.id},
        )
        for found in mark_facts(the_assessment(use).id)
        if found.is_open
    ]
