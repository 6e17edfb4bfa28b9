"""The four lenses as data: every dimension once, and prompts about the technology beside each."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from app.assessments.lenses.canvas import canvas
from app.assessments.lenses.catalogue import all_lenses, lens
from app.assessments.snapshots.lens_marks import MarkFacts

SOURCE = Path(__file__).parents[4] / "shared" / "content" / "doughnut.yaml"


def _slug(name: str) -> str:
    words = name.removesuffix(" loading").split()
    return "-".join(words)


def test_there_are_four_lenses_with_prompts() -> None:
    assert [each.id for each in all_lenses()] == [
        "local-social",
        "local-ecological",
        "global-social",
        "global-ecological",
    ]
    titles = {prompt.title for each in all_lenses() for prompt in each.prompts}
    assert {"Makers", "Minerals", "Energy", "E-waste", "Content moderation and labelling"} <= titles
    for each in all_lenses():
        ids = [dimension.id for dimension in each.dimensions]
        assert len(ids) == len(set(ids))
        assert all(dimension.label and dimension.hint for dimension in each.dimensions)


def test_the_dimensions_are_those_of_the_doughnut() -> None:
    if not SOURCE.is_file():
        pytest.skip("the shared content is not on this machine")
    data = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    local_ecological = next(each for each in data["four_lenses"] if each["id"] == "local_ecological")["dims"]
    wanted = {
        "local-social": [*data["social_foundation"]["v2017"], "community", "mobility", "culture"],
        "local-ecological": local_ecological,
        "global-social": data["social_foundation"]["v2017"],
        "global-ecological": data["ecological_ceiling"]["v2017"],
    }
    for lens_id, names in wanted.items():
        found = lens(lens_id)
        assert found is not None
        assert [each.id for each in found.dimensions] == [_slug(name) for name in names]


def _mark(**other: object) -> MarkFacts:
    facts: dict[str, object] = {
        "id": 1,
        "lens": "local-social",
        "dimension": "food",
        "effect": "harmed",
        "directness": "direct",
        "who": "Families",
        "text": "Money comes late",
        "evidence": "",
        "harm_id": None,
        "harm": "",
        "accepted_reason": "",
        "is_public": True,
    }
    return MarkFacts(**(facts | other))  # type: ignore[arg-type]


def test_a_harmful_mark_is_open_until_a_harm_or_a_reason_answers_it() -> None:
    assert _mark().is_open
    assert _mark(accepted_reason="  ").is_open
    assert not _mark(accepted_reason="It is rare.").is_open
    assert not _mark(harm_id=3, harm="Late money").is_open
    assert not _mark(effect="helped").is_open


def test_a_mark_on_a_dimension_that_is_no_longer_asked_does_not_break_the_canvas() -> None:
    (first, *_others) = canvas([_mark(), _mark(id=2, dimension="gone"), _mark(id=3, lens="gone")])
    assert first.counts == {"harmed": 1}
    assert [len(item.marks) for item in first.dimensions][:2] == [1, 0]
