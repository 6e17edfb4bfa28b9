"""A new version's difference, and what becomes of answers when an assessment moves to it."""

from __future__ import annotations

from app.questionnaire.checking.load import load
from app.questionnaire.model import AnswerType, Comparison, Operator
from app.questionnaire.versions.changes import Renaming, Rewording, WeightChange, compare
from app.questionnaire.versions.migration import Fate, Reason, migration
from tests.unit.questionnaire.examples import NOT_RELEVANT, UNSURE, said
from tests.unit.questionnaire.scored import SCORED, scored, scored_with

ANSWERS = {
    "data": said("yes"),
    "kinds": said(["health", "name"]),
    "harm": said("minor"),
    "checks": said(["often"]),
}


def reasons(new: str) -> dict[str, tuple[Reason, ...]]:
    seen = migration(scored(), load(new), ANSWERS)
    return {fate.question_id: fate.reasons for fate in (*seen.needs_another_look, *seen.set_aside)}


def test_the_same_version_has_no_difference() -> None:
    assert compare(scored(), scored()).is_empty


def test_words_types_choices_weights_and_conditions_are_told_apart() -> None:
    text = scored_with("text: How bad could it be?", "text: How bad?")
    text = text.replace("{id: often, text: We test often}", "{id: often, text: Often}")
    text = text.replace("harm: {minor: 1, major: 3}", "harm: {minor: 2}")
    text = text.replace("type: scale", "type: single_choice")
    text = text.replace("{id: name, text: Names}", "{id: place, text: Places}")
    text = text.replace("show_if: {question: data, equals: yes}", "show_if: {question: data, equals: no}")
    found = compare(scored(), load(text.replace("up_to: 25", "up_to: 30")))
    assert found.reworded == (
        Rewording("harm", "text", "How bad could it be?", "How bad?"),
        Rewording("checks", "choice often", "We test often", "Often"),
    )
    assert [(each.question_id, each.after) for each in found.retyped] == [("harm", AnswerType.SINGLE_CHOICE)]
    assert [(each.removed[0].id, each.added[0].id) for each in found.choices] == [("name", "place")]
    assert found.weights == (
        WeightChange("risk", "harm", "minor", 1, 2),
        WeightChange("risk", "harm", "major", 3, 0),
    )
    assert [each.after for each in found.conditions] == [(Comparison("data", Operator.EQUALS, "no"),)]
    assert (found.added, found.removed, found.scoring, found.levels) == ((), (), True, False)


def test_questions_that_come_go_or_change_their_id() -> None:
    text = SCORED.replace("id: checks\n            text", "id: control\n            text")
    text = text.replace("checks: {often", "control: {often")
    found = compare(scored(), load(text))
    assert found.renamed == (Renaming("checks", "control"),)
    assert (found.added, found.removed) == ((), ())
    text = text.replace("text: What do you check?", "text: Which controls?")
    found = compare(scored(), load(text))
    assert ([each.id for each in found.added], [each.id for each in found.removed]) == (
        ["control"],
        ["checks"],
    )


def test_answers_are_kept_moved_looked_at_or_set_aside() -> None:
    text = SCORED.replace("id: checks\n            text", "id: control\n            text")
    text = text.replace("checks: {often", "control: {often")
    text = text.replace("text: How bad could it be?", "text: How bad?")
    text = text.replace("{id: name, text: Names}", "{id: place, text: Places}")
    seen = migration(scored(), load(text), ANSWERS)
    assert [fate.question_id for fate in seen.kept] == ["data"]
    assert [(fate.question_id, fate.to) for fate in seen.moved] == [("checks", "control")]
    looked = {fate.question_id: fate for fate in seen.needs_another_look}
    assert looked["harm"].reasons == (Reason.REWORDED,)
    assert looked["kinds"].reasons == (Reason.CHOICE_REMOVED, Reason.CHOICES_ADDED)
    assert looked["kinds"].after == said(["health"])
    assert looked["kinds"].before == ANSWERS["kinds"]
    assert seen.set_aside == ()
    assert dict(seen.answers)["control"] == ANSWERS["checks"]
    assert seen.score_before is not None
    assert seen.score_after is not None
    assert (seen.score_before.now, seen.score_after.now) == (5, 5)


def test_what_no_longer_fits_is_set_aside_with_its_reason() -> None:
    assert reasons(scored_with("{id: minor, text: Minor}, ", "").replace("minor: 1, ", "")) == {
        "harm": (Reason.CHOICE_REMOVED,)
    }
    retyped = scored_with("type: yes_no}", "type: date}").replace(
        "            show_if: {question: data, equals: yes}\n", ""
    )
    assert reasons(retyped.replace("        data: {yes: 2}\n", "")) == {"data": (Reason.RETYPED,)}
    assert reasons(scored_with("equals: yes", "equals: no")) == {"kinds": (Reason.OFF_PATH,)}
    assert reasons(scored_with("minor: 1", "minor: 2")) == {"harm": (Reason.WEIGHTS,)}
    start, end = SCORED.index("          - id: harm"), SCORED.index("  - id: care\n")
    gone = SCORED[:start] + SCORED[end:]
    gone = gone.replace("        harm: {minor: 1, major: 3}\n", "")
    gone = gone.replace("      question.harm.choice.none.text: Dim\n", "")
    assert reasons(gone) == {"harm": (Reason.REMOVED,)}


def test_states_travel_and_open_questions_are_listed() -> None:
    seen = migration(scored(), scored(), {"data": UNSURE, "harm": NOT_RELEVANT})
    assert [fate.after for fate in seen.kept] == [UNSURE, NOT_RELEVANT]
    assert [question.id for question in seen.to_answer] == ["kinds", "checks"]


def test_a_single_choice_becomes_a_list_when_several_may_be_chosen() -> None:
    seen = migration(scored(), load(scored_with("type: scale", "type: multiple_choice")), ANSWERS)
    found = next(fate for fate in seen.needs_another_look if fate.question_id == "harm")
    assert found == Fate("harm", "harm", said("minor"), said(["minor"]), (Reason.RETYPED,))
