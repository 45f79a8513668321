"""People and log-ins: who works in a canteen, in which posts, and how they get in."""

from flask import Flask

from canteen.people import access, log_ins, proving, standing_in, views


def init(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(access.pages)
    app.register_blueprint(proving.pages)
    app.register_blueprint(views.pages)
    app.register_blueprint(log_ins.pages)
    app.register_blueprint(standing_in.pages)
