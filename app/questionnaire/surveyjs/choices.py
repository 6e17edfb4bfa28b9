"""The choices of SurveyJS questions: their values split into a stable id and a weight.

Canada's assessment writes the weight into the value: `item3-2` is choice item3 with 2 points.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.questionnaire.model import Choice
from app.questionnaire.scoring_model import Number
from app.questionnaire.surveyjs.wording import Wording, wording

NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
LONGEST_ID = 50


@dataclass(frozen=True)
class RawChoice:
    """One choice: its value in the file, our id for it, its words and points."""

    value: str
    id: str
    words: Wording
    points: Number

    @property
    def choice(self) -> Choice:
        """The choice in our language."""
        return Choice(self.id, self.words.text or self.value)


def weight_in(value: str) -> Number:
    """The number after the last hyphen; 0 without a hyphen or when it is no number."""
    _before, hyphen, after = value.rpartition("-")
    if not hyphen or not NUMBER.fullmatch(after.strip()):
        return 0
    return float(after) if "." in after else int(after)


def read_choices(values: object) -> tuple[RawChoice, ...]:
    """The choices of a list of values or of {value, text}; what is neither is left out.

    The id is the value without its weight, so that it stays when a later version weighs it otherwise; a
    second choice that would have the same id keeps its weight in the id.
    """
    found: dict[str, RawChoice] = {}
    taken: set[str] = set()
    for each in values if isinstance(values, list) else []:
        value = each.get("value") if isinstance(each, Mapping) else each
        if not isinstance(value, str | int | float) or isinstance(value, bool) or str(value) in found:
            continue
        raw = str(value)
        words = wording(each.get("text") if isinstance(each, Mapping) else raw)
        name = _id(raw.rpartition("-")[0] if NUMBER.fullmatch(raw.rpartition("-")[2]) else raw, taken, raw)
        taken.add(name)
        found[raw] = RawChoice(raw, name, words, weight_in(raw))
    return tuple(found.values())


def _id(short: str, taken: set[str], raw: str) -> str:
    plain, full = (NOT_IN_IDS.sub("-", each.lower()).strip("-")[:LONGEST_ID] for each in (short, raw))
    candidates = (name.strip("-") for name in (plain, full) if name.strip("-"))
    for name in candidates:
        if name not in taken:
            return name
    return next(name for name in map("choice-{}".format, itertools.count(1)) if name not in taken)
