"""Money between accounts of one fund, and the floats that purchasers carry."""

from flask import Blueprint

pages = Blueprint("transfers", __name__, url_prefix="/transfers")
