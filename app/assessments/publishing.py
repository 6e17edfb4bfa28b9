"""The one way from answers to the public: builds a Record from the questions that name a public field."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from app.assessments.duties.words import SAFEGUARDS
from app.assessments.public_tables import wider_fields
from app.assessments.snapshots.model import DutyFacts, HarmFacts, Snapshot
from app.assessments.words import PRINCIPLES, risk_word
from app.questionnaire.model import UNANSWERED, Answer, AnswerState, Question, Questionnaire
from app.questionnaire.path.walk import path
from app.questionnaire.placeholders import is_placeholder
from app.questionnaire.values.describe import Form, ReadableAnswer, ShownCell, describe
from app.register.record import BoardFindings, FieldValue, Record, Table
from app.register.record.public_fields import public_field
from app.vocabulary.advice import PublicReviewState

HARMS_FIELD, SAFEGUARDS_FIELD = "harms_and_safeguards", "significant_decision_safeguards"


@dataclass(frozen=True, slots=True)
class Publisher:
    """The body in whose name the record is published."""

    name: str
    slug: str


def build_record(
    *,
    questionnaire: Questionnaire,
    snapshot: Snapshot,
    publisher: Publisher,
    findings: BoardFindings | None,
) -> Record:
    """The public record of a submission.

    Takes only questions that name a public field and are on the path; notes, evidence files and private
    questions never leave. Harms, marks, trade-off cards and voices marked as not public are left out.
    """
    on_path = path(questionnaire, snapshot.answers)
    # The record keeps its words for good: they follow the record's language, not that of who responds.
    with force_locale(questionnaire.language):
        fields = [
            (question.public, field_value(question, snapshot.answers.get(question.id, UNANSWERED)))
            for question in questionnaire.questions()
            if question.public and on_path.is_on(question.id)
        ]
        fields += wider_fields(snapshot)
        harms = _harms_table(snapshot.harms)
        routes = _routes_table(snapshot.duties)
    if routes is not None:
        fields = [(name, value) for name, value in fields if name != SAFEGUARDS_FIELD]
        fields.append((SAFEGUARDS_FIELD, FieldValue.of(routes)))
    if harms is not None:
        fields.append((HARMS_FIELD, FieldValue.of(harms)))
    return Record(
        title=snapshot.name,
        organisation_name=publisher.name,
        organisation_slug=publisher.slug,
        kind=snapshot.kind,
        phase=snapshot.phase,
        service_area=snapshot.service_area,
        language=questionnaire.language,
        fields=tuple(fields),
        board=findings,
        review_state=PublicReviewState.REVIEWED if findings else PublicReviewState.NOT_YET_REVIEWED,
    )


def field_value(question: Question, answer: Answer) -> FieldValue:
    """One answer as the public sees it: what is not known or does not apply stays visible as such."""
    if answer.state is AnswerState.UNKNOWN:
        return FieldValue.unknown()
    if answer.state is AnswerState.NOT_APPLICABLE:
        return FieldValue.not_applicable(answer.reason)
    if answer.state is not AnswerState.ANSWERED:
        return FieldValue.of(None)
    reading = describe(question, answer)
    value = _value(reading)
    if isinstance(value, str) and is_placeholder(value):
        return FieldValue.of(None)
    return FieldValue.of(value, _code(question, answer))


def _value(reading: ReadableAnswer) -> str | tuple[str, ...] | Table:
    if reading.form is Form.LIST:
        return reading.items
    if reading.form is Form.TABLE:
        return Table(reading.headings, tuple(tuple(_cell(cell) for cell in row) for row in reading.rows))
    if reading.form is Form.LINKS:
        rows = tuple((link.title, _public_link(link.link)) for link in reading.links)
        return Table((_("Title"), _("Where")), rows)
    if reading.form is Form.YES_NO:
        return _yes_no(reading.text)
    return f"{reading.text} {reading.unit}".strip()


def _public_link(link: str) -> str:
    """A link that the public can follow; our own files are held back."""
    return _("Held by the council") if link.startswith("/uses/") else link


def _cell(cell: ShownCell) -> str:
    return _yes_no(cell.text) if cell.form is Form.YES_NO else cell.text


def _yes_no(text: str) -> str:
    return _("Yes") if text == "yes" else _("No")


def _code(question: Question, answer: Answer) -> str:
    """The machine's word for a choice: the code where the public field has a closed list, else its id.

    Empty for a choice that stands for no code; only versions published before there were codes have such.
    """
    value = answer.value
    field = public_field(question.public or "")
    if field is not None and field.codes:
        mapped = {choice.id: choice.code for choice in question.choices if choice.code}
        return mapped.get(str(value)) or field.code_of_choice.get(str(value), "")
    if isinstance(value, str) and question.choice_ids:
        return value
    if question.choice_ids and isinstance(value, list | tuple):
        return ",".join(str(item) for item in value)
    return ""


def _routes_table(duties: tuple[DutyFacts, ...]) -> Table | None:
    """Where people reach the safeguards of an automated decision (UK GDPR article 22C)."""
    routes = [route for duty in duties for route in duty.routes]
    if not routes:
        return None
    # As wide, and the way in as second, as the table of the question that names the same public field.
    columns = (_("Safeguard"), _("Where"), _("Who answers"), _("Working days to answer"))
    rows = ((str(SAFEGUARDS[each.safeguard]), each.where, each.who, each.days) for each in routes)
    return Table(columns, tuple(rows))


def _harms_table(harms: tuple[HarmFacts, ...]) -> Table | None:
    shown = [harm for harm in harms if harm.is_public]
    if not shown:
        return None
    columns = (
        _("What could go wrong"),
        _("Who it would hit"),
        _("Principle"),
        _("What guards against it"),
        _("Risk before"),
        _("Risk after"),
    )
    return Table(columns, tuple(_harm_row(harm) for harm in shown))


def _harm_row(harm: HarmFacts) -> tuple[str, ...]:
    guards = [s.text if s.in_place else _("%(text)s (planned)", text=s.text) for s in harm.safeguards]
    return (
        harm.title,
        harm.who,
        str(PRINCIPLES[harm.principle]),
        "; ".join(guards) or harm.accepted_reason,
        risk_word(harm.risk_before),
        risk_word(harm.risk_after),
    )
