"""Budgets of categories and departments, in versions, with what is used, committed and left."""

from flask import Blueprint

pages = Blueprint("budgets", __name__, url_prefix="/budgets")
