"""A questionnaire's text as a person gives it: taken or refused, its mistakes, and the lines around them."""

from __future__ import annotations

from dataclasses import dataclass

from app.assessments.questionnaire_store.queries import public_fields
from app.data_files.mistakes import Mistake, Report
from app.data_files.tree import MapNode, read_tree
from app.questionnaire.checking.check import MOST_QUESTIONS, examine
from app.questionnaire.files.formats import in_our_language
from app.questionnaire.model import Questionnaire
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.questionnaire.reading.outline import number_of_questions

AROUND = 2
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Examined:
    """A text with its questionnaire, or with its mistakes."""

    source: str
    questionnaire: Questionnaire | None
    mistakes: tuple[Mistake, ...]

    @property
    def name(self) -> str:
        """What to call it: key and title when it can be read."""
        found = self.questionnaire
        return f"{found.key}: {found.title}"[:200] if found else ""


def tidy(text: str) -> str:
    """The text with one kind of line ending and one at its end, so that equal texts have equal hashes."""
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"


def take(text: str, filename: str) -> Examined:
    """The text of a file in our language; a SurveyJS file is written in it.

    Raises:
        QuestionnaireError: it is no questionnaire at all: broken, hostile, too large, or SurveyJS of a kind
            that cannot be read.
    """
    source = tidy(in_our_language(text, filename))
    report = Report(filename)
    root = read_tree(source, report)
    if root is None:
        raise QuestionnaireError(report.result())
    if not isinstance(root, MapNode):
        raise QuestionnaireError(examine(source, filename)[1])
    found = number_of_questions(root)
    if found > MOST_QUESTIONS:
        report.add("", f"the file holds {found} questions; {MOST_QUESTIONS} are the most", 1)
        raise QuestionnaireError(report.result())
    return look_at(source, filename)


def look_at(text: str, filename: str) -> Examined:
    """A draft's text with everything that is wrong with it."""
    source = tidy(text)
    questionnaire, mistakes = examine(source, filename, public_fields())
    return Examined(source, questionnaire, mistakes)


def lines_around(source: str, mistakes: tuple[Mistake, ...]) -> list[list[tuple[int, str, bool]]]:
    """Runs of numbered lines around the first mistakes; each says whether something is wrong on it."""
    lines = source.split("\n")
    wrong = {mistake.line for mistake in mistakes[:MOST_SHOWN]}
    shown = sorted(
        {
            number
            for line in wrong
            for number in range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1)
        }
    )
    runs: list[list[tuple[int, str, bool]]] = []
    for number in shown:
        if not runs or runs[-1][-1][0] != number - 1:
            runs.append([])
        runs[-1].append((number, lines[number - 1][:300], number in wrong))
    return runs
