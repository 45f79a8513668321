"""Receipts (票据): registered, linked to the purchases that they cover, listed."""

from flask import Blueprint

pages = Blueprint("receipts", __name__, url_prefix="/receipts")
