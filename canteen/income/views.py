"""Income against numbered fiscal receipts, and the books that these come from."""

from flask import Blueprint

pages = Blueprint("income", __name__, url_prefix="/income")
