"""The sentences for what pydantic finds wrong, in the words of the questionnaire's own mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.data_files.mistakes import quoted

A_LIST = "expected a list here (lines that start with a hyphen)"
A_TEXT = "expected a text here, not a list or keys with values"
EMPTY = "the text is empty"
LISTS = ("list_type", "tuple_type", "set_type", "frozen_set_type", "sequence_str", "is_instance_of")


def sentence(error: Any, name: str, words: Sequence[str], keys: Sequence[str], hint: str) -> str:
    """What to tell of one error at the field `name`.

    `words` are those that fit, when they are a closed list, and `keys` those of a mapping that is wanted
    here; `hint` names a word that is close.
    """
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind in LISTS:
        return A_LIST
    if kind in ("dataclass_type", "dataclass_exact_type", "dict_type", "mapping_type"):
        listed = f" ({', '.join(keys)})" if keys else ""
        return f"expected keys with values here{listed}"
    if kind in ("string_type", "enum") and not isinstance(given, str):
        return EMPTY if given is None else A_TEXT
    if kind == "enum":
        fitting = hint or f" (one of {', '.join(words)})"
        return f"{quoted(given)} is not a {name} that can be used here{fitting}"
    if kind == "value_error":
        return str(context["error"])
    if kind == "too_short":
        few = f"expected at least {context['min_length']} here"
        return few if context["actual_length"] else "the list is empty"
    return _of_scalar(kind, name, given, context) or str(error["msg"])


def _of_scalar(kind: str, name: str, given: object, context: dict[str, Any]) -> str:
    return {
        "string_too_short": EMPTY,
        "bool_parsing": f"{quoted(name)} must be true or false",
        "int_parsing": f"{quoted(name)} must be a whole number",
        "float_parsing": f"{quoted(name)} must be a number",
        "greater_than_equal": f"{quoted(name)} must be {context.get('ge')} or more",
        "less_than_equal": f"{quoted(name)} must be {context.get('le')} or less",
        "date_parsing": f"{quoted(given)} is not a date written as YYYY-MM-DD",
        "time_parsing": f"{quoted(given)} is not a time written as HH:MM",
    }.get(kind, "")
