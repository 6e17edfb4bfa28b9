"""Puts one change of a harm into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.assessments import words
from app.assessments.changes.parts import HistoryItem, Texts, differences, text, word, yes_no
from app.assessments.changes.statement import HARM
from app.assessments.revisions.models import ADDED, CHANGED, PUT_BACK, REMOVED, HarmRevision
from app.web.templating import iso_day


def read_harm(at: datetime, by: str, revision: HarmRevision, earlier: HarmRevision | None) -> HistoryItem:
    """The change that this revision made."""
    did = {
        ADDED: _("listed the harm"),
        CHANGED: _("changed the harm"),
        REMOVED: _("took the harm off the list:"),
        PUT_BACK: _("put the harm back on the list:"),
    }
    said = harm_texts(revision.facts)
    same = revision.action in (REMOVED, PUT_BACK)
    before = said if same else harm_texts(earlier.facts) if earlier else None
    return HistoryItem(
        at=at,
        by=by,
        did=did.get(revision.action, did[CHANGED]),
        subject=text(revision.facts, "title"),
        kind=HARM,
        target="",
        parts=differences(before, said),
    )


def harm_texts(facts: Mapping[str, Any]) -> Texts:
    """A harm part by part, in words; `facts` are HarmFacts as a mapping."""
    return {
        _("Harm"): text(facts, "title"),
        _("Who"): text(facts, "who"),
        _("Principle"): word(words.PRINCIPLES, facts.get("principle")),
        _("Risk before safeguards"): _risk(facts, ""),
        _("Risk after safeguards"): _risk(facts, "_after"),
        _("Can it be undone?"): word(words.REVERSIBLE, facts.get("reversible")),
        _("Accepted because"): text(facts, "accepted_reason"),
        _("On the public register"): yes_no(facts.get("is_public")),
        _("Safeguards"): "\n".join(_safeguard(each) for each in facts.get("safeguards") or ()),
    }


def _risk(facts: Mapping[str, Any], when: str) -> str:
    severity = word(words.SEVERITIES, facts.get(f"severity{when}"))
    return f"{severity}, {word(words.LIKELIHOODS, facts.get(f'likelihood{when}')).lower()}"


def _safeguard(each: Mapping[str, Any]) -> str:
    due, done = text(each, "due_on"), each.get("in_place")
    facts = [each.get("responsible"), iso_day(due) if due else "", _("in place") if done else ""]
    more = ", ".join(str(fact) for fact in facts if fact)
    return f"{each.get('text', '')} ({more})" if more else str(each.get("text", ""))
