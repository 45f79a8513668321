"""Logging a purchase: the draft that purchasers make at the market, and sign."""

from flask import Blueprint

pages = Blueprint("purchasing", __name__, url_prefix="/purchases")
