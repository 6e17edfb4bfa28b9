"""The open data of the register keep their bytes: kept files of before standards wrote their own exports."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.register.api.documents import csv_pieces, json_pieces
from app.register.published.batches import Exported
from app.register.record import FieldValue, Provenance, Record, Table
from app.vocabulary.advice import PublicReviewState

GOLDEN = Path(__file__).with_name("golden")
ROOT = "https://register.example"


def entries() -> list[Exported]:
    """An entry in which every state and shape of a field occurs, and an imported one."""
    own = Record(
        title="Bus lane cameras",
        organisation_name="Northmere Borough Council",
        organisation_slug="northmere",
        phase="production",
        service_area="transport_parking",
        fields=(
            ("summary", FieldValue.of("=It reads number plates.\nAn officer looks at each.")),
            ("website", FieldValue.of("https://northmere.example/buses")),
            ("automation", FieldValue.of("It recommends and a person decides", "recommends")),
            ("personal_data", FieldValue.of("Yes", "yes")),
            ("challenge_route", FieldValue.of("A published route", "published_route")),
            ("monitoring", FieldValue.of(Table(("Signal", "How often"), (("Errors", "Every month"),)))),
            ("vulnerable_people", FieldValue.of(("Older people", "Others"), "older-people,others")),
            (
                "system_architecture",
                FieldValue.withheld("It would help fraud", "Head", date(2027, 1, 2)),
            ),
            ("model_name", FieldValue.not_applicable("There is no model")),
            ("external_supplier", FieldValue.unknown()),
        ),
        review_state=PublicReviewState.NOT_YET_REVIEWED,
    )
    taken = Record(
        title="Bezwaar sorteren",
        organisation_name="Gemeente Voorbeeld",
        organisation_slug="gemeente-voorbeeld",
        language="nl",
        fields=(("summary", FieldValue.of("Sorteert bezwaren.")),),
        provenance=Provenance("nl-listing", "Register", "https://example.org/7", "7", date(2026, 11, 1)),
    )
    at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    pairs = enumerate((own, taken), start=1)
    return [Exported(n, f"entry-{n}", n, at, record.to_json()) for n, record in pairs]


@pytest.mark.parametrize("name", ["register.csv", "register.json"])
def test_the_open_data_keep_their_bytes(name: str) -> None:
    if name.endswith("csv"):
        text = "".join(csv_pieces(entries(), ROOT))
    else:
        text = "".join(json_pieces(entries(), ROOT, "Register"))
    assert text.encode() == (GOLDEN / name).read_bytes()
