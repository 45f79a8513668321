"""Sourcing cases: what is asked for, the quotes side by side, and the purchase that starts from them."""

from flask import Blueprint

pages = Blueprint("sourcing", __name__, url_prefix="/sourcing")
