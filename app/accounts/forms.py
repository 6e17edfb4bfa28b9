"""Forms of sign-in, passwords and people."""

from __future__ import annotations

from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Email, Length, ValidationError

from app.accounts.bodies import BODY_KINDS, NATIONS
from app.accounts.passwords import weakness
from app.web.fields import EmailText, ShortText
from app.web.forms import BaseForm
from app.web.roles import Role

LONGEST_NAME, LONGEST_EMAIL = 120, 254
EMAIL_TOO_LONG = _l("An e-mail address has at most 254 characters")
ROLE_NAMES = {
    Role.TEAM_MEMBER: _l("Team member"),
    Role.ACCOUNTABLE_OWNER: _l("Accountable owner"),
    Role.BOARD_MEMBER: _l("Board member"),
    Role.BOARD_CHAIR: _l("Board chair"),
    Role.BOARD_SECRETARY: _l("Board secretary"),
    Role.REGISTER_EDITOR: _l("Register editor"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
ROLE_HINTS = {
    Role.TEAM_MEMBER: _l("Describes uses and answers the assessment"),
    Role.ACCOUNTABLE_OWNER: _l("Answers the board's advice"),
    Role.BOARD_MEMBER: _l("Reads submissions and comments on them"),
    Role.BOARD_CHAIR: _l("Issues the board's advice"),
    Role.BOARD_SECRETARY: _l("Keeps the board's queue"),
    Role.REGISTER_EDITOR: _l("Prepares and checks public entries"),
    Role.ADMINISTRATOR: _l("Invites people and sets their roles"),
}


def role_choices() -> list[SelectChoice]:
    """A checkbox for each role with a hint of what it may do."""
    return [
        SelectChoice(
            role.value, ROLE_NAMES[role], render_kw={"govuk": {"hint": {"text": str(ROLE_HINTS[role])}}}
        )
        for role in Role
    ]


class StrongPassword:
    """Validator of a new password; takes the form's `personal` words as forbidden parts."""

    def __call__(self, form: Any, field: wtf.Field) -> None:
        messages = {
            "short": _("Use at least 12 characters, for example three words that do not belong together"),
            "long": _("Use at most 200 characters"),
            "common": _("This password is too easy to guess. Use three words that do not belong together"),
            "personal": _("Leave your name and e-mail address out of the password"),
        }
        found = weakness(field.data or "", *getattr(form, "personal", ()))
        if found:
            raise ValidationError(messages[found])


class SignInForm(BaseForm):
    email = EmailText(
        _l("E-mail address"),
        [DataRequired(_l("Enter your e-mail address")), Length(max=LONGEST_EMAIL, message=EMAIL_TOO_LONG)],
    )
    password = wtf.PasswordField(_l("Password"), [DataRequired(_l("Enter your password"))])


# Made before the new password, because errors are listed in the order in which fields are made.
_PRESENT_PASSWORD = wtf.PasswordField(
    _l("Present password"), [DataRequired(_l("Enter your present password"))]
)


class NewPasswordForm(BaseForm):
    personal: tuple[str, ...] = ()
    new_password = wtf.PasswordField(
        _l("New password"),
        [DataRequired(_l("Enter a new password")), StrongPassword()],
        description=_l(
            "At least 12 characters. Three words that do not belong together are easy to remember."
        ),
    )


class ChangePasswordForm(NewPasswordForm):
    password = _PRESENT_PASSWORD


class InviteForm(BaseForm):
    name = ShortText(
        _l("Full name"),
        [
            DataRequired(_l("Enter their full name")),
            Length(max=LONGEST_NAME, message=_l("A name has at most 120 characters")),
        ],
    )
    email = EmailText(
        _l("E-mail address"),
        [
            DataRequired(_l("Enter their e-mail address")),
            Length(max=LONGEST_EMAIL, message=EMAIL_TOO_LONG),
            Email(_l("Enter an e-mail address like name@example.org")),
        ],
    )
    roles = wtf.SelectMultipleField(
        _l("Roles"), [DataRequired(_l("Choose at least one role"))], choices=role_choices
    )

    def validate_email(self, field: wtf.Field) -> None:
        """Addresses are kept in small letters, which are more for some capitals: ẞ becomes ss."""
        if len((field.data or "").casefold()) > LONGEST_EMAIL:
            raise ValidationError(EMAIL_TOO_LONG)


class RolesForm(BaseForm):
    roles = wtf.SelectMultipleField(
        _l("Roles"), choices=role_choices, description=_l("Take all away to remove the person.")
    )


class OrganisationForm(BaseForm):
    nation = wtf.RadioField(
        _l("In which nation does the organisation work?"),
        [DataRequired(_l("Choose a nation"))],
        choices=lambda: [SelectChoice(code, text) for code, text in NATIONS.items()],
    )
    body_kind = wtf.RadioField(
        _l("What kind of body is it?"),
        [DataRequired(_l("Choose a kind of body"))],
        choices=lambda: [SelectChoice(code, text) for code, text in BODY_KINDS.items()],
    )


class ButtonForm(BaseForm):
    """A form with nothing but its button."""
