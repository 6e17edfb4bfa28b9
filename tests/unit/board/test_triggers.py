"""The file of triggers is refused when it is wrong, and dates to look again follow the level."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.board.review_again.facts import RoundStanding, months_after
from app.board.review_again.kinds import (
    FILE,
    Party,
    TriggerSource,
    UnchangedAnswer,
    all_kinds,
    declared_kinds,
    read_triggers,
)
from app.data_files import DataFileError
from app.register.words import AGAIN

TEXT = FILE.read_text(encoding="utf-8")


def test_every_kind_has_words_for_residents() -> None:
    assert set(all_kinds()) == set(AGAIN)


def test_an_incident_or_a_complaint_is_not_waved_away_without_words() -> None:
    for kind in ("incident", "complaint_upheld", "condition_lapsed"):
        assert all_kinds()[kind].unchanged is UnchangedAnswer.WORDS
    assert all_kinds()["phase_passed"].unchanged is UnchangedAnswer.NO


def test_what_is_declared_is_offered_by_party() -> None:
    offered = {kind.code for kind in declared_kinds(frozenset({Party.TEAM}))}
    assert offered == {kind.code for kind in all_kinds().values() if kind.source is TriggerSource.DECLARED}
    assert declared_kinds(frozenset()) == ()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("kind: new_data", "kind: new_date", "no words"),
        ("kind: new_data", "kind: new_model", "used twice"),
        ("source: date", "source: sometimes", r"triggers\[0\]\.source"),
        ('unchanged: "yes"', 'unchanged: "maybe"', r"triggers\[0\]\.unchanged"),
        ("days: 28", "days: 0", r"triggers\[0\]\.days"),
        ("look_at: []", "look_at: [nowhere]", "nowhere"),
        ("raised_by: [team, owner, editor, secretary]", "raised_by: []", "raised_by"),
        ("triggers:", "things:", '"triggers" is missing'),
        ("    label: ", "    title: ", "unknown"),
        ("  - kind: date", "  - kind: [", "not valid YAML"),
    ],
)
def test_a_wrong_file_names_the_place(old: str, new: str, complaint: str) -> None:
    with pytest.raises(DataFileError, match=complaint):
        read_triggers(TEXT.replace(old, new, 1))


def test_a_file_without_what_the_service_raises_is_refused() -> None:
    with pytest.raises(DataFileError, match="missing"):
        read_triggers("triggers: []")


def test_months_end_on_a_real_day() -> None:
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_after(date(2027, 3, 27), 12) == date(2028, 3, 27)


ANSWERED = RoundStanding(
    use_id=1,
    name="Repairs",
    owner_id=1,
    phase="production",
    state="responded",
    level="high",
    answered_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
)


def test_the_date_counts_from_whatever_came_last() -> None:
    months = {"high": 6}
    assert ANSWERED.due_on(months) == date(2026, 9, 2)
    later = replace(ANSWERED, confirmed_at=datetime(2026, 8, 20, 9, tzinfo=UTC))
    assert later.due_on(months) == date(2027, 2, 20)
    excused = replace(later, excused_at=datetime(2026, 9, 1, 9, tzinfo=UTC))
    assert excused.due_on(months) == date(2027, 3, 1)
    assert ANSWERED.due_on({}) == date(2027, 3, 2), "twelve months where a level has no number"


@pytest.mark.parametrize("change", [{"phase": "retired"}, {"state": "draft"}, {"state": "submitted"}])
def test_nothing_is_due_for_retired_uses_and_open_rounds(change: dict[str, str]) -> None:
    assert replace(ANSWERED, **change).due_on({"high": 6}) is None  # type: ignore[arg-type]


def test_zero_months_is_no_date() -> None:
    assert ANSWERED.due_on({"high": 0}) is None
