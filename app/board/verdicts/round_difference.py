"""What a submission says otherwise than the one before it, thing by thing, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol, TypeVar

from flask_babel import gettext as _

from app.assessments.changes.harm_changes import harm_texts
from app.assessments.changes.parts import ChangedPart, Texts, differences
from app.assessments.changes.row_changes import listed_texts
from app.assessments.changes.view import answer_texts
from app.assessments.snapshots.model import DutyFacts, Snapshot
from app.assessments.snapshots.trade_offs import CardFacts
from app.assessments.submissions.view import ReadSubmission
from app.board.verdicts.targets import TargetKind, VerdictTarget, harm, question, shown_duties
from app.board.verdicts.words import APPLICABILITY, DUTY_STATUSES
from app.questionnaire.model import UNANSWERED, Questionnaire


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is new, gone or different; no target for what nobody gives a verdict on."""

    group: str
    title: str
    parts: tuple[ChangedPart, ...]
    target: VerdictTarget | None = None
    is_new: bool = False
    is_gone: bool = False


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=_Numbered)


def changed(questionnaire: Questionnaire, reading: ReadSubmission, earlier: Snapshot) -> Iterator[Changed]:
    """Everything that differs, in the order of reading."""
    yield from _answers(questionnaire, reading)
    yield from _harms(reading)
    yield from _cards(reading.snapshot, earlier)
    yield from _duties(reading.snapshot, earlier)
    yield from _rest(reading.snapshot, earlier)


def _answers(questionnaire: Questionnaire, reading: ReadSubmission) -> Iterator[Changed]:
    for each in reading.changed:
        if each.change is None:
            continue
        name, before, after = each.question.id, each.change.before, each.change.after
        yield Changed(
            group=questionnaire.section_of(name).title,
            title=each.question.text,
            parts=differences(
                answer_texts(questionnaire, name, before) if before else None,
                answer_texts(questionnaire, name, after or UNANSWERED),
            ),
            target=question(name),
            is_new=before is None,
            is_gone=after is None,
        )


def _harms(reading: ReadSubmission) -> Iterator[Changed]:
    for change in reading.changed_harms:
        before = None if change.gone or change.before is None else harm_texts(asdict(change.before))
        yield Changed(
            group=_("Harms and safeguards"),
            title=change.harm.title,
            parts=() if change.gone else differences(before, harm_texts(asdict(change.harm))),
            target=harm(change.harm.id),
            is_new=change.before is None,
            is_gone=change.gone,
        )


def _pairs(before: tuple[T, ...], now: tuple[T, ...]) -> Iterator[tuple[T | None, T | None]]:
    """What differs by id: the new and the changed in their order, then the gone."""
    old, new = {each.id: each for each in before}, {each.id: each for each in now}
    yield from ((old.get(key), each) for key, each in new.items() if old.get(key) != each)
    yield from ((each, None) for key, each in old.items() if key not in new)


def _cards(snapshot: Snapshot, earlier: Snapshot) -> Iterator[Changed]:
    for before, now in _pairs(earlier.trade_offs, snapshot.trade_offs):
        card = now or before
        if card is not None:
            yield Changed(
                group=_("Trade-offs"),
                title=card.title,
                parts=differences(_card(before) if before else None, _card(now)) if now else (),
                target=VerdictTarget(TargetKind.CARD, str(card.id)),
                is_new=before is None,
                is_gone=now is None,
            )


def _card(card: CardFacts) -> Texts:
    chosen = card.chosen
    said = dict(listed_texts("trade_off_card", asdict(card) | {"chosen": chosen.title if chosen else ""}))
    for option in card.options:
        texts = listed_texts("trade_off_option", asdict(option))
        said[_("Option: %(title)s", title=option.title)] = "\n".join(text for text in texts.values() if text)
    return said


def _duties(snapshot: Snapshot, earlier: Snapshot) -> Iterator[Changed]:
    old = {duty.id: duty for duty in shown_duties(earlier.duties)}
    new = {duty.id: duty for duty in shown_duties(snapshot.duties)}
    for name, duty in (old | new).items():
        before, now = old.get(name), new.get(name)
        texts_before, texts_now = _duty(before) if before else None, _duty(now) if now else None
        if texts_before == texts_now:
            continue
        yield Changed(
            group=_("Legal duties"),
            title=_(duty.title),
            parts=differences(texts_before, texts_now) if texts_now is not None else (),
            target=VerdictTarget(TargetKind.DUTY, name),
            is_new=before is None,
            is_gone=now is None,
        )


def _duty(duty: DutyFacts) -> Texts:
    unknown = _("Don’t know yet")
    return {
        _("Does it apply?"): str(APPLICABILITY.get(duty.applicability, duty.applicability)),
        _("How far is it?"): str(DUTY_STATUSES.get(duty.status, duty.status)),
        _("Why it does not bind"): duty.not_binding,
        **{answer.question: unknown if answer.unknown else answer.text for answer in duty.answers},
    }


def _rest(snapshot: Snapshot, earlier: Snapshot) -> Iterator[Changed]:
    """Lenses, voices, and why nothing pulls apart."""
    for mark_before, mark in _pairs(earlier.lenses, snapshot.lenses):
        yield _listed("lens_mark", _("The four lenses"), mark_before, mark)
    for voice_before, voice in _pairs(earlier.voices, snapshot.voices):
        yield _listed("voice", _("Voices"), voice_before, voice)
    if earlier.no_tension != snapshot.no_tension:
        before, now = earlier.no_tension, snapshot.no_tension
        yield Changed(
            group=_("Trade-offs"),
            title=_("Why nothing pulls apart"),
            parts=differences({"": before} if before else None, {"": now}),
            is_new=not before,
            is_gone=not now,
        )


def _listed(kind: str, group: str, before: Any, now: Any) -> Changed:
    facts: Mapping[str, Any] = asdict(now or before)
    texts = listed_texts(kind, asdict(before)) if before and now else None
    return Changed(
        group=group,
        title=str(facts.get("text") or facts.get("who") or ""),
        parts=differences(texts, listed_texts(kind, facts)) if now else (),
        is_new=before is None,
        is_gone=now is None,
    )
