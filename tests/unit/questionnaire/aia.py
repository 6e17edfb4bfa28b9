"""Canada's assessment where its files are at hand, and an own naive reading of the published rules.

The interpreter here shares no code with the service: it works on the raw JSON and follows the README of the
data word by word, so that both can be held against each other.
"""

from __future__ import annotations

import json
import math
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

from app.questionnaire.surveyjs.importing import Survey, load_survey

DATA = Path(__file__).parents[4] / "shared" / "data" / "aia"
VERSIONS = ("0.10.0", "1.0.0", "1.0.1")
INNERMOST = re.compile(r"\(([^()]*)\)")
ATOM = re.compile(r"\{(.+?)\}\s*(=|contains)\s*\[?\"(.*?)\"\]?")
Raw = dict[str, Any]


def file(version: str) -> Path:
    """The published file of a version."""
    return DATA / f"survey-enfr.v{version}.json"


def examples() -> list[Raw]:
    """The scored examples."""
    lines = (DATA / "scored_examples.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def survey(version: str) -> Survey:
    """A version as the service loads it."""
    return load_survey(file(version).read_text(encoding="utf-8"), file(version).name)


@cache
def elements(version: str) -> list[tuple[Raw, str, Raw]]:
    """Every question with its family and its page."""
    found = []

    def walk(part: Raw, page: Raw, panel: str) -> None:
        for each in part.get("elements", []):
            if each["type"] == "panel":
                walk(each, page, each["name"])
            elif each["type"] != "html":
                own = re.search(r"-(RS|MS|NS)$", each["name"]) or re.search(r"-(RS|MS|NS)$", panel)
                found.append((each, own.group(1) if own else "NS", page))

    for page in json.loads(file(version).read_text(encoding="utf-8"))["pages"]:
        walk(page, page, "")
    return found


def holds(expression: str, data: Raw) -> bool:
    """Whether an expression holds; what is in the innermost parentheses first, `and` before `or`."""
    while INNERMOST.search(expression):
        expression = INNERMOST.sub(
            lambda inner: "TRUE" if _flat(inner.group(1), data) else "FALSE", expression
        )
    return _flat(expression, data)


def _flat(expression: str, data: Raw) -> bool:
    return any(
        all(_atom(atom.strip(), data) for atom in part.split(" and ")) for part in expression.split(" or ")
    )


def _atom(atom: str, data: Raw) -> bool:
    if atom in ("TRUE", "FALSE"):
        return atom == "TRUE"
    match = ATOM.fullmatch(atom)
    if match is None:
        raise ValueError(atom)
    name, operator, value = match.groups()
    given = data.get(name)
    if given is None:
        return False
    return given == value if operator == "=" else value in given


def is_visible(question: Raw, page: Raw, data: Raw) -> bool:
    """Whether a question's own condition and that of its page hold."""
    return all(holds(each["visibleIf"], data) for each in (page, question) if "visibleIf" in each)


def completed(version: str, answers: Raw) -> Raw:
    """What stays on completion: from first to last, hidden answers and unlisted choices are dropped."""
    kept = dict(answers)
    for question, _family, page in elements(version):
        name = question["name"]
        if name in kept and "choices" in question:
            listed = {choice["value"] for choice in question["choices"]}
            value = kept[name]
            kept[name] = [v for v in value if v in listed] if isinstance(value, list) else value
            if not kept[name] or (not isinstance(value, list) and value not in listed):
                del kept[name]
        if name in kept and not is_visible(question, page, kept):
            del kept[name]
    return kept


def visible(version: str, data: Raw) -> list[str]:
    """The visible questions in the survey's order."""
    return [each["name"] for each, _family, page in elements(version) if is_visible(each, page, data)]


def weight(value: str) -> float:
    """The number after the last hyphen."""
    _before, hyphen, after = value.rpartition("-")
    try:
        return float(after or 0) if hyphen else 0
    except ValueError:
        return 0


def expected(version: str, data: Raw) -> Raw:
    """The official result of these answers, all of which count."""
    sums = {"RS": 0.0, "MS": 0.0, "NS": 0.0}
    maxima = dict(sums)
    for question, family, _page in elements(version):
        if "choices" not in question:
            continue
        weights = [weight(choice["value"]) for choice in question["choices"]]
        maxima[family] += sum(weights) if question["type"] == "checkbox" else max(weights)
        given = data.get(question["name"], [])
        sums[family] += sum(weight(each) for each in (given if isinstance(given, list) else [given]))
    raw, whole, half = sums["RS"], maxima["RS"], maxima["MS"] / 2
    lowered = sums["MS"] >= 0.8 * half
    final = math.floor(0.85 * raw + 0.5) if lowered else raw
    return {
        "raw_impact_score": raw,
        "mitigation_score": sums["MS"],
        "final_score": final,
        "impact_level": 1 + sum(final > whole * part for part in (0.25, 0.5, 0.75)),
        "max_raw_impact_score": whole,
        "max_mitigation_score": half,
        "mitigation_deduction_applied": lowered,
    }


def random_answers(version: str, seed: int) -> Raw:
    """Answers to many questions, hidden ones too, sometimes with values that are no choices."""
    dice = random.Random(seed)
    likely, bad = dice.choice([0.2, 0.6, 0.9, 1.0]), dice.choice([0, 0, 0.05])
    answers: Raw = {}
    for question, _family, _page in elements(version):
        if dice.random() > likely:
            continue
        listed = [choice["value"] for choice in question.get("choices", [])]
        if dice.random() < bad:
            listed = ["item99-7"]
        if question["type"] == "checkbox":
            answers[question["name"]] = dice.sample(listed, dice.randint(1, len(listed)))
        else:
            answers[question["name"]] = dice.choice(listed) if listed else "Words"
    return answers
