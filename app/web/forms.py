"""Forms: their base class, and how WTForms fields become GOV.UK components."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import wtforms as wtf
from flask import current_app, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict, ImmutableMultiDict

from app.web.fields import DateParts, unusable_character, without_unusable
from app.web.nonces import new_nonce

Params = dict[str, Any]


class BaseForm(FlaskForm):
    """A form with CSRF protection; `nonce` and `version` are used where a form creates or edits."""

    nonce = wtf.HiddenField(default=new_nonce)
    version = wtf.HiddenField()

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: wtf.Form, formdata: object) -> Any:
            """What was sent; files only for fields of files, since a field of text fails on one."""
            found = super().wrap_formdata(form, formdata)
            if not isinstance(found, CombinedMultiDict):
                return found
            takers = {field.name for field in form if isinstance(field, wtf.FileField)}
            files = [(name, file) for name, file in request.files.items(multi=True) if name in takers]
            return CombinedMultiDict([ImmutableMultiDict(files), request.form]) if files else request.form

    def hidden(self, *, ids: bool = True) -> Markup:
        """The hidden inputs, for the top of the form; without ids where a page has several forms."""
        without = {} if ids else {"id": False}
        return Markup("").join(  # each field escapes its own value
            field(**without)
            for field in self
            if isinstance(field, wtf.HiddenField) and (field.name == "csrf_token" or _showable(field.data))
        )

    def seen_version(self) -> int:
        """The version of the row that the form was filled from; 0 when it does not say.

        Only what was sent counts: the field's own data is the row's present version where nothing was sent.
        """
        text = str((self.version.raw_data or [""])[0])
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _showable(value: object) -> bool:
    return bool(value) and not unusable_character(str(value))


def first_error(field: wtf.Field) -> str:
    """The field's first error; it may repeat what was sent, so without what no page can hold."""
    return without_unusable(str(field.errors[0]))


def error_target(field: wtf.Field) -> str:
    """Id of the input that an error about `field` leads to."""
    if isinstance(field, DateParts):
        return field.first_error_id()
    return str(field.id)


def error_summary(form: wtf.Form) -> list[dict[str, str]]:
    """The form's errors as links to their inputs, in the order of the fields."""
    items: list[dict[str, str]] = []
    for field in form:
        if isinstance(field, wtf.FormField):
            items += error_summary(field.form)
        elif isinstance(field, wtf.FieldList):
            for entry in field:
                items += error_summary(entry.form) if isinstance(entry, wtf.FormField) else _own_error(entry)
        else:
            items += _own_error(field)
    return items


def _own_error(field: wtf.Field) -> list[dict[str, str]]:
    return [{"text": first_error(field), "href": f"#{error_target(field)}"}] if field.errors else []


def macro(component: str, name: str, params: Params) -> Markup:
    """A GOV.UK macro's HTML."""
    templates = current_app.extensions["govuk_templates"]
    template = templates.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    return Markup(getattr(template.module, name)(params))  # noqa: S704  the macro escapes


def field_html(field: wtf.Field, **over: Any) -> Markup:
    """The GOV.UK component for a field; `over` replaces or adds the macro's parameters."""
    params: Params = {"id": field.id, "name": field.name, "idPrefix": field.id}
    if field.description:
        params["hint"] = {"text": str(field.description)}
    if field.errors:
        params["errorMessage"] = {"text": first_error(field), "visuallyHiddenText": _("Error")}
    for kind, render in _RENDERERS:
        if isinstance(field, kind):
            return render(field, params, over)
    raise TypeError(f"No component for {type(field).__name__}.")


def _label(field: wtf.Field) -> Params:
    return {"text": str(field.label.text)}


def _legend(field: wtf.Field) -> Params:
    return {"legend": {"text": str(field.label.text), "classes": "govuk-fieldset__legend--s"}}


def _merge(params: Params, over: Mapping[str, Any]) -> Params:
    merged = params | dict(over)
    size = merged.pop("size", "")
    if size and "fieldset" in merged:
        legend = merged["fieldset"]["legend"] | {"classes": f"govuk-fieldset__legend--{size}"}
        merged["fieldset"] = {"legend": legend | {"isPageHeading": merged.pop("heading", False)}}
    elif size and "label" in merged:
        extra = {"classes": f"govuk-label--{size}", "isPageHeading": merged.pop("heading", False)}
        merged["label"] = merged["label"] | extra
    return merged


def _button(field: wtf.Field, _params: Params, over: Params) -> Markup:
    given = {"text": str(field.label.text), "name": field.name, "value": "1", "preventDoubleClick": True}
    return macro("button", "govukButton", given | over)


def _date(field: DateParts, params: Params, over: Params) -> Markup:
    widths = {"day": 2, "month": 2, "year": 4}
    names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    wrong = " govuk-input--error" if field.errors else ""
    params["items"] = [
        {
            "id": f"{field.id}-{part}",
            "name": f"{field.name}-{part}",
            "label": names[part],
            "value": field.parts[part],
            "classes": f"govuk-input--width-{width}{wrong}",
        }
        for part, width in widths.items()
    ]
    return macro("date-input", "govukDateInput", _merge(params | {"fieldset": _legend(field)}, over))


def _boolean(field: wtf.Field, params: Params, over: Params) -> Markup:
    hint = {"hint": params.pop("hint")} if "hint" in params else {}
    params["items"] = [{"value": "y", "text": str(field.label.text), "checked": bool(field.data), **hint}]
    return macro("checkboxes", "govukCheckboxes", _merge(params, over))


def _choices(field: wtf.Field, chosen: str) -> list[Params]:
    return [
        {
            "value": str(choice.value),
            "text": str(choice.label),
            chosen: choice.selected,
            **(choice.render_kw or {}).get("govuk", {}),
        }
        for choice in field.iter_choices()
    ]


def _radios(field: wtf.Field, params: Params, over: Params) -> Markup:
    params |= {"items": _choices(field, "checked"), "fieldset": _legend(field)}
    return macro("radios", "govukRadios", _merge(params, over))


def _checkboxes(field: wtf.Field, params: Params, over: Params) -> Markup:
    params |= {"items": _choices(field, "checked"), "fieldset": _legend(field)}
    return macro("checkboxes", "govukCheckboxes", _merge(params, over))


def _select(field: wtf.Field, params: Params, over: Params) -> Markup:
    params |= {"items": _choices(field, "selected"), "label": _label(field)}
    return macro("select", "govukSelect", _merge(params, over))


def _password(field: wtf.Field, params: Params, over: Params) -> Markup:
    words = {"showPasswordText": _("Show"), "hidePasswordText": _("Hide")}
    return macro(
        "password-input", "govukPasswordInput", _merge(params | words | {"label": _label(field)}, over)
    )


def _file(field: wtf.Field, params: Params, over: Params) -> Markup:
    return macro("file-upload", "govukFileUpload", _merge(params | {"label": _label(field)}, over))


def _textarea(field: wtf.Field, params: Params, over: Params) -> Markup:
    params |= {"value": field._value(), "label": _label(field)}
    longest = getattr(field.flags, "maxlength", None)
    if longest:
        return macro("character-count", "govukCharacterCount", _merge(params | {"maxlength": longest}, over))
    return macro("textarea", "govukTextarea", _merge(params, over))


def _input(field: wtf.Field, params: Params, over: Params) -> Markup:
    params |= {"value": field._value(), "label": _label(field)}
    if isinstance(field, wtf.EmailField):
        params |= {"type": "email", "autocomplete": "email", "spellcheck": False}
    return macro("input", "govukInput", _merge(params, over))


_RENDERERS: tuple[tuple[type, Callable[[Any, Params, Params], Markup]], ...] = (
    (wtf.SubmitField, _button),
    (DateParts, _date),
    (wtf.BooleanField, _boolean),
    (wtf.RadioField, _radios),
    (wtf.SelectMultipleField, _checkboxes),
    (wtf.SelectField, _select),
    (wtf.PasswordField, _password),
    (wtf.FileField, _file),
    (wtf.TextAreaField, _textarea),
    (wtf.StringField, _input),
)
