"""Pages of a person's messages and choices, and the administrator's view of the outbox."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.lifecycle import OutOfTurn, by_table, note_refusal
from app.messages import actions, queries, words
from app.messages.forms import ChoicesForm
from app.messages.kinds import WORDS, MessageGroup
from app.messages.letters import INVITATION
from app.messages.lifecycle import MAIL, MailAction, MailState
from app.messages.message_text import address_of, said
from app.messages.models import Mail, Message
from app.settings import Settings
from app.web.access import SIGNED_IN, access, roles
from app.web.errors import error_page
from app.web.roles import Role, actor

bp = Blueprint("messages", __name__, url_prefix="/messages")
ADMINISTRATOR = roles(Role.ADMINISTRATOR)
SEND_AGAIN = by_table(ADMINISTRATOR, MAIL, MailAction.AGAIN)


@bp.app_context_processor
def _for_the_header() -> dict[str, object]:
    return {"unread_messages": queries.unread_count}


def _settings() -> Settings:
    settings: Settings = current_app.extensions["candour"]
    return settings


def _back_to_list() -> Response:
    """The list as it was filtered; the address of the form says how."""
    return redirect(url_for("messages.index", **queries.InboxAddress.asked().arguments()))


@bp.get("")
@access(get=SIGNED_IN)
def index() -> str:
    choice = queries.InboxAddress.asked()
    kind = choice["kind"]
    found = queries.inbox(actor(), kind, choice.page)
    return render_template(
        "messages/index.html",
        inbox=found,
        items=[(message, said(message), address_of(message)) for message in found.messages],
        kind=kind if kind in found.kinds else "",
        kinds={code: words_of.subject for code, words_of in WORDS.items() if code in found.kinds},
        administrator=actor().has(Role.ADMINISTRATOR),
    )


@bp.post("/read-all")
@access(post=SIGNED_IN)
def read_all() -> Response:
    count = actions.mark_all_read(actor=actor())
    flash(
        ngettext("%(num)d message is marked as read.", "%(num)d messages are marked as read.", count)
        if count
        else _("All messages were read already.")
    )
    return redirect(url_for("messages.index"))


@bp.post("/<int:message_id>/open")
@access(post=SIGNED_IN)
def open_message(message: Message) -> Response:
    """Marks as read and leads to the page that deals with it; no link could, since a GET writes nothing."""
    actions.mark(message=message, read=True)
    if address_of(message) is None:
        flash(_("The page that this message leads to is no longer there."))
        return _back_to_list()
    arguments: dict[str, Any] = dict(message.arguments)
    return redirect(url_for(message.endpoint, **arguments))


@bp.post("/<int:message_id>/read")
@access(post=SIGNED_IN)
def read(message: Message) -> Response:
    actions.mark(message=message, read=True)
    return _back_to_list()


@bp.post("/<int:message_id>/unread")
@access(post=SIGNED_IN)
def unread(message: Message) -> Response:
    actions.mark(message=message, read=False)
    return _back_to_list()


@bp.get("/settings")
@bp.post("/settings")
@access(get=SIGNED_IN, post=SIGNED_IN)
def choices() -> str | Response | tuple[str, int]:
    form = ChoicesForm.of(queries.chosen(actor().person_id))
    if form.validate_on_submit():
        actions.choose(
            actor=actor(), language=form.language.data, choices=form.chosen(), seen=form.seen_version()
        )
        flash(_("Your choices are saved."))
        return redirect(url_for("messages.index"))
    page = render_template(
        "messages/settings.html", form=form, groups=list(MessageGroup), mail_on=_settings().mail.on
    )
    return page, 400 if form.is_submitted() else 200


@bp.get("/outbox")
@access(get=ADMINISTRATOR)
def outbox() -> str:
    choice = queries.OutboxAddress.asked()
    state = MailState(choice["state"]) if choice["state"] else None
    return render_template(
        "messages/outbox.html",
        outbox=queries.outbox(actor().organisation_id, state, choice.page),
        state=state,
        words=words,
        kinds={code: words_of.subject for code, words_of in WORDS.items()} | words.OTHER_MAILS,
        may_send_again=_may_send_again,
        mail_on=_settings().mail.on,
    )


def _may_send_again(mail: Mail) -> bool:
    """What an invitation says is not kept once it is given up, so a new one is made instead."""
    return MAIL.may(mail.state, MailAction.AGAIN) and (mail.kind != INVITATION or mail.private is not None)


@bp.post("/outbox/<int:mail_id>/again")
@access(post=SEND_AGAIN)
def send_again(mail: Mail) -> Response | tuple[str, int]:
    try:
        actions.send_again(mail=mail, actor_id=actor().person_id)
    except OutOfTurn:
        note_refusal(actor(), "mail.send_again", subject_type="mail", subject_id=mail.id, why="out_of_turn")
        return error_page(409, _("This e-mail is no longer one that can be sent again. Nothing was changed."))
    flash(_("The e-mail waits to be sent again."))
    return redirect(url_for("messages.outbox"))
