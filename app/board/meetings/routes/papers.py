"""The papers of a meeting as one bundle: on one page for printing, and as one Word file."""

from __future__ import annotations

from flask import Response, g, render_template

from app.assessments import words as assessment_words
from app.board.blueprint import bp
from app.board.meetings import rules
from app.board.meetings.models import Meeting
from app.board.meetings.papers import bundle_for
from app.board.meetings.papers_word import word_file
from app.board.meetings.routes.context import page_words
from app.board.verdicts.words import APPLICABILITY, DUTY_STATUSES, VERDICTS
from app.database import utcnow
from app.web.access import access
from app.web.roles import actor

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/board/meetings/<int:meeting_id>/papers")
@access(get=rules.PAPERS)
def papers(meeting: Meeting) -> str:
    return render_template(
        "board/meetings/papers.html",
        meeting=meeting,
        bundle=bundle_for(meeting, actor().person_id),
        now=utcnow(),
        assessment_words=assessment_words,
        verdicts=VERDICTS,
        applicability=APPLICABILITY,
        duty_statuses=DUTY_STATUSES,
        **page_words(),
    )


@bp.get("/board/meetings/<int:meeting_id>/papers.docx")
@access(get=rules.PAPERS)
def papers_word(meeting: Meeting) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="board-papers-{meeting.id}.docx"',
        "Cache-Control": "private, no-store",
    }
    content = word_file(bundle_for(meeting, actor().person_id), str(g.get("language", "en")))
    return Response(content, mimetype=WORD, headers=headers)
