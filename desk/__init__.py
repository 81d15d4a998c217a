"""A complaint desk for a school practice business."""

import mimetypes
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request
from jinja2 import StrictUndefined

from desk import blueprints, cli, extensions, models  # noqa: F401 -- models: tables
from desk.web import (
    catalogues,
    converters,
    errors,
    formatting,
    gradebook_tabs,
    languages,
    navigation,
    scheme_words,
    security,
    shortcuts,
    templating,
)
from desk.web.actor import find_actor
from desk.web.assets import versioned

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
DEFAULTS: dict[str, object] = {
    "DEMO": False,
    "PUBLIC_URL": "",
    "BABEL_DEFAULT_LOCALE": "id",
    "BABEL_TRANSLATION_DIRECTORIES": str(languages.CATALOGUES),
    "BOOTSTRAP_SERVE_LOCAL": True,
    "MAX_CONTENT_LENGTH": 16 * MEGABYTE,
    "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
    "PERMANENT_SESSION_LIFETIME": timedelta(hours=10),
    "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_REFRESH_EACH_REQUEST": False,  # now and then is enough: web/actor.py
    # A form is good as long as its session; a longer wait must not cost a word.
    "WTF_CSRF_TIME_LIMIT": None,
    # WTForms speaks no Indonesian: its own words stand nowhere, so need no looking up.
    "WTF_I18N_ENABLED": False,
    # What people wrote must not reach a log through an error message.
    "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
}


def create_app(settings: Mapping[str, Any]) -> Flask:
    """Return the app for some settings."""
    app = Flask(
        __name__, template_folder=ROOT / "templates", static_folder=ROOT / "static"
    )
    app.jinja_environment = templating.Templates
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(settings)
    app.jinja_env.undefined = StrictUndefined
    app.url_map.converters["step"] = converters.StepConverter
    app.url_map.converters["item"] = converters.ItemConverter
    app.url_map.converters["id"] = converters.IdConverter
    app.url_map.converters["secret"] = converters.SecretConverter
    app.url_map.converters["week"] = converters.WeekConverter
    app.url_map.converters["day"] = converters.DayConverter
    # Windows reads the types from its registry, where scripts may be plain text.
    mimetypes.add_type("text/javascript", ".js")
    extend(app)
    for hallway in (
        *(catalogues, errors, formatting, scheme_words, security, templating),
    ):
        hallway.init_app(app)
    blueprints.init_app(app)
    cli.init_app(app)
    app.context_processor(shared)
    return app


def extend(app: Flask) -> None:
    """Bind the extensions to the app."""
    languages.compile_catalogues()
    extensions.db.init_app(app)
    with app.app_context():
        engine = extensions.db.engine
        if engine.dialect.name == "sqlite":
            extensions.prepare_sqlite(engine)
    extensions.migrate.init_app(
        app, extensions.db, directory=str(ROOT / "migrations"), render_as_batch=True
    )
    extensions.login.init_app(app)
    extensions.csrf.init_app(app)
    extensions.babel.init_app(app, locale_selector=languages.locale)
    extensions.bootstrap.init_app(app)
    extensions.compress.init_app(app)
    extensions.limiter.init_app(app)
    app.url_defaults(versioned(app))


def shared() -> dict[str, object]:
    """Return what every template may use."""
    actor = find_actor()
    return {
        "actor": actor,
        "is_demo": current_app.config["DEMO"],
        "menu": partial(navigation.menu, actor),
        "room_tabs": partial(navigation.room_tabs, actor),
        "book_tabs": partial(gradebook_tabs.book_tabs, actor),
        "shortcuts": partial(shortcuts.shortcuts, actor),
        "language": languages.locale(),
        "page_path": request.full_path.rstrip("?"),
    }
