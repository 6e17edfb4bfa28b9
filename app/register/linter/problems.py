"""What a register editor must fix, or should check, before a record is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.register.linter.personal_data import FindingKind, find_personal_data
from app.register.record.core import Record
from app.register.record.parts import PARTS
from app.register.record.values import FieldState, FieldValue, Table
from app.vocabulary.decision_role import DecisionEffect, DecisionRole

SUMMARY_LENGTH = 600
CONTACT_FIELDS = ("contact_email", "contact_phone", "website")
# A telephone number of the service belongs here, so a landline is no surprise.
PHONE_FIELDS = (
    "contact_phone",
    "contact_team",
    "appeals_and_review",
    "challenge_route",
    "data_protection_complaints",
    "significant_decision_safeguards",
)
# UK GDPR article 22C: being told, putting one's side, getting a person to step in, contesting.
SAFEGUARDS, NEEDED_SAFEGUARDS = "significant_decision_safeguards", 4


class Severity(StrEnum):
    """An error stops publication; a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


class ProblemCode(StrEnum):
    """What is the matter, as a code; the page has the sentence."""

    NO_TITLE = "no_title"
    NO_SUMMARY = "no_summary"
    SUMMARY_TOO_LONG = "summary_too_long"
    NO_CONTACT_ROUTE = "no_contact_route"
    NO_CHALLENGE = "no_challenge"
    NO_SAFEGUARDS = "no_safeguards"
    SAFEGUARDS_PERHAPS = "safeguards_perhaps"
    MOBILE_PHONE = "mobile_phone"
    LANDLINE = "landline"
    PERSONAL_EMAIL = "personal_email"
    NATIONAL_INSURANCE = "national_insurance_number"
    NHS_NUMBER = "nhs_number"
    HOME_ADDRESS = "home_address"
    DATE_OF_BIRTH = "date_of_birth"


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """One thing to fix; for personal data `found` is the piece of text, at `start` to `end` of the field."""

    field_id: str
    code: ProblemCode
    severity: Severity
    found: str = ""
    start: int = 0
    end: int = 0


def problems(record: Record) -> tuple[RecordProblem, ...]:
    """Give errors first, then warnings. An empty result means that the record is fit to publish."""
    return (*_errors(record), *_warnings(record))


def _errors(record: Record) -> Iterator[RecordProblem]:
    if not record.title.strip():
        yield RecordProblem("title", ProblemCode.NO_TITLE, Severity.ERROR)
    if not record.summary.strip():
        yield RecordProblem("summary", ProblemCode.NO_SUMMARY, Severity.ERROR)
    if not any(record.field(field_id).is_given for field_id in CONTACT_FIELDS):
        yield RecordProblem("contact_email", ProblemCode.NO_CONTACT_ROUTE, Severity.ERROR)
    if not _explains(record.field("appeals_and_review")):
        yield RecordProblem("appeals_and_review", ProblemCode.NO_CHALLENGE, Severity.ERROR)
    if _decides_alone(record) and _is_significant(record) and _lacks_safeguards(record):
        yield RecordProblem(SAFEGUARDS, ProblemCode.NO_SAFEGUARDS, Severity.ERROR)


def _decides_alone(record: Record) -> bool | None:
    """Whether people's data is used and nobody looks before the result takes effect; None when in doubt."""
    automation = record.field("automation")
    if not automation.is_given or record.personal_data == "no":
        return False
    return automation.code == DecisionRole.DECIDES_ALONE if automation.code in tuple(DecisionRole) else None


def _is_significant(record: Record) -> bool | None:
    """Whether it plays a part in decisions with a significant effect on people; None when in doubt."""
    effect = record.field("significant_decision")
    if effect.code in tuple(DecisionEffect):
        return DecisionEffect(effect.code).is_significant
    return None if effect.is_given or effect.state is FieldState.UNKNOWN else False


def _lacks_safeguards(record: Record) -> bool:
    return _routes(record.field(SAFEGUARDS)) < NEEDED_SAFEGUARDS


def _routes(safeguards: FieldValue) -> int:
    """Count the different safeguards with a route: one a row, named first, its route second."""
    if not isinstance(safeguards.value, Table):
        return 0
    rows = [row for row in safeguards.value.rows if len(row) > 1]
    return len({row[0].strip() for row in rows if row[0].strip() and row[1].strip()})


def _explains(value: FieldValue) -> bool:
    """Say whether a field tells residents something: words, or why it does not apply."""
    return value.is_given or (value.state is FieldState.NOT_APPLICABLE and bool(value.reason.strip()))


def _warnings(record: Record) -> Iterator[RecordProblem]:
    if len(record.summary) > SUMMARY_LENGTH:
        yield RecordProblem("summary", ProblemCode.SUMMARY_TOO_LONG, Severity.WARNING)
    answers = (_decides_alone(record), _is_significant(record))
    if None in answers and False not in answers and _lacks_safeguards(record):
        yield RecordProblem(SAFEGUARDS, ProblemCode.SAFEGUARDS_PERHAPS, Severity.WARNING)
    for part in PARTS:
        for field_id, text in part.linted_texts(record):
            yield from _personal_data(field_id, text)


def _personal_data(field_id: str, text: str) -> Iterator[RecordProblem]:
    for finding in find_personal_data(text):
        if finding.kind is FindingKind.LANDLINE and field_id in PHONE_FIELDS:
            continue
        code = ProblemCode(finding.kind.value)
        yield RecordProblem(field_id, code, Severity.WARNING, finding.found, finding.start, finding.end)
