"""Making a document void: with a reason and two signatures."""

from flask import Blueprint

pages = Blueprint("voiding", __name__, url_prefix="/voiding")
