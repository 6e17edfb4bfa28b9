"""Pages of trade-off cards: the list, a card's facts, its choice, and the reason why there is none."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.answers.work import work_of
from app.assessments.blueprint import bp
from app.assessments.revisions.revisioned_rows import put_back_row, remove_row, rows_of
from app.assessments.revisions.row_pages import Removal, conflict, removal, same_use
from app.assessments.rules import EDIT
from app.assessments.trade_offs import actions, queries
from app.assessments.trade_offs.forms import CardForm, ChoiceForm, NoTensionForm, values
from app.assessments.trade_offs.models import NoTension, TradeOffCard
from app.assessments.trade_offs.picture import read_card, read_cards
from app.assessments.use_assessment import the_assessment
from app.assessments.words import PRINCIPLES
from app.questionnaire.model import Level
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale

FACTS = ("title", "principles", "tension", "gains", "losses", "heard")
CHOICE = ("reason", "signed_by", "review_on", "public_summary", "is_public")


@bp.get("/<int:use_id>/trade-offs")
@access(get=READ_USE)
def trade_offs(use: UseCase) -> str:
    assessment = the_assessment(use)
    return render_template(
        "assessments/trade_offs/cards.html",
        use=use,
        cards=read_cards(queries.card_facts(assessment.id)),
        no_tension=queries.no_tension_reason(assessment.id),
        asks_why=work_of(use).path.level.highest is Level.HIGH,
        removed=rows_of(TradeOffCard, assessment.id, removed=True),
        may_edit=allowed(EDIT, actor(), use=use),
    )


@bp.get("/<int:use_id>/trade-offs/none")
@bp.post("/<int:use_id>/trade-offs/none")
@access(get=EDIT, post=EDIT)
def no_tension(use: UseCase) -> str | Response | tuple[str, int]:
    row = queries.no_tension_row(the_assessment(use).id)
    form = NoTensionForm(data=values(row, "reason") if row else None)
    if not form.validate_on_submit():
        page = render_template("assessments/trade_offs/no_tension.html", use=use, form=form, row=row)
        return page, 400 if form.errors else 200
    seen, by = form.seen_version(), actor().person_id
    try:
        actions.say_no_tension(use=use, reason=form.wanted(), seen=seen, actor_id=by)
    except Stale as stale:
        theirs = stale.current
        if not isinstance(theirs, NoTension):
            raise
        form.version.data = str(theirs.version)
        return conflict(
            form,
            fields="assessments/trade_offs/no_tension_fields.html",
            theirs=[(str(form.reason.label.text), theirs.reason)],
            keep=url_for("assessments.trade_offs", use_id=use.id),
        )
    flash(_("Your reason is saved.") if form.wanted() else _("The reason is taken back."))
    return redirect(url_for("assessments.trade_offs", use_id=use.id))


@bp.get("/<int:use_id>/trade-offs/new")
@bp.post("/<int:use_id>/trade-offs/new")
@access(get=EDIT, post=EDIT)
def new_card(use: UseCase) -> str | Response | tuple[str, int]:
    form = CardForm()
    if not form.validate_on_submit():
        return _show_facts(use, form, None)
    try:
        made = actions.add_card(
            use=use, facts=form.facts(), actor_id=actor().person_id, nonce=form.nonce.data or ""
        )
    except AlreadyDone as done:
        flash(_("This card was saved already."))
        known = int(done.result) if done.result.isdigit() else 0
        found = queries.card(actor().organisation_id, known)
        if found is None:
            return redirect(url_for("assessments.trade_offs", use_id=use.id))
        return redirect(url_for("assessments.card", use_id=use.id, card_id=found.id))
    flash(_("The card is made. Now describe each option on a page of its own."))
    return redirect(url_for("assessments.card", use_id=use.id, card_id=made.id))


@bp.get("/<int:use_id>/trade-offs/<int:card_id>")
@access(get=READ_USE)
def card(use: UseCase, card: TradeOffCard) -> str:
    same_use(use, card)
    if card.removed_at is not None:
        abort(404)
    return render_template(
        "assessments/trade_offs/card.html",
        use=use,
        card=read_card(queries.facts(card)),
        version=card.version,
        removed=[each for each in card.options if each.removed_at is not None],
        may_edit=allowed(EDIT, actor(), use=use),
    )


@bp.get("/<int:use_id>/trade-offs/<int:card_id>/edit")
@bp.post("/<int:use_id>/trade-offs/<int:card_id>/edit")
@access(get=EDIT, post=EDIT)
def edit_card(use: UseCase, card: TradeOffCard) -> str | Response | tuple[str, int]:
    same_use(use, card)
    form = CardForm(data=values(card, *FACTS))
    if not form.validate_on_submit():
        return _show_facts(use, form, card)
    seen, by = form.seen_version(), actor().person_id
    try:
        actions.change_card(use=use, card=card, facts=form.facts(), seen=seen, actor_id=by)
    except Stale as stale:
        return _conflict(use, form, stale, "assessments/trade_offs/card_fields.html", FACTS)
    flash(_("The card is saved."))
    return redirect(url_for("assessments.card", use_id=use.id, card_id=card.id))


@bp.get("/<int:use_id>/trade-offs/<int:card_id>/choice")
@bp.post("/<int:use_id>/trade-offs/<int:card_id>/choice")
@access(get=EDIT, post=EDIT)
def choice(use: UseCase, card: TradeOffCard) -> str | Response | tuple[str, int]:
    same_use(use, card)
    facts = queries.facts(card)
    form = ChoiceForm(data={**values(card, *CHOICE), "chosen_id": str(facts.chosen_id or "")})
    form.offer(facts.options)
    if not form.validate_on_submit():
        page = render_template(
            "assessments/trade_offs/choice.html", use=use, form=form, card=read_card(facts)
        )
        return page, 400 if form.errors else 200
    seen, by = form.seen_version(), actor().person_id
    try:
        actions.choose(use=use, card=card, choice=form.facts(), seen=seen, actor_id=by)
    except Stale as stale:
        return _conflict(use, form, stale, "assessments/trade_offs/choice_fields.html", CHOICE)
    flash(_("The choice is recorded."))
    return redirect(url_for("assessments.card", use_id=use.id, card_id=card.id))


@bp.get("/<int:use_id>/trade-offs/<int:card_id>/remove")
@bp.post("/<int:use_id>/trade-offs/<int:card_id>/remove")
@access(get=EDIT, post=EDIT)
def remove_card(use: UseCase, card: TradeOffCard) -> str | Response | tuple[str, int]:
    same_use(use, card)
    asked = Removal(
        question=_("Remove this card?"),
        title=card.title,
        back_to=url_for("assessments.trade_offs", use_id=use.id),
        back_text=_("Trade-offs"),
        done=_("The card is off the list. You can put it back below."),
    )
    return removal(
        asked, card.version, lambda seen, by: remove_row(use=use, row=card, seen=seen, actor_id=by)
    )


@bp.post("/<int:use_id>/trade-offs/<int:card_id>/put-back")
@access(post=EDIT)
def put_back_card(use: UseCase, card: TradeOffCard) -> Response:
    same_use(use, card)
    put_back_row(use=use, row=card, actor_id=actor().person_id)
    flash(_("The card is back on the list."))
    return redirect(url_for("assessments.trade_offs", use_id=use.id))


def _show_facts(use: UseCase, form: CardForm, card: TradeOffCard | None) -> tuple[str, int]:
    page = render_template("assessments/trade_offs/card_form.html", use=use, form=form, card=card)
    return page, 400 if form.errors else 200


def _conflict(
    use: UseCase, form: BaseForm, stale: Stale, fields: str, names: tuple[str, ...]
) -> tuple[str, int]:
    theirs = stale.current
    if not isinstance(theirs, TradeOffCard):
        raise stale
    form.version.data = str(theirs.version)
    said = {name: getattr(theirs, name) for name in names}
    if "principles" in said:
        said["principles"] = ", ".join(str(PRINCIPLES[each]) for each in said["principles"])
    shown = [(str(form[name].label.text), _as_text(value)) for name, value in said.items()]
    chosen = queries.facts(theirs).chosen
    if chosen and "principles" not in said:
        shown.insert(0, (_("What was chosen?"), chosen.title))
    keep = url_for("assessments.card", use_id=use.id, card_id=theirs.id)
    return conflict(form, fields=fields, theirs=shown, keep=keep)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)
