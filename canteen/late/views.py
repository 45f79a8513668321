"""What happened outside and cannot be undone, entered late and countersigned."""

from flask import Blueprint

pages = Blueprint("late", __name__, url_prefix="/late")
