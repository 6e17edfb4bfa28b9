"""Reads the lenses, trade-off cards and voices of a sample use."""

from __future__ import annotations

from app.assessments.lenses.actions import MarkInput
from app.assessments.snapshots.scale import cell, scenarios
from app.assessments.trade_offs.actions import CardInput, OptionInput
from app.assessments.voices.actions import VoiceInput
from app.sample.model import SampleCard, SampleMark, SampleOption
from app.sample.parts import Part, SampleError


def read_mark(part: Part) -> SampleMark:
    """A mark; `at` is the lens and the dimension, like `local-social/housing`."""
    lens, _, dimension = part.text("at").partition("/")
    facts = MarkInput(
        effect=part.text("effect"),
        text=part.text("text"),
        directness=part.text("directness", ""),
        who=part.text("who", ""),
        evidence=part.text("evidence", ""),
        accepted_reason=part.text("accepted_reason", ""),
        is_public=part.take("is_public", bool, True),
    )
    return SampleMark(lens, dimension, facts, part.text("harm", ""))


def read_card(part: Part) -> SampleCard:
    """A trade-off card."""
    return SampleCard(
        facts=CardInput(
            title=part.text("title"),
            principles=[str(name) for name in part.take("principles", list)],
            tension=part.text("tension"),
            gains=part.text("gains", ""),
            losses=part.text("losses", ""),
            heard=part.text("heard", ""),
        ),
        options=part.each("options", _option),
        reason=part.text("reason", ""),
        signed_by=part.text("signed_by", ""),
        review_on=part.maybe_date("review_on"),
        public_summary=part.text("public_summary", ""),
    )


def _option(part: Part) -> SampleOption:
    """An option; each principle has three steps: best, expected, worst (a number from -2 to 2, or `?`)."""
    scores: dict[str, str] = {}
    for principle, steps in part.take("scores", dict).items():
        if not isinstance(steps, list) or len(steps) != len(scenarios()):
            raise SampleError(f"{part.where}: {principle} needs {len(scenarios())} steps")
        for scenario, step in zip(scenarios(), steps, strict=True):
            scores[cell(str(principle), scenario.id)] = "unknown" if step == "?" else str(step)
    return SampleOption(
        facts=OptionInput(part.text("title"), part.text("description", ""), scores),
        do_nothing=part.take("do_nothing", bool, False),
        chosen=part.take("chosen", bool, False),
    )


def read_voice(part: Part) -> VoiceInput:
    """A voice."""
    return VoiceInput(
        who=part.text("who"),
        how_many=part.take("how_many", int, 0) or None,
        heard_on=part.maybe_date("heard_on"),
        how=part.text("how"),
        said=part.text("said"),
        changed=part.text("changed"),
        response=part.text("response", ""),
        is_public=part.take("is_public", bool, True),
    )
