"""Red flags, and how far the answers are."""

from __future__ import annotations

from app.questionnaire.model import Answers
from app.questionnaire.path.flags import RaisedFlag, red_flags
from app.questionnaire.path.progress import Counts, SectionStatus, missing, progress
from app.questionnaire.path.walk import path
from app.vocabulary.principles import Principle
from tests.unit.questionnaire.examples import NOT_RELEVANT, UNSURE, said, small

Q = small()


def test_a_flag_is_raised_only_when_its_condition_is_definitely_true() -> None:
    answers: Answers = {"AUT-01": said("decides-alone")}
    assert red_flags(Q, answers) == ()
    assert red_flags(Q, {**answers, "sources": UNSURE}) == ()
    raised = red_flags(Q, {**answers, "sources": said([])})
    assert raised == (RaisedFlag("sources", None, "No data source is named."),)


def test_a_flag_of_a_hidden_question_is_not_raised() -> None:
    assert red_flags(Q, {"sources": said([]), "AUT-01": said("recommends"), "data": said("no")}) == ()


def test_a_flag_may_rest_on_another_question() -> None:
    answers: Answers = {"groups": said(["children"])}
    assert [flag.question_id for flag in red_flags(Q, answers)] == ["name"]
    assert red_flags(Q, {**answers, "safeguards": said("Many")}) == ()


def test_counts_tell_the_four_states_apart() -> None:
    answers: Answers = {"AUT-01": said("recommends"), "data": UNSURE, "harm": NOT_RELEVANT}
    screening = progress(Q, answers).sections[0]
    assert screening.counts == Counts(answered=1, unknown=1, not_applicable=1, not_answered=1)
    assert screening.missing == ("groups",)
    assert screening.status is SectionStatus.IN_PROGRESS
    assert progress(Q, answers).overall.dealt_with == 3


def test_a_section_s_status_is_honest_about_what_is_not_known() -> None:
    done: Answers = {"AUT-01": said("recommends"), "data": said("no"), "groups": said(["adults"])}
    statuses = [each.status for each in progress(Q, done).sections]
    assert statuses == [SectionStatus.COMPLETE, SectionStatus.NOT_STARTED]
    unsure = progress(Q, {**done, "groups": UNSURE}).sections[0]
    assert unsure.status is SectionStatus.COMPLETE_WITH_UNKNOWNS


def test_progress_by_principle_takes_the_section_s_where_the_question_has_none() -> None:
    found = progress(Q, {"groups": said(["children"])}).principles
    assert found == {Principle.AUTONOMY: Counts(1, 0, 0, 2), Principle.JUSTICE: Counts(0, 0, 0, 1)}


def test_missing_names_what_is_on_the_path_in_order() -> None:
    assert missing(Q, {"data": said("yes"), "people": said(4)}) == (
        "AUT-01", "harm", "groups", "start", "sources", "name",
    )  # fmt: skip


def test_a_known_path_gives_the_same_results() -> None:
    answers: Answers = {"AUT-01": said("decides-alone"), "sources": said([])}
    known = path(Q, answers)
    assert progress(Q, answers, known) == progress(Q, answers)
    assert missing(Q, answers, known) == missing(Q, answers)
    assert red_flags(Q, answers, known) == red_flags(Q, answers)
