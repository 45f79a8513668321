"""Mingzhang 明账: the application, made in named steps."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from canteen import assets, commands, formats, headers, people, screens, security
from canteen.config import ROOT, Config
from canteen.db import db, migrate
from canteen.security.rights import TEXT

STATEMENTS = 2_000
"""How many compiled statements are kept: each clause alone has several."""


def create_app(config: Config | None = None) -> Flask:
    """The application on a configuration, by default that of the environment."""
    config = config or Config.from_environment()
    app = Flask(__name__, instance_path=str(config.instance), template_folder=str(ROOT / "templates"))
    _configure(app, config)
    _connect(app, config)
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, config.trusted_proxies, config.trusted_proxies)  # type: ignore[method-assign]
    for part in (headers, assets, formats, screens, people, security, commands):
        part.init(app)
    return app


def _configure(app: Flask, config: Config) -> None:
    app.config.update(
        CONFIG=config,
        SECRET_KEY=config.key,
        TESTING=config.testing,
        MAX_CONTENT_LENGTH=TEXT,  # pages that take files say how many with their right
        MAX_FORM_MEMORY_SIZE=TEXT,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _connect(app: Flask, config: Config) -> None:
    config.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True, "query_cache_size": STATEMENTS},
    )
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
