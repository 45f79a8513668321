"""Setting up: the unit, its canteens, accounts, departments, the confirmed parameters, and what is still missing."""

from flask import Blueprint

pages = Blueprint("setup", __name__, url_prefix="/setup")
