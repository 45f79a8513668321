"""Bills of water, power and gas by their meters."""

from flask import Blueprint

pages = Blueprint("utilities", __name__, url_prefix="/utilities")
