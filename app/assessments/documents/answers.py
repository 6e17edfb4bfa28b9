"""One answer in words, written into a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from docx.document import Document
from flask_babel import gettext as _

from app.assessments.documents.rich_text import add_markdown
from app.questionnaire.model import AnswerState, Evidence
from app.questionnaire.values.describe import Form, ReadableAnswer, ShownCell
from app.web.fields import without_unusable
from app.web.templating import iso_day

AddTable = Callable[[Document, Sequence[str], Iterable[Sequence[str]]], object]


def clean(text: str) -> str:
    """The text without characters that no XML file holds."""
    return without_unusable(text)


def add_reading(document: Document, reading: ReadableAnswer, add_table: AddTable) -> None:
    """Adds an answer, its evidence and its note; states are said in words."""
    match reading.state:
        case AnswerState.UNKNOWN:
            document.add_paragraph().add_run(_("Don’t know yet")).bold = True
        case AnswerState.NOT_APPLICABLE:
            paragraph = document.add_paragraph()
            paragraph.add_run(_("Does not apply") + ": ").bold = True
            paragraph.add_run(clean(reading.reason))
        case AnswerState.NOT_ANSWERED:
            document.add_paragraph().add_run(_("Not answered")).bold = True
        case _other:
            _add_value(document, reading, add_table)
    if reading.evidence:
        document.add_paragraph().add_run(_("Evidence")).bold = True
        _add_links(document, reading.evidence)
    if reading.note:
        document.add_paragraph().add_run(_("Note to the board:")).bold = True
        add_markdown(document, reading.note)


def _add_value(document: Document, reading: ReadableAnswer, add_table: AddTable) -> None:
    if reading.form is Form.MARKDOWN:
        add_markdown(document, reading.text)
    elif reading.form is Form.LIST:
        for item in reading.items:
            document.add_paragraph(clean(item), style="List Bullet")
    elif reading.form is Form.TABLE and reading.headings:
        add_table(document, reading.headings, [[_cell(cell) for cell in row] for row in reading.rows])
    elif reading.form is Form.LINKS:
        _add_links(document, reading.links)
    else:
        document.add_paragraph(clean(f"{_words(reading.form, reading.text)} {reading.unit}".strip()))


def _cell(cell: ShownCell) -> str:
    return _words(cell.form, cell.text)


def _words(form: Form, text: str) -> str:
    if form is Form.YES_NO:
        return _("Yes") if text == "yes" else _("No")
    return iso_day(text) if form is Form.DATE else text


def _add_links(document: Document, links: Iterable[Evidence]) -> None:
    for link in links:
        words = f"{link.title} ({link.link})" if link.link else link.title
        document.add_paragraph(clean(words), style="List Bullet")
