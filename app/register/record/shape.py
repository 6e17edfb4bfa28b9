"""The JSON shape of a Record: written and read here only, without loss in either direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.register.record.board_shape import board_from_data, board_to_data, upkeep_from_data, upkeep_to_data
from app.register.record.json_reader import JsonReader, JsonValue, RecordError, iso_day, texts
from app.register.record.values import FieldState, FieldValue, Table, Value
from app.vocabulary.advice import PublicReviewState

if TYPE_CHECKING:
    from app.register.record.core import Provenance, Record

FORMAT = 1


def record_to_data(record: Record) -> dict[str, JsonValue]:
    """Give plain JSON values. Fields are a list because a JSON column may reorder an object's keys."""
    return {
        "format": FORMAT,
        "title": record.title,
        "organisation": {"name": record.organisation_name, "slug": record.organisation_slug},
        "kind": record.kind,
        "phase": record.phase,
        "service_area": record.service_area,
        "language": record.language,
        "review_state": record.review_state.value,
        "fields": [{"id": field_id, **_field_to_data(value)} for field_id, value in record.fields],
        "board": None if record.board is None else board_to_data(record.board),
        "provenance": None if record.provenance is None else _provenance_to_data(record.provenance),
        **upkeep_to_data(record.confirmation, record.pause, record.under_review, record.incidents),
    }


def _field_to_data(value: FieldValue) -> dict[str, JsonValue]:
    data: dict[str, JsonValue] = {"state": value.state.value}
    if value.value is not None:
        data["value"] = _value_to_data(value.value)
    for key, text in (("code", value.code), ("reason", value.reason), ("authorised_by", value.authorised_by)):
        if text:
            data[key] = text
    if value.until is not None:
        data["until"] = value.until.isoformat()
    return data


def _value_to_data(value: Value) -> JsonValue:
    if isinstance(value, str):
        return value
    if isinstance(value, Table):
        return {"columns": list(value.columns), "rows": [list(row) for row in value.rows]}
    return list(value)


def _provenance_to_data(provenance: Provenance) -> dict[str, JsonValue]:
    return {
        "standard": provenance.standard,
        "source_name": provenance.source_name,
        "source_url": provenance.source_url,
        "source_id": provenance.source_id,
        "retrieved_on": iso_day(provenance.retrieved_on),
    }


def record_from_data(data: JsonValue, record: type[Record], provenance: type[Provenance]) -> Record:
    """Read what `record_to_data` wrote into the given classes. Raises RecordError."""
    reader = JsonReader(data, "record")
    organisation = JsonReader(reader.data.get("organisation"), "record.organisation")
    board = reader.child("board")
    source = reader.child("provenance")
    try:
        return record(
            title=reader.text("title"),
            organisation_name=organisation.text("name"),
            organisation_slug=organisation.text("slug"),
            kind=reader.text("kind"),
            phase=reader.text("phase", ""),
            service_area=reader.text("service_area", ""),
            language=reader.text("language", "en"),
            fields=tuple((item.text("id"), _field_from(item)) for item in reader.children("fields")),
            board=None if board is None else board_from_data(board),
            review_state=reader.choice("review_state", PublicReviewState),
            provenance=None if source is None else _provenance_from(source, provenance),
            **upkeep_from_data(reader),
        )
    except RecordError:
        raise
    except ValueError as error:
        raise RecordError(f"record: {error}") from error


def _field_from(reader: JsonReader) -> FieldValue:
    try:
        return FieldValue(
            state=reader.choice("state", FieldState),
            value=_value_from(reader.data.get("value"), f"{reader.path}.value"),
            code=reader.text("code", ""),
            reason=reader.text("reason", ""),
            authorised_by=reader.text("authorised_by", ""),
            until=reader.day("until"),
        )
    except RecordError:
        raise
    except ValueError as error:
        raise RecordError(f"{reader.path}: {error}") from error


def _value_from(data: JsonValue, path: str) -> Value | None:
    if data is None or isinstance(data, str):
        return data
    if isinstance(data, list):
        return texts(data, path)
    table = JsonReader(data, path)
    rows = tuple(texts(row, f"{path}.rows") for row in table.items("rows"))
    return Table(texts(table.items("columns"), f"{path}.columns"), rows)


def _provenance_from(reader: JsonReader, provenance: type[Provenance]) -> Provenance:
    return provenance(
        standard=reader.text("standard"),
        source_name=reader.text("source_name", ""),
        source_url=reader.text("source_url", ""),
        source_id=reader.text("source_id", ""),
        retrieved_on=reader.day("retrieved_on"),
    )
