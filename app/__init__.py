"""The one place where everything meets: `create_app` builds the application from its settings."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import structlog
from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import packages
from app.accounts import session as accounts_session
from app.database import db, engine_options, migrate, prepare_engine
from app.settings import ROOT, Settings, SettingsError
from app.web import access, errors, language, restart, security, templating
from app.web.static_files import StaticFiles

csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    """Builds the application.

    Raises:
        SystemExit: the environment holds a wrong setting; its name is printed.
        AccessError: a route has no access rule.
    """
    if settings is None:
        try:
            settings = Settings.from_environment()
        except SettingsError as error:
            print(f"candour: {error}", file=sys.stderr)  # noqa: T201  before logging exists
            raise SystemExit(2) from error
    app = Flask(
        __name__,
        instance_path=str(ROOT / "instance"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.extensions["candour"] = settings
    _configure(app, settings)
    _connect(app, settings)
    templating.init_app(app)
    language.init_app(app)
    errors.init_app(app)
    restart.init_app(app)
    accounts_session.init_app(app)
    app.before_request(access.guard)
    security.init_app(app, settings.production)
    csrf.init_app(app)
    packages.register(app)
    access.check_every_route(app)
    app.config["LARGEST_BODY"] = security.largest_body(app)
    app.wsgi_app = StaticFiles(  # type: ignore[method-assign]
        app.wsgi_app, ROOT / "static", production=settings.production
    )
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        TESTING=settings.environment == "testing",
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_NAME="candour",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=settings.max_upload_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_upload_bytes,
        MAX_FORM_PARTS=2_000,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "app" / "translations"),
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(ROOT / "templates"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )


def _connect(app: Flask, settings: Settings) -> None:
    if settings.sqlite:
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    with app.app_context():
        prepare_engine(db.engine)
