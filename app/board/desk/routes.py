"""The desk of a reviewer: a review at a glance, and its parts with a verdict on each thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.assessments.documents.picture import picture_of
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.talk.together import beside_questions
from app.assessments.words import LEVELS, LIKELIHOODS, PRINCIPLES, REVERSIBLE, SEVERITIES, risk_word
from app.board import rules
from app.board.blueprint import bp
from app.board.deliberation.queries import live_proposal
from app.board.deliberation.rules import DRAFT
from app.board.models import Review
from app.board.verdicts import actions, queries
from app.board.verdicts.desk import (
    Desk,
    VerdictProgress,
    desk_of,
    start_here,
    targets_of_part,
    targets_of_section,
)
from app.board.verdicts.forms import DeskForm, desk_form
from app.board.verdicts.readable_verdicts import is_open_question
from app.board.verdicts.targets import DeskPage, VerdictTarget
from app.board.verdicts.words import (
    APPLICABILITY,
    DUTY_STATUSES,
    KINDS,
    PARTS,
    VERDICT_COLOURS,
    VERDICTS,
    Code,
)
from app.board.words import (
    CONDITION_COLOURS,
    CONDITION_STATUSES,
    OUTCOME_COLOURS,
    OUTCOMES,
    RESPONSES,
    STATES,
)
from app.database import utcnow
from app.lifecycle import OutOfTurn, note_refusal
from app.web.access import access, allowed
from app.web.roles import actor
from app.web.versions import Stale

Shown = str | Response | tuple[str, int]


def _words() -> dict[str, object]:
    return {
        "principles": PRINCIPLES,
        "severities": SEVERITIES,
        "likelihoods": LIKELIHOODS,
        "reversible": REVERSIBLE,
        "risk_word": risk_word,
        "levels": LEVELS,
        "outcomes": OUTCOMES,
        "states": STATES,
        "responses_in_words": RESPONSES,
        "statuses": CONDITION_STATUSES,
        "status_colours": CONDITION_COLOURS,
        "outcome_colours": OUTCOME_COLOURS,
        "today": utcnow().date(),
        "verdict_words": VERDICTS,
        "verdict_colours": VERDICT_COLOURS,
        "kinds": KINDS,
        "duty_statuses": DUTY_STATUSES,
        "applicability": APPLICABILITY,
    }


def _context(desk: Desk) -> dict[str, object]:
    review = desk.review
    return {
        "desk": desk,
        "review": review,
        "use": review.submission.assessment.use,
        "reading": desk.reading,
        "may_comment": allowed(rules.COMMENT, actor(), review=review),
        "may_decide": allowed(rules.DECIDE, actor(), review=review),
        **_words(),
    }


@bp.get("/board/reviews/<int:review_id>")
@access(get=rules.READ)
def review(review: Review) -> str:
    desk = desk_of(review, actor().person_id)
    reading = desk.reading
    return render_template(
        "board/review.html",
        everything=desk.since is None or request.args.get("show") == "everything",
        groups=start_here(reading),
        picture=picture_of(
            questionnaire_of_submission(review.submission), reading.snapshot.answers, flags=reading.flags
        ),
        may_rule=allowed(rules.RULE, actor(), review=review),
        proposal=live_proposal(review),
        may_draft=allowed(DRAFT, actor(), review=review),
        **_context(desk),
    )


@bp.get("/board/reviews/<int:review_id>/verdicts")
@access(get=rules.READ)
def verdicts(review: Review) -> str:
    desk = desk_of(review, actor().person_id)
    return render_template(
        "board/verdicts/together.html",
        spoken=queries.spoken_of(desk.reading, desk.standing),
        reviewers=queries.reviewers(desk.standing),
        changes_of_mind=queries.changes_of_mind(review),
        changes=queries.suggestions(desk.reading, desk.standing, Code.MUST_CHANGE),
        conditions=queries.suggestions(desk.reading, desk.standing, Code.WITH_CONDITION),
        may_draft=allowed(DRAFT, actor(), review=review) and live_proposal(review) is None,
        **_context(desk),
    )


@bp.get("/board/reviews/<int:review_id>/sections/<section_id>")
@bp.post("/board/reviews/<int:review_id>/sections/<section_id>")
@access(get=rules.READ, post=rules.COMMENT)
def section(review: Review, section_id: str) -> Shown:
    desk = desk_of(review, actor().person_id)
    found = next((s for s in desk.reading.sections if s.section.id == section_id), None)
    if found is None:
        abort(404)
    use, asked = review.submission.assessment.use, [answer.question.id for answer in found.answers]

    here = f"section:{section_id}"

    def show(**facts: object) -> str:
        together = beside_questions(use, actor(), desk.reading.snapshot.answers, asked)
        return render_template(
            "board/section.html", part=found, together=together, here=here, **facts, **_context(desk)
        )

    return _page(desk, targets_of_section(desk.reading, section_id), here, show)


@bp.get("/board/reviews/<int:review_id>/parts/<chapter_id>")
@bp.post("/board/reviews/<int:review_id>/parts/<chapter_id>")
@access(get=rules.READ, post=rules.COMMENT)
def part(review: Review, chapter_id: str) -> Shown:
    if chapter_id not in list(DeskPage):
        abort(404)
    kind, desk = DeskPage(chapter_id), desk_of(review, actor().person_id)
    here = f"chapter:{chapter_id}"

    def show(**facts: object) -> str:
        return render_template(
            "board/verdicts/part.html",
            kind=kind,
            heading=PARTS[kind],
            here=here,
            **facts,
            **_context(desk),
        )

    return _page(desk, targets_of_part(desk.reading, kind), here, show)


def _page(desk: Desk, targets: Sequence[VerdictTarget], here: str, show: Callable[..., str]) -> Shown:
    """A page with a row for each target: shown, or saved and left for where the button leads."""
    form = desk_form(targets, desk.standing)
    following = desk.after(here)
    facts = {
        "form": form,
        "rows": form.by_target(),
        "following": following,
        "left": sum(is_open_question(target, desk.standing) for target in targets),
        "batch": desk.standing.last_batch(targets),
        "targets": targets,
        "theirs": {},
    }
    if not form.validate_on_submit():
        return show(**facts, mistakes=form.mistakes(desk.places)), 400 if form.is_submitted() else 200
    remaining = targets if "remaining" in request.form else ()
    try:
        saved = actions.save(
            review=desk.review, rows=form.sent(targets), actor_id=actor().person_id, remaining=remaining
        )
    except Stale as stale:
        return show(**(facts | {"theirs": _overtaken(desk, form, targets, stale)})), 409
    except OutOfTurn:
        return _too_late(desk.review, "review.verdicts")
    flash(_said(saved))
    if "next" in request.form:
        return redirect(_address(desk.review, following))
    return redirect(request.path)


def _overtaken(
    desk: Desk, form: DeskForm, targets: Sequence[VerdictTarget], stale: Stale
) -> dict[str, object]:
    """What was saved meanwhile by key of the target; the form then counts from there."""
    now = queries.standing(desk.review, actor().person_id)
    form.take_over(targets, now)
    overtaken = stale.current if isinstance(stale.current, tuple) else ()
    return {target.key: now.words(target) for target in overtaken}


def _too_late(review: Review, action: str) -> Response:
    note_refusal(actor(), action, subject_type="review", subject_id=review.id, why="out_of_turn")
    flash(_("The board has finished with this submission. Nothing was changed."))
    return redirect(url_for("board.review", review_id=review.id))


def _address(review: Review, step: VerdictProgress | None) -> str:
    if step is None:
        return url_for("board.verdicts", review_id=review.id)
    if step.section_id:
        return url_for("board.section", review_id=review.id, section_id=step.section_id)
    return url_for("board.part", review_id=review.id, chapter_id=step.chapter_id)


def _said(saved: actions.SavedVerdicts) -> str:
    said = []
    if saved.verdicts:
        said.append(ngettext("%(num)d verdict is saved.", "%(num)d verdicts are saved.", saved.verdicts))
    if saved.notes:
        said.append(ngettext("%(num)d note is saved.", "%(num)d notes are saved.", saved.notes))
    if saved.at_once:
        said.append(
            ngettext(
                "%(num)d question is marked acceptable.",
                "%(num)d questions are marked acceptable.",
                saved.at_once,
            )
        )
    return " ".join(said) or _("Nothing was different, so nothing was changed.")


@bp.post("/board/reviews/<int:review_id>/verdicts/undo")
@access(post=rules.COMMENT)
def undo_verdicts(review: Review) -> Response:
    try:
        count = actions.undo(review=review, batch=request.form.get("batch", ""), actor_id=actor().person_id)
    except OutOfTurn:
        return _too_late(review, "review.undo")
    if count:
        flash(ngettext("%(num)d verdict is taken back.", "%(num)d verdicts are taken back.", count))
    else:
        note_refusal(actor(), "review.undo", subject_type="review", subject_id=review.id, why="twice")
        flash(_("There was nothing left to undo. Nothing was changed."))
    asked = request.form.get("section", "")
    known = {answer.section.id for answer in desk_of(review, actor().person_id).reading.sections}
    if asked in known:
        return redirect(url_for("board.section", review_id=review.id, section_id=asked))
    return redirect(url_for("board.review", review_id=review.id))
