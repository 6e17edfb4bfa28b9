"""Pages of the options of a trade-off card, one page each."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.blueprint import bp
from app.assessments.revisions.row_pages import Removal, conflict, removal, same_use
from app.assessments.rules import EDIT
from app.assessments.snapshots.scale import cell, cells, step
from app.assessments.trade_offs import actions
from app.assessments.trade_offs.forms import OptionForm, OptionFormBase, field_name, values
from app.assessments.trade_offs.models import TradeOffCard, TradeOffOption
from app.uses.models import UseCase
from app.web.access import access
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/trade-offs/<int:card_id>/options/new")
@bp.post("/<int:use_id>/trade-offs/<int:card_id>/options/new")
@access(get=EDIT, post=EDIT)
def new_option(use: UseCase, card: TradeOffCard) -> str | Response | tuple[str, int]:
    same_use(use, card)
    form = OptionForm()
    if not form.validate_on_submit():
        return _show(use, card, form, None)
    nonce, by = form.nonce.data or "", actor().person_id
    try:
        actions.add_option(use=use, card=card, facts=form.facts(), actor_id=by, nonce=nonce)
        flash(_("The option is on the card."))
    except AlreadyDone:
        flash(_("This option was saved already."))
    except actions.TooManyOptions:
        form.title.errors = [_("The card has twelve options already. Remove one first")]
        return _show(use, card, form, None)
    return _to_card(use, card)


@bp.get("/<int:use_id>/trade-offs/<int:card_id>/options/<int:option_id>")
@bp.post("/<int:use_id>/trade-offs/<int:card_id>/options/<int:option_id>")
@access(get=EDIT, post=EDIT)
def option(use: UseCase, card: TradeOffCard, option: TradeOffOption) -> str | Response | tuple[str, int]:
    _same_card(use, card, option)
    scores = {field_name(p, s): option.scores.get(cell(p, s), "") for p, s in cells()}
    form = OptionForm(data={**values(option, "title", "description"), **scores})
    if not form.validate_on_submit():
        return _show(use, card, form, option)
    seen, by = form.seen_version(), actor().person_id
    try:
        actions.change_option(use=use, option=option, facts=form.facts(), seen=seen, actor_id=by)
    except Stale as stale:
        return _conflict(use, card, form, stale)
    flash(_("The option is saved."))
    return _to_card(use, card)


@bp.get("/<int:use_id>/trade-offs/<int:card_id>/options/<int:option_id>/remove")
@bp.post("/<int:use_id>/trade-offs/<int:card_id>/options/<int:option_id>/remove")
@access(get=EDIT, post=EDIT)
def remove_option(
    use: UseCase, card: TradeOffCard, option: TradeOffOption
) -> str | Response | tuple[str, int]:
    _same_card(use, card, option)
    asked = Removal(
        question=_("Remove this option?"),
        title=option.title,
        back_to=url_for("assessments.card", use_id=use.id, card_id=card.id),
        back_text=card.title,
        done=_("The option is off the card. You can put it back below."),
    )
    try:
        return removal(
            asked,
            option.version,
            lambda seen, by: actions.remove_option(use=use, option=option, seen=seen, actor_id=by),
        )
    except actions.MustStay:
        flash(_("Doing nothing is always one of the options."))
        return _to_card(use, card)


@bp.post("/<int:use_id>/trade-offs/<int:card_id>/options/<int:option_id>/put-back")
@access(post=EDIT)
def put_back_option(use: UseCase, card: TradeOffCard, option: TradeOffOption) -> Response:
    _same_card(use, card, option)
    actions.put_back_option(use=use, option=option, actor_id=actor().person_id)
    flash(_("The option is back on the card."))
    return _to_card(use, card)


def _same_card(use: UseCase, card: TradeOffCard, option: TradeOffOption) -> None:
    same_use(use, card)
    if option.card_id != card.id:
        abort(404)


def _to_card(use: UseCase, card: TradeOffCard) -> Response:
    return redirect(url_for("assessments.card", use_id=use.id, card_id=card.id))


def _show(
    use: UseCase, card: TradeOffCard, form: OptionFormBase, option: TradeOffOption | None
) -> tuple[str, int]:
    page = render_template(
        "assessments/trade_offs/option.html",
        use=use,
        card=card,
        form=form,
        option=option,
    )
    return page, 400 if form.errors else 200


def _conflict(use: UseCase, card: TradeOffCard, form: OptionFormBase, stale: Stale) -> tuple[str, int]:
    theirs = stale.current
    if not isinstance(theirs, TradeOffOption):
        raise stale
    form.version.data = str(theirs.version)
    shown = [(_("The option, in one line"), theirs.title), (_("What would it mean?"), theirs.description)]
    for principle, scenario in cells():
        said = step(theirs.scores.get(cell(principle, scenario), ""))
        field = form[field_name(principle, scenario)]
        # Only where they differ: fifteen equal lines would hide the one that matters.
        if said and said.value != field.data:
            shown.append((str(field.label.text), f"{said.sign} {_(said.label)}"))
    keep = url_for("assessments.card", use_id=use.id, card_id=card.id)
    return conflict(form, fields="assessments/trade_offs/option_fields.html", theirs=shown, keep=keep)
