"""An entry's page as values: what a template shows and nothing that it would have to work out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.database import utcnow
from app.register import words
from app.register.pages.advice_view import AdviceView, advice_view
from app.register.pages.after_review import IncidentView, again_because, incident_views
from app.register.pages.condition_view import AppealView, ConditionView, appeal_view, condition_views, itself
from app.register.pages.sections import EntrySection, Layout, ShownField, layout, other_facts
from app.register.published.entries import Contact
from app.register.record import ChangePart, PublicPoint, Record


@dataclass(frozen=True, slots=True)
class EntryView:
    """What `register/parts/entry_body.html` needs, for the public page and for the editor's preview."""

    record: Record
    parts: Layout
    contact: Contact
    phase: str
    kind: str
    service_area: str
    challenge: str
    more_on_challenge: tuple[ShownField, ...]
    review: str
    advice: AdviceView | None
    response: str
    conditions: tuple[ConditionView, ...]
    answer: PublicPoint | None
    appeal: AppealView | None
    incidents: tuple[IncidentView, ...]
    again_because: tuple[str, ...]
    other_facts: tuple[ShownField, ...]
    other_advice: tuple[ShownField, ...]
    contents: tuple[tuple[str, str], ...]


def view_of(record: Record, contact: Contact | None = None, today: date | None = None) -> EntryView:
    """Arranges a record for its page. `contact` is whom to write to when the record names nobody."""
    parts = layout(record)
    board = record.board
    return EntryView(
        record=record,
        parts=parts,
        contact=_contact(record, contact or Contact()),
        phase=words.word(words.PHASES, record.phase) if record.phase else "",
        kind=words.word(words.KINDS, record.kind),
        service_area=words.word(words.SERVICE_AREAS, record.service_area) if record.service_area else "",
        challenge=_challenge(record.challenge_route),
        more_on_challenge=_more_on_challenge(record, parts),
        review=words.word(words.REVIEWS, record.review_state.value),
        advice=advice_view(record),
        response=""
        if board is None or board.response_outcome is None
        else words.word(words.RESPONSES, board.response_outcome.value),
        conditions=() if board is None else condition_views(board, today or utcnow().date()),
        answer=None if board is None else itself(board),
        appeal=None if board is None else appeal_view(board),
        incidents=incident_views(record),
        again_because=again_because(record),
        other_facts=other_facts(record, (ChangePart.ATTRIBUTE, ChangePart.UPKEEP)),
        other_advice=other_facts(record, (ChangePart.BOARD,)),
        contents=_contents(parts, bool(record.incidents)),
    )


def _contact(record: Record, fallback: Contact) -> Contact:
    """The record's own contact; what it leaves open comes from the organisation."""
    email, phone = record.field("contact_email").text, record.field("contact_phone").text
    team = record.field("contact_team").text
    if email or phone:
        return Contact(team, email, phone, fallback.website)
    return Contact(team or fallback.name, fallback.email, fallback.phone, fallback.website)


def _challenge(route: str) -> str:
    sentences = {
        "published_route": _("You can challenge a result. This is how."),
        "complaints_route": _("You can challenge a result by making a complaint."),
        "on_request": _("You can ask for a person to look at a result again."),
        "none": _("The organisation says that there is no way to challenge a result."),
    }
    return str(sentences.get(route) or _("This entry does not say how to challenge a result."))


def _more_on_challenge(record: Record, parts: Layout) -> tuple[ShownField, ...]:
    """What the sentence and the route above do not already say."""
    said = {"appeals_and_review"} | ({"challenge_route"} if record.challenge_route != "unknown" else set())
    return tuple(fact for fact in parts.challenge.facts if fact.id not in said)


def _contents(parts: Layout, incidents: bool) -> tuple[tuple[str, str], ...]:
    def of(*sections: EntrySection) -> list[tuple[str, str]]:
        return [(section.id, section.label) for section in sections]

    return (
        ("challenge", _("What you can do")),
        *of(*parts.before_principles),
        ("principles", _("The five principles")),
        *of(*parts.after_principles),
        ("board", _("What the ethics board says")),
        *([("incidents", _("What went wrong"))] if incidents else []),
        *of(*parts.after_board),
        *of(*parts.folded),
        ("history", _("History and open data")),
    )
