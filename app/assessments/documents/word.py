"""The Word file of an assessment: real headings, lists and tables, with its language set."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from flask_babel import gettext as _

from app.assessments.documents.answers import add_reading, clean
from app.assessments.documents.report import AssessmentReport, ReportAnswer
from app.assessments.imported.queries import origin_of
from app.assessments.snapshots.model import HarmFacts
from app.assessments.words import (
    KINDS,
    LEVELS,
    LIKELIHOODS,
    PHASES,
    PRINCIPLES,
    REVERSIBLE,
    SERVICE_AREAS,
    SEVERITIES,
    STATES,
    risk_word,
)
from app.database import utcnow
from app.web.templating import day, iso_day

LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
FONT = "Arial"
DARK = RGBColor(0x12, 0x34, 0x3D)


def word_file(report: AssessmentReport, language: str) -> bytes:
    """The report as the bytes of a .docx file; `language` is the code of the page's language."""
    document = docx.Document()
    set_up(
        document,
        title=report.use.name,
        author=report.use.organisation.name,
        subject=_("Ethics assessment"),
        language=language,
    )
    document.add_heading(clean(report.use.name), level=0)
    _add_facts(document, report)
    _add_principles(document, report)
    _add_flags(document, report)
    for section in report.sections:
        document.add_heading(clean(section.title), level=1)
        for answer in section.answers:
            _add_answer(document, answer)
    document.add_heading(_("Harms and safeguards"), level=1)
    add_harms(document, report.harms)
    for part in report.wider:
        document.add_heading(part.title, level=1)
        for item in part.items:
            document.add_heading(clean(item.title), level=2)
            add_table(document, (_("About"), _("What the team says")), item.rows)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def set_up(document: Document, *, title: str, author: str, subject: str, language: str) -> None:
    """Gives a document its properties, its font, and its language by the code of the page's language."""
    language = LANGUAGES.get(language, "en-GB")
    properties = document.core_properties
    properties.title = clean(title)[:255]
    properties.author = clean(author)[:255]
    properties.language = language
    properties.subject = subject
    properties.comments = ""
    properties.created = properties.modified = utcnow().replace(tzinfo=None)
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and isinstance(style, ParagraphStyle):
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(name), None)
            style.font.name = FONT
            if style.name and style.name.startswith(("Heading", "Title")):
                style.font.color.rgb = DARK
    document.styles["Normal"].element.get_or_add_rPr().append(_language(language))
    document.styles["Normal"].font.size = Pt(11)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for old in [] if defaults is None else defaults.iter(qn("w:lang")):
        old.set(qn("w:val"), language)


def _language(language: str) -> BaseOxmlElement:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    return element


def add_table(document: Document, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table whose first row is marked as its header and repeated on each page."""
    table: Table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(clean(text)).bold = True
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for row in rows:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        for cell, text in zip(cells, row, strict=True):
            cell.text = clean(text)
    document.add_paragraph()
    return table


def _add_facts(document: Document, report: AssessmentReport) -> None:
    use, work = report.use, report.work
    level = work.path.level
    words = str(LEVELS[level.highest])
    if level.lowest != level.highest:
        words = _("%(lowest)s to %(highest)s", lowest=LEVELS[level.lowest], highest=words.lower())
    elif level.highest == "low" and not work.path.level_settled:
        words = _("Not known")
    overall = work.progress.overall
    facts = [
        (_("Organisation"), use.organisation.name),
        (_("What it is"), f"{KINDS[use.kind]} · {PHASES[use.phase]} · {SERVICE_AREAS[use.service_area]}"),
        (_("State"), str(STATES[work.assessment.state])),
        (_("Impact level"), words),
        (_("Progress"), _("%(done)s of %(total)s questions", done=overall.dealt_with, total=overall.total)),
        (_("Not known yet"), str(overall.unknown)),
        (_("Accountable owner"), use.owner.name if use.owner else _("Not decided yet")),
        (_("Team"), ", ".join(person.name for person in use.team)),
        (_("Areas that it touches"), ", ".join(report.areas) or _("None named")),
        (_("Printed on"), day(utcnow())),
    ]
    origin = origin_of(use)
    if origin is not None:
        facts.append((_("Imported"), origin.notice()))
    add_table(document, (_("About"), _("As it stands")), facts)
    for reason in level.reasons:
        document.add_paragraph(clean(f"{LEVELS[reason.level]}: {reason.because}"), style="List Bullet")


def _add_principles(document: Document, report: AssessmentReport) -> None:
    if not report.picture.bars:
        return
    document.add_heading(_("The five principles"), level=1)
    headings = (
        _("Principle"),
        _("Questions"),
        _("Answered"),
        _("Not known yet"),
        _("Does not apply"),
        _("Not answered"),
        _("Red flags"),
    )
    rows = [
        (
            str(PRINCIPLES[bar.principle]),
            str(bar.counts.total),
            str(bar.counts.answered),
            str(bar.counts.unknown),
            str(bar.counts.not_applicable),
            str(bar.counts.not_answered),
            str(bar.flags),
        )
        for bar in report.picture.bars
    ]
    add_table(document, headings, rows)


def _add_flags(document: Document, report: AssessmentReport) -> None:
    document.add_heading(_("Red flags"), level=1)
    if not report.flags:
        document.add_paragraph(
            _("No rule of the questionnaire was broken. That is not proof that all is well.")
        )
    for flag in report.flags:
        question = report.work.questionnaire.question(flag.question_id)
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(clean(flag.reason)).bold = True
        paragraph.add_run(clean(f" ({question.text})"))


def _add_answer(document: Document, answer: ReportAnswer) -> None:
    document.add_heading(clean(answer.question.text), level=2)
    for flag in answer.flags:
        paragraph = document.add_paragraph()
        paragraph.add_run(_("Red flag:") + " ").bold = True
        paragraph.add_run(clean(flag.reason))
    add_reading(document, answer.reading, add_table)
    for remark in answer.remarks:
        document.add_paragraph(clean(f"{remark.by}, {day(remark.at)}: {remark.text}"), style="Quote")


def add_harms(document: Document, harms: Sequence[HarmFacts], level: int = 2) -> None:
    """Adds each harm with its safeguards under a heading of this level."""
    if not harms:
        document.add_paragraph(_("The team lists no harm."))
    for harm in harms:
        document.add_heading(clean(harm.title), level=level)
        before = f"{SEVERITIES[harm.severity]}, {str(LIKELIHOODS[harm.likelihood]).lower()}"
        after = f"{SEVERITIES[harm.severity_after]}, {str(LIKELIHOODS[harm.likelihood_after]).lower()}"
        rows = [
            (_("Who"), harm.who),
            (_("Principle"), str(PRINCIPLES[harm.principle])),
            (_("Can be put right"), str(REVERSIBLE[harm.reversible])),
            (_("Without safeguards"), f"{before} – {_('risk:')} {risk_word(harm.risk_before)}"),
            (_("With safeguards"), f"{after} – {_('risk:')} {risk_word(harm.risk_after)}"),
        ]
        for number, safeguard in enumerate(harm.safeguards, start=1):
            state = _("In place.") if safeguard.in_place else _("Not in place yet.")
            due = f" {_('By')} {iso_day(safeguard.due_on)}." if safeguard.due_on else ""
            words = f"{safeguard.text} {state} {safeguard.responsible}{due}"
            rows.append((_("Safeguard %(number)s", number=number), words))
        if harm.accepted_reason:
            rows.append((_("Why what is left is accepted"), harm.accepted_reason))
        add_table(document, (_("About"), _("What the team says")), rows)
