"""Puts one change of what the team says to a duty, or of the facts that decide, into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.assessments.changes.parts import HistoryItem, Texts, differences
from app.assessments.changes.queries import DutyChange
from app.assessments.changes.statement import DUTY
from app.assessments.duties.facts import read_value
from app.assessments.duties.model import DutyFact
from app.assessments.duties.models import DutySheetRevision
from app.assessments.duties.queries import FACTS
from app.assessments.duties.rule_book_file import rule_book
from app.assessments.duties.sheets import read_said
from app.assessments.duties.words import said_lines, value_words


def read_duty(at: datetime, by: str, change: DutyChange) -> HistoryItem:
    """The change that this saved state of a sheet made."""
    after = _texts(change.page, change.revision)
    duty = rule_book().duty_by_id.get(change.page)
    name = _(duty.title) if duty else change.page
    return HistoryItem(
        at=at,
        by=by,
        did=_("changed what is said to the duty") if change.earlier else _("answered the duty"),
        subject=_("What decides which duties apply") if change.page == FACTS else name,
        kind=DUTY if duty or change.page == FACTS else "",
        target=change.page,
        parts=differences(_texts(change.page, change.earlier) if change.earlier else None, after),
    )


def _texts(page: str, revision: DutySheetRevision) -> Texts:
    """What one page says, part by part; what was asked once and no longer is stands as it was saved."""
    saved: object = revision.answers
    answers: Mapping[str, Any] = saved if isinstance(saved, Mapping) else {}
    if page == FACTS:
        facts = rule_book().fact_by_id
        return {
            _(facts[name].text) if name in facts else name: _fact(facts.get(name), said)
            for name, said in answers.items()
        }
    duty = rule_book().duty_by_id.get(page)
    texts = {_("Why it does not bind"): revision.not_applicable}
    for name, said in answers.items():
        ask = duty.ask(name) if duty else None
        if ask is None:
            texts[name] = _plain(said)
            continue
        found = read_said(ask, said)
        texts[_(ask.text)] = _("Don’t know yet") if found.unknown else "\n".join(said_lines(ask, found))
    return texts


def _fact(fact: DutyFact | None, said: object) -> str:
    text = _plain(said)
    if fact is None or not isinstance(said, Mapping) or said.get("unknown") is True:
        return text
    value = read_value(fact, text)
    return value_words(fact, value) if value is not None else text


def _plain(said: object) -> str:
    if not isinstance(said, Mapping):
        return ""
    return _("Don’t know yet") if said.get("unknown") is True else str(said.get("value") or "")
