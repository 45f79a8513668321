"""The papers of a purchase, printed as people know them."""

from flask import Blueprint

pages = Blueprint("papers", __name__, url_prefix="/papers")
