"""Says what does not make sense in the sample files: answers, people, order of days, stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from app.assessments.words import PRINCIPLES, REVERSIBLE
from app.questionnaire.model import Answer, AnswerState, Questionnaire
from app.questionnaire.path.progress import missing
from app.questionnaire.path.walk import path
from app.questionnaire.values.check import validate_answer
from app.sample.listed_checks import wider_problems
from app.sample.model import Round, SampleOrganisation, SampleStage, SampleUse
from app.vocabulary.advice import AdviceOutcome, ConditionStatus, ResponseOutcome
from app.vocabulary.uses import PHASES, SERVICE_AREAS, USE_KINDS
from app.web.roles import BOARD, Role

LAST_DAY = date(2026, 11, 20)


def problems(
    use: SampleUse, questionnaire: Questionnaire, organisations: Mapping[str, SampleOrganisation]
) -> tuple[str, ...]:
    """Everything that is wrong with a use, a line each."""
    if use.organisation not in organisations:
        return (f"unknown organisation {use.organisation}",)
    return (
        *_facts(use),
        *_people(use, organisations[use.organisation]),
        *_every_answer(use, questionnaire),
        *_harms(use),
        *wider_problems(use),
        *_stage(use),
        *_rounds(use, questionnaire),
        *_days(use, organisations[use.organisation].created_on),
    )


def _facts(use: SampleUse) -> Iterator[str]:
    for name, known in (("kind", USE_KINDS), ("phase", PHASES), ("service_area", SERVICE_AREAS)):
        if getattr(use, name) not in known:
            yield f"{name} is {getattr(use, name)!r}; use one of {', '.join(known)}"


def _people(use: SampleUse, organisation: SampleOrganisation) -> Iterator[str]:
    needed = [("team", key, {Role.TEAM_MEMBER}) for key in use.team]
    if use.owner:
        needed.append(("owner", use.owner, {Role.ACCOUNTABLE_OWNER}))
    for number, each in enumerate(use.rounds, 1):
        where = f"submission {number}"
        needed.append((where, each.by, {Role.TEAM_MEMBER}))
        needed += [(f"{where} comment", comment.by, set(BOARD)) for comment in each.comments]
        needed += [(f"{where} returned", each.returned.by, {Role.BOARD_CHAIR})] if each.returned else []
        needed += [(f"{where} advice", each.advice.by, {Role.BOARD_CHAIR})] if each.advice else []
        needed += [(f"{where} response", each.response.by, {Role.ACCOUNTABLE_OWNER})] if each.response else []
        if each.by not in use.team:
            yield f"{where}: {each.by} is not on the team"
        if each.response and each.response.by != use.owner:
            yield f"{where}: only the owner {use.owner} responds"
    if use.published:
        editors = [use.published.prepared_by, use.published.published_by]
        needed += [("published", key, {Role.REGISTER_EDITOR}) for key in editors if key]
        if editors[0] == editors[1]:
            yield "published: the second check needs another person"
    if use.retired:
        needed.append(("retired", use.retired.by, {Role.REGISTER_EDITOR}))
    for where, key, roles in needed:
        person = organisation.people.get(key)
        if person is None:
            yield f"{where}: unknown person {key!r}"
        elif roles.isdisjoint(person.roles):
            yield f"{where}: {key} is not {' or '.join(sorted(roles))}"


def _every_answer(use: SampleUse, questionnaire: Questionnaire) -> Iterator[str]:
    for answers in (use.answers, *(each.answers or {} for each in use.rounds)):
        for name, answer in answers.items():
            if not questionnaire.has(name):
                yield f"{name}: no such question"
                continue
            for problem in validate_answer(questionnaire.question(name), answer):
                place = "".join(
                    f" {word} {value}"
                    for word, value in (("row", problem.row), ("column", problem.column))
                    if value is not None
                )
                yield f"{name}:{place} {problem.code} {dict(problem.parameters)}"
            if answer.evidence and not questionnaire.question(name).evidence:
                yield f"{name}: the question asks for no evidence"


def _harms(use: SampleUse) -> Iterator[str]:
    for harm in (*use.harms, *(each for step in use.rounds for each in step.harms or ())):
        where = f"harm {harm.title[:40]!r}"
        before, after = (harm.severity, harm.likelihood), (harm.severity_after, harm.likelihood_after)
        if not all(number in range(1, 5) for number in (*before, *after)):
            yield f"{where}: severity and likelihood go from 1 to 4"
        if after[0] > before[0] or after[1] > before[1]:
            yield f"{where}: worse after the safeguards"
        if after != before and not harm.safeguards:
            yield f"{where}: the risk falls without a safeguard"
        if not harm.safeguards and not harm.accepted_reason:
            yield f"{where}: neither safeguard nor reason to accept it"
        if harm.principle not in PRINCIPLES or harm.reversible not in REVERSIBLE:
            yield f"{where}: unknown principle or reversible"
        longest = ((harm.title, 200), (harm.who, 500), (harm.accepted_reason, 2000))
        parts = [(s.text, 1000) for s in harm.safeguards] + [(s.responsible, 200) for s in harm.safeguards]
        if any(len(text) > most for text, most in (*longest, *parts)):
            yield f"{where}: a text is too long"


def _stage(use: SampleUse) -> Iterator[str]:
    reached = use.stage.reached
    last = use.rounds[-1] if use.rounds else None
    wanted = {
        "submissions": (bool(use.rounds), reached(SampleStage.SUBMITTED)),
        "returned": (bool(last and last.returned), use.stage is SampleStage.RETURNED),
        "advice": (bool(last and last.advice), reached(SampleStage.ADVISED)),
        "response": (bool(last and last.response), reached(SampleStage.RESPONDED)),
        "published": (use.published is not None, reached(SampleStage.EDITING)),
        "a day of publishing": (bool(use.published and use.published.on), reached(SampleStage.PUBLISHED)),
        "a second editor": (
            bool(use.published and use.published.published_by),
            reached(SampleStage.PUBLISHED),
        ),
        "retired": (use.retired is not None, use.stage is SampleStage.RETIRED),
    }
    for what, (there, needed) in wanted.items():
        if there != needed:
            yield f"stage {use.stage} {'needs' if needed else 'cannot have'} {what} (in its last round)"
    if use.retired and len(use.retired.reason) > 500:
        yield "the reason for retiring has more than 500 characters"
    if use.published and len(use.published.note) > 500:
        yield "the note on publishing has more than 500 characters"
    if not use.harms and reached(SampleStage.SUBMITTED):
        yield "a submitted use needs harms"


def _rounds(use: SampleUse, questionnaire: Questionnaire) -> Iterator[str]:
    answers = dict(use.answers)
    yield from _off_path(use.answers, answers, questionnaire, "answers")
    for number, step in enumerate(use.rounds, 1):
        where = f"submission {number}"
        yield from (f"{where}: {name} is not answered" for name in missing(questionnaire, answers))
        known = [comment.question for comment in step.comments if comment.question]
        yield from (
            f"{where}: comment on {name}, which is not asked"
            for name in known
            if not path(questionnaire, answers).is_on(name)
        )
        answers.update(step.answers or {})
        yield from _off_path(step.answers or {}, answers, questionnaire, f"{where} changes")
        yield from _one_round(use, step, where, last=number == len(use.rounds))


def _off_path(
    given: Mapping[str, Answer], after: Mapping[str, Answer], questionnaire: Questionnaire, where: str
) -> Iterator[str]:
    asked = path(questionnaire, after)
    for name, answer in given.items():
        if questionnaire.has(name) and not asked.is_on(name) and answer.state is not AnswerState.NOT_ANSWERED:
            yield f"{where}: {name} is answered but not asked"


def _one_round(use: SampleUse, step: Round, where: str, *, last: bool) -> Iterator[str]:
    changed = bool(step.answers) or step.harms is not None
    if step.returned and step.advice:
        yield f"{where}: returned or advised, not both"
    if not last and not step.returned and not (step.advice and step.response):
        yield f"{where}: another follows, so this one needs returned, or advice and response"
    if changed and last and not step.returned:
        yield f"{where}: changes belong to the round that was sent back, before the next submission"
    if step.advice:
        if step.advice.outcome not in tuple(AdviceOutcome):
            yield f"{where}: unknown outcome of advice {step.advice.outcome}"
        for condition in step.advice.conditions:
            if condition.status not in tuple(ConditionStatus):
                yield f"{where}: unknown status of condition {condition.status}"
            if (condition.status in ("open", "departed")) is not (condition.ruled_on is None):
                yield f"{where}: a condition has ruled_on when the board has ruled, and only then"
            if bool(condition.evidence) is not bool(condition.evidence_on):
                yield f"{where}: evidence comes with evidence_on"
        limited = step.advice.outcome == AdviceOutcome.NEXT_PHASE_ONLY
        asks = step.advice.outcome == AdviceOutcome.PROCEED_WITH_CONDITIONS
        if asks is not bool(step.advice.conditions) and not limited:
            yield f"{where}: conditions belong to proceed_with_conditions"
        if limited is not bool(step.advice.for_phase):
            yield f"{where}: for_phase belongs to next_phase_only"
    if step.response and step.response.outcome not in tuple(ResponseOutcome):
        yield f"{where}: unknown outcome of response {step.response.outcome}"


def _days(use: SampleUse, founded: date) -> Iterator[str]:
    days = [("the organisation", founded + timedelta(days=1)), ("started_on", use.started_on)]
    loose: list[tuple[str, date]] = []
    for number, step in enumerate(use.rounds, 1):
        days.append((f"submission {number}", step.on))
        days += [(f"comment by {c.by}", c.on) for c in step.comments]
        days += [
            (name, part.on)
            for name, part in (
                ("returned", step.returned),
                ("advice", step.advice),
                ("response", step.response),
            )
            if part
        ]
        if step.advice:
            ruled = [c.ruled_on for c in step.advice.conditions if c.ruled_on]
            loose += [("ruled_on", day) for day in ruled]
            if any(day < step.advice.on for day in ruled):
                yield "a condition is ruled on before the advice"
    days += [("published", use.published.on)] if use.published and use.published.on else []
    days += [("retired", use.retired.on)] if use.retired else []
    for (name, day), (later, following) in pairwise(days):
        if following < day:
            yield f"{later} ({following}) comes before {name} ({day})"
    yield from (f"{name} ({day}) is after {LAST_DAY}" for name, day in (*days, *loose) if day > LAST_DAY)
