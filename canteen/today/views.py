"""Today (今日): what waits for the visitor, oldest first, and the gauges that matter to their post."""

from flask import Blueprint

pages = Blueprint("today", __name__, url_prefix="/today")
