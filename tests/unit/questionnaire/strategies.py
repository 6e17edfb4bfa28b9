"""Random questionnaires that the checker accepts, and random answers to them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from app.logic import Truth
from app.questionnaire.model import (
    All,
    Answer,
    Answers,
    AnswerState,
    AnswerType,
    Any,
    Choice,
    Column,
    Comparison,
    Condition,
    Level,
    LevelRule,
    Operator,
    Page,
    Question,
    Questionnaire,
    RedFlag,
    Section,
    Tier,
    Value,
)
from app.questionnaire.path.evaluation import compare
from app.vocabulary.principles import Principle

TEXTS = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"), min_size=1, max_size=30
    )
    .map(str.strip)
    .filter(bool)
)
CHOICES = (Choice("one", "First"), Choice("two", "Second", "Hint"), Choice("yes", "Yes"))
COLUMNS = (
    Column("name", "Name", AnswerType.SHORT_TEXT),
    Column("kind", "no", AnswerType.SINGLE_CHOICE, CHOICES),
)
DATES = ("2024-02-29", "2025-12-01", "2026-01-31")
WITHOUT_ANSWERED = tuple(operator for operator in Operator if operator is not Operator.ANSWERED)
FITTING = {
    AnswerType.YES_NO: ("equals", "not_equals"),
    AnswerType.SINGLE_CHOICE: ("equals", "not_equals"),
    AnswerType.MULTIPLE_CHOICE: ("includes",),
    AnswerType.SCALE: ("equals", "not_equals", "more_than", "less_than"),
    AnswerType.NUMBER: ("equals", "not_equals", "more_than", "less_than"),
    AnswerType.DATE: ("equals", "not_equals", "more_than", "less_than"),
    AnswerType.TABLE: ("more_than", "less_than"),
    AnswerType.EVIDENCE: ("more_than", "less_than"),
}


def values(question: Question) -> st.SearchStrategy[Value]:
    """Right values of a question."""
    rows = st.lists(st.just({"name": "x", "kind": "one"}), min_size=0, max_size=3)
    by_type: dict[AnswerType, st.SearchStrategy[Value]] = {
        AnswerType.MULTIPLE_CHOICE: st.lists(
            st.sampled_from(question.choice_ids or ("x",)), min_size=1, unique=True
        ),
        AnswerType.NUMBER: st.integers(0, 9),
        AnswerType.DATE: st.sampled_from(DATES),
        AnswerType.TABLE: rows,
        AnswerType.EVIDENCE: st.lists(st.just({"title": "t", "link": ""}), max_size=3),
    }
    if question.type in by_type:
        return by_type[question.type]
    return st.sampled_from(question.choice_ids) if question.choice_ids else st.text(min_size=1, max_size=9)


def operands(question: Question) -> st.SearchStrategy[str | int]:
    """What the question's answer may be compared with."""
    if question.choice_ids:
        return st.sampled_from(question.choice_ids)
    return st.sampled_from(DATES) if question.type is AnswerType.DATE else st.integers(0, 4)


@st.composite
def comparisons(draw: st.DrawFn, known: list[Question], witness: Answers, with_answered: bool) -> Comparison:
    """A comparison on one of the known questions which the witness makes true."""
    question = draw(st.sampled_from(known))
    names = list(FITTING.get(question.type, ()))
    presence = {question.id: Truth.TRUE}
    for name in draw(st.permutations(names)):
        comparison = Comparison(question.id, Operator(name), draw(operands(question)))
        lone = Questionnaire("q", 1, "t", "en", (Section("s", "s", (Page("p", (question,)),)),))
        if compare(comparison, lone, witness, presence) is Truth.TRUE:
            return comparison
    if with_answered or not names:
        return Comparison(question.id, Operator.ANSWERED, True)
    return _certain(question, witness)


def _certain(question: Question, witness: Answers) -> Comparison:
    """A comparison that the witness always makes true."""
    value = witness[question.id].value
    if question.type is AnswerType.MULTIPLE_CHOICE:
        return Comparison(question.id, Operator.INCLUDES, list(value)[0])  # type: ignore[arg-type, index]  # noqa: RUF015
    if question.type in (AnswerType.TABLE, AnswerType.EVIDENCE):
        return Comparison(question.id, Operator.LESS_THAN, 9)
    return Comparison(question.id, Operator.EQUALS, value)  # type: ignore[arg-type]


@st.composite
def conditions(
    draw: st.DrawFn, known: list[Question], witness: Answers, with_answered: bool = True
) -> Condition:
    """A comparison, or two of them joined, true for the witness."""
    leaf = comparisons(known, witness, with_answered)
    form = draw(st.sampled_from(["leaf", "leaf", "all", "any", "deep"]))
    if form == "leaf":
        return draw(leaf)
    pair = (draw(leaf), draw(leaf))
    if form == "deep":
        return All((Any(pair), draw(leaf)))
    return All(pair) if form == "all" else Any(pair)


@st.composite
def plain_questions(draw: st.DrawFn, number: int) -> Question:
    """A question without conditions."""
    kind = draw(st.sampled_from(tuple(AnswerType)))
    is_number = kind is AnswerType.NUMBER
    with_choices = kind in (AnswerType.SINGLE_CHOICE, AnswerType.MULTIPLE_CHOICE, AnswerType.SCALE)
    return Question(
        id=f"{draw(st.sampled_from(['q', 'BEN']))}-{number}",
        text=draw(TEXTS),
        type=kind,
        why=draw(st.just("") | TEXTS),
        help=draw(st.just("") | TEXTS),
        choices=CHOICES if with_choices else (),
        columns=COLUMNS if kind is AnswerType.TABLE else (),
        max_length=draw(st.none() | st.integers(1, 99)) if kind is AnswerType.LONG_TEXT else None,
        minimum=draw(st.sampled_from([None, 0, -1.5])) if is_number else None,
        maximum=draw(st.sampled_from([None, 10, 99.5])) if is_number else None,
        unit=draw(st.sampled_from(["", "people"])) if is_number else "",
        tier=draw(st.sampled_from([Tier.SCREENING, Tier.SCREENING, Tier.MEDIUM, Tier.HIGH])),
        principle=draw(st.none() | st.sampled_from(Principle)),
        evidence=draw(st.booleans()),
        public=draw(st.none() | st.just(f"field_{number}")),
        sources=tuple(draw(st.lists(TEXTS, max_size=2))),
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Up to two sections of two pages of three questions; every question is on the path of some answers."""
    drawn = [draw(plain_questions(number)) for number in range(draw(st.integers(2, 8)))]
    drawn[0] = replace(drawn[0], tier=Tier.SCREENING)
    witness = {each.id: Answer(AnswerState.ANSWERED, draw(values(each))) for each in drawn}
    screening: list[Question] = []
    earlier: list[Question] = []
    for number, each in enumerate(drawn):
        is_screening = each.tier is Tier.SCREENING
        known = [known for known in (screening if is_screening else earlier) if known.type in FITTING]
        if known and draw(st.booleans()):
            shown = conditions(known, witness, with_answered=not is_screening)
            drawn[number] = replace(each, show_if=draw(shown))
        earlier.append(drawn[number])
        if is_screening:
            screening.append(drawn[number])
    flagged = draw(st.sampled_from(range(len(drawn))))
    flags = (RedFlag(draw(conditions(drawn, witness)), draw(TEXTS)),)
    drawn[flagged] = replace(drawn[flagged], red_flags=flags)
    usable = [each for each in screening if each.type in FITTING]
    if not usable:
        drawn = [replace(each, tier=Tier.SCREENING, show_if=None) for each in drawn]
    rules = tuple(
        LevelRule(level, draw(conditions(usable, witness, with_answered=False)), draw(TEXTS))
        for level in ([Level.HIGH, Level.MEDIUM, Level.HIGH] if usable else [])
    )
    return Questionnaire("made", 1, draw(TEXTS), "en", _sections(draw, drawn), rules)


def _sections(draw: st.DrawFn, questions: list[Question]) -> tuple[Section, ...]:
    size = draw(st.integers(1, 3))
    groups = [tuple(questions[start : start + size]) for start in range(0, len(questions), size)]
    pages = [Page(f"page-{number}", group, draw(TEXTS)) for number, group in enumerate(groups)]
    middle = (len(pages) + 1) // 2
    halves = [tuple(half) for half in (pages[:middle], pages[middle:]) if half]
    return tuple(
        Section(
            f"section-{number}",
            draw(TEXTS),
            half,
            draw(st.just("") | TEXTS),
            draw(st.none() | st.sampled_from(Principle)),
        )
        for number, half in enumerate(halves)
    )


@st.composite
def answers_to(draw: st.DrawFn, questionnaire: Questionnaire) -> Answers:
    """Answers in every state to some of the questions."""
    given: dict[str, Answer] = {}
    for question in questionnaire.questions():
        state = draw(st.sampled_from(AnswerState))
        value = draw(values(question)) if state is AnswerState.ANSWERED else None
        given[question.id] = Answer(state, value, "Because." if state is AnswerState.NOT_APPLICABLE else "")
    return given


@st.composite
def answered(draw: st.DrawFn) -> tuple[Questionnaire, Answers]:
    """A questionnaire with answers to it."""
    questionnaire = draw(questionnaires())
    return questionnaire, draw(answers_to(questionnaire))
