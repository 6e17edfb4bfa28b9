"""Reads the texts of a questionnaire in further languages and checks that each names a text that exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.data_files.fields import Fields, read_text
from app.data_files.mistakes import Report, quoted
from app.data_files.tree import MapNode, Node, ScalarNode
from app.questionnaire.model import Questionnaire, Translation
from app.questionnaire.reading.translate import texts

LANGUAGE_LETTERS = 2


def is_language(word: str) -> bool:
    """Whether a word looks like a language code such as en or cy."""
    return len(word) == LANGUAGE_LETTERS and word.isascii() and word.islower()


def read_translations(top: Fields, questionnaire: Questionnaire, report: Report) -> Questionnaire:
    """The questionnaire with the translations of its file."""
    if "translations" not in top:
        return questionnaire
    known = texts(questionnaire)
    taken = {questionnaire.language}
    found = []
    for path, node in top.items("translations"):
        fields = Fields(node, path, report, "language texts")
        language = fields.text("language")
        if language and not is_language(language):
            fields.wrong("language", f"{quoted(language)} is not a language code such as en or cy")
        elif language in taken:
            fields.wrong("language", f"the language {quoted(language)} is already there")
        taken.add(language)
        found.append(Translation(language, tuple(_texts(fields, known, report))))
    return replace(questionnaire, translations=tuple(found))


def _texts(fields: Fields, known: dict[str, str], report: Report) -> Iterator[tuple[str, str]]:
    node: Node | None = fields.node("texts")
    if node is not None and not isinstance(node, MapNode):
        fields.wrong("texts", 'expected keys with texts here, such as "question.AUT-01.text: …"')
    if not isinstance(node, MapNode):
        return
    seen: set[str] = set()
    for key, value in node.pairs:
        name = key.value if isinstance(key, ScalarNode) else ""
        path = f"{fields.at('texts')}.{name}"
        if name not in known:
            hint = report.suggest(name, known, 0.9)
            report.add(fields.at("texts"), f"there is no text {quoted(name)} to translate{hint}", key.line)
        elif name in seen:
            report.add(fields.at("texts"), f"the text {quoted(name)} is given twice", key.line)
        seen.add(name)
        report.mark(path, key.line)
        yield name, read_text(value, path, report)
