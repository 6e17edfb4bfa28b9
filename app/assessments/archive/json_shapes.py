"""Holds what pages read out of JSON columns to the shapes that they can show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.assessments.archive.shape import ROOT_TABLE, shape_of
from app.assessments.archive.snapshots import PERSON, with_ids
from app.assessments.archive.values import BadValue, check_text, read_value
from app.assessments.snapshots.model import Snapshot
from app.assessments.snapshots.scale import PRINCIPLE_IDS
from app.questionnaire.model import AnswerState


def check_answer(row: Mapping[str, Any]) -> None:
    """Holds the value and the evidence of an answer to the shapes that pages can show.

    Raises:
        BadValue: they have another shape.
    """
    value = row["value"]
    rows = value if isinstance(value, list) else []
    plain = value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))
    texts = isinstance(value, list) and all(isinstance(each, str) for each in rows)
    table = isinstance(value, list) and all(_flat(each) for each in rows)
    if not (plain or texts or table):
        raise BadValue(_("not an answer that a question can have"))
    evidence = row["evidence"]
    if not isinstance(evidence, list) or not all(_is_evidence(each) for each in evidence):
        raise BadValue(_("not a list of evidence"))


def _flat(row: object) -> bool:
    return isinstance(row, dict) and all(
        isinstance(cell, str | int | float) and not isinstance(cell, bool) for cell in row.values()
    )


def _is_evidence(row: object) -> bool:
    return (
        isinstance(row, dict)
        and {"title"} <= row.keys() <= {"title", "link"}
        and all(isinstance(each, str) for each in row.values())
    )


def check_card(row: Mapping[str, Any]) -> None:
    """Holds the principles of a trade-off card to those that there are.

    Raises:
        BadValue: it names another.
    """
    principles = row.get("principles", [])
    if not isinstance(principles, list) or not all(each in PRINCIPLE_IDS for each in principles):
        raise BadValue(_("not a list of principles"))


def check_option(row: Mapping[str, Any]) -> None:
    """Holds the scores of an option to texts under texts.

    Raises:
        BadValue: they are something else.
    """
    scores = row.get("scores", {})
    if not isinstance(scores, dict) or not all(isinstance(each, str) for each in scores.values()):
        raise BadValue(_("not the scores of an option"))


def check_said(facts: object) -> None:
    """Holds what a listed row said to an object; the page of changes reads the rest of it as it is.

    Raises:
        BadValue: it is something else.
    """
    if not isinstance(facts, Mapping):
        raise BadValue(_("of the wrong type"))


def check_facts(facts: Mapping[str, Any]) -> None:
    """Holds a frozen harm to what a harm may say.

    Raises:
        BadValue: it says something else.
    """
    try:
        _read(facts, "harm", without=("safeguards",))
        for safeguard in facts["safeguards"]:
            _read(safeguard, "safeguard", without=("due_on",))
            if safeguard["due_on"]:
                date.fromisoformat(safeguard["due_on"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadValue(_("not what a harm says")) from error


def check_snapshot(snapshot: Mapping[str, Any], known: Mapping[str, set[int]]) -> None:
    """Holds a submission's snapshot to its shape; `known` has the numbers of the rows that it may name.

    Raises:
        BadValue: it has another shape.
    """

    def find(table: str, key: Any) -> Any:
        if table == PERSON:
            return check_text(key, 254)
        if type(key) is not int or key not in known.get(table, ()):
            raise BadValue(_("there is no such row in %(table)s", table=table))
        return key

    try:
        with_ids(snapshot, find)
        Snapshot.from_data(snapshot)
        for name in ("name", "kind", "phase", "service_area"):
            read_value(ROOT_TABLE, name, shape_of(ROOT_TABLE).table.c[name].type, snapshot[name])
        for answer in snapshot["answers"].values():
            AnswerState(answer["state"])
            check_answer(answer)
        for harm in snapshot["harms"]:
            check_facts(harm)
        for mark in snapshot.get("lenses", []):
            _read(mark, "lens_mark", without=("harm_id", "harm"))
        for voice in snapshot.get("voices", []):
            _read(voice, "voice", without=("heard_on",))
            date.fromisoformat(voice["heard_on"] or "2000-01-01")
        for card in snapshot.get("trade_offs", []):
            _read(card, "trade_off_card", without=("options", "chosen_id", "review_on"))
            date.fromisoformat(card["review_on"] or "2000-01-01")
            check_card(card)
            for option in card["options"]:
                _read(option, "trade_off_option", without=())
                check_option(option)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadValue(_("its snapshot is not what was submitted")) from error


def _read(facts: Mapping[str, Any], table: str, without: tuple[str, ...]) -> None:
    """Holds each value to the column of the same name."""
    columns = shape_of(table).table.c
    for name, value in facts.items():
        if name != "id" and name not in without and (value is not None or not columns[name].nullable):
            read_value(table, name, columns[name].type, value)
