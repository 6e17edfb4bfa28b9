"""JSON from strangers: held to its bounds by counting, with the place of what passes one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.json_bounds import JsonBound, JsonBounds, JsonTooLarge, hold_to, read_json

BOUNDS = JsonBounds(depth=4, values=40, items=10, key=12)
WIDE = JsonBounds(depth=1_000, values=100_000, items=100_000, key=100_000)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=14), inner, max_size=6),
    max_leaves=40,
)


def _depth(value: Any) -> int:
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return 1 + max(map(_depth, inside), default=0)
    return 0


def _sizes(value: Any) -> list[int]:
    if not isinstance(value, dict | list):
        return []
    inside = list(value.values() if isinstance(value, dict) else value)
    return [len(inside), *(size for each in inside for size in _sizes(each))]


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for each in value.values() for key in _keys(each))]
    return [key for each in value for key in _keys(each)] if isinstance(value, list) else []


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_what_keeps_the_bounds_is_read_as_it_is_and_the_rest_is_refused(
    value: object, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    keys = [json.dumps(key, ensure_ascii=ascii_only) for key in _keys(value)]
    passed = set()
    if _depth(value) > BOUNDS.depth:
        passed.add(JsonBound.DEPTH)
    if any(size > BOUNDS.items for size in _sizes(value)):
        passed.add(JsonBound.ITEMS)
    if any(len(key) - 2 > BOUNDS.key for key in keys):
        passed.add(JsonBound.KEY)
    found = _outcome(text)
    if isinstance(found, JsonTooLarge):
        assert found.bound in passed | {JsonBound.VALUES}
    else:
        assert (passed, found) == (set(), value)


def _outcome(text: str) -> object:
    try:
        return read_json(text, BOUNDS)
    except JsonTooLarge as error:
        return error


@given(st.text(alphabet='[]{},:"\\a1 ', max_size=60))
def test_whatever_is_sent_it_is_read_as_json_reads_it(text: str) -> None:
    try:
        wanted = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(json.JSONDecodeError):
            read_json(text, WIDE)
    else:
        assert read_json(text, WIDE) == wanted


@pytest.mark.parametrize(
    ("text", "bound", "place"),
    [
        ("[" * 100_000, JsonBound.DEPTH, "[0][0][0][0]"),
        ('{"a":' * 5 + "1" + "}" * 5, JsonBound.DEPTH, "a.a.a.a"),
        ('{"rows": [1, {"x": [' + "1," * 10 + "1]}]}", JsonBound.ITEMS, "rows[1].x"),
        ("[" + "1," * 9 + "1]", None, ""),
        ("[" + "1," * 10 + "1]", JsonBound.ITEMS, ""),
        (f"[{','.join(['[1,2,3,4,5,6]'] * 10)}]", JsonBound.VALUES, "[5][4]"),
        ('""' * 100_000, JsonBound.VALUES, ""),
        ("," * 100_000, JsonBound.VALUES, ""),
        ('{"k": {"' + "n" * 13 + '": 1}}', JsonBound.KEY, "k." + "n" * 13),
        ('{"k": {"\x1b' + "n" * 99 + '": 1}}', JsonBound.KEY, "k.?" + "n" * 39),
        ('{"k": ["' + "n" * 1_000 + '", "[[[[[[[", ",,,,,,,,,,,,,,"]}', None, ""),
        ("]" * 100_000, None, ""),
        ('"' + "\\" * 99_999, None, ""),
    ],
)
def test_the_first_bound_that_is_passed_is_named_with_its_place(
    text: str, bound: JsonBound | None, place: str
) -> None:
    if bound is None:
        hold_to(text, BOUNDS)
        return
    with pytest.raises(JsonTooLarge) as refused:
        hold_to(text, BOUNDS)
    assert (refused.value.bound, refused.value.place) == (bound, place)


def test_counting_stops_at_the_bound() -> None:
    """What comes after costs nothing: it is not even looked at."""
    with pytest.raises(JsonTooLarge) as refused:
        hold_to("[" * 5 + "x" * 1_000, BOUNDS)
    assert str(refused.value) == "[0][0][0][0]: values are nested more than 4 deep"
