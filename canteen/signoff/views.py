"""Signing a purchase as purchaser, receiver or seller: in one's own session, as a guest, or by a code on one's own phone."""

from flask import Blueprint

pages = Blueprint("signoff", __name__, url_prefix="/signoff")
