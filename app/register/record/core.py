"""The Record itself: its attributes, its fields, and the two facets that the register counts."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.register.record.after_review import Pause, PublicConfirmation, PublicIncident, UnderReview
from app.register.record.board import BoardFindings
from app.register.record.json_keys import NEEDED, WHEN_SAID, within
from app.register.record.json_reader import JsonValue, parse_json
from app.register.record.part_model import Weight
from app.register.record.parts import parts_in_json_order
from app.register.record.shape import record_from_data, record_to_data
from app.register.record.values import NOT_ANSWERED, FieldState, FieldValue
from app.vocabulary.advice import PublicReviewState
from app.vocabulary.public_facts import CHALLENGE_ROUTES, PERSONAL_DATA

USE_KINDS = ("algorithm", "data_use")

TITLE_LIMIT = 300
SUMMARY_LIMIT = 2_000
BODY_LIMIT = 30_000


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an imported record was published first."""

    standard: str
    source_name: str = ""
    source_url: str = ""
    source_id: str = ""
    retrieved_on: date | None = None


@dataclass(frozen=True)
class Record:
    """Everything public about one use, whatever standard it came from or goes to.

    Each attribute has a row in `parts`, which tells what is done with it.
    """

    title: str
    organisation_name: str = dataclasses.field(metadata=within("organisation", "name"))
    organisation_slug: str = dataclasses.field(metadata=within("organisation", "slug"))
    kind: str = dataclasses.field(default="algorithm", metadata=NEEDED)
    phase: str = ""
    service_area: str = ""
    language: str = "en"
    review_state: PublicReviewState = dataclasses.field(default=PublicReviewState.NONE_KNOWN, metadata=NEEDED)
    fields: tuple[tuple[str, FieldValue], ...] = ()
    board: BoardFindings | None = None
    provenance: Provenance | None = None
    confirmation: PublicConfirmation | None = dataclasses.field(default=None, metadata=WHEN_SAID)
    pause: Pause | None = dataclasses.field(default=None, metadata=WHEN_SAID)
    under_review: UnderReview | None = dataclasses.field(default=None, metadata=WHEN_SAID)
    incidents: tuple[PublicIncident, ...] = dataclasses.field(default=(), metadata=WHEN_SAID)

    def __post_init__(self) -> None:
        if len(self._by_id) != len(self.fields):
            raise ValueError("a record names each field once")

    @cached_property
    def _by_id(self) -> dict[str, FieldValue]:
        return dict(self.fields)

    def field(self, field_id: str) -> FieldValue:
        """Give one field's value, `not_answered` when the record does not name it."""
        return self._by_id.get(field_id, NOT_ANSWERED)

    def with_field(self, field_id: str, value: FieldValue) -> Record:
        """Give the same record with one field replaced in its place, or added at the end."""
        changed = {**self._by_id, field_id: value}
        return replace(self, fields=tuple(changed.items()))

    @property
    def summary(self) -> str:
        """The short description, empty when there is none."""
        return self.field("summary").text

    @property
    def personal_data(self) -> str:
        """Facet: whether personal data is used, one of PERSONAL_DATA; what is not said is unknown."""
        code = self.field("personal_data").code
        return code if code in PERSONAL_DATA else "unknown"

    @property
    def challenge_route(self) -> str:
        """Facet: how people can challenge it, one of CHALLENGE_ROUTES; what is not said is unknown."""
        code = self.field("challenge_route").code
        return code if code in CHALLENGE_ROUTES else "unknown"

    def to_data(self) -> dict[str, JsonValue]:
        """Give the record as plain JSON values, for a JSON column or a public reply."""
        return record_to_data(self)

    @classmethod
    def from_data(cls, data: JsonValue) -> Record:
        """Read what `to_data` gave. Raises RecordError with the path of what is wrong."""
        return record_from_data(data, cls)

    def to_json(self) -> str:
        """Give the record as one JSON document; `from_json` gives the same record back."""
        return json.dumps(self.to_data(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Record:
        """Read what `to_json` gave. Raises RecordError with the path of what is wrong."""
        return cls.from_data(parse_json(text))

    def content_hash(self) -> str:
        """Give a stable SHA-256 of what the record says.

        The order of fields, unanswered fields and the day of retrieval do not count, so that importing the
        same source on another day changes nothing.
        """
        content = self
        if self.provenance is not None:
            content = replace(self, provenance=replace(self.provenance, retrieved_on=None))
        said = (pair for pair in content.fields if pair[1].state is not FieldState.NOT_ANSWERED)
        content = replace(content, fields=tuple(sorted(said, key=lambda pair: pair[0])))
        text = json.dumps(content.to_data(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def search_texts(self) -> tuple[str, str, str]:
        """Give title, summary and body for a search index, capped at a word, without what is withheld."""
        texts: dict[Weight, list[str]] = {weight: [] for weight in Weight}
        for part in parts_in_json_order():
            if part.searched is not Weight.NONE:
                texts[part.searched].extend(part.search_texts(self))
        return (
            _capped(texts[Weight.TITLE], TITLE_LIMIT),
            _capped([self.summary], SUMMARY_LIMIT),
            _capped(texts[Weight.BODY], BODY_LIMIT),
        )


def _capped(texts: list[str], limit: int) -> str:
    """Join texts with single spaces, NUL bytes left out, and end at a word within the limit."""
    joined = " ".join(" ".join(texts).replace("\x00", " ").split())
    if len(joined) <= limit:
        return joined
    cut = joined[: limit + 1].rsplit(" ", 1)[0]
    return cut[:limit]
