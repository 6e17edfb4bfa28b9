"""Says everything that is wrong with a questionnaire file, by line and path; never raises on any text."""

from __future__ import annotations

from app.data_files.mistakes import Mistake, Report
from app.data_files.tree import read_tree
from app.questionnaire.checking.reachability import find_unreachable
from app.questionnaire.model import Questionnaire
from app.questionnaire.path.dependence import check_levels, find_cycles
from app.questionnaire.reading.conditions import ConditionReader
from app.questionnaire.reading.outline import number_of_questions, outline
from app.questionnaire.reading.public_codes import PublicFields
from app.questionnaire.reading.questionnaire import QuestionnaireReader

MOST_QUESTIONS = 2_000


def check(
    text: str, filename: str = "<questionnaire>", public_fields: PublicFields | None = None
) -> tuple[Mistake, ...]:
    """Every mistake in the text, by line; with `public_fields`, `public` and `code` must fit them."""
    return examine(text, filename, public_fields)[1]


def examine(
    text: str, filename: str = "<questionnaire>", public_fields: PublicFields | None = None
) -> tuple[Questionnaire | None, tuple[Mistake, ...]]:
    """The questionnaire and no mistakes, or None and every mistake."""
    report = Report(filename)
    root = read_tree(text, report)
    if root is None:
        return None, report.result()
    found = number_of_questions(root)
    if found > MOST_QUESTIONS:
        report.add("", f"the file holds {found} questions; {MOST_QUESTIONS} are the most", 1)
        return None, report.result()
    known = outline(root)
    conditions = ConditionReader(known, report)
    questionnaire = QuestionnaireReader(conditions, report, public_fields).read(root)
    check_levels(questionnaire, report)
    find_cycles(questionnaire, report)
    find_unreachable(questionnaire, report)
    mistakes = report.result()
    return (None if mistakes else questionnaire), mistakes
