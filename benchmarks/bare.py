"""A Flask page with the register's layout and nothing behind it, to measure the other pages against."""

from __future__ import annotations

from flask import Flask, render_template
from flask_babel import Babel
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined

from app.settings import DEVELOPMENT_KEY, ROOT, Settings
from app.web.templating import other_languages, static_file

PAGE = """{% extends "base.html" %}{% block title %}Bare{% endblock %}
{% block main %}<h1 class="govuk-heading-l">Bare</h1>{% endblock %}"""
ADDRESSES = {
    "register.home": "/",
    "register.results": "/register",
    "register.page": "/<name>",
    "register.all_csv": "/register.csv",
    "register.all_json": "/register.json",
    "accounts.sign_in": "/sign-in",
}


def create_app() -> Flask:
    """The application: one page at `/bare`, the other addresses only so that the layout can link to them."""
    app = Flask(__name__, static_folder=None)
    app.secret_key = DEVELOPMENT_KEY
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.jinja_loader = ChoiceLoader(  # type: ignore[assignment]
        [FileSystemLoader(ROOT / "templates"), DictLoader({"bare.html": PAGE})]
    )
    app.jinja_env.globals.update(static_file=static_file, other_languages=other_languages)
    Babel(app)
    settings = Settings(database_url="sqlite://", secret_key=DEVELOPMENT_KEY)
    app.context_processor(
        lambda: {
            "service_name": settings.service_name,
            "actor": None,
            "navigation": [],
            "language": "en",
            "settings": settings,
            "has_own_colour": False,
        }
    )
    for endpoint, path in ADDRESSES.items():
        app.add_url_rule(path, endpoint, lambda **_: "")

    @app.get("/bare")
    def bare() -> str:
        return render_template("bare.html")

    return app
