"""Pages that show one assessment as a whole, for reading on paper or in Word."""

from __future__ import annotations

from flask import Response, g, render_template

from app.assessments import words
from app.assessments.blueprint import bp
from app.assessments.documents.names import attachment
from app.assessments.documents.report import report_of
from app.assessments.documents.word import word_file
from app.database import utcnow
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access
from app.web.roles import actor

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/<int:use_id>/print")
@access(get=READ_USE)
def print_view(use: UseCase) -> str:
    report = report_of(use, actor())
    return render_template(
        "assessments/print.html",
        use=use,
        report=report,
        picture=report.picture,
        principles=words.PRINCIPLES,
        now=utcnow(),
        words=words,
    )


@bp.get("/<int:use_id>/assessment.docx")
@access(get=READ_USE)
def word_document(use: UseCase) -> Response:
    content = word_file(report_of(use, actor()), g.get("language", "en"))
    return Response(content, mimetype=WORD, headers=attachment(use, "docx"))
