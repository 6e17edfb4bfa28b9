"""The Word file of a meeting's papers: the agenda, then each review that its reader may read."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx
from docx.document import Document
from flask_babel import gettext as _

from app.assessments.documents.answers import clean
from app.assessments.documents.rich_text import add_markdown
from app.assessments.documents.word import add_harms, add_table, set_up
from app.assessments.words import LEVELS, PHASES, SERVICE_AREAS
from app.board.interests.standing import ReviewStanding
from app.board.meetings.papers import Bundle, BundleItem, Paper
from app.board.meetings.times import when
from app.board.meetings.words import item_title, minutes_long
from app.board.verdicts.words import APPLICABILITY, DUTY_STATUSES, VERDICTS
from app.database import utcnow
from app.web.templating import day

_LIST = "List Bullet"


def word_file(bundle: Bundle, language: str) -> bytes:
    """The papers as the bytes of a .docx file; `language` is the code of the page's language."""
    meeting = bundle.meeting
    document = docx.Document()
    title = _("Board papers, %(when)s", when=when(meeting.starts_at))
    author = meeting.organisation.name
    set_up(document, title=title, author=author, subject=_("Ethics board"), language=language)
    document.add_heading(clean(title), level=0)
    facts = [
        (_("Organisation"), author),
        (_("Where"), meeting.place),
        (_("Joining online"), meeting.online_link),
        (_("How long"), minutes_long(bundle.minutes)),
        (_("Made on"), day(utcnow())),
    ]
    add_table(document, (_("About"), _("The meeting")), [row for row in facts if row[1]])
    if meeting.note:
        add_markdown(document, meeting.note)
    document.add_heading(_("Agenda"), level=1)
    add_table(
        document,
        (_("Item"), _("What"), _("Minutes")),
        [
            (str(each.item.position), item_title(each.item), str(each.item.minutes_allotted))
            for each in bundle.items
        ],
    )
    for each in bundle.items:
        _add_item(document, each)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_item(document: Document, each: BundleItem) -> None:
    if each.item.review is None and not each.item.note:
        return
    document.add_heading(clean(f"{each.item.position}. {item_title(each.item)}"), level=1)
    if each.item.note:
        add_markdown(document, each.item.note)
    if each.paper is not None:
        _add_paper(document, each.paper)
    elif each.shut is ReviewStanding.UNDECLARED:
        document.add_paragraph(
            _("Say first whether you have an interest in this use. Its paper opens after that.")
        )
    elif each.shut is not None:
        document.add_paragraph(_("You have an interest in this use, so its paper is not in your bundle."))


def _add_paper(document: Document, paper: Paper) -> None:
    review, reading = paper.review, paper.reading
    snapshot, level = reading.snapshot, reading.level
    rows = [
        (_("Round"), str(review.submission.number)),
        (_("Submitted"), day(review.submission.submitted_at)),
        (_("Service"), str(SERVICE_AREAS.get(snapshot.service_area, snapshot.service_area))),
        (_("Phase"), str(PHASES.get(snapshot.phase, snapshot.phase))),
        (_("Accountable owner"), paper.use.owner.name if paper.use.owner else _("Not decided yet")),
        (_("Impact level"), str(LEVELS[level.highest])),
    ]
    add_table(document, (_("About"), _("As submitted")), rows)
    _add_list(document, _("Why this impact"), [reason.because for reason in level.reasons])
    if paper.summary:
        document.add_heading(_("Summary"), level=2)
        add_markdown(document, paper.summary)
    if review.submission.note:
        document.add_heading(_("The team’s note"), level=2)
        add_markdown(document, review.submission.note)
    _add_changes(document, paper)
    _add_list(document, _("Red flags"), [flag.reason for flag in reading.flags], _("No red flag was raised."))
    unknown = [answer.question.text for answer in reading.unknown]
    _add_list(document, _("Not known yet"), unknown, _("Every question has an answer."))
    document.add_heading(_("Harms and safeguards"), level=2)
    add_harms(document, reading.harms, level=3)
    _add_cards(document, paper)
    _add_duties(document, paper)
    _add_said(document, paper)


def _add_list(document: Document, title: str, lines: Iterable[str], otherwise: str = "") -> None:
    found = [line for line in lines if line]
    if found or otherwise:
        document.add_heading(title, level=2)
    for line in found:
        document.add_paragraph(clean(line), style=_LIST)
    if not found and otherwise:
        document.add_paragraph(otherwise)


def _add_changes(document: Document, paper: Paper) -> None:
    if paper.changes is None:
        return
    document.add_heading(_("What changed since the last round"), level=2)
    if not paper.changes:
        document.add_paragraph(_("Nothing changed."))
    for change in paper.changes:
        sign = _("Removed") if change.is_gone else _("New") if change.is_new else _("Changed")
        paragraph = document.add_paragraph(style=_LIST)
        paragraph.add_run(clean(f"{change.title} ({sign.lower()})")).bold = True
        for part in change.parts:
            if part.label:
                paragraph.add_run(clean(f" {part.label}:"))
            for piece in part.pieces:
                run = paragraph.add_run(" " + clean("[…]" if piece.kind == "left_out" else piece.text))
                run.font.strike = piece.kind == "gone"
                run.font.underline = piece.kind == "new"


def _add_cards(document: Document, paper: Paper) -> None:
    wider = paper.reading.wider
    if not wider.cards and not wider.no_tension:
        return
    document.add_heading(_("What was weighed up"), level=2)
    if wider.no_tension:
        document.add_paragraph(_("The team says that nothing pulls apart."))
        add_markdown(document, wider.no_tension)
    for card in wider.cards:
        chosen = card.facts.chosen
        rows = [
            (_("Between"), ", ".join(card.principles)),
            (_("The tension"), card.facts.tension),
            (_("Who gains"), card.facts.gains),
            (_("Who loses"), card.facts.losses),
            (_("Chosen"), chosen.title if chosen else _("Nothing chosen yet")),
            (_("Why"), card.facts.reason),
        ]
        document.add_heading(clean(card.facts.title), level=3)
        add_table(document, (_("About"), _("What the team says")), [row for row in rows if row[1]])


def _add_duties(document: Document, paper: Paper) -> None:
    duties = paper.reading.snapshot.duties
    if not duties:
        return
    document.add_heading(_("Legal duties"), level=2)
    rows = [
        (
            f"{_(duty.title)} ({duty.law})",
            str(APPLICABILITY.get(duty.applicability, duty.applicability)),
            str(DUTY_STATUSES.get(duty.status, duty.status)),
        )
        for duty in duties
    ]
    add_table(document, (_("Duty"), _("Does it apply?"), _("Where it stands")), rows)


def _add_said(document: Document, paper: Paper) -> None:
    document.add_heading(_("What reviewers say"), level=2)
    if not paper.said:
        document.add_paragraph(_("No reviewer has written anything yet."))
    for said in paper.said:
        verdict = f" {VERDICTS[said.code]}." if said.code in VERDICTS else ""
        place = f" {said.place}." if said.place else ""
        paragraph = document.add_paragraph(style=_LIST)
        paragraph.add_run(clean(f"{said.by}.{place}{verdict} ")).bold = True
        paragraph.add_run(clean(said.text))
