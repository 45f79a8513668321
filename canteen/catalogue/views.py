"""Suppliers and items: entering, changing, retiring, and bringing them in from a spreadsheet."""

from flask import Blueprint

pages = Blueprint("catalogue", __name__, url_prefix="/catalogue")
