"""Who has held a post how long, who is next, and the sheet to hand over by."""

from flask import Blueprint

pages = Blueprint("rotation", __name__, url_prefix="/rotation")
