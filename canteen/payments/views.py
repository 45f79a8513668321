"""Payments (付款): what may be paid, by supplier; cash stated at the market; refunds and the last fen."""

from flask import Blueprint

pages = Blueprint("payments", __name__, url_prefix="/payments")
