"""What a scalar of a tree writes: a number, a yes or no, nothing at all."""

from __future__ import annotations

import math
import re
from datetime import date, time
from decimal import Decimal

from pydantic_core import PydanticCustomError, PydanticKnownError

from app.data_files.tree import Node, ScalarNode

WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def scalar_number(node: Node) -> int | float | None:
    """The finite number that a plain scalar writes, or None."""
    if not isinstance(node, ScalarNode) or not node.plain:
        return None
    if WHOLE.fullmatch(node.value):
        return int(node.value)
    number = float(node.value) if DECIMAL.fullmatch(node.value) else math.inf
    return number if math.isfinite(number) else None


def scalar_truth(node: Node) -> bool | None:
    """The yes or no that a plain scalar writes, or None."""
    return TRUTHS.get(node.value.lower()) if isinstance(node, ScalarNode) and node.plain else None


def is_blank(node: Node) -> bool:
    """Whether nothing is written here (nothing, ~, null or only spaces)."""
    if not isinstance(node, ScalarNode):
        return False
    return not node.value.strip() or (node.plain and node.value in ("~", "null", "Null", "NULL"))


class Written(str):
    """A scalar as it is written; what has no type in a dataclass keeps it."""

    node: ScalarNode
    path: str

    @property
    def number(self) -> int | float | None:
        """The number that it writes without quotation marks, or None."""
        return scalar_number(self.node)

    @property
    def truth(self) -> bool | None:
        """The true, false, yes or no that it writes without quotation marks, or None."""
        return scalar_truth(self.node)


def _number(value: object) -> object:
    number = scalar_number(value.node) if isinstance(value, Written) else None
    if number is None:
        raise PydanticKnownError("float_parsing")
    return number


def _whole(value: object) -> object:
    number = scalar_number(value.node) if isinstance(value, Written) else None
    if not isinstance(number, int):
        raise PydanticKnownError("int_parsing")
    return number


def _decimal(value: object) -> object:
    """Decimal places as they are written: no way over binary fractions."""
    _number(value)
    return Decimal(str(value))


def _truth(value: object) -> object:
    truth = scalar_truth(value.node) if isinstance(value, Written) else None
    if truth is None:
        raise PydanticKnownError("bool_parsing")
    return truth


def _day(value: object) -> object:
    try:
        return date.fromisoformat(str(value).strip() if isinstance(value, Written) else "")
    except ValueError as error:
        raise PydanticCustomError("date_parsing", "not a date") from error


def _time(value: object) -> object:
    try:
        return time.fromisoformat(str(value).strip() if isinstance(value, Written) else "")
    except ValueError as error:
        raise PydanticCustomError("time_parsing", "not a time") from error


# How scalars are understood where pydantic wants a value of these types of its core schema.
UNDERSTOOD = {
    "bool": _truth,
    "int": _whole,
    "float": _number,
    "decimal": _decimal,
    "date": _day,
    "time": _time,
}
